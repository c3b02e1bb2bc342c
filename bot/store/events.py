"""Events: what CAD and RMS told, each once, in the order of receipt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.store.codec import jsonb
from bot.store.db import Connection, Cursor
from flows.snapshot import Event
from flows.vocabulary import EventType, Outcome, Reason

_COLUMNS = """sequence, event_id, incident, case_id, type, occurred_at, received_at, effective_at, data,
    outcome, reason, first"""


def lock_incidents(connection: Connection, agency: str, incidents: Collection[str]) -> None:
    """Holds these incident numbers until the transaction ends, known or not, in one order for everybody."""
    keys = sorted(f"{agency}\n{incident}" for incident in set(incidents))
    connection.execute(
        "select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(%s::text[]) with ordinality as k(key, n)",
        (keys,),
    )


def heard(connection: Connection, agency: str, event_ids: Collection[str]) -> Cursor:
    """Those of these events that are recorded; fetched later, so that nobody waits for it now."""
    return connection.execute(
        f"select {_COLUMNS} from events where agency = %s and event_id = any(%s)", (agency, list(event_ids))
    )


def add(
    connection: Connection,
    *,
    agency: str,
    event_id: str,
    incident: str,
    kind: EventType,
    occurred_at: datetime,
    received_at: datetime,
    data: dict[str, Any],
    case_id: int | None,
    key_id: str | None,
) -> Event | None:
    """Records an event; None when this id is there already (another request was first)."""
    effective_at = min(occurred_at, received_at)
    row = connection.execute(
        """insert into events (agency, event_id, incident, case_id, type, occurred_at, received_at,
               effective_at, data, outcome, key_id)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
           on conflict (agency, event_id) do nothing returning sequence""",
        (
            agency,
            event_id,
            incident,
            case_id,
            kind.value,
            occurred_at,
            received_at,
            effective_at,
            jsonb(data),
            Outcome.WAITING.value,
            key_id,
        ),
    ).fetchone()
    if row is None:
        return None
    return Event(event_id, kind, incident, occurred_at, received_at, effective_at, row["sequence"], data)


def settle(
    connection: Connection,
    sequence: int,
    outcome: Outcome,
    reason: Reason | None,
    first: dict[str, Any],
) -> None:
    """Records what became of an event. `first` is what its sender was answered, kept for repetitions."""
    connection.execute(
        "update events set outcome = %s, reason = %s, first = coalesce(first, %s) where sequence = %s",
        (outcome.value, reason.value if reason else None, jsonb(first), sequence),
    )


def unmatched(connection: Connection, before: datetime, limit: int) -> list[dict[str, Any]]:
    """Events that have waited since before `before`, locked; others may be settling the rest."""
    return connection.execute(
        """select sequence, agency, event_id, incident, type from events
           where outcome = 'waiting' and received_at < %s
           order by received_at limit %s for update skip locked""",
        (before, limit),
    ).fetchall()


def history(connection: Connection, case_id: int) -> list[dict[str, Any]]:
    """A case's events, in their total order by time; the caller breaks ties by rank."""
    return connection.execute(
        f"select {_COLUMNS} from events where case_id = %s order by effective_at, sequence", (case_id,)
    ).fetchall()


def reject(
    connection: Connection,
    agency: str,
    received_at: datetime,
    reason: Reason,
    body: str,
    errors: list[dict[str, str]],
    key_id: str | None,
) -> None:
    """Keeps what was refused, as it came: bad input loses nothing."""
    connection.execute(
        """insert into rejected_events (agency, received_at, reason, body, errors, key_id)
           values (%s, %s, %s, %s, %s, %s)""",
        (agency, received_at, reason.value, body, jsonb(errors), key_id),
    )
