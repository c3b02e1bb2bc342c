"""What a carrier bills: how a text is encoded, and how many segments that takes.

A text of GSM-7 characters holds 160 septets, or 153 in each part of a longer one; any other text holds 70
UTF-16 code units, or 67 in each part. Parts are filled whole: an extension character (two septets) is never
split, and neither is a grapheme (an emoji, a flag, a letter with its accents).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import regex  # type: ignore[import-untyped, unused-ignore]

GSM_7 = "GSM-7"
UCS_2 = "UCS-2"

# One septet each.
BASIC = (
    "\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    "¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ"
)
# Two septets each: an escape and a character.
EXTENSION = "\f^{}\\[~]|€"

# Units in a text of one segment, and in each part of a longer one.
_WHOLE = {GSM_7: 160, UCS_2: 70}
_PART = {GSM_7: 153, UCS_2: 67}

_is_basic = re.compile(f"[{re.escape(BASIC)}]*").fullmatch
_is_gsm = re.compile(f"[{re.escape(BASIC + EXTENSION)}]*").fullmatch
_extensions = re.compile(f"[{re.escape(EXTENSION)}]").findall
# Latin letters and punctuation, where a character is a grapheme (CR LF aside, which are one together).
_is_plain = re.compile("[\x00-\x0c\x0e-\u02ff\u2010-\u2027]*").fullmatch
_graphemes = regex.compile(r"\X").findall


@dataclass(frozen=True)
class Segments:
    """A text's size; `units` are septets in GSM-7, UTF-16 code units in UCS-2. An empty text counts one."""

    encoding: str
    segments: int
    units: int


def count(text: str) -> Segments:
    """How many segments a carrier makes of a text."""
    if _is_basic(text):
        units = len(text)
        return Segments(GSM_7, 1 if units <= _WHOLE[GSM_7] else -(-units // _PART[GSM_7]), units)
    if _is_gsm(text):
        units = len(text) + len(_extensions(text))
        return _counted(GSM_7, units, (2 if one in EXTENSION else 1 for one in text))
    if _is_plain(text):
        units = len(text)
        return Segments(UCS_2, 1 if units <= _WHOLE[UCS_2] else -(-units // _PART[UCS_2]), units)
    return _counted(UCS_2, _code_units(text), _grapheme_sizes(text))


def is_gsm(text: str) -> bool:
    """Whether a text can be sent in GSM-7."""
    return _is_gsm(text) is not None


def _counted(encoding: str, units: int, sizes: Iterable[int]) -> Segments:
    if units <= _WHOLE[encoding]:
        return Segments(encoding, 1, units)
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > _PART[encoding]:
            parts, filled = parts + 1, 0
        filled += size
    return Segments(encoding, parts, units)


def _grapheme_sizes(text: str) -> Iterable[int]:
    """The size of each unsplittable piece: a grapheme, or where one is longer than a part, its characters."""
    for grapheme in _graphemes(text):
        size = _code_units(grapheme)
        if size <= _PART[UCS_2]:
            yield size
        else:
            yield from map(_code_units, grapheme)


def _code_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
