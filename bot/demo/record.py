"""What lies in the database at the end, and whether everything has come to rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.db import Connection

FINAL = frozenset({"delivered", "undelivered", "failed", "canceled"})


@dataclass(frozen=True)
class Row:
    """A text of the table `messages`."""

    id: str
    direction: str
    kind: str | None
    incident: str | None
    phone: str | None
    body: str | None
    language: str | None
    status: str
    reason: str | None
    sid: str | None
    started_at: datetime | None
    held: bool
    answers: str | None
    """The sid of the text that a reply answers."""


@dataclass(frozen=True)
class Record:
    events: frozenset[str]
    rows: tuple[Row, ...]
    outcomes: Mapping[str, int]
    """How many calls are in which state."""


def read(connection: Connection, now: datetime) -> Record:
    """Everything that the check needs."""
    rows = connection.execute(
        """select m.id::text, m.direction, m.kind, c.incident, k.phone, m.body, m.language, m.status, m.reason,
                  m.sid, m.started_at, coalesce(m.due_at > %s, false) as held, a.sid as answers
           from messages m
           left join cases c on c.id = m.case_id left join contacts k on k.id = m.contact_id
           left join messages a on a.id = m.reply_to
           order by m.sequence""",
        (now,),
    ).fetchall()
    states = connection.execute("select state, count(*) as n from cases group by state").fetchall()
    return Record(
        events=frozenset(one["event_id"] for one in connection.execute("select event_id from events").fetchall()),
        rows=tuple(Row(**row) for row in rows),
        outcomes={one["state"]: one["n"] for one in states},
    )


def at_rest(record: Record, ledger: Mapping[str, Any]) -> bool:
    """Whether nothing is due or under way, and every receipt of the carrier has been taken in."""
    if any(row.status == "sending" or (row.status == "queued" and not row.held) for row in record.rows):
        return False
    known = {row.sid: row.status for row in record.rows if row.direction == "outbound" and row.sid}
    return all(
        text["status"] in FINAL and (text["status"] == known.get(text["sid"]) or text["status"] == "canceled")
        for text in ledger["outbound"]
    )
