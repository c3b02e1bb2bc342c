"""Dispatch pushes: an event becomes the case's new state and the texts that follow from it.

The steps, in one transaction: hold the incident's number; know a repetition; record the event; fold the
case's events again; settle what became of it; decide and write its notices; reconsider what was waiting to
be sent. The caller wakes a worker after the commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import outbox
from bot.phones import e164
from bot.store import cases, contacts, events, messages
from bot.store.cases import Case
from bot.store.db import Connection
from flows.agency import Agency
from flows.case import fold, surviving
from flows.notices import survey_since, waiting_since
from flows.outcomes import Settled, settle
from flows.snapshot import Event, Snapshot
from flows.vocabulary import EventType, NoticeKind, Outcome, Reason, Verdict


@dataclass(frozen=True)
class Incoming:
    """An event as it comes in, validated: phones E.164 where they are numbers, incident upper-case."""

    id: str
    type: EventType
    incident: str
    occurred_at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of an event. `first` is set for a repetition: what was answered the first time."""

    id: str
    outcome: Outcome
    reason: Reason | None = None
    notices: tuple[Mapping[str, Any], ...] = ()
    first: Mapping[str, Any] | None = None
    skew_seconds: int | None = None
    wake: bool = field(default=False, compare=False)


def receive(
    connection: Connection, agency: Agency, incoming: Incoming, now: datetime, key_id: str | None = None
) -> Result:
    """Takes one event in: the whole of the dispatch journey up to the outbox."""
    into = incoming.data["into"] if incoming.type is EventType.CALL_MERGED else incoming.incident
    events.lock_incidents(connection, agency.key, incoming.incident, into)
    repeated = _repetition(connection, agency, incoming)
    if repeated is not None:
        return repeated
    case = cases.find(connection, agency.key, incoming.incident, lock=True)
    event = events.add(
        connection,
        agency=agency.key,
        event_id=incoming.id,
        incident=incoming.incident,
        kind=incoming.type,
        occurred_at=incoming.occurred_at,
        received_at=now,
        data=incoming.data,
        case_id=case.id if case else None,
        key_id=key_id,
    )
    if event is None:  # another request with this id was first, under another incident
        return _repetition(connection, agency, incoming) or Result(incoming.id, Outcome.REJECTED, Reason.CONFLICT)
    if case is None and incoming.type is EventType.CALL_CREATED:
        case = _open(connection, agency, event, now)
        _gather(connection, agency, event, case)
    if case is None or (incoming.type is EventType.CALL_MERGED and not _target(connection, agency, event)):
        return _wait(connection, event)
    result = _apply(connection, agency, case.id, event, now)
    if incoming.type is EventType.CALL_CREATED and _catch_up(connection, agency, incoming.incident, now):
        return replace(result, wake=True)
    return result


def _repetition(connection: Connection, agency: Agency, incoming: Incoming) -> Result | None:
    row = events.find(connection, agency.key, incoming.id)
    if row is None:
        return None
    same = (row["type"], row["incident"], row["occurred_at"], row["data"]) == (
        incoming.type.value,
        incoming.incident,
        incoming.occurred_at,
        incoming.data,
    )
    if not same:
        return Result(incoming.id, Outcome.REJECTED, Reason.CONFLICT)
    return Result(incoming.id, Outcome.DUPLICATE, first=row["first"])


def _wait(connection: Connection, event: Event) -> Result:
    first = {"outcome": Outcome.WAITING.value, "reason": Reason.UNKNOWN_INCIDENT.value, "notices": []}
    events.settle(connection, event.sequence, Outcome.WAITING, Reason.UNKNOWN_INCIDENT, first)
    return Result(event.id, Outcome.WAITING, Reason.UNKNOWN_INCIDENT)


def _open(connection: Connection, agency: Agency, event: Event, now: datetime) -> Case | None:
    case_id = cases.create(connection, agency.key, fold(event.incident, [event]), now)
    events.assign(connection, event.sequence, case_id)
    return cases.by_id(connection, case_id)


def _gather(connection: Connection, agency: Agency, event: Event, case: Case | None) -> None:
    """What waited for this call is part of it before anything is told: it may have been protected already."""
    assert case is not None
    for waiting in events.waiting_for(connection, agency.key, event.incident):
        if waiting.type is not EventType.CALL_MERGED:
            events.assign(connection, waiting.sequence, case.id)


