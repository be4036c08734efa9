"""Erasing a person: what was said is blanked for ever, that it was said still counts."""

from __future__ import annotations

from dataclasses import dataclass

from checkin import clusters, engagements, practice
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import census, store
from checkin.journal.entry import Fact
from checkin.search import index


@dataclass(frozen=True, slots=True)
class Erasure:
    """What came of erasing a person."""

    entries: tuple[str, ...]  # ids of the `erased` entries; none where all was erased before
    off_disk: bool  # False while somebody reads the file; closing it tries again


def erase(desk: Desk, subject: str) -> Erasure:
    """Erase a person, all that was merged with them, and what they were promised to interpret.

    Raises DeskError for an unknown one.

    Exchange files of this desk that still say it are replaced by the next sync with their folder.
    """
    root = clusters.root(desk.db, subject)
    if not subject.startswith("p-") or desk.person(root) is None:
        raise DeskError(_("There is no person {id}.").format(id=subject))
    subjects = [*clusters.members(desk.db, root), *engagements.of_person(desk, root)]
    with desk.act():
        census.redact(desk.db, subjects)
        known = census.erased(desk.db)
        entries = desk.keep(Fact("erased", one, {}) for one in subjects if one not in known)
        index.forget(desk.db)
        store.remember(desk.db, draft="")  # what somebody has typed about them, perhaps
    assert desk.writer  # noqa: S101  act() has seen to it
    off_disk = desk.writer.wipe()
    return Erasure(tuple(entry.id for entry in entries), off_disk and _practice_gone(desk))


def _practice_gone(desk: Desk) -> bool:
    """Delete the copy in which people practise, as it still names whom it named."""
    try:
        practice.clear(practice.beside(desk.path))
    except DeskError:
        return False  # somebody practises in it just now
    return True
