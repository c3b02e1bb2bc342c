"""Senders that were told to slow down: for how long nothing of theirs starts, in any worker."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.store.db import Connection


def rest(connection: Connection, agencies: Iterable[str], until: datetime, error_code: int | None) -> None:
    """Nothing of these agencies starts before `until`; a longer rest that stands already is kept."""
    for agency in sorted(agencies):
        connection.execute(
            """insert into sender_rests (agency, error_code, until) values (%s, %s, %s)
               on conflict (agency) do update set error_code = excluded.error_code, until = excluded.until
               where sender_rests.until < excluded.until""",
            (agency, error_code, until),
        )
