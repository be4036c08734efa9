"""Countries and languages as people write them, and the ISO codes they mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from checkin.vocabulary.headings import folded

_LOCALES = ("en", "de", "zh", "ru", "uk", "lv", "kk")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_COUNTRIES = {
    "CN": (
        "VR China|Volksrepublik China|China, VR|China (VR)|PRC|PR China|P.R. China|"
        "P. R. China|China, People's Republic of|People's Republic of China|Chine|"
        "中华人民共和国|中国大陆|КНР|Китайская Народная Республика|ҚХР"
    ),
    "RU": (
        "Russland|Rußland|Russia|Russian Federation|Russische Föderation|"
        "Federation of Russia|RF|Russie|俄国|俄罗斯联邦|РФ|Российская Федерация|Krievija|"
        "Ресей"
    ),
    "US": (
        "USA|U.S.A.|US|U.S.|United States of America|United States|"
        "Vereinigte Staaten von Amerika|Amerika|États-Unis|Etats-Unis|美利坚合众国|США|АҚШ|"
        "ASV"
    ),
    "GB": (
        "UK|U.K.|United Kingdom of Great Britain and Northern Ireland|Great Britain|"
        "Britain|England|Scotland|Wales|Northern Ireland|Großbritannien|Grossbritannien|GB|"
        "Royaume-Uni|英|大不列颠|Англия|Соединенное Королевство|Великобритания"
    ),
    "DE": (
        "BRD|Bundesrepublik Deutschland|Federal Republic of Germany|"
        "Germany, Federal Republic of|D|Allemagne|德意志联邦共和国|ФРГ|"
        "Федеративная Республика Германия"
    ),
    "CZ": (
        "Czech Republic|Czechia|Tschechische Republik|Tschechien|Tschechei|捷克共和国|"
        "Чешская Республика"
    ),
    "KR": (
        "Korea|South Korea|Republic of Korea|Korea, Republic of|Korea (Republic of)|"
        "Korea, South|Südkorea|Republik Korea|Korea, Republik|ROK|南韩|大韩民国|Корея|"
        "Республика Корея"
    ),
    "KP": (
        "DPRK|North Korea|Democratic People's Republic of Korea|"
        "Korea, Democratic People's Republic of|Korea (Democratic People's Republic of)|"
        "Nordkorea|Demokratische Volksrepublik Korea|КНДР"
    ),
    "AT": "A|Republik Österreich|Autriche",
    "CH": "Schweizerische Eidgenossenschaft|Swiss Confederation|Suisse",
    "NL": "Holland|The Netherlands|Pays-Bas|Голландия",
    "UA": "Ukrainian SSR|Die Ukraine",
    "BY": "Weißrussland|Weissrussland|Belorussia|Byelorussia|Белоруссия",
    "KZ": "Kasachstan|Republic of Kazakhstan|Republik Kasachstan|Республика Казахстан|Kazachstan",
    "LV": "Republic of Latvia|Republik Lettland|Lettonie|Латвийская Республика",
    "MD": "Republic of Moldova|Moldova, Republic of|Republik Moldau|Moldawien",
    "MK": "Macedonia|Mazedonien|Macedonia, The former Yugoslav Republic of|FYROM",
    "TW": "Taiwan, Province of China|Chinese Taipei|Republic of China|中华台北|中国台湾",
    "HK": "Hong Kong|Hongkong|Hong Kong SAR|Hong Kong, China|中国香港",
    "MO": "Macau|Macao|Macao, China|中国澳门",
    "VN": "Viet Nam|Vietnam|Socialist Republic of Viet Nam",
    "LA": "Lao People's Democratic Republic|Lao PDR|Laos",
    "IR": "Iran, Islamic Republic of|Iran (Islamic Republic of)|Islamic Republic of Iran|Persien",
    "SY": "Syrian Arab Republic|Syria|Syrien",
    "TZ": "United Republic of Tanzania|Tanzania, United Republic of",
    "VE": (
        "Venezuela (Bolivarian Republic of)|Venezuela, Bolivarian Republic of|"
        "Bolivarian Republic of Venezuela"
    ),
    "BO": (
        "Bolivia (Plurinational State of)|Plurinational State of Bolivia|"
        "Bolivia, Plurinational State of"
    ),
    "BN": "Brunei Darussalam",
    "CD": (
        "Democratic Republic of the Congo|DR Congo|Congo, Democratic Republic of the|Zaire|"
        "DRC|Congo, Dem. Rep."
    ),
    "CG": "Congo|Republic of the Congo|Congo, Republic of the",
    "CI": "Cote d'Ivoire|Côte d'Ivoire|Ivory Coast|Elfenbeinküste",
    "CV": "Cabo Verde|Cape Verde|Kap Verde",
    "SZ": "Swaziland|Eswatini|Swasiland",
    "MM": "Myanmar|Burma|Birma",
    "TR": "Turkey|Türkiye|Türkei|Republic of Turkey|Turquie|Турция",
    "AE": "UAE|U.A.E.|VAE|United Arab Emirates|ОАЭ|阿联酋",
    "SA": "KSA|Kingdom of Saudi Arabia",
    "VA": "Holy See|Heiliger Stuhl|Vatican|Vatikan",
    "GR": "EL|Hellas|Hellenic Republic",
    "KG": "Kirgisien|Kirgistan|Kirgisistan|Киргизия",
    "XK": "Republic of Kosovo",
    "PS": "Palestine|State of Palestine|Palästina",
    "SK": "Slovak Republic|Slowakische Republik",
    "BA": "Bosnia|Bosnien|Bosnia-Herzegovina",
    "FM": "Micronesia (Federated States of)|Federated States of Micronesia|Micronesia",
    "GM": "The Gambia|Gambia",
    "BS": "The Bahamas|Bahamas",
}
_LANGUAGES = {
    "zh": (
        "Mandarin|Putonghua|Chinesisch (Mandarin)|Mandarin Chinese|Hochchinesisch|汉语|"
        "普通话|国语|华语|chin|cn|中|мандаринский|китайский язык|китайська мова|zh-cn|"
        "zh-hans|zh-hant"
    ),
    "en": "engl|englisch (GB)|英|англ|английский язык|англійська мова|anglais|en-gb|en-us",
    "de": "dt|deu|ger|德|нем|немецкий язык|німецька мова|allemand|de-de|de-at",
    "ru": "russ|俄|рус|русский язык|російська мова|russe",
    "uk": "ua|ukr|乌|укр|украинский язык|українська мова",
    "fr": "franz|frz|法|французский язык|französisch",
    "es": "span|西|испанский язык|castellano",
    "lv": "lett|латышский язык|latviski",
    "kk": "kasach|kazakh|казахский язык|қазақша|kz",
    "it": "ital|итальянский язык",
    "ja": "jap|jp|日|日文",
    "ko": "kor|韩|韩文",
    "pl": "poln|польский язык",
    "tr": "türk|турецкий язык",
    "ar": "arab|阿|арабский язык",
    "pt": "port",
    "el": "griech|gr",
    "fa": "farsi|persisch|persian|dari",
}
_LIST = re.compile(
    r"[,;/|+&、，；·\n]|\s(?:und|and|и|та|un|et|sowie|as well as)\s|和|及|以及", re.IGNORECASE
)
_PIECES = re.compile(r"[/|()]|\s[-–]\s")


@lru_cache(4096)
def country(text: str) -> str:
    """Return the ISO code of a country written in any of our languages, or ''."""
    found = _country(text)
    pieces = {_country(piece) for piece in _PIECES.split(text) if piece.strip()}
    if not found and len(pieces) == 1:  # "DE - Deutschland", "Germany / Deutschland"
        return pieces.pop()
    return found


@lru_cache(4096)
def languages(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the ISO codes of the languages in their order, and the words that are none."""
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for piece in _LIST.split(text):
        words = piece.split()
        codes_alone = all(word.casefold() in _language_codes() for word in words)
        for word in words if codes_alone or not _language(piece) else [piece]:
            code = _language(word)
            if code:
                codes[code] = None
            elif folded(word):
                unknown.append(word)
    return " ".join(codes), tuple(unknown)


