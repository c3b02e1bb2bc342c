"""What CAD calls an officer, a phone, a number: fit to be told to a person, or left out of the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers

LONGEST_NAME = 60
LONGEST_PHONE = 30

_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc"})
_MARKS = frozenset(" .,'-")
# Typographers' marks, told as the plain ones that fit a cheap text.
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
# A dot with no space after it is an abbreviation after one of these or an initial, else it is a link.
_SHORT = frozenset(
    {"ofc", "off", "det", "sgt", "lt", "cpl", "capt", "dep", "insp", "inv", "agt"}
    | {"dr", "mr", "mrs", "ms", "sr", "sra", "st", "jr"}
)
_GLUED = re.compile(r"(\w*)\.(?=\w)")
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 /-]{0,23}", re.IGNORECASE)
_CODE_WORD = re.compile(r"(?=.{2,24}$)[^\W_]+(?:[ -][^\W_]+){0,2}")
_BADGE = re.compile(r"[A-Z0-9-]{1,10}", re.IGNORECASE)


def speakable_name(name: str | None) -> str | None:
    """A person's name as it may be texted; None for what is no name: a link, digits, symbols, too long."""
    if name is None or len(name) > LONGEST_NAME:
        return None
    plain = unicodedata.normalize("NFC", name.translate(_PLAIN)).strip()
    kinds = [unicodedata.category(one) for one in plain]
    if not plain or not kinds[0].startswith("L"):
        return None
    if any(kind not in _LETTERS and one not in _MARKS for one, kind in zip(plain, kinds, strict=True)):
        return None
    if any(len(before) != 1 and before.casefold() not in _SHORT for before in _GLUED.findall(plain)):
        return None
    return " ".join(_GLUED.sub(r"\1. ", plain).split())


def speakable_phone(phone: str | None) -> str | None:
    """A phone as people write it (`813-555-0147`); None for what is no number that could be called."""
    return _phone(phone) if phone and len(phone) <= LONGEST_PHONE else None


def speakable_number(number: str | None) -> str | None:
    """A case number as it may be texted; None for what doesn't look like one."""
    trimmed = (number or "").strip()
    return trimmed if _NUMBER.fullmatch(trimmed) else None


def speakable_badge(badge: str | None) -> str | None:
    """A badge number as it may be texted; None for what doesn't look like one."""
    trimmed = (badge or "").strip()
    return trimmed if _BADGE.fullmatch(trimmed) else None


def speakable_code_word(word: str | None) -> str | None:
    """A code word as it may be texted: one to three words of letters and digits; None for anything else."""
    trimmed = " ".join(unicodedata.normalize("NFC", word or "").split())
    return trimmed if _CODE_WORD.fullmatch(trimmed) else None


def without_accents(name: str) -> str:
    """The same name in unaccented letters, for a text that would otherwise be too long."""
    parts = unicodedata.normalize("NFD", name)
    return "".join(one for one in parts if unicodedata.category(one) != "Mn")


@lru_cache(maxsize=4096)
def _phone(phone: str) -> str | None:
    try:
        number = phonenumbers.parse(phone, "US")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if number.country_code != 1:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = str(number.national_number)
    extension = f" x{number.extension}" if number.extension else ""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}{extension}"
