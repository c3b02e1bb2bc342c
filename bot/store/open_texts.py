"""Texts whose fate is open: started, not due, and under nobody's lease any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.db import Connection


@dataclass(frozen=True)
class Open:
    """A text that was handed over, or was about to be, and of which nobody knows what became.

    `lease_until` is the reconciler's own: as long as it stands in the row, the text is its to settle.
    """

    id: UUID
    agency: str
    case_id: int | None
    contact_id: int
    phone: str
    body: str
    attempt: int
    started_at: datetime
    lease_until: datetime


def lease(
    connection: Connection, agencies: list[str], started_before: datetime, now: datetime, until: datetime, limit: int
) -> list[Open]:
    """Takes up to `limit` open texts, the oldest first, each for this reconciler alone until `until`."""
    rows = connection.execute(
        """with mine as (
               select id from messages
               where status = 'sending' and due_at is null and started_at <= %s and agency = any(%s)
                 and (lease_until is null or lease_until <= %s)
               order by started_at limit %s for no key update skip locked)
           update messages m set lease_until = %s from mine, contacts k
           where m.id = mine.id and k.id = m.contact_id
           returning m.id, m.sequence, m.agency, m.case_id, m.contact_id, k.phone, m.body, m.attempts,
               m.started_at, m.lease_until""",
        (started_before, agencies, now, limit, until),
    ).fetchall()
    return [_open(row) for row in sorted(rows, key=lambda row: row["sequence"])]


def extend(connection: Connection, texts: Iterable[Open], until: datetime) -> None:
    """The carrier couldn't be asked: these are looked at again later."""
    for text in texts:
        connection.execute(
            "update messages set lease_until = %s where id = %s and lease_until = %s",
            (until, text.id, text.lease_until),
        )


def ours(connection: Connection, contact_id: int, sids: Iterable[str]) -> set[str]:
    """Those of the SIDs that a text of ours has, or had in an earlier attempt."""
    rows = connection.execute(
        """select sid from messages where sid = any(%(sids)s)
           union all
           select unnest(other_sids) from messages where contact_id = %(contact)s and other_sids <> '{}'""",
        {"sids": list(sids), "contact": contact_id},
    )
    return {row["sid"] for row in rows}


def count(connection: Connection, now: datetime) -> int:
    """Texts of which nobody can tell whether the carrier has them."""
    row = connection.execute(
        """select count(*) as n from messages
           where status = 'sending' and due_at is null and (lease_until is null or lease_until <= %s)""",
        (now,),
    ).fetchone()
    return row["n"] if row else 0


def _open(row: dict[str, Any]) -> Open:
    return Open(
        id=row["id"],
        agency=row["agency"],
        case_id=row["case_id"],
        contact_id=row["contact_id"],
        phone=row["phone"],
        body=row["body"],
        attempt=row["attempts"],
        started_at=row["started_at"],
        lease_until=row["lease_until"],
    )
