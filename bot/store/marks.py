"""Up to when each sender's inbound texts were looked up at the carrier."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.db import Connection


def ask(connection: Connection, agency: str, now: datetime, every: timedelta) -> datetime | None:
    """Takes the turn to ask for an agency's texts: since when; None while the last turn is recent.

    An agency that was never asked for begins now.
    """
    row = connection.execute(
        """insert into inbound_marks as m (agency, listed_until, asked_at) values (%(agency)s, %(now)s, %(now)s)
           on conflict (agency) do update set asked_at = excluded.asked_at where m.asked_at <= %(before)s
           returning listed_until""",
        {"agency": agency, "now": now, "before": now - every},
    ).fetchone()
    return row["listed_until"] if row else None


def listed(connection: Connection, agency: str, until: datetime) -> None:
    """Everything up to then is in."""
    connection.execute(
        "update inbound_marks set listed_until = greatest(listed_until, %s) where agency = %s", (until, agency)
    )
