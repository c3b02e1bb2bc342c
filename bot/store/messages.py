"""Texts, in and out. The outbox is the part of this table with a due time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.codec import jsonb
from bot.store.db import Connection
from flows.vocabulary import Lane, MessageStatus, Reason

URGENCY = {lane: rank for rank, lane in enumerate(Lane)}

# A text that was handed to nobody yet, or that the carrier certainly refused and that is due again.
UNSENT = "m.direction = 'outbound' and m.due_at is not null"


def end_unsent(connection: Connection, message_ids: Iterable[UUID], status: MessageStatus, reason: Reason) -> int:
    """Ends texts that were not sent and won't be; how many."""
    return connection.execute(
        """update messages set status = %s, reason = %s, due_at = null, lease_until = null
           where id = any(%s) and due_at is not null""",
        (status.value, reason.value, list(message_ids)),
    ).rowcount


def cancel_unsent_of_contact(connection: Connection, contact_id: int, reason: Reason) -> None:
    connection.execute(
        """update messages set status = 'cancelled', reason = %s, due_at = null, lease_until = null
           where contact_id = %s and due_at is not null""",
        (reason.value, contact_id),
    )


def cancel_unsent_of_links(
    connection: Connection, contact_id: int, case_ids: Collection[int], reason: Reason
) -> None:
    connection.execute(
        """update messages set status = 'cancelled', reason = %s, due_at = null, lease_until = null
           where contact_id = %s and case_id = any(%s) and due_at is not null""",
        (reason.value, contact_id, list(case_ids)),
    )


# A text to us and, where there is one, the answer that goes back in the webhook's own response: sent with it, once.
_TURN = """insert into messages (id, agency, direction, case_id, contact_id, body, language, status, reason, sid,
        media, intent, kind, lane, urgency, segments, attempts, created_at, started_at, sent_at, reply_to)
    values (%(id)s, %(agency)s, 'inbound', %(case_id)s, %(contact_id)s, %(body)s, %(language)s, 'received',
        %(reason)s, %(sid)s, %(media)s, %(intent)s, null, null, null, 0, 0, %(now)s, null, null, null)"""
_REPLY = f""",
        (%(reply_id)s, %(agency)s, 'outbound', %(case_id)s, %(contact_id)s, %(reply)s, %(reply_language)s, 'sent',
        null, null, null, null, 'reply', '{Lane.REPLY}', {URGENCY[Lane.REPLY]}, %(segments)s, 1, %(now)s, %(now)s,
        %(now)s, %(id)s)"""


@dataclass(frozen=True)
class Reply:
    """An answer, and the id under which its receipt comes back."""

    message_id: UUID
    body: str
    language: str
    segments: int


def add_inbound(
    connection: Connection,
    message_id: UUID,
    agency: str | None,
    sid: str,
    body: str | None,
    media: Sequence[dict[str, str]],
    now: datetime,
    *,
    reply: Reply | None = None,
    case_id: int | None = None,
    contact_id: int | None = None,
    intent: str | None = None,
    language: str | None = None,
    reason: str | None = None,
) -> None:
    """Records a text to us: what was made of it, its answer, or why it got none.

    Raises UniqueViolation, then or later (see db.transact), when this MessageSid is there already.
    """
    values = {
        "id": message_id,
        "agency": agency,
        "case_id": case_id,
        "contact_id": contact_id,
        "body": body,
        "language": language,
        "reason": reason,
        "sid": sid,
        "media": jsonb(media) if media else None,
        "intent": intent,
        "now": now,
    }
    if reply is None:
        connection.execute(_TURN, values)
        return
    values["reply_id"], values["reply"] = reply.message_id, reply.body
    values["reply_language"], values["segments"] = reply.language, reply.segments
    connection.execute(_TURN + _REPLY, values)


def is_recorded(connection: Connection, sid: str) -> bool:
    return connection.execute("select 1 from messages where sid = %s", (sid,)).fetchone() is not None


def reply_to_sid(connection: Connection, sid: str, now: datetime) -> Reply | None:
    """The answer that the text with this MessageSid got.

    A late one that nobody has started is handed over now, with this; None if it went by itself, or never will.
    """
    row = connection.execute(
        """select r.id, r.body, r.language, r.segments, r.due_at, r.attempts, r.expires_at is not null as late
           from messages m join messages r on r.reply_to = m.id where m.sid = %s for no key update of r""",
        (sid,),
    ).fetchone()
    if row is None or (row["late"] and (row["due_at"] is None or row["attempts"])):
        return None
    if row["late"]:
        connection.execute(
            """update messages set status = 'sent', attempts = 1, due_at = null, expires_at = null,
                   started_at = %s, sent_at = %s where id = %s""",
            (now, now, row["id"]),
        )
    return Reply(row["id"], row["body"], row["language"], row["segments"])


def intents_since(
    connection: Connection, contact_id: int, earlier: Collection[str], later: Collection[str], since: datetime
) -> set[str]:
    """What this phone meant by what it wrote after a text that was found late, a STOP inside another wish included.

    That are the texts of these later SIDs, and those that came to us since then and are none of the earlier ones:
    they were written after the list was made.
    """
    rows = connection.execute(
        """with since as (
               select id, intent from messages
               where contact_id = %s and direction = 'inbound' and intent is not null
                 and (sid = any(%s) or (created_at >= %s and not sid = any(%s))))
           select intent from since
           union select case consent when 'opted_out' then 'stop' when 'granted' then 'start' end
           from consent_history where contact_id = %s and message_id in (select id from since)""",
        (contact_id, list(later), since, list(earlier), contact_id),
    )
    return {row["intent"] for row in rows.fetchall()}


def about(connection: Connection, message_id: UUID) -> dict[str, Any]:
    """Which case and which contact a text is about."""
    row = connection.execute("select case_id, contact_id from messages where id = %s", (message_id,)).fetchone()
    assert row is not None
    return row


_SHOWN = """m.id, m.sequence, m.direction, m.kind, k.phone, m.body, m.language, m.status, m.reason,
    m.error_code, m.segments, m.attempts, m.sid, m.created_at, m.due_at, m.sent_at, m.delivered_at, m.intent,
    m.media"""


def show(connection: Connection, agency: str, message_id: UUID) -> dict[str, Any] | None:
    return connection.execute(
        f"""select {_SHOWN} from messages m left join contacts k on k.id = m.contact_id
            where m.agency = %s and m.id = %s""",
        (agency, message_id),
    ).fetchone()


def page(connection: Connection, case_id: int, after: int, limit: int) -> list[dict[str, Any]]:
    return connection.execute(
        f"""select {_SHOWN} from messages m left join contacts k on k.id = m.contact_id
            where m.case_id = %s and m.sequence > %s order by m.sequence limit %s""",
        (case_id, after, limit),
    ).fetchall()


def by_idempotency_key(connection: Connection, agency: str, key: str) -> dict[str, Any] | None:
    return connection.execute(
        "select id, idempotency_body from messages where agency = %s and idempotency_key = %s",
        (agency, key),
    ).fetchone()
