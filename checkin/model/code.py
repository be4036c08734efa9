"""The badge code: sixteen characters that a desk can mint and verify without asking anyone."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from enum import StrEnum
from itertools import count, product

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWX"
"""No I, L, O, U (misread) and no Y, Z (they change places on German keyboards)."""

LENGTH = 16
TOKEN = 9
_MAC = 6

_THREES = ["".join(three) for three in product(ALPHABET, repeat=3)]
_SINGLE = {letter: value for value, letter in enumerate(ALPHABET)}
_DOUBLE = {letter: sum(divmod(2 * value, 30)) for letter, value in _SINGLE.items()}

_GROUPING = dict.fromkeys(
    map(ord, " \t\u00a0\u2007\u2009\u202f\u00ad-_.\u2010\u2011\u2012\u2013\u2014\u2212")
)
_MISREAD = str.maketrans("OILUZ", "011V2")

_SHAPE = re.compile(rf"(?=.*[0-9])(?=.*[A-Z])[{ALPHABET}]{{{LENGTH}}}")
_SPOKEN = re.compile(r"\S{16}|(?:\S{4}[\s\u2010-\u2014-]){3}\S{4}")
_STRUCTURED = re.compile(
    r"""[a-z][a-z0-9+.-]{1,15}://\S+ | www\.\S+
    | (?:otpauth|mailto|tel|smsto|geo|wifi|mecard|hc1):\S.*
    | begin:v(?:card|event|calendar).* | <\?xml.* | \{\s*"[^"]*"\s*:.*
    | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/\S*)? | [0-9]{10,25}""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SECRET = re.compile(r"[A-Za-z0-9+/=_.-]{20,4096}")
_TURN = re.compile(r"(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])")
_TURNS = 3  # a random secret has more; words with a year have one or two


class Reading(StrEnum):
    """What a text is, as far as its characters and our key tell."""

    GENUINE = "genuine"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NOT_A_CODE = "not-a-code"


def token(key: bytes, subject: str, issue: int = 1, attempt: int = 0) -> str:
    """Return the nine characters that stand for one issue of a subject's badge."""
    return _letters(key, f"token|{subject}|{issue}|{attempt}", TOKEN)


def first_token(key: bytes, subject: str, issue: int = 1, start: int = 0) -> tuple[str, int]:
    """Return the first token from this attempt on that holds a digit and a letter, and its attempt.

    So no code is ever a word or a number; a desk that knows the token already starts one further.
    """
    tries = ((token(key, subject, issue, attempt), attempt) for attempt in count(start))
    return next(found for found in tries if not found[0].isalpha() and not found[0].isdigit())


def code_of(key: bytes, token: str) -> str:
    """Return the whole code of a token: the token, its MAC and a check character."""
    body = token + _letters(key, f"mac|{token}", _MAC)
    return body + ALPHABET[-_weight(body) % 30]


def genuine(key: bytes, text: str) -> str:
    """Return the sixteen characters of a genuine code, however it was typed; else nothing.

    Characters that no code holds are read as those they look like.
    """
    whole = text if _SHAPE.fullmatch(text) else _bare(text).translate(_MISREAD)
    if not _SHAPE.fullmatch(whole) or not _checked(whole):
        return ""
    mac = _letters(key, "mac|" + whole[:TOKEN], _MAC)
    return whole if whole[TOKEN:-1] == mac else ""


def read(key: bytes, text: str) -> tuple[Reading, str]:
    """Tell what a text is, with the token of a genuine code and else the text without its edges.

    Luhn mod 30 finds every wrong character and every exchange of neighbours but that of 0 and X,
    which the MAC then finds.
    """
    if whole := genuine(key, text):
        return Reading.GENUINE, whole[:TOKEN]
    if looks_like_code(text):
        bare = _bare(text)
        return Reading.FOREIGN if _checked(bare) else Reading.DAMAGED, bare
    text = text.strip()
    if structured(text) or _secret(text):
        return Reading.FOREIGN, text
    return Reading.NOT_A_CODE, text


def looks_like_code(text: str) -> bool:
    """Tell a code, even a damaged one, from words: sixteen characters or four groups of four."""
    return _SHAPE.fullmatch(_bare(text)) is not None and _SPOKEN.fullmatch(text.strip()) is not None


def structured(text: str) -> bool:
    """Tell text made for machines beyond doubt: an address, a record, a UUID, a long number."""
    return _STRUCTURED.fullmatch(text) is not None


def unknown_subject(token: str) -> str:
    """Return the subject on which a genuine code is kept until its person is known."""
    return "t-" + _base32(hashlib.sha256(f"unknown|{token}".encode()).digest())


def digest(key: bytes, text: str) -> str:
    """Return what a log may keep of a refused text: enough to know it again, nothing to read."""
    said = f"refused|{text}".encode(errors="surrogatepass")
    return "x-" + _base32(hmac.digest(key, said, "sha256"))


def _letters(key: bytes, message: str, length: int) -> str:
    """Map a MAC to characters; the remainder of 128 bits leaves a bias below 2**-80."""
    mac = hmac.digest(key, message.encode(), "sha256")
    number = int.from_bytes(mac[:16], "big") % 30**length
    letters = ""
    for _ in range(length // 3):
        number, three = divmod(number, 27_000)
        letters += _THREES[three]
    return letters


def _weight(body: str) -> int:
    """Sum up fifteen characters as Luhn does, every other one doubled from the last."""
    doubled, single = body[0:15:2], body[1:15:2]
    return sum(map(_DOUBLE.__getitem__, doubled)) + sum(map(_SINGLE.__getitem__, single))


def _checked(bare: str) -> bool:
    return ALPHABET[-_weight(bare) % 30] == bare[-1]


def _bare(text: str) -> str:
    """Take out what people put between groups; other scripts have no capitals that we want."""
    bare = text.translate(_GROUPING).strip()
    return bare.upper() if bare.isascii() else bare


def _secret(text: str) -> bool:
    return _SECRET.fullmatch(text) is not None and len(_TURN.findall(text)) >= _TURNS


def _base32(raw: bytes) -> str:
    return b32encode(raw)[:26].decode().lower()
