"""What the fields of a person are called, and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checkin.i18n import gettext as _
from checkin.vocabulary import countries, modes, values

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "name",
        ("family", "given", "middle", "name", "native_name", "title", "salutation", "name_order"),
    ),
    (
        "organisation",
        ("organisation", "native_organisation", "organisation_type", "position", "delegation"),
    ),
    (
        "stay",
        (
            *("role", "status", "country", "residence", "region", "postcode", "city", "tier"),
            *("languages", "listening"),
        ),
    ),
    ("group", ("rank", "shoe_size", "clothing_size")),
    ("contact", ("email", "phone")),
    ("notes", ("attention", "note", "consents", "protected")),
    (
        "interpreter",
        (
            *("languages_a", "languages_b", "languages_c", "modes", "availability", "exclusions"),
            *("experience", "agency"),
        ),
    ),
)
"""The fields that people edit, as a form groups them."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": ("", "speaker", "interpreter", "press", "host", "staff", "organiser"),
    "organisation_type": (
        "",
        "politics",
        "administration",
        "business",
        "science",
        "civil-society",
        "press",
        "other",
    ),
    "status": ("", "waiting", "cancelled", "substituted"),
    "tier": ("", "local", "region", "country", "abroad"),
    "name_order": ("", "family-first", "given-first"),
    "protected": ("", "yes"),
}
"""Fields that hold one of a few values; '' is the usual one."""

NAMES = ("name", "family", "given", "native_name")
LONGEST = 2_000  # characters of one field
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_FEWEST_DIGITS = 3


def title(name: str) -> str:
    """Return what a field is called; one that this program does not know, by its own name."""
    return {
        "name": _("Name"),
        "family": _("Family name"),
        "given": _("Given name"),
        "middle": _("Middle name"),
        "native_name": _("Name in its own script"),
        "name_order": _("Order of the name"),
        "badge_name": _("Name on the badge"),
        "title": _("Title"),
        "salutation": _("Salutation"),
        "organisation": _("Organisation"),
        "native_organisation": _("Organisation in its own script"),
        "organisation_type": _("Kind of organisation"),
        "position": _("Position"),
        "country": _("Country"),
        "country_text": _("Country as written"),
        "residence": _("Country of residence"),
        "city": _("City"),
        "delegation": _("Delegation"),
        "languages": _("Languages"),
        "role": _("Role"),
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "note": _("Note"),
        "attention": _("Attention"),
        "status": _("Coming or not"),
        **_rarer(),
    }.get(name, name)


def group(name: str) -> str:
    """Return what a group of fields is called."""
    return {
        "name": _("Name"),
        "organisation": _("Organisation"),
        "stay": _("At the event"),
        "group": _("In the group, and on visits"),
        "contact": _("Contact"),
        "notes": _("Notes"),
        "interpreter": _("As an interpreter"),
    }[name]


def organisation_type(word: str) -> str:
    """Return what a kind of organisation is called."""
    return {
        "politics": _("Politics"),
        "administration": _("Administration"),
        "business": _("Business"),
        "science": _("Science"),
        "civil-society": _("Civil society"),
        "press": _("Press"),
        "other": _("Other"),
    }.get(word, word)


def tier(word: str) -> str:
    """Return what is said of how far from somebody comes."""
    return {
        "": _("As address and country say"),
        "local": _("From the town"),
        "region": _("From the region"),
        "country": _("From elsewhere in the country"),
        "abroad": _("From abroad"),
    }.get(word, word)


def checked(typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return typed fields as they are kept, and for each that cannot be the sentence why."""
    kept: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, text in typed.items():
        text = text.strip()  # noqa: PLW2901
        value, sentence = _one(name, text)
        if sentence:
            wrong[name] = sentence
        else:
            kept[name] = value
    if kept.get("country"):
        kept["country_text"] = ""
    named = [name for name in NAMES if name in typed]
    if len(named) == len(NAMES) and not any(typed[name].strip() for name in NAMES):
        wrong["family"] = _("A person needs a name.")
    return kept, wrong


def _one(name: str, text: str) -> tuple[str, str]:
    """Return the value that a text means in a field, or why it cannot stand there."""
    if len(text) > LONGEST:
        return "", _("This is longer than {n} characters.").format(n=LONGEST)
    test = _TESTS.get(name.rstrip("_abc") if name.startswith("languages") else name)
    return test(name, text) if test and text else (text, "")


def _country(_name: str, text: str) -> tuple[str, str]:
    code = countries.country(text)
    return code, "" if code else _("No country is called “{text}”.").format(text=text[:40])


def _word(name: str, text: str) -> tuple[str, str]:
    value = values.word(name, text)
    return value, "" if value else _("Please choose one of the list.")


def _consents(_name: str, text: str) -> tuple[str, str]:
    return values.word("photo", text) or text, ""


def _email(_name: str, text: str) -> tuple[str, str]:
    return text, "" if _EMAIL.fullmatch(text) else _("This is no e-mail address.")


def _phone(_name: str, text: str) -> tuple[str, str]:
    digits = sum(sign.isdigit() for sign in text)
    return text, "" if digits >= _FEWEST_DIGITS else _("This is no telephone number.")


def _languages(_name: str, text: str) -> tuple[str, str]:
    codes, unknown = countries.languages(text)
    if unknown:
        return "", _("“{word}” is no language.").format(word=unknown[0][:40])
    return codes, ""


def _listening(name: str, text: str) -> tuple[str, str]:
    codes, wrong = _languages(name, text)
    one = len(codes.split()) == 1
    return codes, wrong or ("" if one else _("One listens to one language."))


def _modes(_name: str, text: str) -> tuple[str, str]:
    unread = modes.unread(text)
    return text, _("“{word}” is no way of interpreting.").format(word=unread) if unread else ""


_TESTS = {
    "country": _country,
    "residence": _country,
    "languages": _languages,
    "listening": _listening,
    "modes": _modes,
    "role": _word,
    "organisation_type": _word,
    "consents": _consents,
    "email": _email,
    "phone": _phone,
}


def _rarer() -> dict[str, str]:
    return {
        "entered": _("Entered"),
        "postcode": _("Postcode"),
        "region": _("State or province"),
        "tier": _("From how far"),
        "rank": _("Rank in the protocol"),
        "accompanies": _("Comes with"),
        "shoe_size": _("Shoe size"),
        "clothing_size": _("Clothing size"),
        "source": _("Source"),
        "source_id": _("Number in the source"),
        "code": _("Other code"),
        "consents": _("Consents"),
        "protected": _("Protected"),
        "languages_a": _("A languages"),
        "languages_b": _("B languages"),
        "languages_c": _("C languages"),
        "modes": _("Modes"),
        "availability": _("Available"),
        "agency": _("Agency"),
        "exclusions": _("Not with"),
        "experience": _("Knows"),
        "listening": _("Listens to"),
        "away": _("Away since"),
        "substitute_for": _("Comes for"),
    }
