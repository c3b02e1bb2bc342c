"""A text that is one keyword, or a keyword in a polite wrapping."""

from __future__ import annotations

from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.keywords import ANSWERS, YES, Keyword, keyword, typo
from flows.intents.understanding import Understanding
from flows.intents.words import Words, once, without
from flows.vocabulary import Intent

_EXACT, _WRAPPED, _MISSPELT = 1.0, 0.9, 0.8


def command(words: Words) -> Understanding | None:
    """1. letter by letter; 2. without the words of courtesy; 3. as a typo of a single word."""
    whole = once(words.tokens)
    if found := keyword(whole):
        return _meant(found, _EXACT, f"keyword {found.word}", whole=True)
    core = once(without(whole, BEFORE, AFTER)) if whole else whole
    if core != whole and (found := keyword(core)):
        return _meant(found, _WRAPPED, f"keyword {found.word}, politely", whole=False)
    if len(core) == 1 and (found := typo(core[0])):
        return _meant(found, _MISSPELT, f"typo of {found.word}", whole=core == whole)
    return None


def bare_yes(words: Words) -> Understanding | None:
    """YES and its kin alone: an answer, and from a phone that has opted out YES itself is an opt-in."""
    tokens = once(words.tokens)
    if tokens == (YES.lower(),):
        return Understanding(Intent.YES, None, 1.0, f"keyword {YES}", keyword=True, word=YES)
    return _answer(words, Intent.YES)


def bare_no(words: Words) -> Understanding | None:
    """NO and its kin alone."""
    return _answer(words, Intent.NO)


def _answer(words: Words, intent: Intent) -> Understanding | None:
    match = ANSWERS[intent].whole(once(words.tokens)) or ANSWERS[intent].whole(without(words.tokens, BEFORE, AFTER))
    if match is None:
        return None
    return Understanding(intent, match.language, 0.95, f"'{match.phrase}' alone")


def _meant(found: Keyword, confidence: float, why: str, *, whole: bool) -> Understanding:
    return Understanding(found.intent, found.language, confidence, why, keyword=whole, word=found.word)
