"""What is left for a receiver: a closed choice, the amount of cash, and what is never taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.i18n import gettext as _
from checkin.vocabulary import deposits
from ui.saying import shown
from ui.theme import GRID
from ui.widgets.field import Field
from ui.widgets.plain import choice, label, yielding


class DepositChoice(QWidget):
    """A kind of deposit; an older free text stays among the choices as it is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        kinds = [(one, deposits.kind(one)) for one in deposits.KINDS]
        self.kind = yielding(choice(_("Deposit for a receiver"), [("", _("Not said")), *kinds]))
        self.amount = Field(_("Amount"), hint=_("20 EUR"))
        self.amount.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for part in (self.kind, self.amount, label(deposits.caution(), "caption", wrap=True)):
            layout.addWidget(part)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.amount.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """Return the deposit as it is kept."""
        return deposits.deposit(str(self.kind.currentData() or ""), self.amount.value())

    def tell(self, text: str) -> None:
        """Show a kept deposit."""
        kind, amount = deposits.parted(text)
        if self.kind.findData(kind) < 0:
            self.kind.addItem(shown(kind, 60), kind)
        self.amount.setText(amount)
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def _on_kind(self) -> None:
        self.amount.setVisible(self.kind.currentData() == "cash")
        self.changed.emit()
