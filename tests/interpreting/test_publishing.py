"""Published plans: versions, whom a change touches, who has seen what, and what to say."""

from __future__ import annotations

from datetime import date

import pytest

from checkin import erasure, people, programme, rescheduling, visits, voices
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import (
    arrangements,
    assigning,
    calls,
    illness,
    needs,
    own_needs,
    own_plan,
    promises,
    publishing,
    situation,
)
from checkin.journal.entry import Fact
from checkin.model.assignment import assignment_subject
from checkin.model.need import need_subject
from checkin.reports import plan_rows
from tests.conftest import Clock
from tests.interpreting.talks import Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Plan two talks with three people, on the day before."""
    clock.at("2012-11-21T08:00:00+01:00")
    made = Congress(desk)
    made.assign("K07 zh de", "Pan")
    made.assign("K07 zh de", "Wang")
    made.assign("K08 de zh", "Müller")
    return made


def touched(congress: Congress) -> list[str]:
    names = {subject: name for name, subject in congress.people.items()}
    return sorted(names[one.person] for one in publishing.touched(congress.desk))


def said(congress: Congress) -> dict[str, str]:
    return {one.name: " ".join(one.sentences) for one in calls.call_list(congress.desk)}


def test_a_plan_is_a_draft_then_published_then_acknowledged(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    assert publishing.version(desk) is None
    assert publishing.state(desk, pan).state == "draft"
    assert touched(congress) == ["Müller", "Pan", "Wang"]
    came = publishing.publish(desk)
    assert (came.version, len(came.touched)) == (1, 3)
    assert publishing.state(desk, pan).state == "published"
    assert publishing.reached(desk, pan)
    assert publishing.state(desk, pan).state == "reached"
    assert publishing.acknowledge(desk, pan)
    assert publishing.state(desk, pan).state == "acknowledged"
    assert publishing.acknowledge(desk, pan) is None
    assert touched(congress) == []
    assert str(publishing.version(desk)) == "v1"


def test_publishing_without_a_change_writes_nothing(congress: Congress) -> None:
    assert publishing.publish(congress.desk).act
    assert publishing.publish(congress.desk).act is None
    assert publishing.publish(congress.desk).version == 1


def test_nothing_planned_is_not_published(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nobody"):
        publishing.publish(desk)


def test_a_change_of_one_assignment_touches_exactly_its_interpreter(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    arrangements.arrange(desk, congress.promise("K07 zh de", "Wang"), {"booth": "2"})
    assert touched(congress) == ["Wang"]
    assigning.withdraw(desk, congress.promise("K07 zh de", "Wang"), at=congress.at())
    assert touched(congress) == ["Wang"]


def test_a_swap_touches_who_goes_and_who_comes(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    name = congress.promise("K08 de zh", "Müller")
    assert assigning.swap(desk, name, congress.people["Pan"], at=congress.at()).act
    assert touched(congress) == ["Müller", "Pan"]
    second = publishing.publish(desk)
    assert second.version == 2
    told = said(congress)
    assert "Abwasser de>zh, 22.11. 10:00–10:40: you no longer take it." not in told.values()
    assert "you now take it" in told["Pan"]


def test_only_who_finds_other_lines_answers_anew(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    for name in ("Pan", "Wang", "Müller"):
        publishing.acknowledge(desk, congress.people[name])
    arrangements.arrange(desk, congress.promise("K07 zh de", "Wang"), {"channel": "4"})
    publishing.publish(desk)
    states = {name: publishing.state(desk, one).state for name, one in congress.people.items()}
    assert states["Pan"] == states["Müller"] == "acknowledged"
    assert states["Wang"] == "published"
    assert said(congress) == {"Wang": "Wasser in Harbin zh>de: booth –, channel 4."}


def test_a_delay_of_the_programme_is_a_change_of_the_published_line(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    publishing.reached(desk, congress.people["Müller"])
    rescheduling.delay(desk, congress.talks["K08"], 20)
    assert touched(congress) == ["Müller"]
    old_new = publishing.touched(desk)[0].changes[0]
    assert old_new.fields == ("start", "end", "call")
    publishing.publish(desk)
    assert said(congress)["Müller"].startswith(
        "Abwasser de>zh moved to 22.11. 10:20–11:00; it was 22.11. 10:00–10:40."
    )


def test_the_call_list_says_all_and_ticks_who_was_reached(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    found = calls.call_list(desk)
    assert [one.name for one in found] == ["Müller", "Pan", "Wang"]
    assert found[1].mobile == "0170 3"
    assert found[1].sentences[0] == (
        "Wasser in Harbin zh>de, 22.11. 09:00–09:40: you now take it with Wang."
    )
    assert found[0].sentences[0].endswith("10:40: you now take it.")
    publishing.reached(desk, congress.people["Müller"])
    publishing.acknowledge(desk, congress.people["Pan"])
    found = calls.call_list(desk)
    assert [(one.name, one.done) for one in found] == [
        ("Wang", False),
        ("Müller", True),
        ("Pan", True),
    ]
    assert found[1].reached
    assert found[2].acknowledged


def test_everything_that_may_change_has_a_sentence(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    for name in ("Pan", "Wang", "Müller"):
        publishing.reached(desk, congress.people[name])
    name = congress.promise("K08 de zh", "Müller")
    arrangements.arrange(desk, name, {"booth": "2", "leader": "yes", "call": "2012-11-22T09:10"})
    programme.put(
        desk,
        congress.talks["K08"],
        {"title": "Klärwerke", "place": "Foyer", "end": "2012-11-22T10:30"},
    )
    publishing.publish(desk)
    told = said(congress)["Müller"]
    for words in (
        "Abwasser de>zh is now called Klärwerke de>zh.",
        "Klärwerke de>zh now ends at 10:30.",
        "Klärwerke de>zh is in Foyer.",
        "you lead the team.",
        "please be there at 09:10.",
        "booth 2, channel –.",
    ):
        assert words in told, words
    publishing.reached(desk, congress.people["Müller"])
    arrangements.arrange(desk, name, {"booth": "", "leader": ""})
    publishing.publish(desk)
    assert "no booth yet." in said(congress)["Müller"]
    assert "no longer lead" in said(congress)["Müller"]


def test_nobody_is_called_for_what_is_over_or_who_is_ill(congress: Congress, clock: Clock) -> None:
    desk = congress.desk
    publishing.publish(desk)
    assert [one.name for one in calls.call_list(desk)] == ["Müller", "Pan", "Wang"]
    illness.ill(desk, congress.people["Wang"], desk.event.moment("2012-11-22T08:00"))
    assert [one.name for one in calls.call_list(desk)] == ["Müller", "Pan"]
    clock.at("2012-11-22T09:50:00+01:00")
    assert [one.name for one in calls.call_list(desk)] == ["Müller"]
    clock.at("2012-11-22T12:00:00+01:00")
    assert calls.call_list(desk) == []


def test_what_was_withdrawn_and_published_since_is_no_longer_acknowledged(
    congress: Congress,
) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    publishing.publish(desk)
    publishing.acknowledge(desk, pan)
    name = congress.promise("K07 zh de", "Pan")
    assigning.withdraw(desk, name, at=congress.at(), reason="not needed")
    publishing.publish(desk)
    publishing.reached(desk, pan)
    congress.assign("K07 zh de", "Pan", reason="needed after all")
    assert situation.problem(desk, congress.at()).locks == {}
    assert assigning.withdraw(desk, name, at=congress.at()).act


def test_who_loses_the_last_line_is_called_as_well(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    publishing.acknowledge(desk, congress.people["Müller"])
    name = congress.promise("K08 de zh", "Müller")
    assert assigning.withdraw(desk, name, at=congress.at(), reason="too much").act
    publishing.publish(desk)
    assert said(congress)["Müller"] == "Abwasser de>zh, 22.11. 10:00–10:40: you no longer take it."
    publishing.reached(desk, congress.people["Müller"])
    assert publishing.state(desk, congress.people["Müller"]).state == "reached"
    publishing.publish(desk)
    assert publishing.version(desk).number == 2  # type: ignore[union-attr]


def test_a_line_that_is_again_as_it_was_known_needs_no_answer(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    publishing.acknowledge(desk, congress.people["Pan"])
    name = congress.promise("K07 zh de", "Pan")
    arrangements.arrange(desk, name, {"booth": "2"})
    publishing.publish(desk)
    assert publishing.state(desk, congress.people["Pan"]).state == "published"
    arrangements.arrange(desk, name, {"booth": ""})
    publishing.publish(desk)
    assert publishing.state(desk, congress.people["Pan"]).state == "acknowledged"
    assert "Pan" not in said(congress)


def test_an_answer_and_a_version_are_taken_back_as_acts(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    first = publishing.publish(desk)
    answer = publishing.acknowledge(desk, pan)
    assert first.act
    assert answer
    desk.undo(answer)
    assert publishing.state(desk, pan).state == "published"
    desk.undo(first.act)
    assert publishing.state(desk, pan).state == "draft"
    assert publishing.version(desk) is None
    with pytest.raises(DeskError, match="Nothing was published"):
        publishing.acknowledge(desk, pan)


def test_a_version_that_was_taken_back_keeps_its_number(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    arrangements.arrange(desk, congress.promise("K07 zh de", "Wang"), {"booth": "2"})
    assert publishing.publish(desk).version == 2
    desk.undo()
    assert str(publishing.version(desk)) == "v1"
    assert publishing.publish(desk).version == 3
    assert str(publishing.version(desk)) == "v3"


@pytest.mark.parametrize("number", [0, -1, True, "2", 1.5, 5_000, 999_999_999, 1 << 70])
def test_a_version_that_is_no_number_is_no_version(congress: Congress, number: object) -> None:
    desk = congress.desk
    publishing.publish(desk)
    said = {"version": number, "at": "2012-11-21T08:00:00+01:00", "lines": []}
    desk.write(Fact("published", congress.people["Pan"], said))
    arrangements.arrange(desk, congress.promise("K07 zh de", "Wang"), {"booth": "2"})
    assert publishing.publish(desk).version == 2


def test_a_long_plan_with_long_titles_is_published_whole(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    for number in range(60):
        day, hour = 21 + number // 24, number % 24
        times = {"start": f"2012-11-{day}T{hour:02}:00", "end": f"2012-11-{day}T{hour:02}:30"}
        need = own_needs.add_need(
            desk, {"title": f"{number} " + "Ж" * 150, "source": "zh", "target": "de", **times}
        )
        assigning.assign(desk, need, pan, override=True, reason="test", at=congress.at())
    assert publishing.publish(desk).act
    standing = publishing.state(desk, pan)
    assert len(standing.draft) == 61
    assert not standing.changes


def test_a_published_plan_names_nobody_and_an_erased_one_is_gone(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    lines = desk.db.execute("SELECT lines FROM publication").fetchall()
    assert len(lines) == 3
    assert not any(name in row[0] for row in lines for name in ("Pan", "Wang"))
    erasure.erase(desk, congress.people["Pan"])
    rows = desk.db.execute(
        "SELECT data FROM journal WHERE kind = 'published' AND subject = ?",
        (congress.people["Pan"],),
    ).fetchall()
    assert rows == [("redacted",)]
    publishing.publish(desk)
    assert said(congress).keys() <= {"Wang", "Müller"}


def test_own_plan_and_publication_agree_on_every_field(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    for name in ("Pan", "Wang", "Müller"):
        publishing.acknowledge(desk, congress.people[name])
        assert own_plan.own_plan(desk, congress.people[name]).changes == ()


def test_a_merged_interpreter_keeps_what_was_published(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    merged = people.merge(desk, congress.people["Müller"], congress.people["Petrenko"])
    assert publishing.state(desk, merged.id).state == "published"
    assert publishing.acknowledge(desk, congress.people["Petrenko"])
    assert publishing.state(desk, congress.people["Müller"]).state == "acknowledged"


def test_the_days_of_lines_carry_one_call_time_each(congress: Congress) -> None:
    congress.assign("K09 zh de", "Pan")
    lines = publishing.state(congress.desk, congress.people["Pan"]).draft
    assert [bool(one["call"]) for one in lines] == [True, False]
    assert {date.fromisoformat(one["start"][:10]) for one in lines} == {date(2012, 11, 22)}


@pytest.fixture
def twice(congress: Congress) -> Congress:
    """Promise two who are one to the same talk, tell them, and let one of them have seen it."""
    desk = congress.desk
    congress.people["Dup"] = people.enter(
        desk, {"family": "Pann", "role": "interpreter", "languages_a": "zh", "languages_b": "de"}
    ).id
    congress.assign("K07 zh de", "Dup", reason="as well")
    arrangements.arrange(desk, congress.promise("K07 zh de", "Dup"), {"leader": "yes"})
    return congress


def merged(congress: Congress) -> str:
    return people.merge(congress.desk, congress.people["Pan"], congress.people["Dup"]).id


def test_who_was_entered_twice_has_one_line_for_a_need(twice: Congress) -> None:
    desk = twice.desk
    pan = merged(twice)
    first = min(
        assignment_subject(desk.key, twice.need("K07 zh de"), twice.people[one])
        for one in ("Pan", "Dup")
    )
    plan = own_plan.own_plan(desk, pan)
    assert [(one.assignment, one.team.leads) for one in plan.lines] == [(first, True)]
    assert plan.lines[0].team.partners == ("Wang",)
    standing = publishing.state(desk, pan)
    assert [(one["assignment"], one["leader"]) for one in standing.draft] == [(first, "yes")]
    assert standing.draft[0]["partners"] == twice.people["Wang"]
    rows = [row for row in plan_rows.rows(plan_rows.whole(desk)) if row[0]]
    assert len([row for row in rows if pan in row]) == 1
    assert arrangements.arrange(desk, first, {"leader": ""})
    assert not own_plan.own_plan(desk, pan).lines[0].team.leads


def test_who_was_entered_twice_is_told_nothing_that_is_not_so(twice: Congress) -> None:
    desk = twice.desk
    twice.assign("K09 zh de", "Dup")
    publishing.publish(desk)
    publishing.acknowledge(desk, twice.people["Wang"])
    pan = merged(twice)
    standing = publishing.state(desk, pan)
    assert (standing.state, standing.changes, len(standing.told)) == ("published", (), 1)
    texts = [one for call in calls.call_list(desk) if call.person == pan for one in call.sentences]
    assert texts
    assert not [one for one in texts if "no longer" in one or "Pan" in one]
    assert own_plan.own_plan(desk, pan).gone == ()
    wang = publishing.state(desk, twice.people["Wang"])
    assert (wang.state, wang.told[0].lines[0]["partners"]) == ("acknowledged", pan)
    assert publishing.acknowledge(desk, pan)
    assert publishing.state(desk, pan).state == "acknowledged"
    assert len(situation.problem(desk, twice.at()).fixed & situation.plan(desk)) == 3


@pytest.mark.parametrize("seen", ["Pan", "Dup"])
def test_what_one_of_two_has_seen_is_seen_where_they_were_told_the_same(
    twice: Congress, seen: str
) -> None:
    desk = twice.desk
    publishing.publish(desk)
    publishing.acknowledge(desk, twice.people[seen])
    arrangements.arrange(desk, twice.promise("K07 zh de", "Dup"), {"leader": ""})
    publishing.publish(desk)
    publishing.acknowledge(desk, twice.people[seen])
    pan = merged(twice)
    assert publishing.state(desk, pan).state == "acknowledged"
    assert {one.person for one in situation.problem(desk, twice.at()).fixed} == {pan}
    assert [one.done for one in calls.call_list(desk) if one.person == pan] in ([], [True])
    assert publishing.acknowledge(desk, pan) is None
    act = assigning.withdraw(desk, promises.standing(desk)[0].id, at=twice.at(), reason="off").act
    assert act


def test_who_has_seen_a_part_is_told_the_rest(twice: Congress) -> None:
    twice.assign("K09 zh de", "Dup")
    publishing.publish(twice.desk)
    publishing.acknowledge(twice.desk, twice.people["Pan"])
    pan = merged(twice)
    assert publishing.state(twice.desk, pan).state == "published"
    (call,) = (one for one in calls.call_list(twice.desk) if one.person == pan)
    assert [one for one in call.sentences if "you now take" in one] == [
        "Ausblick zh>de, 22.11. 13:00–13:40: you now take it."
    ]


def test_a_promise_goes_with_an_activity_that_is_another_one(congress: Congress) -> None:
    desk = congress.desk
    publishing.publish(desk)
    for name in ("Pan", "Wang", "Müller"):
        publishing.acknowledge(desk, congress.people[name])
    own_needs.change_need(desk, congress.need("K07 zh de"), {"strength": "3"})
    talk = congress.talks["K07"]
    values = {"title": "Wasser in Harbin", "kind": "contribution", "languages": "zh"}
    times = {"start": "2012-11-22T09:00", "end": "2012-11-22T09:40", "place": "Saal"}
    every = ({**values, **times, "source_id": f"D{n}"} for n in range(6))
    others = [programme.put(desk, "", one).id for one in every]
    for other in others:
        desk.write(Fact("merged", max(other, talk), {"with": min(other, talk)}))
    desk.refresh()
    root = min(talk, *others)
    need = need_subject(desk.key, root, "zh", "de")
    known = [one for one in needs.wanted(desk, congress.at()) if one.demand.source == "zh"]
    by_id = {one.demand.id: one for one in known}
    assert len(known) == 2
    assert (by_id[need].state, by_id[need].demand.strength) == ("open", 3)
    assert {one.person for one in promises.of_need(desk, need)} == {
        congress.people["Pan"],
        congress.people["Wang"],
    }
    assert touched(congress) == []
    assert situation.astray(desk, needs.wanted(desk, congress.at())) == []
    activity = desk.activity(root)
    listener = desk.db.execute("SELECT id FROM person WHERE family = 'Weber'").fetchone()[0]
    guest = desk.person(listener)
    assert activity
    assert guest
    team = {congress.people["Pan"], congress.people["Wang"]}
    assert {one.id for one in visits.visit(desk, activity).interpreters} == team
    told = voices.voices(desk, guest, (), desk.event.moment("2012-11-22T08:00"))
    assert {one.person.id for one in told if root in one.activities} == team
    own_needs.change_need(desk, need, {"strength": ""})
    again = {one.demand.id: one for one in needs.wanted(desk, congress.at())}
    assert again[need].demand.strength == 2
    name = promises.of_need(desk, need)[0].id
    assert assigning.withdraw(desk, name, at=congress.at(), reason="off").act
    assert len(promises.of_need(desk, need)) == 1
    assert own_needs.close_needs(desk, [need], congress.at(), reason="off").act
    assert own_needs.reopen_need(desk, need, congress.at())