def spoken(code: str) -> bool:
    """Tell whether a text is the ISO code of a language."""
    return code in _language_codes()


def _country(text: str) -> str:
    """Return the code of a country; folding makes UA of UAE, so a code goes before it."""
    code = text.strip().upper()
    return code if code in _country_codes() else _countries().get(folded(text), "")


def _language(text: str) -> str:
    code = text.strip().casefold()
    return code if code in _language_codes() else _languages().get(folded(text), "")


@cache
def _country_codes() -> frozenset[str]:
    names = _names("en", "territories")
    return frozenset(code for code in names if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES  # noqa: PLR2004  ISO 3166


@cache
def _language_codes() -> frozenset[str]:
    return frozenset(code for code in _names("en", "languages") if len(code) == 2)  # noqa: PLR2004  ISO 639-1


@cache
def _countries() -> dict[str, str]:
    from babel.core import get_global  # noqa: PLC0415  its tables are only needed for an import

    codes = _country_codes()
    known = _own(_COUNTRIES)
    known |= {code.casefold(): code for code in codes if code.casefold() not in known}
    aliases = cast("dict[str, list[str]]", get_global("territory_aliases"))
    for alias, targets in aliases.items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1 and targets[0] in codes:  # noqa: PLR2004
            known.setdefault(alias.casefold(), targets[0])
    for locale in _LOCALES:
        for code, name in _names(locale, "territories").items():
            if code in codes:
                known.setdefault(folded(name), code)
    return known


@cache
def _languages() -> dict[str, str]:
    from babel.core import get_global  # noqa: PLC0415  its tables are only needed for an import

    codes = _language_codes()
    known = {code: code for code in codes} | _own(_LANGUAGES)
    aliases = cast("dict[str, str]", get_global("language_aliases"))
    for alias, code in aliases.items():
        if len(alias) == 3 and code in codes:  # noqa: PLR2004  ISO 639-2
            known.setdefault(alias, code)
    for locale in _LOCALES:
        for code, name in _names(locale, "languages").items():
            if code in codes:
                known.setdefault(folded(name), code)
                known.setdefault(folded(name.split(" ")[0]), code)
    return known


def _names(locale: str, of: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415  its tables are only needed for an import

    return cast("dict[str, str]", dict(getattr(Locale.parse(locale), of)))


def _own(table: dict[str, str]) -> dict[str, str]:
    return {folded(word): code for code, words in table.items() for word in words.split("|")}
