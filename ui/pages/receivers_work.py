"""What is done with receivers on their page: each verb answers with what to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checkin import receivers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.receiver import number_of
from checkin.vocabulary import deposits
from ui.saying import shown
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb did, in words."""

    word: str
    advice: str
    tone: Tone
    act: str
    person: str = ""
    channel: str = ""
    back: int = 0  # how many came back


def lend(desk: Desk, person: str, number: str, deposit: str) -> Answer:
    """Lend a receiver; the next free one where no number is said."""
    loan = receivers.lend(desk, person, number, deposit=deposit)
    left = deposits.words(loan.deposit)
    advice = _("Deposit: {deposit}").format(deposit=shown(left)) if left else ""
    word = _("Receiver {number} lent").format(number=shown(loan.number))
    return Answer(word, advice, Tone.WELCOME, desk.last_act() or "", person, loan.channel)


def take_back(desk: Desk, numbers: Sequence[str]) -> Answer:
    """Take receivers back as one act, and say what is to be given back for them."""
    with desk.act():
        loans = [loan for number in numbers for loan in receivers.take_back(desk, number)]
    number = len(loans)
    word = ngettext("Receiver {number} is back", "{n} receivers are back", number).format(
        number=shown(loans[0].number), n=number
    )
    left = dict.fromkeys(deposits.words(loan.deposit) for loan in loans if loan.deposit != "none")
    given = ", ".join(shown(text) for text in left if text)
    advice = _("Give back: {deposit}").format(deposit=given) if given else ""
    whose = loans[0].person if len(loans) == 1 else ""
    return Answer(word, advice, Tone.WELCOME, desk.last_act() or "", whose, back=len(loans))


def give_up(desk: Desk, numbers: Sequence[str], why: str) -> Answer:
    """Note as one act that receivers are lost."""
    with desk.act():
        loans = [loan for number in numbers for loan in receivers.give_up(desk, number, why)]
    number = len(loans)
    word = ngettext("Receiver {number} is lost", "{n} receivers are lost", number).format(
        number=shown(loans[0].number), n=number
    )
    whose = loans[0].person if len(loans) == 1 else ""
    advice = _("Found again, it is taken back as any other.")
    return Answer(word, advice, Tone.LOOK, desk.last_act() or "", whose)


def undo(desk: Desk, act: str, reason: str = "") -> Answer:
    """Take back one of these acts; raises DeskError where a reason is missing."""
    from checkin.attendance import recent  # noqa: PLC0415

    recent.undo(desk, act, reason)
    return Answer(_("Taken back"), "", Tone.NOTE, "")


def loss(word: str) -> str:
    """Return why a receiver is given up, in words."""
    return {
        "not-brought-back": _("Not brought back"),
        "broken": _("Broken"),
        "stolen": _("Stolen"),
        "other": _("Something else"),
    }[word]


def numbers(texts: Sequence[str]) -> list[str]:
    """Return the numbers of some receivers, each once."""
    return list(dict.fromkeys(map(number_of, texts)))
