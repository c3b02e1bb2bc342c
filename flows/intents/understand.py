"""Words -> intent, in the order of law and safety: danger, consent, what was asked, everything else."""

from __future__ import annotations

from flows.intents.choice import asked_choice, number
from flows.intents.commands import bare_yes, command
from flows.intents.consent import consent
from flows.intents.danger import danger
from flows.intents.language import language
from flows.intents.tongues import command_in_another_tongue, danger_in_another_tongue, tongue
from flows.intents.topics import help_wanted, other_language, status, thanks, wrong_number
from flows.intents.understanding import Question, Understanding
from flows.intents.wishes import perhaps_stop, wishes
from flows.intents.words import Words, words
from flows.vocabulary import Intent

CONSENT = frozenset({Intent.STOP, Intent.START})


def understand(text: str, *, asked: Question | None = None) -> Understanding:
    """What a person meant by a text; `asked` is the "which case?" that it may answer. Never raises."""
    return understandings(text, asked=asked)[0]


def understandings(text: str, *, asked: Question | None = None) -> tuple[Understanding, ...]:
    """All that a text may mean, one of each intent, the winner first.

    1. Danger, over every keyword and every question.
    2. Consent: STOP and START, as a keyword and then in plain words.
    3. An answer to what was asked.
    4. Everything else: the other keywords, the wrong number, a case's number, the phrases of each topic, wishes.
    """
    said = words(text)
    named = command(said)
    consents = named if named is not None and named.intent in CONSENT else None
    readings = (
        danger(said) or danger_in_another_tongue(said),
        consents,
        consent(said),
        command_in_another_tongue(said),
        perhaps_stop(said),
        asked_choice(said, asked) if asked is not None else None,
        named,
        wrong_number(said),
        number(said),
        other_language(said),
        status(said),
        bare_yes(said),
        *wishes(said),
        help_wanted(said),
        thanks(said),
    )
    best: dict[Intent, Understanding] = {}
    for reading in readings:
        if reading is not None:
            best.setdefault(reading.intent, reading)
    return tuple(best.values()) or (_unknown(text, said),)


def _unknown(text: str, said: Words) -> Understanding:
    why = "no words" if not said.tokens else "no table knows these words"
    return Understanding(Intent.UNKNOWN, tongue(text, said) or language(said), 0.0, why)
