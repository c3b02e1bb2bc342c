"""Whether a text says that somebody is in danger. It is asked first, before every keyword and question."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from flows.intents.danger_words import (
    ALONE,
    ALWAYS,
    HARMLESS,
    HINTS,
    JOKING,
    LAUGHING,
    NOW,
    PAST,
    SPELT,
    SPELT_OTHERWISE,
    UNLESS_PAST,
)
from flows.intents.phrases import Match, Phrases
from flows.intents.understanding import Understanding
from flows.intents.words import Words, once
from flows.vocabulary import Intent

_ALWAYS, _UNLESS_PAST, _ALONE, _HARMLESS, _HINTS = (
    Phrases(table) for table in (ALWAYS, UNLESS_PAST, ALONE, HARMLESS, HINTS)
)
_SPELT = frozenset(SPELT)


# A hint is danger only where the whole text is somewhat like danger.
_HINT = 0.15
# So unlike danger is a text that a phrase within it was of something past, stolen, watched or said in jest: of
# texts by writers whom the model had not read, half of the phrases' false alarms were below this, and one in a
# hundred of the true ones.
_UNLIKE = 0.02
# So few words are the phrase itself.
_FEW = 6


def danger(words: Words, probable: float) -> Understanding | None:
    """The danger that a text tells of; `probable` is how like danger the model finds the text.

    1. Mend the typos of the long danger words.
    2. Look for the phrases across the whole text: punctuation means little when somebody is afraid.
    3. Take back what a harmless phrase covers, and what is said to be past.
    4. Take all back where the whole text is quite unlike danger.
    5. What may as well be an idiom, a stolen thing or a joke is a hint: it needs the model's word too.
    """
    if alone := _ALONE.whole(once(words.tokens)) or _ALONE.whole(words.tokens):
        return _found(alone)
    if probable < _UNLIKE and len(words.tokens) > _FEW:
        return None
    tokens = tuple(_mended(token) for token in words.tokens)
    found = [*_ALWAYS.find(tokens), *(m for m in _UNLESS_PAST.find(tokens) if not _past(m, words))]
    if probable < _HINT:
        joke = bool(JOKING.intersection(tokens)) or any(face in words.plain for face in LAUGHING)
        hints = [] if joke else [*_HINTS.find(tokens)]
        found = [] if joke else [m for m in found if not any(_covers(h, m) for h in hints)]
    if not found:
        return None
    harmless = _harmless(tokens, words)
    return next((_found(m) for m in found if not any(_covers(h, m) for h in harmless)), None)


def harmless(words: Words) -> bool:
    """Whether a text says of its danger word that it is none."""
    return bool(_harmless(tuple(_mended(token) for token in words.tokens), words))


def _found(match: Match) -> Understanding:
    return Understanding(Intent.EMERGENCY, match.language, 0.9, f"danger phrase '{match.phrase}'")


def _covers(harmless: Match, match: Match) -> bool:
    return harmless.start <= match.start and match.end <= harmless.end


def _harmless(tokens: tuple[str, ...], words: Words) -> list[Match]:
    """The harmless phrases, none of which reaches over a full stop ("No. Emergency!")."""
    ends, at = [], 0
    for clause in words.clauses:
        ends += [at + len(clause)] * len(clause)
        at += len(clause)
    return [match for match in _HARMLESS.find(tokens) if match.end <= ends[match.start]]


def _past(match: Match, words: Words) -> bool:
    if NOW.intersection(words.tokens):
        return False
    at = 0
    for clause in words.clauses:
        at += len(clause)
        if match.start < at:
            return bool(PAST.intersection(clause))
    return False


@lru_cache(maxsize=4096)
def _mended(token: str) -> str:
    if len(token) < 6 or token in _SPELT or token in SPELT_OTHERWISE:
        return token
    for word in SPELT:
        slips = 2 if len(word) >= 9 else 1
        near = abs(len(word) - len(token)) <= slips and token[0] == word[0]
        if near and OSA.distance(token, word, score_cutoff=slips) <= slips:
            return word
    return token