def _target(connection: Connection, agency: Agency, event: Event) -> Case | None:
    return cases.find(connection, agency.key, event.data["into"])


def _catch_up(connection: Connection, agency: Agency, incident: str, now: datetime) -> bool:
    """What had waited for this call.created is applied now, in the order in which it came; whether a text is due."""
    wake = False
    for event in events.waiting_for(connection, agency.key, incident):
        case = cases.find(connection, agency.key, event.incident, lock=True)
        if case is None or (event.type is EventType.CALL_MERGED and not _target(connection, agency, event)):
            continue
        events.assign(connection, event.sequence, case.id)
        wake = _apply(connection, agency, case.id, event, now).wake or wake
    return wake


def _apply(connection: Connection, agency: Agency, case_id: int, event: Event, now: datetime) -> Result:
    if event.type is EventType.CALL_MERGED:
        case_id = _merge(connection, agency, case_id, event)
    case = cases.by_id(connection, case_id, lock=True)
    assert case is not None
    known = events.of_case(connection, case_id)
    settled = settle(case.incident, event, known, agency)
    _keep(connection, agency, case, event, settled.after, now)
    told = outbox.tell(connection, agency, case_id, settled.after, settled.notices, now)
    outbox.reconsider(connection, agency, case_id, settled.after, now)
    return _record(connection, event, settled, told)


def _merge(connection: Connection, agency: Agency, case_id: int, event: Event) -> int:
    """Joins the two cases' rows; the one that remains, whichever of several merges was heard of first."""
    target = _target(connection, agency, event)
    assert target is not None
    if target.id == case_id:
        return case_id
    for one in sorted((case_id, target.id)):
        cases.by_id(connection, one, lock=True)
    known = events.of_case(connection, case_id) + events.of_case(connection, target.id)
    stays = surviving(event.incident, known)
    kept, gone = (target.id, case_id) if stays == target.incident else (case_id, target.id)
    cases.merge(connection, gone, kept)
    return kept


def _keep(
    connection: Connection, agency: Agency, case: Case, event: Event, snapshot: Snapshot, now: datetime
) -> None:
    """The case's row and its links become what its events add up to."""
    if snapshot.parties != case.snapshot.parties or event.type in (
        EventType.CALL_CREATED,
        EventType.CALL_MERGED,
    ):
        for party in sorted(snapshot.parties, key=lambda one: one.phone):
            valid = e164(party.phone) == party.phone
            contacts.ensure(connection, agency.key, party.phone, valid, party.language, now)
        contacts.link(connection, agency.key, case.id, snapshot.parties)
    if event.type is EventType.CONTACT_UPDATED and event.data["contact"].get("language"):
        contacts.correct_language(
            connection, agency.key, event.data["contact"]["phone"], event.data["contact"]["language"]
        )
    cases.save(connection, case.id, snapshot, *clock_times(connection, agency, case.id, snapshot), now)


def clock_times(
    connection: Connection, agency: Agency, case_id: int, snapshot: Snapshot
) -> tuple[datetime | None, datetime | None]:
    """When the clock must look at a case: for `still_waiting`, for the survey. Each is told once, if at all."""
    waiting, survey = waiting_since(snapshot, agency), survey_since(snapshot, agency)
    if waiting is not None and messages.was_told(connection, case_id, NoticeKind.STILL_WAITING):
        waiting = None
    if survey is not None and messages.was_told(connection, case_id, NoticeKind.SURVEY):
        survey = None
    return waiting, survey


def _record(connection: Connection, event: Event, settled: Settled, told: list[outbox.Told]) -> Result:
    notices = tuple(
        {
            "kind": one.kind.value,
            "contact": one.phone,
            "decision": one.decision.verdict.value,
            "reason": one.decision.reason.value if one.decision.reason else None,
            "message_id": str(one.message_id),
            **({"until": one.decision.until.isoformat()} if one.decision.until else {}),
        }
        for one in told
    )
    first = {
        "outcome": settled.outcome.value,
        "reason": settled.reason.value if settled.reason else None,
        "notices": list(notices),
    }
    events.settle(connection, event.sequence, settled.outcome, settled.reason, first)
    return Result(
        event.id,
        settled.outcome,
        settled.reason,
        notices,
        skew_seconds=settled.skew_seconds,
        wake=any(one.decision.verdict is Verdict.SEND for one in told),
    )
