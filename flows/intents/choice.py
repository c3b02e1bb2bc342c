"""Which case a person means: a digit that we asked for, or an incident or case number."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.language import language
from flows.intents.topics import status
from flows.intents.understanding import Question, Understanding
from flows.intents.words import Words, listed, without, words
from flows.vocabulary import Intent

# Word of order, as it may answer a numbered list -> its digit.
_ORDER = (
    ("one first 1st", "uno una primero primera primer 1ro 1ra 1o 1a", "1"),
    ("two second 2nd", "dos segundo segunda 2do 2da 2o 2a", "2"),
    ("three third 3rd", "tres tercero tercera tercer 3ro 3ra", "3"),
    ("four fourth 4th", "cuatro cuarto cuarta 4to 4ta", "4"),
    ("five fifth 5th", "cinco quinto quinta 5to 5ta", "5"),
    ("six sixth 6th", "seis sexto sexta", "6"),
    ("seven seventh 7th", "siete septimo septima", "7"),
    ("eight eighth 8th", "ocho octavo octava", "8"),
    ("nine ninth 9th", "nueve noveno novena", "9"),
)
ORDER = {
    word: (digit, lang)
    for english, spanish, digit in _ORDER
    for lang, listed in (("en", english), ("es", spanish))
    for word in listed.split()
}
_LAST = {"last": "en", "ultimo": "es", "ultima": "es"}
# What may stand around a choice or a number and adds nothing to it.
_AROUND = listed(
    "the a that case number no num option choice incident report call file my is its it one for "
    "about of on i mean "
    "meant want reference ref event "
    "el la lo caso casos numero opcion incidente reporte llamada mi es de del quiero ese esa sobre nro"
)
_DIGIT = re.compile(r"\s*#?\s*([0-9]{1,2})\s*[.)#:!,]*\s*")
_NUMBER = re.compile(
    r"(?<![\w+])#?((?:[A-Z]{1,5}-?)?[0-9]{1,12}(?:[-./][A-Z0-9]{1,12}| [0-9]{2,12}){0,3}[A-Z]{0,2})(?!\w)"
)
_PHONE = re.compile(r"\+?1?[-. (]*[2-9][0-9]{2}[-. )]*[2-9][0-9]{2}[-. ]*[0-9]{4}")
_DATE = re.compile(r"[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{2,4}|[0-9]{4}([-./])[0-9]{1,2}\2[0-9]{1,2}")
_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{8}")
_LONGEST = 120
_FEWEST_DIGITS = 4


def asked_choice(words: Words, asked: Question) -> Understanding | None:
    """An answer to our numbered list: "2", "#2.", "case 2", "the first one", or one of the numbers on it."""
    if len(words.plain) > _LONGEST:
        return None
    if digit := _DIGIT.fullmatch(words.plain):
        return _chosen(str(int(digit[1])), None, "a digit")
    for option in asked.options:
        if re.search(rf"(?<!\w){re.escape(option.upper())}(?!\w)", words.plain):
            return _chosen(option.upper(), None, "a number that was listed")
    core = [token for token in without(words.tokens, BEFORE, AFTER) if token not in _AROUND]
    if not core and (one := next((t for t in words.tokens if t == "one"), None)) and len(words.tokens) <= 2:
        core = [one]
    if len(core) != 1:
        return None
    word = core[0]
    if word in _LAST and asked.options:
        return _chosen(str(len(asked.options)), _LAST[word], f"'{word}'")
    if word in ORDER:
        return _chosen(ORDER[word][0], ORDER[word][1], f"'{word}'")
    if word.isdecimal() and word.isascii() and len(word) <= 2:
        return _chosen(str(int(word)), language(words), "a digit")
    return None


def number(said: Words) -> Understanding | None:
    """An incident or case number alone ("my case number is 26-114523"), or with STATUS around it."""
    if len(said.plain) > _LONGEST:
        return None
    for found in _NUMBER.finditer(said.plain):
        candidate = found[1].strip()
        if not _is_number(candidate):
            continue
        rest = words(said.plain[: found.start()] + " " + said.plain[found.end() :])
        others = tuple(token for token in rest.tokens if token not in BEFORE and token not in AFTER)
        others = tuple(token for token in others if token not in _AROUND)
        if not others:
            spoken = language(rest) if rest.tokens else None
            return Understanding(Intent.CHOICE, spoken, 0.9, "a number alone", choice=candidate)
        wanted = status(replace(rest, clauses=(others,), tokens=others)) or status(rest)
        if wanted is not None:
            return replace(wanted, keyword=False, choice=candidate, why=f"{wanted.why} and a number")
    return None


def _is_number(candidate: str) -> bool:
    digits = sum(1 for one in candidate if "0" <= one <= "9")
    apart = any(one in "-./ " or one.isalpha() for one in candidate)
    if digits < _FEWEST_DIGITS or (digits == _FEWEST_DIGITS and not apart):
        return False
    if _DATE.fullmatch(candidate):
        return False
    return not _PHONE.fullmatch(candidate) or bool(_BARE_YEAR.fullmatch(candidate))


def _chosen(choice: str, spoken: str | None, why: str) -> Understanding:
    return Understanding(Intent.CHOICE, spoken, 0.95, why, choice=choice)


_OF_ORDER = frozenset(ORDER) | frozenset(_LAST)


def unasked_choice(words: Words) -> Understanding | None:
    """A bare digit, or "the second one": an answer to something, whether we know what was asked or not."""
    if len(words.plain) > _LONGEST or not words.tokens:
        return None
    if words.tokens == ("one",):
        return Understanding(Intent.CHOICE, "en", 0.55, "a word of order", choice="1")
    if digit := _DIGIT.fullmatch(words.plain):
        return Understanding(Intent.CHOICE, None, 0.6, "a digit", choice=str(int(digit[1])))
    core = [token for token in without(words.tokens, BEFORE, AFTER) if token not in _AROUND]
    short = len(words.tokens) <= 5
    if short and len(core) == 1 and (core[0] in _OF_ORDER or (core[0].isdecimal() and len(core[0]) <= 2)):
        return Understanding(Intent.CHOICE, language(words), 0.55, "a word of order")
    return None
