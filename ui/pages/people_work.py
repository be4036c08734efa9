"""What is done with several people of the register at once, each time one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checkin import dossier, people, reception, twins
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.lists import seen
from checkin.lists.seen import Columns
from checkin.roll import Roll
from checkin.twins import Pair
from checkin.verdicts import ACTING
from ui.pages import desk_verbs

MOST = 500  # people in one act

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, in words, and the act by which it is taken back."""

    words: str
    act: str = ""
    good: bool = True


def check_in(desk: Desk, ids: Sequence[str]) -> Done:
    """Check people in; who is refused stays out."""
    _require_few(ids)
    with desk.act():
        verdicts = [scanning.check_in(desk, one).verdict for one in ids]
    came = sum(verdict in ACTING for verdict in verdicts)
    words = ngettext("{n} checked in.", "{n} checked in.", came).format(n=came)
    if rest := len(ids) - came:
        more = ngettext(
            "{n} not: look at them one by one.", "{n} not: look at them one by one.", rest
        )
        words = f"{words} {more.format(n=rest)}"
    return Done(words, (desk.last_act() or "") if came else "", good=not rest)


def hand_out(desk: Desk, ids: Sequence[str]) -> Done:
    """Note that people took their badges."""
    _require_few(ids)
    number = people.hand_out(desk, ids)
    words = ngettext("{n} badge handed out.", "{n} badges handed out.", number)
    return Done(words.format(n=number), (desk.last_act() or "") if number else "")


def print_badge(desk: Desk, person: str) -> Done:
    """Print a badge; return what to say."""
    reception.print_badge(desk, person)
    return Done(desk_verbs.print_words(desk))


def cancel(desk: Desk, ids: Sequence[str]) -> Done:
    """Note that people will not come."""
    _require_few(ids)
    with desk.act():
        number = sum(people.cancel(desk, one) for one in ids)
    words = ngettext(
        "{n} cancelled. Ctrl+Z takes it back.", "{n} cancelled. Ctrl+Z takes it back.", number
    )
    return Done(words.format(n=number), (desk.last_act() or "") if number else "")


def expect(desk: Desk, ids: Sequence[str]) -> Done:
    """Note that people come after all."""
    _require_few(ids)
    with desk.act():
        number = sum(people.correct(desk, one, {"status": ""}) for one in ids)
    words = ngettext("{n} is expected again.", "{n} are expected again.", number)
    return Done(words.format(n=number), (desk.last_act() or "") if number else "")


def correct(desk: Desk, person: str, values: dict[str, str], again: bool = False) -> Done:  # noqa: FBT001, FBT002
    """Set fields of a person, and ask for the badge again where wanted."""
    with desk.act():
        changed = people.correct(desk, person, values) if values else False
        if again:
            reception.print_badge(desk, person, "wrong")
    words = f"{_('Saved.')} {desk_verbs.print_words(desk)}" if again else _("Saved.")
    return Done(words, (desk.last_act() or "") if changed else "")


def choose(desk: Desk, person: str, field: str, value: str) -> Done:
    """Settle what desks said against each other."""
    changed = dossier.choose(desk, person, field, value)
    return Done(_("Saved."), (desk.last_act() or "") if changed else "")


def replace_badge(desk: Desk, person: str, reason: str) -> Done:
    """Replace a badge: a lost one by one with a new code."""
    before = desk.last_act()
    reception.print_badge(desk, person, reason)
    after = desk.last_act() or ""
    words = desk_verbs.print_words(desk)
    if reason == "lost":
        words = " ".join((_("The old badge stops."), words))
    return Done(words, after if after != before else "")


def join(desk: Desk, one: str, other: str, values: dict[str, str]) -> Done:
    """Make two people one."""
    return Done(_("Joined. Ctrl+Z parts them again."), twins.join(desk, one, other, values))


def keep_apart(desk: Desk, one: str, other: str) -> Done:
    """Remember that two people are two."""
    twins.keep_apart(desk, one, other)
    return Done(_("Noted: two people."), desk.last_act() or "")


def take_back(desk: Desk, name: str, reason: str = "") -> Done:
    """Take back an act or one entry."""
    desk.undo(name, reason)
    return Done(_("Taken back."))


# Beside the window ####################################################################


def read_roll(progress: Progress, path: Path, order: str, language: str) -> Roll:
    """Read everybody."""
    progress(0, 1)
    with Desk(path) as desk:
        roll = Roll(desk, order, language)
        roll.read()
    return roll


def likely(progress: Progress, path: Path) -> list[Pair]:
    """Look for people who are there twice."""
    with Desk(path) as desk:
        return twins.likely(desk, progress)


def export(  # noqa: PLR0913, PLR0917  as a background work is called
    progress: Progress, path: Path, roll: Roll, numbers: Sequence[int], columns: Columns, file: Path
) -> int:
    """Write the list that was seen."""
    with Desk(path) as desk:
        return seen.export(desk, roll, numbers, columns, file, progress)


def _require_few(ids: Sequence[str]) -> None:
    if len(ids) > MOST:
        raise DeskError(_("Please choose at most {n} people at once.").format(n=MOST))
