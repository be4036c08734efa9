"""The headings under which other people's lists keep what we call a field."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from checkin.vocabulary.programme_headings import LANGUAGES, NOTE, PROGRAMME, SOURCE_ID

_MARKS = re.compile(r"[\W_]+")
_PIECES = re.compile(r"[/|()\[\]\n;]+|\s-\s")

# Running numbers (Nr., 序号, № п/п) are no ids: they change when the list is sorted anew.
_IDENTITY = {
    "source_id": SOURCE_ID,
    "code": (
        "code|badge code|ticket code|ticket secret|barcode|qr|qr code|secret|ausweisnummer|"
        "strichcode|ticketcode|条形码|二维码|票码|штрихкод|код|qr код"
    ),
    "email": (
        "email|e-mail|e-mail address|email address|mail|e-mail-adresse|emailadresse|"
        "mailadresse|电子邮件|邮箱|电子邮箱|邮件|электронная почта|эл. почта|почта|"
        "e-mail адрес|адрес электронной почты"
    ),
    "name": (
        "name|full name|person|person name|participant|participant name|attendee|"
        "attendee name|delegate|guest|complete name|vollständiger name|vor- und nachname|"
        "vorname und nachname|name vorname|name, vorname|nachname, vorname|teilnehmer|"
        "teilnehmerin|teilnehmer/in|teilnehmende|teilnehmername|姓名|名字|参会人员|全名|"
        "姓名拼音|拼音|фио|ф.и.о.|имя и фамилия|фамилия, имя|фамилия имя отчество|"
        "полное имя|участник|піб"
    ),
    "family": (
        "family name|last name|lastname|surname|family|familienname|nachname|zuname|姓|"
        "姓氏|фамилия|прізвище|uzvārds|nom de famille"
    ),
    "given": (
        "given name|given names|first name|firstname|forename|given|first names|vorname|"
        "vornamen|rufname|名|имя|ім'я|имена|vārds|prénom"
    ),
}
_LATIN = (
    "拼音|姓名拼音|汉语拼音|英文名|英文姓名|护照姓名|latin name|name (latin)|name in latin script|"
    "transliteration|latin transcription|umschrift|lateinische umschrift|name lateinisch|"
    "name in lateinischer schrift|транслитерация|фио (лат)|фио латиницей|имя латиницей|"
    "латиницей"
)
_PEOPLE = _IDENTITY | {
    "listening": (
        "listens to|listening language|listening|interpreted into|hört|hört auf|hörsprache|"
        "dolmetschen ins|zielsprache|收听语言|слушает|язык прослушивания"
    ),
    "middle": (
        "middle name|middle|patronymic|second name|zweiter vorname|mittelname|vatersname|"
        "отчество|по батькові"
    ),
    "native_name": (
        "native name|name in native script|original name|name in own script|chinese name|"
        "local name|name (original)|name in originalschrift|originalname|chinesischer name|"
        "name chinesisch|中文姓名|中文名|本国文字姓名|имя на родном языке|"
        "фио на родном языке|фио (рус)"
    ),
    "title": (
        "title|academic title|degree|titel|akademischer titel|akad. titel|grad|学位|头衔|"
        "титул|звание|ученая степень|учёная степень|степень"
    ),
    "salutation": "salutation|honorific|prefix|form of address|anrede|称谓|称呼|обращение",
    "organisation": (
        "organisation|organization|company|institution|institute|affiliation|employer|"
        "university|firm|firma|unternehmen|einrichtung|arbeitgeber|hochschule|universität|"
        "institut|institut/firma|firma/institution|organisation/firma|dienststelle|behörde|"
        "verband|单位|工作单位|机构|公司|组织|所属单位|单位名称|организация|компания|"
        "учреждение|место работы|предприятие|вуз|організація|organizācija"
    ),
    "native_organisation": (
        "native organisation|organisation (original)|chinese organisation|中文单位|"
        "单位(中文)|organisation in originalschrift|организация на родном языке"
    ),
    "organisation_type": (
        "organisation type|organization type|type of organisation|sector|"
        "category of organisation|organisationstyp|art der organisation|sektor|bereich|"
        "单位类型|机构类型|单位性质|тип организации|сектор"
    ),
    "position": (
        "position|job title|function|jobtitle|post|designation|occupation|funktion|"
        "stellung|amt|berufsbezeichnung|tätigkeit|dienststellung|职务|职位|职称|岗位|"
        "должность|посада|позиция|amats"
    ),
    "country": (
        "country|country code|country iso|iso country|country of residence|land|staat|"
        "herkunftsland|ländercode|land (iso)|ländername|länderkürzel|country/region|nation|"
        "国家|国别|国家地区|国家/地区|страна|країна|государство|valsts"
    ),
    "city": (
        "city|town|place|stadt|ort|wohnort|dienstort|heimatort|城市|所在城市|город|місто|pilsēta"
    ),
    "postcode": (
        "postcode|postal code|zip|zip code|plz|postleitzahl|邮编|邮政编码|индекс|почтовый индекс"
    ),
    "region": (
        "region|state|province|federal state|bundesland|land (bundesland)|provinz|oblast|省|省份|"
        "州|область|регион|край"
    ),
    "rank": "rank|protocol rank|rang|protokollrang|protokollnummer|礼宾顺序|ранг",
    "protected": (
        "protected|protected person|information block|geschützt|auskunftssperre|sperrvermerk|"
        "保密|受保护|защищённое лицо|не разглашать"
    ),
    "shoe_size": "shoe size|shoe|schuhgröße|schuhgrösse|鞋码|鞋号|размер обуви",
    "clothing_size": (
        "clothing size|vest size|size|konfektionsgröße|kleidergröße|westengröße|größe|"
        "服装尺码|尺码|размер одежды|размер жилета"
    ),
    "delegation": (
        "delegation|group|group name|team|delegationsname|gruppe|reisegruppe|代表团|团组|"
        "小组|代表团名称|делегация|группа|делегація"
    ),
    "languages": LANGUAGES,
    "role": (
        "role|participant type|attendee type|participant role|type of participant|category|"
        "ticket type|ticket|registration type|rolle|teilnehmerart|teilnehmertyp|"
        "teilnehmerkategorie|kategorie|ticketart|身份|角色|类别|参会身份|参会类型|роль|"
        "категория|категория участника|статус участника"
    ),
    "phone": (
        "phone|telephone|phone number|mobile|mobile phone|cell phone|tel|telefon|"
        "telefonnummer|handy|mobil|mobiltelefon|rufnummer|mobilnummer|电话|手机|联系电话|"
        "手机号|手机号码|телефон|мобильный телефон|моб. телефон|tālrunis"
    ),
    "note": NOTE,
    "consents": (
        "photo consent|consent photo|consent to photos|photos|photo permission|fotoerlaubnis|"
        "fotoeinwilligung|einwilligung foto|einwilligung fotos|foto-einwilligung|fotos|"
        "fotos erlaubt|bildrechte|拍照许可|同意拍照|肖像权|согласие на съемку|"
        "согласие на фото|фотосъемка"
    ),
    "status": (
        "status|registration status|registration state|participation status|"
        "attendee status|anmeldestatus|teilnahmestatus|anmeldungsstatus|状态|报名状态|"
        "статус|состояние"
    ),
}

VOCABULARY: dict[str, dict[str, str]] = {
    "people": _PEOPLE,
    "delegations": {
        "title": (
            "title|delegation|name|delegation name|group|titel|delegationsname|bezeichnung|"
            "gruppe|代表团|名称|代表团名称|团组|делегация|название|группа"
        ),
        "short": (
            "short|short name|abbreviation|kurz|kurzname|kürzel|abkürzung|简称|缩写|сокращение|"
            "кратко"
        ),
        "country": _PEOPLE["country"],
        "city": _PEOPLE["city"],
        "head": (
            "head|head of delegation|leader|leitung|leiter|leiterin|delegationsleiter|"
            "delegationsleitung|团长|глава|глава делегации|руководитель"
        ),
        "deputy": (
            "deputy|deputy head|stellvertretung|stellvertreter|stellv. leitung|副团长|заместитель"
        ),
        "rank": (
            "rank|protocol rank|order|rang|protokollrang|reihenfolge|礼宾顺序|顺序|ранг|порядок"
        ),
        "languages": _PEOPLE["languages"],
        "partner_city": (
            "partner city|twin city|sister city|partnerstadt|友好城市|姐妹城市|город-партнер|"
            "город-побратим"
        ),
        "colour": "colour|color|farbe|颜色|цвет",
        "hotel": "hotel|accommodation|unterkunft|酒店|住宿|宾馆|гостиница|отель",
        "arrival": "arrival|ankunft|anreise|到达|抵达|抵达时间|прибытие|приезд",
        "contact": (
            "contact|contact person|phone|ansprechpartner|kontakt|kontaktperson|联系人|контакт|"
            "контактное лицо"
        ),
        "note": _PEOPLE["note"],
        "source_id": _PEOPLE["source_id"],
    },
    "programme": PROGRAMME,
    "bookings": _IDENTITY
    | {
        "person": "person ref|person key|booked by|gebucht von",
        "activity": (
            "activity|session|option|booking|visit|event|workshop|excursion|aktivität|"
            "programmpunkt|buchung|veranstaltung|besichtigung|exkursion|活动|项目|参观|"
            "мероприятие|программа|экскурсия"
        ),
        "status": "status|booking status|buchungsstatus|状态|预订状态|статус",
        "note": _PEOPLE["note"],
    },
    "interpreters": _PEOPLE
    | {
        "languages_a": (
            "a|a language|a languages|a-sprache|a-sprachen|languages a|muttersprache|母语|a语|"
            "родной язык|язык a"
        ),
        "languages_b": "b|b language|b languages|b-sprache|b-sprachen|languages b|b语|язык b",
        "languages_c": "c|c language|c languages|c-sprache|c-sprachen|languages c|c语|язык c",
        "modes": (
            "modes|mode|interpreting mode|modus|dolmetschart|dolmetscharten|einsatzart|"
            "口译方式|同传/交传|вид перевода"
        ),
        "availability": (
            "availability|available|verfügbarkeit|verfügbar|einsatztage|可用时间|доступность"
        ),
        "exclusions": (
            "exclusions|not with|excluded|ausschluss|ausschlüsse|nicht mit|befangen|回避|не с|"
            "исключения"
        ),
        "experience": (
            "experience|knows|subjects|erfahrung|fachgebiete|fachgebiet|themen|kennt|专业领域|"
            "经验|опыт|темы"
        ),
        "agency": "agency|agentur|büro|dolmetscherbüro|翻译公司|агентство|бюро",
    },
    "places": {
        "title": (
            "title|name|place|room|site|location|venue|titel|bezeichnung|ort|raum|saal|名称|"
            "地点|房间|会场|название|место|зал|помещение"
        ),
        "address": "address|street|adresse|anschrift|straße|地址|адрес",
        "capacity": (
            "capacity|permitted persons|persons|seats|kapazität|plätze|zulässige personen|"
            "personen|容量|人数|вместимость|мест"
        ),
        "kind": "kind|type|art|typ|类型|тип|вид",
        "within": "within|building|house|gebäude|haus|liegt in|teil von|楼|建筑|здание|в здании",
        "booths": "booths|booth|cabins|kabinen|dolmetschkabinen|同传间|同传室|кабины",
        "travel": (
            "travel|travel times|travel minutes|fahrzeit|fahrzeiten|wegezeit|wegezeiten|"
            "行程时间|время в пути"
        ),
        "note": _PEOPLE["note"],
        "source_id": _PEOPLE["source_id"],
    },
}
"""Every kind's fields; for each the headings that mean it, in English, German, Chinese, Russian."""

