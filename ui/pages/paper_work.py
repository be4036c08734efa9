"""What is done with paper that comes back: verbs of one act each, and what came of it in words."""

from __future__ import annotations

from dataclasses import dataclass

from checkin import paperwork
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.paperwork import Ticked
from ui.pages.people_work import Done
from ui.saying import shown


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a page: what to say, and what was refused."""

    done: Done
    ticked: Ticked | None = None


def ticked(  # noqa: PLR0913, PLR0917  what paper says
    desk: Desk,
    code: str,
    text: str,
    page: int,
    at: str,
    activity: str,
    override: bool,  # noqa: FBT001
) -> Typed:
    """Check in who is ticked on a page; return what came of it."""
    ticked = paperwork.tick(
        desk,
        code,
        text,
        desk.event.moment(at),
        page=page,
        activity=activity,
        override=override,
    )
    words = _("{n} checked in, {m} were in already.")
    told = words.format(n=len(ticked.came), m=len(ticked.already))
    good = not (ticked.refused or ticked.unknown)
    return Typed(Done(told, ticked.act or "", good=good), ticked)


def signed(  # noqa: PLR0913, PLR0917  what paper says
    desk: Desk,
    code: str,
    text: str,
    page: int,
    at: str,
    activity: str,
    _override: bool,  # noqa: FBT001
) -> Typed:
    """Note who has signed a page; return what came of it."""
    moment = desk.event.moment(at)
    new = paperwork.sign(desk, code, text, moment, page=page, activity=activity)
    words = ngettext("{n} has signed.", "{n} have signed.", len(new)).format(n=len(new))
    return Typed(Done(words, (desk.last_act() or "") if new else ""))


def written_in(desk: Desk, code: str, values: dict[str, str], at: str, activity: str) -> Done:
    """Enter somebody who wrote their name on a page, and say so."""
    moment = desk.event.moment(at)
    person = paperwork.write_in(desk, code, values, moment, activity=activity)
    name = shown(person.whole_name, 60)
    return Done(_("{name} is entered and in.").format(name=name), desk.last_act() or "")


def add_present(desk: Desk, people: list[str], activity: str) -> Done:
    """Check in those who signed and were not scanned."""
    came = paperwork.add_present(desk, people, activity)
    words = ngettext("{n} added as present.", "{n} added as present.", len(came))
    return Done(words.format(n=len(came)), (desk.last_act() or "") if came else "")
