"""Who writes, what they wrote, and the answer: the dialogue's data, in and out."""

from __future__ import annotations

from dataclasses import dataclass

from flows.dialogue.effects import Effect
from flows.intents import Question, Understanding
from flows.snapshot import Snapshot
from flows.vocabulary import Consent, Reason, Role


@dataclass(frozen=True)
class CaseView:
    """A case that this phone is linked to. `barred`: the phone said "wrong number" for it."""

    snapshot: Snapshot
    role: Role
    barred: bool


@dataclass(frozen=True)
class Speaker:
    """What is known of the phone that writes.

    `heard`: (language, how many sure texts in a row in that language, which isn't the stored one), ("", 0)
    if none. `unanswered_lately`: how many texts that we did not understand we answered within the last ten
    minutes. `focus`: the incident that the conversation was last about.
    """

    consent: Consent
    language: str | None
    introduced: bool
    heard: tuple[str, int]
    unanswered_lately: int
    question: Question | None
    focus: str | None
    cases: tuple[CaseView, ...]


@dataclass(frozen=True)
class Text:
    """What came in. `opt_out_type`: STOP, START or HELP where the carrier says that it answered already."""

    body: str
    media: int
    opt_out_type: str | None


@dataclass(frozen=True)
class Answer:
    """What to do about a text: `reply`, or the reason for silence; and the effects, in their order.

    `introduces`: the reply does the duties of the first text. `about`: the incident it is about.
    """

    understanding: Understanding
    reply: str | None
    language: str
    silence: Reason | None
    introduces: bool
    about: str | None
    effects: tuple[Effect, ...]
