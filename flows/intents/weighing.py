"""What the model adds where the tables have no word for it, and how sure it must be for that.

STOP is never guessed lightly, danger is guessed early (a needless line about 911 is cheap), and what bars or
settles a case more carefully than what only answers. The figures come from cross-validation on the
development corpus: docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.intents.concepts import concepts, known
from flows.intents.danger_words import NOW, PAST
from flows.intents.language import language
from flows.intents.understanding import GUESS, Understanding
from flows.intents.words import Words, listed
from flows.vocabulary import Intent

if TYPE_CHECKING:
    from flows.intents.model import Model

# So probable it must be, to be meant at all.
LEAST: Mapping[Intent, float] = {
    Intent.EMERGENCY: 0.10,
    Intent.STOP: 0.15,
    Intent.START: 0.12,
    Intent.MUTE: 0.20,
    Intent.WRONG_NUMBER: 0.80,
    Intent.WITHDRAW: 0.10,
    Intent.YES: 0.40,
    Intent.NO: 0.40,
    Intent.THANKS: 0.40,
    Intent.COMPLAINT: 0.30,
}
_LEAST = 0.10
# Consent, by how many words of a text are about it: none, one, two or more.
_CONSENT = {Intent.STOP: (0.92,) * 3, Intent.START: (0.80, 0.85, 0.30)}
# Friends speak of texts all the time: of a stop, more must be said, or it must be surer.
_TEXTS_ALONE = 0.975
# What speaks of the same things as a stop and isn't one: "call me instead of texting", "undo my stop".
_RATHER = {Intent.START: 0.20, Intent.CALL: 0.30}
# "My dog is brown": so few words add something to a case only where that is likely.
_SAYS_LITTLE, _ADDS = 4, 0.50
# "I'm done": so few words must be about texts twice over, or be as good as certain.
_CURT, _CERTAIN = 2, 0.95
_PLAIN = listed("TEXTS STOPV REMOVE")
_TO_ME = listed("ME SEND WANTTO ENOUGH")
_ABOUT = {
    Intent.STOP: listed("TEXTS STOPV REMOVE LISTS ENOUGH CONSENT NONEED ANNOYED"),
    Intent.START: listed("TEXTS STARTV LISTS CONSENT MUTEV STOPV"),
}
# Danger, by how many signs of it a text has: none, one, two, three or more.
_DANGER = (0.85, 0.80, 0.55, 0.45)
_DANGER_STORY = 0.70
_DANGER_PAST = 0.75
_ONE_WORD = 0.50
_SIGNS = listed(
    "WEAPON SHOOT HARMING HARMED KILL INJURY MEDICAL SUICIDE FIRE GAS BOMB AMBULANCE EMERGENCY FEAR HIDE FOLLOW "
    "BREAKIN HOSTAGE MISSING HELP PILLS FAREWELL EDGE"
)
# Two concepts that are a sign together.
_TOGETHER = (
    ("SOMEONE", "HOME"), ("FOE", "HOME"), ("FOE", "NOW"), ("HE", "HOME"), ("STOLE", "KIN"), ("SEND", "POLICE"),
    ("SEND", "SOMEONE"), ("HURRY", "HE"), ("NEG", "LIVE"), ("WANTTO", "LIVE"), ("BODY", "KIN"), ("HURRY", "POLICE"),
    ("NOW", "POLICE"), ("SOMEONE", "NOW"), ("HE", "CALL"), ("HE", "POLICE"), ("BODY", "BODY"), ("KIN", "INSIDE"),
)  # fmt: skip
# Beside another intent, or in a clause of its own, it must be surer.
_BESIDE = 0.50
_CLAUSE, _CLAUSE_WEIGHTY = 0.75, 0.93
# The dialogue asks before it acts on a STOP that is less sure than a table's.
_GUESSED_STOP = 0.89
# "I have a photo" in a text of danger is no second matter.
_ALONE = frozenset({Intent.YES, Intent.NO, Intent.CHOICE, Intent.SURVEY})
_JOINS = listed("and but also pero y ademas tambien oh btw plus then")
_SHORTEST_CLAUSE = 3
_NAMES = {"en": listed("english ingles inglish"), "es": listed("spanish espanol castellano espanish")}
_WITHOUT = listed("no not dont cant nada poco sin ni little without never")
# A text of more words is a story: its parts are read one by one, and one that is so probable is the point.
_LONG, _WIDTH, _STEP, _PARTS, _TOLD, _TOLD_DANGER = 30, 18, 12, 3, 0.70, 0.90
# What is acted on and not only answered isn't read into a part of a story that has no trace of it as a whole.
_WEIGHTY, _IN_THE_WHOLE = frozenset({Intent.STOP, Intent.START, Intent.MUTE, Intent.WRONG_NUMBER}), 0.02


def guesses(said: Words, model: Model) -> dict[Intent, float]:
    """How probable each intent is, by the whole text."""
    return {Intent(label): probable for label, probable in model.probabilities(said).items()}


def tempered(said: Words, probable: Mapping[Intent, float], barred: Collection[Intent] = ()) -> dict[Intent, float]:
    """The guesses without what is said too doubtfully, or what a table has barred."""
    found = dict(probable)
    if len(said.tokens) == 1 and (not known(said.tokens[0]) or max(found.values()) < _ONE_WORD):
        return dict.fromkeys(found, 0.0)
    about = {concept for some in concepts(said.tokens) for concept in some}
    if not about and max(found.values()) < _ONE_WORD:  # nothing that is spoken of here
        return dict.fromkeys(found, 0.0)
    for intent, listed_words in _ABOUT.items():
        refused = "NEG" in about and "TEXTS" in about and bool(about & _TO_ME)
        spoken = about & listed_words
        near = len(spoken) + refused
        certain = found[intent] >= _CERTAIN and about & _PLAIN
        curt = near < 2 and len(said.tokens) <= _CURT and not certain
        needed = _CONSENT[intent][min(near, 2)]
        if intent is Intent.STOP and near == 1 and "TEXTS" in spoken:
            needed = _TEXTS_ALONE
        if found[intent] < needed or curt:
            found[intent] = min(found[intent], 0.05)
    if any(found[intent] >= share for intent, share in _RATHER.items()):
        found[Intent.STOP] = min(found[Intent.STOP], 0.05)
    signs = len(about & _SIGNS) + sum(a in about and b in about for a, b in _TOGETHER)
    needed = _DANGER[min(signs, 3)]
    if len(said.tokens) > _LONG:
        needed = max(needed, _DANGER_STORY)
    if PAST.intersection(said.tokens) and not NOW.intersection(said.tokens):
        needed = max(needed, _DANGER_PAST)
    if found[Intent.EMERGENCY] < needed:
        found[Intent.EMERGENCY] = min(found[Intent.EMERGENCY], 0.05)
    if len(said.tokens) <= _SAYS_LITTLE and found[Intent.ADD] < _ADDS:
        found[Intent.ADD] = 0.0
    alone = (Intent.STOP, Intent.START) if len(said.tokens) == 1 else ()  # single words are the tables' business
    for intent in (*barred, *alone):
        found[intent] = 0.0
    return found


def least(intent: Intent) -> float:
    """How probable an intent must be to be meant at all."""
    return LEAST.get(intent, _LEAST)


def weighed(
    said: Words, guessed: Mapping[Intent, float], model: Model, barred: Collection[Intent] = ()
) -> Iterable[Understanding]:
    """The intents that the model finds, the most probable first; none that a table has barred."""
    probable = tempered(said, guessed, barred)
    order = sorted(probable, key=lambda one: -probable[one])
    best = order[0]
    spoken = language(said)
    apart = _windows(said) if len(said.tokens) > _LONG else _clauses(said)
    parts = [tempered(part, guesses(part, model), barred) for part in apart]
    if len(said.tokens) > _LONG:
        told = {one: max(part[one] for part in parts) for one in probable}
        beside = {
            one: share
            for one, share in told.items()
            if share >= (_TOLD_DANGER if one is Intent.EMERGENCY else _TOLD)
            and one not in _ALONE
            and (one not in _WEIGHTY or probable[one] >= _IN_THE_WHOLE)
        }
        if probable[best] >= least(best) and not (beside and probable[best] < _BESIDE):
            beside.setdefault(best, probable[best])
    else:
        beside = {one: probable[one] for one in order[1:] if probable[one] >= max(_BESIDE, least(one))}
        for part in parts:
            for intent, found in part.items():
                enough = _CLAUSE_WEIGHTY if intent in _WEIGHTY else _CLAUSE
                if found >= enough and intent is not best and probable[intent] >= 0.03:
                    beside[intent] = max(found, beside.get(intent, 0.0))
        if probable[best] >= least(best):
            yield _reading(best, probable[best], spoken, said)
            beside.pop(best, None)
    for intent in sorted(beside, key=lambda one: -beside[one]):
        if intent not in _ALONE:
            yield _reading(intent, beside[intent], spoken, said)


def _reading(intent: Intent, probable: float, spoken: str | None, said: Words) -> Understanding:
    if intent is Intent.LANGUAGE:
        spoken = _wished(said)
    sure = min(probable, _GUESSED_STOP) if intent in (Intent.STOP, Intent.START) else min(probable, 0.95)
    return Understanding(intent, spoken, round(sure, 3), GUESS)


def _wished(said: Words) -> str | None:
    """The language that a text asks for by name, or by saying that it has none of the other; None: it names none."""
    named = [language for language, names in _NAMES.items() if names.intersection(said.tokens)]
    if len(named) != 1:
        return None
    return {"en": "es", "es": "en"}[named[0]] if _WITHOUT.intersection(said.tokens) else named[0]


def _windows(said: Words) -> list[Words]:
    """A long story in parts of a dozen words, the first and the last of them: the point is made in one."""
    rows = [said.tokens[at : at + _WIDTH] for at in range(0, len(said.tokens) - _STEP, _STEP)]
    rows = rows if len(rows) <= _PARTS else [*rows[:2], *rows[2 - _PARTS :]]
    return [replace(said, plain=" ".join(row).upper(), tokens=row, clauses=(row,)) for row in rows]


def _clauses(said: Words) -> list[Words]:
    """The parts of a text that could each mean something, where there are two or more."""
    parts: list[tuple[str, ...]] = []
    for clause in said.clauses:
        start = 0
        for at, token in enumerate(clause):
            if token in _JOINS and at - start >= _SHORTEST_CLAUSE and len(clause) - at > _SHORTEST_CLAUSE:
                parts.append(clause[start:at])
                start = at + 1
        parts.append(clause[start:])
    parts = [part for part in parts if len(part) >= _SHORTEST_CLAUSE]
    if not 2 <= len(parts) <= 6:
        return []
    return [replace(said, plain=" ".join(part).upper(), tokens=part, clauses=(part,)) for part in parts]
