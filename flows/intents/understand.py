"""Words -> intent, in the order of law and safety: danger, consent, what was asked, everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flows.intents.choice import asked_choice, number, unasked_choice
from flows.intents.commands import bare_no, bare_yes, command
from flows.intents.consent import consent, muted, no_stop
from flows.intents.danger import danger, harmless
from flows.intents.language import language
from flows.intents.others import other_tongue
from flows.intents.tongues import command_in_another_tongue, danger_in_another_tongue, tongue
from flows.intents.topics import (
    automatic,
    grateful,
    help_wanted,
    not_wrong,
    other_language,
    out_of_office,
    status,
    thanks,
    wrong_number,
)
from flows.intents.understanding import Question, Understanding
from flows.intents.weighing import guesses, tempered, weighed
from flows.intents.wishes import perhaps_stop, wishes
from flows.intents.words import Words, words
from flows.vocabulary import Intent

if TYPE_CHECKING:
    from flows.intents.model import Model

FIRST = (Intent.EMERGENCY, Intent.STOP, Intent.START)


# A phrase of STOP inside a text so unlike a wish to stop is another's, or of something else.
_UNLIKE_STOP = 0.01
# One that is so sure is meant, whatever else its words could mean ("I'm not comfortable with these, so end them").
_SURE_STOP = 0.97
# So likely a wish for no texts at all must be, and so unlikely one for none of a single case.
_ALL_OF_THEM, _ONE_OF_THEM = 0.90, 0.10
# "I need help" and no more is HELP: its answer names 911 too.
_BARE = 4


def understand(text: str, *, asked: Question | None = None) -> Understanding:
    """What a person meant by a text; `asked` is the "which case?" that it may answer. Never raises."""
    return understandings(text, asked=asked)[0]


def understandings(text: str, *, asked: Question | None = None) -> tuple[Understanding, ...]:
    """All that a text may mean, one of each intent, the winner first.

    1. Danger, over every keyword and every question.
    2. Consent: STOP and START, as a keyword and then in plain words.
    3. An answer to what was asked.
    4. Everything else: the other keywords, and what the tables and the model find, the likelier first.
    A table's word stands; the model only adds what no table has.
    """
    return read(words(text), asked, load())


def load() -> Model:
    """The model, read the first time. A process that reads no texts, as the one that sends, loads no numpy for it."""
    from flows.intents.model import shipped

    return shipped()


def read(said: Words, asked: Question | None, model: Model) -> tuple[Understanding, ...]:
    """`understandings` with any model, so that one can be measured before it is shipped."""
    best: dict[Intent, Understanding] = {}
    for reading in _readings(said, asked, model):
        best.setdefault(reading.intent, reading)
    first = [best.pop(intent) for intent in FIRST if intent in best]
    return (*first, *best.values()) or (_unknown(said),)


def _readings(said: Words, asked: Question | None, model: Model) -> Iterator[Understanding]:
    foreign = other_tongue(said)
    if foreign is not None:
        yield foreign
        return
    named = command(said)
    if named is not None and named.keyword and named.confidence == 1.0:
        if (alarm := danger(said, 0.0)) is not None:
            yield alarm
        yield named
        return
    probable = guesses(said, model)
    if (alarm := danger(said, probable[Intent.EMERGENCY]) or danger_in_another_tongue(said)) is not None:
        yield alarm
    limited = muted(said)
    wish = named if named is not None and named.intent in FIRST else consent(said)
    if wish is not None and wish.intent is Intent.STOP and wish is not named and probable[Intent.STOP] < _UNLIKE_STOP:
        wish = None
    if limited is not None and _unlimited(said, wish, probable):
        limited = None
    if limited is not None and (wish is not None or probable[Intent.MUTE] + probable[Intent.STOP] > 0.5):
        yield limited
    elif wish is not None:
        yield wish
    elif (perhaps := perhaps_stop(said)) is not None:
        yield perhaps
    if asked is not None and (chosen := asked_choice(said, asked)) is not None:
        yield chosen
    if (abroad := command_in_another_tongue(said)) is not None:
        yield abroad
    if named is not None:
        yield named
    known = (
        unasked_choice(said),
        bare_yes(said),
        bare_no(said),
        wrong_number(said),
        number(said),
        other_language(said),
        status(said),
        bare_yes(said),
        *wishes(said),
        help_wanted(said),
        *wishes(said),
        thanks(said),
    )
    by_table = [reading for reading in known if reading is not None]
    tabled = {reading.intent for reading in by_table}
    if asked is not None:
        tabled.add(Intent.CHOICE)  # which of the listed cases is meant, the dialogue knows better
    unread = tongue(said.plain, said) is not None  # a language of which the model knows nothing
    if not by_table and (unread or out_of_office(said)):
        return
    by_model = [
        one for one in weighed(said, probable, model, _barred(said, limited, probable)) if one.intent not in tabled
    ]
    # The likelier first; a table's word counts for much, thanks and the like only when there is nothing else.
    rest = sorted([*by_table, *by_model], key=lambda reading: -_weight(reading, probable))
    yield from rest or [reading for reading in [grateful(said)] if reading is not None]


def _unlimited(said: Words, wish: Understanding | None, probable: Mapping[Intent, float]) -> bool:
    """Whether a wish is for no texts at all, although it names one matter: "sold the bike, so stop the texts"."""
    if probable[Intent.STOP] <= _ALL_OF_THEM or probable[Intent.MUTE] >= _ONE_OF_THEM:
        return False
    if wish is not None:
        return wish.intent is Intent.STOP
    return tempered(said, probable, _barred(said, None, probable))[Intent.STOP] > _ALL_OF_THEM


def _barred(said: Words, limited: Understanding | None, probable: Mapping[Intent, float]) -> list[Intent]:
    """What the model may not guess, because a table has said that it is not so."""
    told = {
        Intent.EMERGENCY: harmless(said)
        or (len(said.tokens) == 1 and command(said) is not None)
        or (len(said.tokens) <= _BARE and help_wanted(said) is not None),
        Intent.STOP: limited is not None or (no_stop(said) and probable[Intent.STOP] < _SURE_STOP),
        Intent.WRONG_NUMBER: not_wrong(said),
        Intent.THANKS: automatic(said),
    }
    return [intent for intent, so in told.items() if so]


def _weight(reading: Understanding, probable: dict[Intent, float]) -> float:
    weight = max(reading.confidence, probable.get(reading.intent, 0.0))
    return weight - _LATER.get(reading.intent, 0.0)


# What is answered after a question in the same text.
_LATER = {Intent.THANKS: 0.5, Intent.HELP: 0.5, Intent.ADD: 0.3}


def _unknown(said: Words) -> Understanding:
    why = "no words" if not said.tokens else "no table knows these words"
    return Understanding(Intent.UNKNOWN, tongue(said.plain, said) or language(said), 0.0, why)
