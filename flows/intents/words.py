"""A text as words: no case, no accents, no punctuation, no emoji, whatever the keyboard made of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02bc\u00b4`\uff07]")
# Accents, joiners, variation selectors, soft hyphens, marks of direction: they spell nothing.
_INVISIBLE = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff]")
_CLAUSE_END = re.compile(r"[.!?;:,\n\r()\"\u201c\u201d\u00bf\u00a1\u2014\u2013\u2026]+|\s-+\s|--+")
_WORD = re.compile(r"[^\W_]+")
# "stoooop": nobody spells a word with three of the same letter. Digits stay as they are.
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
# "do not" and "cannot" are read as "dont" and "cant", so that a table says each once.
_NOT = re.compile(r"\b(do|did|does|is|are|was|were|would|could|should|have|has|had) not\b")
_CANNOT = re.compile(r"\bcan ?not\b")
_EMOJI = {
    "\U0001f198": " sos ",
    "\U0001f52b": " gun ",
    "\U0001f52a": " knife ",
    "\U0001f4de": " call ",
}
_STOP_SIGN = "\U0001f6d1"
_SPANISH_MARKS = ("\u00f1", "\u00d1", "n\u0303", "N\u0303", "\u00bf", "\u00a1")
_THUMBS = re.compile("[\U0001f44d\U0001f64f\U0001f44c\U0001f91d\u2705\u2764\U0001f499\U0001f44f\U0001f60a\U0001f642]")


@dataclass(frozen=True)
class Words:
    """`tokens` are all words in order; `clauses` the same, as punctuation divides them.

    `plain` is the text with only its characters' forms made plain, upper-case: numbers are read from it.
    `thumbs`: there is no word at all, but a thumb up, a heart or the like.
    `spanish_marks`: it has a letter or mark that only Spanish has.
    """

    plain: str
    tokens: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    thumbs: bool = False
    spanish_marks: bool = False


def words(text: str) -> Words:
    """The words of a text. Never raises, whatever the characters."""
    marks = not text.isascii() and any(mark in text for mark in _SPANISH_MARKS)
    thumbs = bool(_THUMBS.search(text))
    if _STOP_SIGN in text and not any(one.isalnum() for one in text):
        text = text.replace(_STOP_SIGN, " stop ")
    for emoji, word in _EMOJI.items():
        text = text.replace(emoji, word)
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        text = _INVISIBLE.sub("", unicodedata.normalize("NFD", text)).replace("\u0111", "d")
    text = text.casefold()
    short = _CANNOT.sub("cant", _NOT.sub(r"\1nt", _DRAWN_OUT.sub(r"\1", text)))
    clauses = tuple(found for clause in _CLAUSE_END.split(short) if (found := tuple(_WORD.findall(clause))))
    tokens = tuple(token for clause in clauses for token in clause)
    if 3 <= len(tokens) <= 12 and all(len(token) == 1 and token.isalpha() for token in tokens):
        tokens = ("".join(tokens),)  # S.T.O.P.
        clauses = (tokens,)
    return Words(text.upper(), tokens, clauses, thumbs and not tokens, marks)


def without(clause: tuple[str, ...], before: frozenset[str], after: frozenset[str]) -> tuple[str, ...]:
    """A clause without the words of courtesy at its ends; never less than one word."""
    start, end = 0, len(clause)
    while start < end - 1 and clause[start] in before:
        start += 1
    while end > start + 1 and clause[end - 1] in after:
        end -= 1
    return clause[start:end]


def once(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """ "stop stop stop" is "stop"."""
    return tokens[:1] if len(set(tokens)) == 1 else tokens


def listed(line: str) -> frozenset[str]:
    """A table's row of words."""
    return frozenset(line.split())
