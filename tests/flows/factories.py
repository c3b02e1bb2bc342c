"""Cases, events and contacts for tests: each says only what its test is about.

Minutes count from TEN, a Tuesday morning in Tampa. An event arrives as it happens, in the order in which a test makes
it, unless the test says otherwise.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows.agency import Agency
from flows.case import fold
from flows.outcomes import Settled, settle
from flows.policy import Listener
from flows.snapshot import Event, Snapshot
from flows.vocabulary import CaseState, CaseStatus, Consent, EventType, Role

E, S = EventType, CaseState

TEN = datetime(2026, 11, 24, 15, tzinfo=UTC)
INCIDENT = "2026-1"
ANA, BEN, CAM = "+18135550101", "+18135550102", "+18135550103"
TAMPA = Agency(
    key="tampa",
    name="Tampa Police",
    sender="+18135550100",
    timezone=ZoneInfo("America/New_York"),
    desk_phone="+18135550130",
    text_to_911=True,
    keyword_replies="caseline",
    call_types={"stolen_vehicle": ("GTA", "10-99"), "theft": ("LARC",)},
)
_SEQUENCE = itertools.count(1)


def at(minute: float) -> datetime:
    return TEN + timedelta(minutes=minute)


def party(phone: str = ANA, role: Role = Role.VICTIM, **more: Any) -> dict[str, Any]:
    """A contact as an event names one."""
    return {"phone": phone, "role": role.value, **more}


# What an event of each type holds at least.
LEAST: dict[EventType, dict[str, Any]] = {
    E.CALL_CREATED: {"call_type": "stolen_vehicle", "priority": 4, "contacts": [party()]},
    E.CALL_MERGED: {"into": INCIDENT},
    E.CALL_CLEARED: {"disposition": "report_taken", "officer": {"name": "J. Lane", "badge": "4127"}},
    E.REPORT_FILED: {"case_number": "26-1001"},
    E.CASE_ASSIGNED: {"investigator": {"name": "Rosa Cruz"}},
    E.CASE_STATUS_CHANGED: {"status": "investigating"},
    E.CASE_PROTECTED: {"reason": "asked for by the victim"},
    E.CASE_UNPROTECTED: {"reason": "a mistake"},
    E.CONTACT_ADDED: {"contact": party(BEN)},
    E.CONTACT_UPDATED: {"contact": party(BEN), "old_phone": ANA},
    E.CONTACT_REMOVED: {"contact": party(ANA)},
}


def event(
    kind: EventType,
    minute: float = 0,
    *,
    id: str | None = None,
    incident: str = INCIDENT,
    received: float | None = None,
    sequence: int | None = None,
    **data: Any,
) -> Event:
    """Something that happened at `minute`, and is heard of then or at `received`."""
    occurred, heard = at(minute), at(minute if received is None else received)
    number = next(_SEQUENCE) if sequence is None else sequence
    return Event(
        id or f"event-{number}",
        kind,
        incident,
        occurred,
        heard,
        min(occurred, heard),
        number,
        LEAST.get(kind, {}) | data,
    )


def created(minute: float = 0, **more: Any) -> Event:
    return event(E.CALL_CREATED, minute, **more)


def status(word: CaseStatus, minute: float, **more: Any) -> Event:
    return event(E.CASE_STATUS_CHANGED, minute, status=word.value, **more)


def case(*events: Event, incident: str = INCIDENT) -> Snapshot:
    """What the events add up to."""
    return fold(incident, events)


def known(**facts: Any) -> Snapshot:
    """A case of which only these facts matter."""
    return replace(Snapshot(INCIDENT, call_type="stolen_vehicle", priority=4, opened_at=TEN), **facts)


def outcome(new: Event, *earlier: Event, agency: Agency = TAMPA, incident: str = INCIDENT) -> Settled:
    """What becomes of `new`, which arrives last."""
    return settle(incident, new, [*earlier, new], agency)


def listener(**facts: Any) -> Listener:
    """A victim who may be told and has had a first text."""
    return replace(Listener(ANA, Role.VICTIM, "en", Consent.GRANTED, introduced=True), **facts)


# How a call comes into each state.
PATHS: dict[CaseState, tuple[EventType | CaseStatus, ...]] = {
    S.REPORTED: (),
    S.DISPATCHED: (E.UNIT_DISPATCHED,),
    S.DELAYED: (E.UNIT_DELAYED,),
    S.ON_SCENE: (E.UNIT_ON_SCENE,),
    S.CLEARED: (E.CALL_CLEARED,),
    S.ASSIGNED: (E.CASE_ASSIGNED,),
    S.INVESTIGATING: (CaseStatus.INVESTIGATING,),
    S.INACTIVE: (CaseStatus.INACTIVE,),
    S.CLOSED: (CaseStatus.CLOSED,),
    S.CANCELLED: (E.CALL_CANCELLED,),
}

LIVE = (S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE)

# Written from the design, not from the table: trigger -> the states that it leads out of, and where to.
LEADS: dict[EventType | CaseStatus, tuple[set[CaseState], CaseState]] = {
    E.UNIT_DISPATCHED: (set(S) - {S.DISPATCHED, S.ON_SCENE}, S.DISPATCHED),
    E.UNIT_DELAYED: ({S.REPORTED, S.DISPATCHED}, S.DELAYED),
    E.UNIT_ON_SCENE: ({S.REPORTED, S.DISPATCHED, S.DELAYED}, S.ON_SCENE),
    E.CALL_CLEARED: ({*LIVE, S.CANCELLED}, S.CLEARED),
    E.CALL_CANCELLED: (set(LIVE), S.CANCELLED),
    E.CASE_ASSIGNED: (set(S), S.ASSIGNED),
    CaseStatus.INVESTIGATING: (set(S), S.INVESTIGATING),
    CaseStatus.REOPENED: (set(S), S.INVESTIGATING),
    CaseStatus.INACTIVE: (set(S), S.INACTIVE),
    CaseStatus.CLEARED_BY_ARREST: (set(S), S.CLOSED),
    CaseStatus.EXCEPTIONALLY_CLEARED: (set(S), S.CLOSED),
    CaseStatus.UNFOUNDED: (set(S), S.CLOSED),
    CaseStatus.CLOSED: (set(S), S.CLOSED),
    CaseStatus.PROPERTY_RECOVERED: (set(), S.CLOSED),
}


def step(what: EventType | CaseStatus, minute: float) -> Event:
    return event(what, minute) if isinstance(what, EventType) else status(what, minute)


def path_to(state: CaseState, start: float = 0) -> list[Event]:
    """A call, and what brings it into `state`, a minute apart."""
    return [created(start), *(step(what, start + 1 + i) for i, what in enumerate(PATHS[state]))]
