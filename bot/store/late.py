"""Texts to us that were found late, and the answers to them, which go as texts of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.db import Connection
from bot.store.messages import URGENCY, Reply
from flows.vocabulary import Lane


def add_reply(
    connection: Connection,
    reply: Reply,
    agency: str,
    case_id: int | None,
    contact_id: int,
    reply_to: UUID,
    now: datetime,
    *,
    tells_case: bool,
    expires_at: datetime,
) -> None:
    """Records an answer that no webhook waits for any more: it goes as a text of its own."""
    connection.execute(
        """insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, body, language,
               status, segments, created_at, due_at, expires_at, reply_to, tells_case)
           values (%s, %s, 'outbound', %s, %s, 'reply', %s, %s, %s, %s, 'queued', %s, %s, %s, %s, %s, %s)""",
        (
            reply.message_id,
            agency,
            case_id,
            contact_id,
            Lane.REPLY.value,
            URGENCY[Lane.REPLY],
            reply.body,
            reply.language,
            reply.segments,
            now,
            now,
            expires_at,
            reply_to,
            tells_case,
        ),
    )


def reply(connection: Connection, message_id: UUID) -> dict[str, Any]:
    """A late answer as the policy asks about it: its words, and what it answers."""
    row = connection.execute(
        """select r.body, r.language, r.tells_case, r.expires_at, m.intent
           from messages r join messages m on m.id = r.reply_to where r.id = %s""",
        (message_id,),
    ).fetchone()
    assert row is not None
    return row


def known_sids(connection: Connection, sids: Collection[str]) -> set[str]:
    """Those of the SIDs that are recorded."""
    rows = connection.execute("select sid from messages where sid = any(%s)", (list(sids),))
    return {row["sid"] for row in rows}
