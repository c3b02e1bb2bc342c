"""What is known of a case: the facts that its events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from flows.vocabulary import CaseState, CaseStatus, DelayReason, Disposition, EventType, Role

# Whom a text about a case is for, the first first.
TEXT_FIRST = (Role.VICTIM, Role.GUARDIAN, Role.REPORTING_PARTY)


@dataclass(frozen=True)
class Person:
    """An officer or investigator, as CAD or RMS names them."""

    name: str
    badge: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Party:
    """A contact as the case's events name it; `phone` is E.164, or the raw words where they are no number."""

    phone: str
    role: Role
    name: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Event:
    """One fact from CAD or RMS.

    `effective_at` is min(occurred_at, received_at), fixed at receipt; `sequence` is the order of receipt.
    `incident` is the number that the event itself named, which may be an alias of the case's.
    """

    id: str
    type: EventType
    incident: str
    occurred_at: datetime
    received_at: datetime
    effective_at: datetime
    sequence: int
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A case as its events, in their total order, leave it.

    The `*_by` members are the ids of the events that the present facts come from: a notice is true as long
    as the fact that it tells still comes from its own event. `moved_at` is when its last event happened,
    `news_at` when the last one did that its contacts may hear of, `ended_at` when it came to the end that it is at.
    `code_word` was told by the call-taker.
    """

    incident: str
    state: CaseState = CaseState.REPORTED
    state_by: str | None = None
    call_type: str | None = None
    priority: int | None = None
    district: str | None = None
    opened_at: datetime | None = None
    moved_at: datetime | None = None
    news_at: datetime | None = None
    dispatched_at: datetime | None = None
    delay_reason: DelayReason | None = None
    disposition: Disposition | None = None
    officer: Person | None = None
    finished_by: str | None = None
    case_number: str | None = None
    case_number_by: str | None = None
    investigator: Person | None = None
    investigator_by: str | None = None
    status: CaseStatus | None = None
    status_by: str | None = None
    protected: bool = False
    ended_at: datetime | None = None
    code_word: str | None = None
    parties: tuple[Party, ...] = ()
    aliases: frozenset[str] = frozenset()

    def but(self, **facts: Any) -> Snapshot:
        """The same with other facts: dataclasses.replace, without reading all two dozen anew each time.

        Raises TypeError for a fact that there is none of.
        """
        if not facts.keys() <= _FACTS:
            raise TypeError(f"a case has no {', '.join(sorted(facts.keys() - _FACTS))}")
        changed = object.__new__(Snapshot)
        changed.__dict__.update(self.__dict__)
        changed.__dict__.update(facts)
        return changed


_FACTS = frozenset(one.name for one in fields(Snapshot))
