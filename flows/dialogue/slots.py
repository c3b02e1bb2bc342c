"""What a wish for a call gives away: a number, a time."""

from __future__ import annotations

import re

import phonenumbers

from flows.intents.words import listed, words

LONGEST = 160
_TIME_WORDS = listed(
    "am pm morning mornings afternoon afternoons evening evenings night nights tonight today tomorrow noon midnight "
    "weekend weekends weekday weekdays monday tuesday wednesday thursday friday saturday sunday after before until "
    "between anytime whenever asap now lunch oclock hour hours "
    "manana tarde tardes noche noches hoy mediodia despues antes entre lunes martes miercoles jueves viernes sabado "
    "domingo ahora hora horas almuerzo semana"
)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])(:[0-5]\d)?\s*(?:[ap]\.?\s?m\b|h\b|o'?clock)|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_THIS = re.compile(
    r"\b(?:this|same|my)\s+(?:phone|number|one|cell|line)\b|^\W*(?:this|here|same)\W*$|"
    r"\beste(?:\s+mismo)?(?:\s+(?:numero|n\u00famero|telefono|tel\u00e9fono|celular))?\W*$|"
    r"\bal mismo\b|^\W*aqu[i\u00ed]\W*$",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(r"\bnot\b|n't\b|\bno\b|\bnunca\b|\bnever\b", re.IGNORECASE)
# The wish itself, and what joins a time to a number: no part of the time.
_WISH = re.compile(
    r"^\W*(?:(?:please|pls|can|could|would|you|someone|somebody|have|por favor|que|me|puede[n]?|alguien)\s+)*"
    r"(?:call|phone|ring|text)(?:\s+me)?(?:\s+back)?\b|"
    r"^\W*(?:por favor\s+)?(?:que\s+me\s+)?ll[a\u00e1]me?n?(?:me|r|rme)?\b|"
    r"^\W*(?:yes|yeah|ok|okay|si|s\u00ed)\b(?=\W)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^(?:\W|\b(?:at|on|to|and|or|is|the|number|my|phone|cell|work|it's|its|por|favor|please|pls|al|a|el|y|en|mi|"
    r"numero|n\u00famero|telefono|tel\u00e9fono|es)\b(?!\s*\d))+|"
    r"(?:\W|\b(?:at|on|to|and|or|is|the|my|number|please|pls|al|a|el|y|en|mi|numero|n\u00famero|telefono|tel\u00e9fono|es)\b)+$",
    re.IGNORECASE,
)


def phone_in(text: str) -> str | None:
    """The first number in a text that could be called, E.164."""
    found = next(iter(phonenumbers.PhoneNumberMatcher(text, "US")), None)
    if found is None:
        return None
    return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)


def means_this_phone(text: str) -> bool:
    """Whether the person says that the very phone they write from is the safe one."""
    return bool(_THIS.search(text.strip())) and not _NOT_THIS.search(text)


def time_in(text: str, *, asked: bool) -> str | None:
    """The words that say when to call, as the person wrote them; all that is left of an answer to our question."""
    rest = text
    for found in phonenumbers.PhoneNumberMatcher(text, "US"):
        rest = rest.replace(found.raw_string, " ")
    rest = _WISH.sub("", _THIS.sub(" ", rest))
    rest = _JOINS.sub("", _JOINS.sub("", " ".join(rest.split()))).strip()
    if not rest or not (has_time(text) or (asked and any(one.isalnum() for one in rest))):
        return None
    return rest[:LONGEST]


def has_time(text: str) -> bool:
    """Whether a text names a time of day or a day."""
    return bool(_CLOCK.search(text)) or bool(_TIME_WORDS.intersection(words(text).tokens))
