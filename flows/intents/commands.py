"""A text that is one keyword, or a keyword in a polite wrapping."""

from __future__ import annotations

from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.keywords import YES, Keyword, keyword, typo
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
    """YES alone: an answer to a question; from a phone that has opted out, an opt-in."""
    if once(words.tokens) != (YES.lower(),):
        return None
    return Understanding(Intent.YES, None, 0.9, f"keyword {YES}", keyword=True, word=YES)


def _meant(found: Keyword, confidence: float, why: str, *, whole: bool) -> Understanding:
    return Understanding(found.intent, found.language, confidence, why, keyword=whole, word=found.word)
