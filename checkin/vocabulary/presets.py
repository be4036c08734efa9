"""How the registration systems that people use head the columns of their exports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from checkin.vocabulary.headings import folded


@dataclass(frozen=True, slots=True)
class Preset:
    """One system: the headings that betray it, and those that its columns for a person have.

    In `columns`, the field `source_part` completes an id that several persons of one order share.
    """

    name: str
    signs: tuple[str, ...]
    columns: dict[str, str]


PRESETS = (
    Preset(
        "pretix",
        (
            "order code|bestellnummer|bestellcode",
            "attendee name|teilnehmername|name des teilnehmers",
            "product|produkt",
        ),
        {
            "source_id": "order code|bestellnummer|bestellcode",
            "source_part": "position id|positions-id|positionsnummer|position-id",
            "code": (
                "secret|ticket secret|ticket-geheimnis|geheimnis|ticketcode|ticket-code|geheimcode"
            ),
            "name": "attendee name|teilnehmername|name des teilnehmers",
            "family": (
                "attendee name: family name|attendee name: last name|teilnehmername: nachname|"
                "teilnehmername: familienname|name des teilnehmers: nachname"
            ),
            "given": (
                "attendee name: given name|attendee name: first name|teilnehmername: vorname|"
                "name des teilnehmers: vorname"
            ),
            "title": (
                "attendee name: title|attendee name: academic title|teilnehmername: titel|"
                "teilnehmername: akademischer titel"
            ),
            "salutation": "attendee name: salutation|teilnehmername: anrede",
            "native_name": (
                "attendee name: latin transcription|teilnehmername: lateinische umschrift"
            ),
            "email": (
                "attendee email|attendee e-mail|teilnehmer-e-mail|e-mail-adresse des teilnehmers|"
                "e-mail|email"
            ),
            "organisation": "company|firma",
            "role": "product|produkt",
            "country": "country|land",
            "phone": "phone number|telefonnummer",
            "status": "status|order status|bestellstatus",
        },
    ),
    Preset(
        "indico",
        (
            "id",
            "name|first name",
            "affiliation",
            "registration date|registration state|checked in|tags",
        ),
        {
            "source_id": "id",
            "name": "name",
            "family": "last name|surname",
            "given": "first name",
            "email": "email address|email",
            "organisation": "affiliation",
            "position": "position",
            "phone": "phone|phone number",
            "country": "country",
            "title": "title",
            "status": "registration state|state",
        },
    ),
    Preset(
        "conftool",
        (
            "personid|person id|participantid|participant id|userid",
            "firstname|first name",
            "name|lastname",
            "organisation",
        ),
        {
            "source_id": "personid|person id|participantid|participant id|userid",
            "family": "name|lastname|last name",
            "given": "firstname|first name",
            "title": "title|academic title",
            "organisation": "organisation",
            "city": "city",
            "country": "country|countrycode",
            "email": "email|e-mail",
            "phone": "phone|mobile",
            "status": "participation status|registration status|status",
            "role": "participant group|group of participants|participant type",
        },
    ),
    Preset(
        "converia",
        (
            "teilnehmer-id|personen-id|person-id|teilnehmernummer|benutzer-id",
            "nachname",
            "land (iso)|länder-iso|landiso|ländercode|iso-code land|country iso",
        ),
        {
            "source_id": "teilnehmer-id|personen-id|person-id|teilnehmernummer|benutzer-id",
            "salutation": "anrede",
            "title": "titel",
            "given": "vorname",
            "family": "nachname",
            "organisation": "institution|firma|institut/firma|firma/institution|einrichtung",
            "position": "position|funktion",
            "city": "ort|stadt",
            "country": "land (iso)|länder-iso|landiso|ländercode|iso-code land|country iso",
            "languages": "sprache|korrespondenzsprache",
            "email": "e-mail|e-mail-adresse",
            "phone": "telefon|mobil",
            "status": "anmeldestatus|status",
        },
    ),
    Preset(
        "eventbrite",
        (
            "attendee #|attendee no.|attendee id|order #|order no.|order id",
            "first name",
            "last name|surname",
            "ticket type",
        ),
        {
            "source_id": "attendee #|attendee no.|attendee id|barcode #|barcode",
            "code": "barcode #|barcode no.|barcode",
            "salutation": "prefix",
            "given": "first name",
            "family": "last name|surname",
            "email": "attendee email|email|email address",
            "organisation": "company|organization|company / organization",
            "position": "job title",
            "role": "ticket type",
            "phone": "cell phone|mobile phone|home phone|work phone",
            "city": "home city|work city",
            "country": "home country|work country",
            "status": "attendee status",
        },
    ),
    Preset(
        "excel-de",
        (
            "nachname|familienname|name",
            "vorname",
            "institution|firma|organisation|einrichtung|land|titel|anrede",
        ),
        {},
    ),
)
"""In the order in which they are tried; the plain German list comes last."""


def matching(header: tuple[str, ...]) -> Preset | None:
    """Return the first system all of whose signs the header shows."""
    present = {folded(heading) for heading in header}
    for preset in PRESETS:
        if all(present & _alternatives(sign) for sign in preset.signs):
            return preset
    return None


def columns(preset: Preset, header: tuple[str, ...]) -> dict[str, int]:
    """Return the column of every field that the system names itself."""
    places: dict[str, int] = {}
    for at, heading in reversed(list(enumerate(header))):
        places[folded(heading)] = at
    found: dict[str, int] = {}
    for name, words in preset.columns.items():
        here = [folded(word) for word in words.split("|") if folded(word) in places]
        if here:
            found[name] = places[here[0]]
    return found


@cache
def _alternatives(sign: str) -> frozenset[str]:
    return frozenset(folded(word) for word in sign.split("|"))