_TITLE_LANGUAGES = {
    "de": "deutsch|german|de|德文|德语|немецкий|нем",
    "en": "englisch|english|en|英文|英语|английский|англ",
    "zh": "chinesisch|chinese|zh|中文|китайский|кит",
    "ru": "russisch|russian|ru|俄文|俄语|русский|рус",
    "uk": "ukrainisch|ukrainian|uk|乌克兰文|украинский|укр",
}
for _code, _words in _TITLE_LANGUAGES.items():
    VOCABULARY["programme"][f"title_{_code}"] = "|".join(
        f"{stem} {word}"
        for word in _words.split("|")
        for stem in ("title", "titel", "thema", "标题", "名称", "название", "тема")
    )


def folded(heading: str) -> str:
    """Reduce a heading to what stays the same across case, spacing, punctuation and umlauts."""
    text = unicodedata.normalize("NFKD", heading.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _MARKS.sub("", text)
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@cache
def vocabulary(kind: str) -> dict[str, str]:
    """Return folded heading -> field for one kind of list; field names are headings too."""
    known: dict[str, str] = {folded(name): name for name in VOCABULARY[kind]}
    for name, words in VOCABULARY[kind].items():
        for word in words.split("|"):
            known.setdefault(folded(word), name)
    return known


def field(heading: str, kind: str) -> str:
    """Return the field that a heading means in this kind of list, or ''."""
    known = vocabulary(kind)
    found = known.get(folded(heading), "")
    if found:
        return found
    for piece in _PIECES.split(heading):
        key = folded(piece)
        if len(key) > 1 and key in known:  # "Nachname (Family name)", "Name / 姓名"
            return known[key]
    return ""


def latin(heading: str) -> bool:
    """Say whether a heading means the Latin form of a name that stands beside it in its own."""
    return folded(heading) in _latin()


@cache
def _latin() -> frozenset[str]:
    return frozenset(map(folded, _LATIN.split("|")))


@lru_cache(4096)
def known(heading: str) -> bool:
    """Say whether any kind of list has this heading; so the row of headings is found."""
    telling = len(heading) > 1 or not heading.isascii()  # "A" may be a language or anybody
    return telling and any(field(heading, kind) for kind in VOCABULARY)
