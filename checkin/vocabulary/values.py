"""Words, dates and numbers as lists write them, and the values that we keep."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from checkin.vocabulary.headings import folded

_WORDS: dict[str, dict[str, str]] = {
    "role": {
        "delegate": (
            "delegate|participant|attendee|guest|visitor|delegierter|delegierte|teilnehmer|"
            "teilnehmerin|teilnehmende|gast|mitglied|regular|代表|参会者|参会代表|嘉宾|与会者|"
            "学员|делегат|участник|участница|гость|делегатка|учасник|dalībnieks"
        ),
        "speaker": (
            "speaker|presenter|lecturer|keynote|panelist|referent|referentin|redner|rednerin|"
            "vortragender|vortragende|演讲人|发言人|主讲人|报告人|докладчик|спикер|лектор|"
            "доповідач"
        ),
        "interpreter": (
            "interpreter|translator|dolmetscher|dolmetscherin|übersetzer|übersetzerin|翻译|"
            "口译|译员|口译员|переводчик|переводчица|перекладач|tulks"
        ),
        "press": (
            "press|media|journalist|presse|journalistin|pressevertreter|medien|记者|媒体|新闻|"
            "пресса|журналист|сми|преса"
        ),
        "host": (
            "host|gastgeber|gastgeberin|stadtverwaltung|东道主|主办城市|принимающая сторона|хозяин"
        ),
        "staff": (
            "staff|crew|helper|volunteer|mitarbeiter|mitarbeiterin|helfer|personal|helferin|"
            "工作人员|志愿者|персонал|волонтер|сотрудник"
        ),
        "organiser": (
            "organiser|organizer|organisation|committee|veranstalter|veranstalterin|"
            "organisator|organisationsteam|主办方|组织者|组委会|организатор|оргкомитет|"
            "організатор"
        ),
    },
    "organisation_type": {
        "politics": (
            "politics|politik|parliament|council|parlament|stadtrat|政治|议会|политика|парламент"
        ),
        "administration": (
            "administration|government|public administration|verwaltung|behörde|regierung|"
            "öffentliche verwaltung|行政|政府|行政机关|администрация|управление|власть|"
            "органы власти"
        ),
        "business": (
            "business|industry|company|private sector|wirtschaft|unternehmen|industrie|firma|"
            "企业|公司|商业|工业|бизнес|компания|предприятие|экономика|промышленность"
        ),
        "science": (
            "science|university|research|academia|wissenschaft|universität|hochschule|"
            "forschung|科学|大学|科研|高校|学术|наука|университет|исследования|вуз"
        ),
        "civil-society": (
            "civil society|civil-society|ngo|association|zivilgesellschaft|verein|verband|"
            "nichtregierungsorganisation|民间|社会团体|非政府组织|协会|гражданское общество|"
            "нко|нпо|общественная организация"
        ),
        "press": "press|media|presse|medien|媒体|新闻|пресса|сми",
        "other": "other|others|sonstige|sonstiges|andere|其他|其它|другое|прочее|иное",
    },
    "status": {
        "registered": (
            "registered|confirmed|accepted|complete|completed|paid|approved|attending|active|"
            "booked|yes|angemeldet|bestätigt|bezahlt|zugesagt|teilnahme|ja|已报名|已确认|"
            "已注册|确认|зарегистрирован|подтвержден|подтверждено|оплачен|оплачено|checked in|"
            "not checked in|eingecheckt"
        ),
        "cancelled": (
            "cancelled|canceled|withdrawn|rejected|refused|deleted|not attending|expired|"
            "refunded|storniert|abgesagt|abgemeldet|zurückgezogen|abgelehnt|absage|no|nein|"
            "已取消|取消|отменен|отменено|отказ|отказался|аннулирован|annulliert"
        ),
        "substituted": (
            "substituted|replaced|ersetzt|vertreten|vertretung|替换|已替换|заменен|замена"
        ),
        "waiting": (
            "waiting|pending|wait list|waiting list|waitlist|on waiting list|warteliste|"
            "wartend|ausstehend|offen|候补|等待|待定|ожидание|лист ожидания|ожидает"
        ),
    },
    "booking": {
        "booked": (
            "booked|x|xx|1|yes|y|true|ok|+|v|gebucht|angemeldet|ja|j|wahr|bestätigt|confirmed|"
            "registered|paid|已预订|已报名|是|√|✓|✔|☑|да|д|забронировано|записан|"
            "зарегистрирован|істина|так|kyllä|jā"
        ),
        "waiting": (
            "waiting|waitlist|waiting list|pending|warteliste|wl|w|候补|等待|лист ожидания|ожидание"
        ),
        "cancelled": (
            "cancelled|canceled|storniert|abgesagt|abgemeldet|取消|已取消|отменено|отменен|отказ"
        ),
        "none": "no|n|0|false|nein|falsch|否|×|✗|нет|-|–|—|ні|nē",
    },
    "yes": {
        "yes": "yes|y|true|1|x|ja|j|wahr|是|有|√|✓|✔|да|так|ок|ok|jā",
        "no": "no|n|false|0|nein|falsch|否|无|нет|ні|-|–|—|nē",
    },
    "photo": {
        "photo": (
            "photo|yes|y|true|1|x|ja|j|wahr|erlaubt|allowed|agreed|是|有|同意|√|✓|да|согласен|"
            "так|jā"
        ),
        "no-photo": (
            "no-photo|no photo|no photos|no|n|false|0|nein|falsch|nicht erlaubt|keine fotos|"
            "kein foto|not allowed|refused|否|无|不同意|нет|не согласен|ні|nē"
        ),
        "photo-asked": (
            "photo-asked|asked|pending|gefragt|angefragt|offen|ausstehend|已询问|待定|спрошено"
        ),
    },
    "activity": {
        "day": "day|tag|日|день",
        "symposium": (
            "symposium|congress|conference|kongress|konferenz|tagung|研讨会|大会|会议|"
            "симпозиум|конгресс|конференция"
        ),
        "session": (
            "session|panel|workshop|block|sitzung|sektion|themenblock|分会|分会场|сессия|"
            "секция|заседание"
        ),
        "contribution": (
            "contribution|talk|lecture|presentation|keynote|vortrag|beitrag|referat|grußwort|"
            "演讲|报告|发言|доклад|выступление|презентация"
        ),
        "site-visit": (
            "site visit|site-visit|visit|excursion|tour|besichtigung|exkursion|firmenbesuch|"
            "betriebsbesichtigung|führung|besuch|参观|考察|экскурсия|посещение|визит"
        ),
        "ceremony": (
            "ceremony|opening|closing|reception|dinner|empfang|eröffnung|festakt|abschluss|"
            "abendessen|unterzeichnung|仪式|开幕式|闭幕式|招待会|церемония|открытие|закрытие|"
            "прием|банкет"
        ),
        "meeting": (
            "meeting|talks|besprechung|treffen|gespräch|arbeitsgespräch|会谈|会见|встреча|"
            "совещание|переговоры"
        ),
        "transfer": "transfer|bus|transport|abfahrt|fahrt|接送|交通|трансфер|автобус",
    },
    "eligibility": {
        "foreign": (
            "foreign|foreigners|foreign guests|international|international guests|from abroad|"
            "abroad|ausländische teilnehmer|ausländische gäste|ausländische|ausland|"
            "internationale gäste|gäste aus dem ausland|aus dem ausland|外宾|外国来宾|国际|"
            "国际代表|иностранные гости|иностранные|иностранные участники|зарубежные гости"
        ),
        "domestic": (
            "domestic|domestic guests|national|inland|inländische teilnehmer|inländische gäste|"
            "inländische|aus dem inland|国内|国内代表|местные гости|отечественные"
        ),
        "all": "all|everybody|everyone|open|alle|jeder|offen|所有人|全体|все|для всех",
        "booked": (
            "booked|invited|by invitation|on invitation|registered only|angemeldete|gebucht|"
            "auf einladung|geladene gäste|nur mit anmeldung|受邀|凭邀请|по приглашению"
        ),
    },
    "whom": {
        "foreign": (
            "foreign|foreigners|international|overseas|ausländisch|ausländische|ausländischen|"
            "ausländischer|ausländer|internationale|internationalen|иностранные|иностранных|"
            "зарубежные|зарубежных|иностранцы|иностранцев|外国|国际|外宾"
        ),
        "domestic": (
            "domestic|national|local|inländisch|inländische|inländischen|inländer|einheimische|"
            "einheimischen|местные|местных|отечественные|отечественных|国内|本地"
        ),
        "people": (
            "guests|guest|participants|attendees|visitors|people|everybody|gäste|gast|teilnehmer|"
            "teilnehmende|teilnehmenden|teilnehmerinnen|besucher|personen|гости|гостей|участники|"
            "участников|来宾|参会者|与会者|人员"
        ),
        "only": "only|for|the|all|our|nur|für|die|den|alle|unsere|только|для|всех|仅限|限|所有",
        "speaker": "speakers|presenters|referenten|referentinnen|докладчики|докладчиков|спикеры",
        "delegate": "delegates|delegierten|делегаты|делегатов",
    },
    "place": {
        "building": "building|house|haus|gebäude|kongresshaus|zentrum|楼|大楼|建筑|здание|дом",
        "room": "room|hall|raum|saal|zimmer|房间|会议室|大厅|зал|комната|помещение",
        "site": (
            "site|plant|facility|werk|anlage|ort|standort|gelände|betrieb|厂|现场|场地|объект|"
            "предприятие|площадка"
        ),
    },
}
_SIGNS = {"+", "-", "–", "—", "√", "✓", "✔", "☑", "×", "✗"}
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\b")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h时点](\d{2})?)(?::(\d{2}))?分?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:uhr|ч\.?)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(\d{1,2})\s*(?:uhr|h|点|时|ч\.?|o'clock)?", re.IGNORECASE)
_DAYS_OF_EXCEL = range(20_000, 80_000)
_EXCEL_ZERO = dt.date(1899, 12, 30)

DAY_FIRST, MONTH_FIRST, UNDECIDED = "day-first", "month-first", ""


@cache
def _lexicon(list_of: str) -> dict[str, str]:
    known: dict[str, str] = {value: value for value in _WORDS[list_of]}
    for value, words in _WORDS[list_of].items():
        for text in words.split("|"):
            known.setdefault(_key(text), value)
    return known


def _key(text: str) -> str:
    return text if text in _SIGNS else folded(text)


@lru_cache(4096)
def word(list_of: str, text: str) -> str:
    """Return the value of a closed list that a word means ('' unknown), whole or by a part.

    Lists are `role`, `organisation_type`, `status`, `booking`, `yes`, `photo`, `activity`,
    `eligibility`, `whom` (the single words of eligibility) and `place`.
    """
    known = _lexicon(list_of)
    found = known.get(_key(text), "")
    if found or list_of in {"booking", "yes", "photo", "eligibility", "whom"}:
        return found
    parts = {known[_key(part)] for part in re.split(r"[\s/,()-]+", text) if _key(part) in known}
    return parts.pop() if len(parts) == 1 else ""


def number(text: str) -> str:
    """Return the one whole number in the text, or '' when there is none or several."""
    digits = re.findall(r"\d+", unicodedata.normalize("NFKC", text).replace("\xa0", " "))
    return str(int(digits[0])) if len(digits) == 1 and len(digits[0]) <= 6 else ""  # noqa: PLR2004


def order(texts: Iterable[str]) -> str:
    """Tell from a whole column whether its slashed dates begin with the day or the month."""
    day_first = month_first = False
    for text in texts:
        found = _SLASHED.match(text)
        if found:
            day_first = day_first or int(found[1]) > 12  # noqa: PLR2004  months
            month_first = month_first or int(found[3]) > 12  # noqa: PLR2004
    if day_first == month_first:
        return UNDECIDED
    return DAY_FIRST if day_first else MONTH_FIRST


def ambiguous(text: str) -> bool:
    """Say whether a date may be read in two ways: 11/1/2012."""
    found = _SLASHED.match(text)
    return found is not None and max(int(found[1]), int(found[3])) <= 12 and found[1] != found[3]  # noqa: PLR2004


def date(text: str, day_order: str = UNDECIDED) -> str:
    """Return the date at the start of the text as ISO, or '' if there is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.isdigit() and int(text) in _DAYS_OF_EXCEL:
        return (_EXCEL_ZERO + dt.timedelta(int(text))).isoformat()
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _DOTTED.match(text):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0  # noqa: PLR2004  "22.11.12"
    elif found := _SLASHED.match(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if month > 12 or (day_order == MONTH_FIRST and day <= 12):  # noqa: PLR2004
            day, month = month, day
    else:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def time(text: str) -> str:
    """Return a time of day as HH:MM, or ''."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = _CLOCK.fullmatch(text) or _HOUR.fullmatch(text)
    if not found:
        return ""
    groups = [*found.groups(), None, None, None]
    hour, minute, half = int(found[1]), int(groups[1] or 0), (groups[3] or "").lower()
    if half and hour <= 12:  # noqa: PLR2004
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return dt.time(hour, minute).isoformat(timespec="minutes")
    except ValueError:
        return ""


def moment(text: str, day_order: str = UNDECIDED) -> str:
    """Return date and time as ISO (an offset is kept), a date alone, a time alone, or ''."""
    try:
        stated = dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        alone = len(text) <= len("2012-11-22")
        return stated.date().isoformat() if alone else stated.isoformat(timespec="minutes")
    text = unicodedata.normalize("NFKC", text).strip()
    day = date(text, day_order)
    if not day:
        return time(text)
    for pattern in (_ISO, _DOTTED, _SLASHED):
        found = pattern.match(text)
        if found:
            clock = time(text[found.end() :].strip(" ,;T"))
            return f"{day}T{clock}" if clock else day
    return day


def span(text: str) -> tuple[str, str]:
    """Return start and end of "09:00-10:30"; the end is '' when only one time stands there."""
    first, *others = re.split(
        r"\s*(?:[-–—~～至]|\bbis\b|\bto\b|\bдо\b)\s*", text.strip(), maxsplit=1
    )
    return time(re.sub(r"^(?:von|from|ab|с)\s+", "", first)), time(others[0]) if others else ""
