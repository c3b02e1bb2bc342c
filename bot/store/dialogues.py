"""Dialogues: the conversation with one contact, with at most one case in focus. One is open per contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.store.codec import jsonb
from bot.store.db import Connection


def ask(
    connection: Connection,
    agency: str,
    contact_id: int,
    state: str,
    options: Sequence[str],
    notes: Mapping[str, str],
    now: datetime,
) -> None:
    """A question is open: what it offers, and what it knows already."""
    connection.execute(
        """insert into dialogues (agency, contact_id, state, options, notes, asked_at, opened_at)
           values (%s, %s, %s, %s, %s, %s, %s)
           on conflict (contact_id) where closed_at is null do update
           set state = excluded.state, options = excluded.options, notes = excluded.notes,
               asked_at = excluded.asked_at""",
        (agency, contact_id, state, list(options), jsonb(dict(notes)), now, now),
    )


def focus(connection: Connection, agency: str, contact_id: int, state: str, case_id: int, now: datetime) -> None:
    """The conversation is about this case."""
    connection.execute(
        """insert into dialogues (agency, contact_id, state, focus, opened_at) values (%s, %s, %s, %s, %s)
           on conflict (contact_id) where closed_at is null do update set focus = excluded.focus""",
        (agency, contact_id, state, case_id, now),
    )


def close_question(connection: Connection, contact_id: int, state: str) -> None:
    connection.execute(
        """update dialogues set state = %s, options = '{}', notes = '{}', asked_at = null
           where contact_id = %s and closed_at is null""",
        (state, contact_id),
    )


def close(connection: Connection, contact_id: int, now: datetime) -> None:
    """The conversation is over (the person opted out)."""
    connection.execute(
        "update dialogues set closed_at = %s where contact_id = %s and closed_at is null", (now, contact_id)
    )
