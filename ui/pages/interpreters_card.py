"""A conflict as a card: its rule, what is wrong, how much, and repairs that were tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from checkin.i18n import gettext as _
from checkin.interpreting.conflict import Conflict, Repair
from ui.pages import interpreters_words as words
from ui.pages.interpreters_sight import DESKS
from ui.saying import breakable
from ui.widgets.plain import Button, column, label, picture, row, tint

_SENTENCES = re.compile(r"(?<=\)\.) ")  # each ends with its rule in brackets
_KEYED = 9  # repairs that a digit takes

Apply = Callable[[Repair], object]


class ConflictCard(QFrame):
    """Tells one conflict; each repair is a button, and where it is keyed, a digit."""

    def __init__(self, conflict: Conflict, apply: Apply, *, keyed: bool = False) -> None:
        super().__init__()
        self.conflict = conflict
        tone = words.tone(conflict.severity)
        self.setProperty("look", "notice")
        tint(self, tone)
        title = f"{words.severity(conflict.severity)} · {words.rule(conflict.rule)}"
        heading = label(title, "strong", wrap=True)
        tint(heading, tone)
        sign = picture(words.sign(conflict.severity), tone, 20)
        head = row(sign, heading)
        head.setStretch(1, 1)
        first, *rest = _SENTENCES.split(conflict.text)
        text = label(breakable(first), "body", wrap=True)
        more = label(breakable("\n".join(rest)), "caption", wrap=True)
        measured = label(breakable(words.measure(conflict)), "caption", wrap=True)
        self.repairs = [
            _button(repair, apply, str(place) if keyed and place <= _KEYED else "")
            for place, repair in enumerate(conflict.repairs, 1)
        ]
        layout = column(head, text, measured, gap=0.5, margin=1.5)
        if rest:
            layout.insertWidget(2, more)
        for one in self.repairs:
            layout.addWidget(one)
        if not self.repairs and conflict.severity == "stop" and conflict.rule != DESKS:
            layout.addWidget(label(_("No repair was found that breaks no other rule."), "caption"))
        self.setLayout(layout)


def _button(repair: Repair, apply: Apply, key: str) -> QWidget:
    """Return what applies a repair; its sentence may need more than one line."""
    take = Button(_("Take"), partial(apply, repair), key)
    take.setAccessibleName(_("Take: {repair}").format(repair=repair.text))
    said = label(breakable(repair.text), "body", wrap=True)
    layout = row(said, take)
    layout.setStretch(0, 1)
    made = QFrame()
    made.setProperty("look", "panel")
    layout.setContentsMargins(10, 4, 4, 4)
    made.setLayout(layout)
    return made
