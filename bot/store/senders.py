"""Senders that the carrier refuses: their lane stops, all is kept, and it is tried again now and then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.store.db import Connection, Cursor


def stop(connection: Connection, agency: str, error_code: int | None, now: datetime, probe_at: datetime) -> None:
    connection.execute(
        """insert into sender_stops (agency, error_code, since, probe_at) values (%s, %s, %s, %s)
           on conflict (agency) do update set error_code = excluded.error_code, probe_at = excluded.probe_at""",
        (agency, error_code, now, probe_at),
    )


def resume(connection: Connection, agencies: Collection[str]) -> None:
    """The carrier took texts of theirs."""
    if agencies:
        connection.execute("delete from sender_stops where agency = any(%s)", (list(agencies),))


def stopped(connection: Connection) -> list[dict[str, Any]]:
    return connection.execute("select agency, error_code, since, probe_at from sender_stops").fetchall()


def ask_closed(connection: Connection, now: datetime) -> Cursor:
    """Asks which senders rest, and until when, and which are stopped; `closed` reads the answer."""
    return connection.execute(
        """select agency, until, null::timestamptz as probe_at from sender_rests where until > %s
           union all select agency, null, probe_at from sender_stops""",
        (now,),
    )


def closed(asked: Cursor) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """The resting senders, until when each; the stopped ones, when each may be tried again."""
    rows = asked.fetchall()
    return (
        {row["agency"]: row["until"] for row in rows if row["probe_at"] is None},
        {row["agency"]: row["probe_at"] for row in rows if row["probe_at"] is not None},
    )
