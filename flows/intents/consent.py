"""STOP and START in plain words (47 CFR 64.1200(a)(10): any reasonable means).

Such a wish opens a clause: "stop texting me" does, "my ex won't stop texting me" doesn't. The wordings are in the
modules beside this one.
"""

from __future__ import annotations

from flows.intents.consent_opening import START, STOP
from flows.intents.consent_within import (
    ALONE,
    ANYWHERE,
    FEW,
    IDLE,
    LIMITED,
    NO_STOP,
    OTHERS,
    OUTRIGHT,
    REFUSED,
    REFUSING,
    RESTARTS,
    SAYING,
    SHORT,
    SOMEBODY_ELSE,
)
from flows.intents.courtesy import AFTER, BEFORE
from flows.intents.phrases import Match, Phrases
from flows.intents.understanding import Understanding
from flows.intents.words import Words, without
from flows.vocabulary import Intent


def muted(words: Words) -> Understanding | None:
    """The words that limit a wish to one case: "about the bike", "only this one"."""
    match = next(LIMITED.find(words.tokens), None)
    if match is None:
        return None
    return Understanding(Intent.MUTE, match.language, 0.85, f"only '{match.phrase}'")


def consent(words: Words) -> Understanding | None:
    """The wish for no more texts, or for texts again, that opens one of the clauses."""
    refused = next(REFUSED.find(words.tokens), None) is not None
    for intent, table in ((Intent.STOP, STOP), (Intent.START, START)):
        if refused and intent is Intent.STOP:
            continue
        match = _opening(words, table)
        if match is not None:
            return Understanding(intent, match.language, 0.9, f"phrase '{match.phrase}'")
    if refused:
        return None
    alone = ALONE.whole(without(words.tokens, BEFORE, AFTER)) or ALONE.whole(words.tokens)
    if alone is not None:
        return Understanding(Intent.STOP, alone.language, 0.8, f"'{alone.phrase}' and no more")
    for match in ANYWHERE.find(words.tokens):
        before = words.tokens[max(0, match.start - 5) : match.start]
        if not _quoted(before) and not REFUSING.intersection(before[-2:]):
            return Understanding(Intent.STOP, match.language, 0.9, f"phrase '{match.phrase}'")
    return _outright(words)


def no_stop(words: Words) -> bool:
    """Whether the stop that is spoken of is another's, or is refused."""
    others = bool(SAYING.intersection(words.tokens) and SOMEBODY_ELSE.intersection(words.tokens))
    refused = next(REFUSED.find(words.tokens), None) is not None
    return others or refused or next(NO_STOP.find(words.tokens), None) is not None


def _outright(words: Words) -> Understanding | None:
    few = "stop" in words.tokens and len(words.tokens) <= FEW and IDLE.issuperset(words.tokens)
    if few and "haha" not in words.tokens and not no_stop(words):
        return Understanding(Intent.STOP, None, 0.8, "'stop' and idle words")
    if len(words.tokens) > SHORT or len(words.clauses) < 2:
        return None
    before: tuple[str, ...] = ()
    for clause in words.clauses:
        match = OUTRIGHT.whole(without(clause, BEFORE, AFTER))
        if match is not None and not SAYING.intersection(before):
            return Understanding(Intent.STOP, None, 0.8, f"'{match.phrase}' as a clause of its own")
        before = clause
    return None


def _opening(words: Words, table: Phrases) -> Match | None:
    before: tuple[str, ...] = ()
    for clause in words.clauses:
        opening = without(clause, BEFORE, AFTER)
        starts = [0, *(at for at in range(1, len(opening)) if opening[at - 1] in RESTARTS)]
        for start in starts:
            match = table.at(opening, start)
            if match is not None and not _quoted(opening[:start] or before):
                return match
        before = clause
    return None


def _quoted(before: tuple[str, ...]) -> bool:
    return bool(SAYING.intersection(before[-5:]) and OTHERS.intersection(before))
