"""Words of the attendance page: what is counted, by what, and what the keys are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QComboBox

from checkin import telling_figures
from checkin.attendance import as_of, outsiders, phrases
from checkin.attendance import rules as rules_of
from checkin.attendance.arrival_curve import Curve
from checkin.attendance.overview import Overview
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.search import collation
from checkin.vocabulary import fields, naming
from ui import saying
from ui.widgets.chart import Bar
from ui.widgets.figures_table import SHARE, Line

_IN_ORDER = ("activity", "day", "hour")  # of time, and not of their names
_MARKED = ((12, 15), (24, 30))  # up to so many bars every so many minutes
_LINE = 10  # guests in a line whose wait is told
_TITLE = 60  # characters of an activity in a choice


def columns() -> list[tuple[str, str]]:
    """Return the columns of figures and what they are called, what matters most first."""
    return [
        ("attended", _("Attended")),
        (SHARE, _("Share")),
        ("expected", _("Expected")),
        ("here", _("Here now")),
        ("no_show", _("No-shows")),
        ("walk_in", _("Walk-ins")),
        ("registered", _("Registered")),
        ("cancelled", _("Cancelled")),
        ("substituted", _("Substituted")),
        ("in_house", _("In the house")),
        ("visits", _("Visits")),
    ]


def by() -> list[tuple[str, str]]:
    """Return what one can count by."""
    return [
        ("delegation", _("By delegation")),
        ("country", _("By country")),
        ("role", _("By role")),
        ("organisation_type", _("By kind of organisation")),
        ("origin", _("By origin")),
        ("tier", _("By how far")),
        ("city", _("By city")),
        ("language", _("By language")),
        ("activity", _("By activity")),
        ("day", _("By day")),
        ("hour", _("By hour of arrival")),
    ]


def rules() -> list[tuple[str, str]]:
    """Return the counting rules, short; the whole sentence stands below the figures."""
    return [
        ("persons", _("Persons")),
        ("visits", _("Visits, one per day")),
        ("fkm", _("Entries (FKM)")),
    ]


def abroad() -> list[tuple[str, str]]:
    """Return the rules of origin."""
    return [
        ("", _("As the event says")),
        ("organisation", _("Seat of the organisation")),
        ("residence", _("Residence")),
    ]


def scopes(desk: Desk) -> list[tuple[str, str]]:
    """Return the whole event, its days, and its activities by their time."""
    every = sorted(
        desk.programme.activities.values(),
        key=lambda one: (one.kind != "day", one.day or one.start, one.start, one.title, one.id),
    )
    return [("", _("Whole event")), *((one.id, scope(desk, one.id)) for one in every)]


def scope(desk: Desk, activity: str) -> str:
    """Return what an activity is called in a choice: when, and its title."""
    if not activity:
        return _("Whole event")
    known = desk.activity(activity)
    title = saying.shown(saying.title(desk, activity), _TITLE)
    if known is None or known.kind == "day" or not known.start:
        return title
    return f"{saying.day(known.start)} {saying.clock(known.start)} · {title}"


def refill(what: QComboBox, choices: Sequence[tuple[str, str]], start: str = "") -> None:
    """Offer other choices, and keep the chosen one as long as it is among them."""
    offered = [(what.itemData(place), what.itemText(place)) for place in range(what.count())]
    if offered == list(choices):
        return
    value = what.currentData() or start
    what.clear()
    for key, text in choices:
        what.addItem(text, key)
    what.setCurrentIndex(max(what.findData(value), 0))


def lines(desk: Desk, found: Overview) -> list[Line]:
    """Return the rows of a tally in words, in the order of the language, the total first."""
    asked, order = found.asked, collation.usual(language())
    whole = found.counted.total["attended"]
    made = [
        Line(
            _key(desk, asked.by, row["key"]),
            row["key"],
            row,
            share=phrases.percent(row["attended"], whole),
        )
        for row in found.counted.rows
    ]
    if asked.by not in _IN_ORDER:
        made.sort(key=lambda line: (line.key is None, collation.key(line.words, order)))
    total = Line(_("Total"), None, found.counted.total, True, phrases.percent(whole, whole))  # noqa: FBT003  a row
    return [total, *made]


def outside(found: Overview, every: Sequence[Line]) -> list[Line]:
    """Return the rows as outsiders may see them: who attended, small groups joined."""
    may = outsiders.told(found.counted)
    words = {line.key: line.words for line in every if not line.total}
    if may.total is None:
        least = _("Fewer than {n}").format(n=outsiders.LEAST)
        return [Line(least, None, {}, total=True)]
    every_share = [(phrases.percent(one.attended, may.total), one) for one in may.cells]
    made = [
        Line(_("Others") if one.joined else words[one.key], one.key, {"attended": one.attended})
        for _share, one in every_share
    ]
    made = [
        replace(line, share=share) for line, (share, _one) in zip(made, every_share, strict=True)
    ]
    whole = {"attended": may.total}
    return [Line(_("Total"), None, whole, True, phrases.percent(may.total, may.total)), *made]  # noqa: FBT003


def _key(desk: Desk, by: str, key: str | None) -> str:
    if key is None:
        nobody = {
            "delegation": _("Without a delegation"),
            "hour": _("Never came"),
            "organisation_type": _("Not assigned"),
        }
        return nobody.get(by, _("Unknown"))
    words = {
        "country": lambda: naming.country(key, language()),
        "language": lambda: naming.tongue(key, language()),
        "role": lambda: saying.role(key),
        "organisation_type": lambda: saying.shown(fields.organisation_type(key)),
        "origin": lambda: _("From abroad") if key == "abroad" else _("From this country"),
        "tier": lambda: fields.tier(key),
        "activity": lambda: saying.title(desk, key),
        "day": lambda: saying.day(key),
        "hour": lambda: f"{saying.day(key[:10])} {int(key[11:])}:00",
    }
    return words[by]() if by in words else key


def tiles() -> list[tuple[str, str]]:
    """Return the great figures and the words below them."""
    return [
        ("here", _("here now")),
        ("expected", _("expected")),
        ("attended", _("attended")),
        ("walk_in", _("walk-ins")),
        ("lately", _("in the last 5 minutes")),
    ]


# Figures ##############################################################################


def no_shows(found: Overview) -> str:
    """Return what those who are expected and not here are called at this time."""
    if not found.over:
        return _("not here yet")
    return _("no-shows, provisional") if found.provisional else _("no-shows")


def wait(found: Overview) -> str:
    """Say how long a line takes at this desk; '' where nobody can know."""
    if found.pace is None:
        return ""
    minutes = max(round(found.pace * _LINE / 60), 1)
    return _("Ten in line at this desk: about {minutes} min").format(minutes=minutes)


def head(found: Overview) -> str:
    """Say as of when, for each desk."""
    return _("As of {desks}").format(desks=as_of.short(found.stands, found.at))


def notes(found: Overview) -> list[str]:
    """Return the lines that go with figures wherever they go: rule, as of when, provisional."""
    sentence = as_of.sentence(found.stands, found.at)
    return [note for note in (rule_text(found), sentence, found.provisional) if note]


def sentences(found: Overview) -> list[str]:
    """Return what one says of figures: about how many came, and which part from abroad."""
    said = (telling_figures.attended(found.counted), telling_figures.abroad(found.origin))
    return [one for one in said if one]


def rule_text(found: Overview) -> str:
    """Return the rules by which the figures, and the share from abroad, are counted."""
    text, origin = found.counted.text, found.origin.text
    origin = origin.removeprefix(rules_of.text(found.asked.rule)).strip()
    known = origin in text or not telling_figures.abroad(found.origin)
    return text if known else f"{text} {origin}"


# Arrivals #############################################################################


def bars(curve: Curve) -> list[Bar]:
    """Return the bars of a curve; full hours are marked, in a short one also what is between."""
    made = []
    every = next((minutes for most, minutes in _MARKED if len(curve.counts) <= most), 60)
    for place, count in enumerate(curve.counts):
        begin, end = curve.bounds(place)
        words = ngettext("{begin} to {end}: {n} person", "{begin} to {end}: {n} persons", count)
        made.append(
            Bar(
                count,
                words.format(begin=saying.clock(begin), end=saying.clock(end), n=count),
                "" if begin.minute % every else saying.clock(begin),
                begin.isoformat(),
            )
        )
    return made


def summary(curve: Curve) -> str:
    """Say in a sentence what the picture shows."""
    if not curve.counts:
        return _("Nobody has arrived on this day.")
    most = max(curve.counts)
    peak, _end = curve.bounds(curve.counts.index(most))
    last = max(place for place, count in enumerate(curve.counts) if count)
    first = next(place for place, count in enumerate(curve.counts) if count)
    return _("{n} arrivals from {begin} to {end}, most of them at {peak}: {most}").format(
        n=curve.total,
        begin=saying.clock(curve.bounds(first)[0]),
        end=saying.clock(curve.bounds(last)[1]),
        peak=saying.clock(peak),
        most=most,
    )


def missing(found: Overview) -> list[tuple[str, str]]:
    """Return the speakers who are not here, by id: when they speak, and their names."""
    return [
        (one.person.id, f"{saying.clock(one.start)} {saying.shown(one.person.whole_name, 40)}")
        for one in found.missing
    ]


# To take along ########################################################################


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures as they are written to a file."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    notes: tuple[str, ...]


def kinds() -> dict[str, str]:
    """Return the kinds of files figures are written to, with the preset of each."""
    return {
        _("Excel workbook") + " (*.xlsx)": "",
        _("CSV for Excel, German") + " (*.csv)": "excel-de",
        _("CSV for Excel, Chinese") + " (*.csv)": "excel-zh",
        _("CSV for other programs") + " (*.csv)": "raw",
    }


def sheet(
    desk: Desk, found: Overview, lines: Sequence[Line], *, raw: bool, to_outsiders: bool = False
) -> Sheet:
    """Return what is seen as a sheet: in words, or by the keys for other programs."""
    known = {figure for line in lines for figure in line.figures}
    if not raw:
        known.add(SHARE)  # other programs divide for themselves
    names = [one for one in columns() if one[0] in known]
    first = "key" if raw else dict(by())[found.asked.by]
    rows: list[tuple[str | int, ...]] = []
    for line in lines:
        words = "total" if line.total else line.key or ""
        figures = (line.share if key == SHARE else line.figures[key] for key, _words in names)
        rows.append((words if raw else line.words, *figures))
    header = (first, *(key if raw else words for key, words in names))
    below = [place(desk, found), *notes(found)]
    if to_outsiders:
        below.append(outsiders.told(found.counted).text)
    else:
        below += [*sentences(found), *(one.text() for one in found.targets)]
    return Sheet(_("Attendance"), header, tuple(rows), tuple(below))


def picture(desk: Desk, found: Overview) -> tuple[str, list[str]]:
    """Return title and notes of the picture of arrivals."""
    day = saying.day(str(found.curve.day))
    title = " · ".join((_("Arrivals per 5 minutes"), day))
    stand = as_of.sentence(found.stands, found.at)
    counted = _("Participants, each with their first arrival.")
    return title, [place(desk, found), f"{summary(found.curve)}. {counted} {stand}"]


def place(desk: Desk, found: Overview) -> str:
    """Return the event, and the activity that figures are of."""
    return f"{saying.shown(desk.event.title)} · {scope(desk, found.asked.activity)}"


def file_name(found: Overview) -> str:
    """Return a name for a file that does not stand in the way of the next one."""
    return "-".join((_("attendance"), found.asked.by, f"{found.at:%Y%m%d-%H%M}"))
