"""Who writes, what they wrote, and the answer: the dialogue's data, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.dialogue.effects import Effect
from flows.dialogue.talk import LASTS, Talk
from flows.intents import Question, Understanding
from flows.snapshot import Snapshot
from flows.vocabulary import Consent, Reason, Role


@dataclass(frozen=True)
class CaseView:
    """A case that this phone is linked to.

    `barred`: the phone said "wrong number" for it; `muted`: it wants no texts about it.
    """

    snapshot: Snapshot
    role: Role
    barred: bool
    muted: bool = False


@dataclass(frozen=True)
class Open:
    """A question that waits for its answer, as it was asked: what was offered, and what is known already."""

    state: Talk
    asked_at: datetime
    options: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def is_over(self, now: datetime) -> bool:
        return now - self.asked_at > LASTS[self.state]


@dataclass(frozen=True)
class Offer:
    """What the last notice that can be answered by a digit left open, about which case, and when it went out."""

    state: Talk
    incident: str
    at: datetime


@dataclass(frozen=True)
class Speaker:
    """What is known of the phone that writes.

    `heard`: (language, how many sure texts in a row in that language, which isn't the stored one), ("", 0)
    if none. `unanswered_lately`: how many texts that we did not understand we answered within the last ten
    minutes; `unknown_in_a_row`: how many such texts came one after the other until now. `focus`: the incident
    that the conversation was last about.
    """

    consent: Consent
    language: str | None
    introduced: bool
    heard: tuple[str, int]
    unanswered_lately: int
    open: Open | None
    focus: str | None
    cases: tuple[CaseView, ...]
    phone: str = ""
    unknown_in_a_row: int = 0
    offer: Offer | None = None

    @property
    def question(self) -> Question | None:
        """The open "which case?"."""
        if self.open is None or self.open.state is not Talk.CHOOSING_CASE:
            return None
        return Question(self.open.options, self.open.asked_at)


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
