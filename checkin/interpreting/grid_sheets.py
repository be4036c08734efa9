"""The sheets of a chief interpreter's workbook: which are no plan, and how large one may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables.reading import Record

MOST_ROWS = 2_000
MOST_CELLS = 200_000

_OTHER = re.compile(
    r"verfügbar|verfuegbar|availab|доступност|可用|档期|有空|"
    r"hotel|unterkunft|unterkünfte|unterbringung|übernachtung|zimmerliste|accommodation|rooming|"
    r"отел[ьия]|гостиниц|проживани|размещени|酒店|宾馆|住宿|"
    r"\b(?:an|ab|rück|hin)?reisen?\b|\b(?:an|ab)reise|\breise(?:daten|kosten|plan|zeit)|"
    r"\btravel|\bflights?\b|\bfl[uü]ge?\b|\barrivals?\b|\bdepartures?\b|"
    r"поездк|приезд|отъезд|прибыти|рейс|差旅|航班|抵达|接送|"
    r"\bkontakt(?:e|daten|liste)?\b|\bcontacts?\b|\bcontact (?:list|details)|контакт|联系|通讯录|"
    r"telefon|\b(?:tele)?phones?\b|телефон|电话|手机|"
    r"honorar|abrechnung|rechnung|vergütung|payment|invoice|\bfees?\b|\bhonorari|"
    r"гонорар|оплат|счета|расч[её]т|报酬|费用|付款|结算|发票",
    re.IGNORECASE,
)
"""Titles of sheets about when people can come, where they sleep, how they travel, are paid."""


def is_other(title: str) -> bool:
    """Tell whether the title of a sheet says that it is no plan."""
    return bool(_OTHER.search(unicodedata.normalize("NFKC", title).replace("_", " ")))


def check_size(title: str, rows: Sequence[Record]) -> None:
    """Raise DeskError, naming the sheet or file, for more than anybody plans."""
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) > MOST_ROWS or len(rows) * width > MOST_CELLS:
        text = _("{file} is too large for a grid: at most {rows} rows and {cells} cells are read.")
        raise DeskError(text.format(file=title, rows=MOST_ROWS, cells=MOST_CELLS))
