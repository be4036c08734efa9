"""The sheets of a chief interpreter's workbook: which are no plan."""

from __future__ import annotations

import re
import unicodedata

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
