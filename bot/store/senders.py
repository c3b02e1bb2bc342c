"""Senders that the carrier refuses: their lane stops, all is kept, and it is tried again now and then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.store.db import Connection


def stop(connection: Connection, agency: str, error_code: int | None, now: datetime, probe_at: datetime) -> None:
    connection.execute(
        """insert into sender_stops (agency, error_code, since, probe_at) values (%s, %s, %s, %s)
           on conflict (agency) do update set error_code = excluded.error_code, probe_at = excluded.probe_at""",
        (agency, error_code, now, probe_at),
    )


def resume(connection: Connection, agency: str) -> None:
    connection.execute("delete from sender_stops where agency = %s", (agency,))


def stopped(connection: Connection) -> list[dict[str, Any]]:
    return connection.execute("select agency, error_code, since, probe_at from sender_stops").fetchall()
