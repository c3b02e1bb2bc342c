"""What must happen because of a text, in the transaction that records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flows.vocabulary import RequestKind


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
    """The reply asks "which case?"; the options are numbered from 1. It replaces an open question."""

    options: tuple[str, ...]


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


Effect = OptOut | OptIn | SetLanguage | Heard | Unlink | Ask | CloseQuestion | Focus | OpenRequest
# A phone that said STOP isn't told or asked anything; these count all the same.
SILENT_EFFECTS = (OptOut, OptIn, SetLanguage, Heard, Unlink, OpenRequest)
