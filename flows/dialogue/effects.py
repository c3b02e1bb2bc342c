"""What must happen because of a text, in the transaction that records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flows.dialogue.talk import Talk
from flows.vocabulary import DelayChoice, RequestKind


@dataclass(frozen=True)
class OptOut:
    """No more texts to this phone. `how` is the evidence in a few words; a repeated STOP repeats it."""

    how: str


@dataclass(frozen=True)
class OptIn:
    """Texts again to this phone."""

    how: str


@dataclass(frozen=True)
class SetLanguage:
    """The contact's language from now on."""

    language: str


@dataclass(frozen=True)
class Heard:
    """So many sure texts in a row in a language that isn't the stored one; ("", 0): none any more."""

    language: str
    count: int


@dataclass(frozen=True)
class Unlink:
    """This phone has nothing to do with these cases, for ever."""

    incidents: tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """The reply asks something; it replaces an open question.

    `options`: the cases to choose from, numbered from 1. `notes`: what is known of the answer already, and what
    the question is for.
    """

    options: tuple[str, ...] = ()
    state: Talk = Talk.CHOOSING_CASE
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CloseQuestion:
    """The open question is answered."""


@dataclass(frozen=True)
class Focus:
    """The conversation is about this case now."""

    incident: str


@dataclass(frozen=True)
class OpenRequest:
    """Something for a person to do, due in so long; the words themselves stay in the message."""

    kind: RequestKind
    urgent: bool
    due_in: timedelta
    incident: str | None
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TakeBack:
    """The person takes back what an open request of this kind asked for, unless somebody is at it already."""

    kind: RequestKind
    incident: str | None


@dataclass(frozen=True)
class Mute:
    """No more texts to this phone about this case."""

    incident: str


@dataclass(frozen=True)
class Unmute:
    """Texts about every case of this phone again."""


@dataclass(frozen=True)
class Choose:
    """What a person whose call is delayed chose; it stands in the case's history."""

    incident: str
    choice: DelayChoice


@dataclass(frozen=True)
class Rate:
    """An answer to the survey: a number from 1 to 5, a sentence, or both."""

    incident: str
    score: int | None
    words: str | None


Effect = (
    OptOut
    | OptIn
    | SetLanguage
    | Heard
    | Unlink
    | Ask
    | CloseQuestion
    | Focus
    | OpenRequest
    | TakeBack
    | Mute
    | Unmute
    | Choose
    | Rate
)
# A phone that said STOP isn't told or asked anything; these count all the same.
SILENT_EFFECTS = (OptOut, OptIn, SetLanguage, Heard, Unlink, OpenRequest, Mute, Unmute)
