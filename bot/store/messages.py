"""Texts, in and out. The outbox is the part of this table with a due time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.codec import jsonb, notice_out
from bot.store.db import Connection
from flows.notices import Notice
from flows.policy import Decision
from flows.vocabulary import Lane, MessageStatus, Reason

URGENCY = {lane: rank for rank, lane in enumerate(Lane)}

# A text that was handed to nobody yet, or that the carrier certainly refused and that is due again.
UNSENT = "m.direction = 'outbound' and m.due_at is not null"


def add_notice(
    connection: Connection,
    message_id: UUID,
    agency: str,
    case_id: int,
    contact_id: int,
    notice: Notice,
    notice_key: str,
    decision: Decision,
    status: MessageStatus,
    language: str,
    segments: int,
    now: datetime,
    *,
    key_id: str | None = None,
    idempotency: tuple[str, str] | None = None,
) -> bool:
    """Writes what was decided on a notice; False when this contact has that notice's row already."""
    due_at = None
    if status is MessageStatus.QUEUED:
        due_at = decision.until or now
    key, body = idempotency or (None, None)
    return (
        connection.execute(
            """insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice,
                   notice_key, body, language, status, reason, segments, created_at, due_at, expires_at,
                   key_id, idempotency_key, idempotency_body)
               values (%s, %s, 'outbound', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
                   %s, %s)
               on conflict (case_id, contact_id, notice_key) do nothing""",
            (
                message_id,
                agency,
                case_id,
                contact_id,
                notice.kind.value,
                decision.lane.value,
                URGENCY[decision.lane],
                notice_out(notice),
                notice_key,
                decision.body,
                language,
                status.value,
                decision.reason.value if decision.reason else None,
                segments,
                now,
                due_at,
                decision.expires_at,
                key_id,
                key,
                body,
            ),
        ).rowcount
        == 1
    )


def told_at(
    connection: Connection, case_id: int, contact_id: int, kind: str, before: UUID | None = None
) -> datetime | None:
    """When this contact was last told a notice of this kind about this case (by a row older than `before`)."""
    row = connection.execute(
        """select max(coalesce(m.sent_at, m.created_at)) as at from messages m
           where m.case_id = %s and m.contact_id = %s and m.kind = %s
             and m.status in ('queued', 'sending', 'sent', 'delivered')
             and (%s::uuid is null or m.sequence < (select sequence from messages where id = %s))""",
        (case_id, contact_id, kind, before, before),
    ).fetchone()
    return row["at"] if row else None


def unsent_kinds(connection: Connection, case_id: int, contact_id: int) -> list[str]:
    """The kinds of the texts about this case that this contact is still to get."""
    rows = connection.execute(
        f"select distinct m.kind from messages m where m.case_id = %s and m.contact_id = %s and {UNSENT}",
        (case_id, contact_id),
    )
    return [row["kind"] for row in rows]


def was_told(connection: Connection, case_id: int, kind: str) -> bool:
    """Whether a notice of this kind was decided once already for this case."""
    return (
        connection.execute(
            "select 1 from messages where case_id = %s and kind = %s limit 1", (case_id, str(kind))
        ).fetchone()
        is not None
    )


def unsent_of_case(connection: Connection, case_id: int) -> list[dict[str, Any]]:
    return connection.execute(
        f"""select m.id, m.contact_id, m.kind, m.notice, m.status from messages m
            where m.case_id = %s and m.notice is not null and {UNSENT} order by m.sequence for no key update""",
        (case_id,),
    ).fetchall()


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


def supersede(connection: Connection, case_id: int, contact_id: int, kinds: Collection[str], but: UUID) -> None:
    """A newer text of the same kind takes the place of those not yet sent."""
    connection.execute(
        """update messages set status = 'cancelled', reason = %s, due_at = null, lease_until = null
           where case_id = %s and contact_id = %s and kind = any(%s) and due_at is not null and id <> %s""",
        (Reason.SUPERSEDED.value, case_id, contact_id, list(kinds), but),
    )


def add_inbound(
    connection: Connection,
    message_id: UUID,
    agency: str | None,
    sid: str,
    body: str | None,
    media: Sequence[dict[str, str]],
    now: datetime,
    *,
    case_id: int | None = None,
    contact_id: int | None = None,
    intent: str | None = None,
    language: str | None = None,
    reason: str | None = None,
) -> None:
    """Records a text to us: what was made of it, and why it got no answer where it got none.

    Raises UniqueViolation, then or later (see db.transact), when this MessageSid is there already.
    """
    connection.execute(
        """insert into messages (id, agency, direction, body, status, sid, media, created_at, case_id, contact_id,
               intent, language, reason)
           values (%s, %s, 'inbound', %s, 'received', %s, %s, %s, %s, %s, %s, %s, %s)""",
        (
            message_id,
            agency,
            body,
            sid,
            jsonb(media) if media else None,
            now,
            case_id,
            contact_id,
            intent,
            language,
            reason,
        ),
    )


def add_reply(
    connection: Connection,
    message_id: UUID,
    agency: str,
    case_id: int | None,
    contact_id: int,
    reply_to: UUID,
    body: str,
    language: str,
    segments: int,
    now: datetime,
) -> None:
    """Records an answer that goes back in the webhook's own response: sent with it, once."""
    connection.execute(
        """insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, body, language,
               status, segments, attempts, created_at, started_at, sent_at, reply_to)
           values (%s, %s, 'outbound', %s, %s, 'reply', %s, %s, %s, %s, 'sent', %s, 1, %s, %s, %s, %s)""",
        (
            message_id,
            agency,
            case_id,
            contact_id,
            Lane.REPLY.value,
            URGENCY[Lane.REPLY],
            body,
            language,
            segments,
            now,
            now,
            now,
            reply_to,
        ),
    )


def is_recorded(connection: Connection, sid: str) -> bool:
    return connection.execute("select 1 from messages where sid = %s", (sid,)).fetchone() is not None


def reply_to_sid(connection: Connection, sid: str, now: datetime) -> tuple[UUID, str] | None:
    """The answer that the text with this MessageSid got: its id and words.

    A late one that nobody has started is handed over now, with this; None if it went by itself, or never will.
    """
    row = connection.execute(
        """select r.id, r.body, r.due_at, r.attempts, r.expires_at is not null as late
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
    return row["id"], row["body"]


def was_told_of(connection: Connection, case_id: int, contact_id: int, before: UUID | None = None) -> bool:
    """Whether any notice about this case has gone, or is to go, to this contact (by a row older than `before`)."""
    return (
        connection.execute(
            """select 1 from messages m
               where m.case_id = %s and m.contact_id = %s and m.notice is not null
                 and m.status in ('queued', 'sending', 'sent', 'delivered')
                 and (%s::uuid is null or m.sequence < (select sequence from messages where id = %s)) limit 1""",
            (case_id, contact_id, before, before),
        ).fetchone()
        is not None
    )


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
