"""The sending end of the outbox: claiming what is due, and keeping what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.codec import notice_in
from bot.store.db import Connection
from flows.notices import Notice
from flows.vocabulary import MessageStatus, Reason


@dataclass(frozen=True)
class Due:
    """A text whose time has come."""

    id: UUID
    agency: str
    case_id: int
    contact_id: int
    written: Any
    attempts: int
    expires_at: datetime

    @property
    def notice(self) -> Notice:
        """What it tells."""
        return notice_in(self.written)


# A contact's texts go in order: one waits for those before it that are due, in the carrier's hands, or due
# again; it doesn't wait for one that is held for the morning, nor for one whose sender died with it.
_DUE = """
select m.id, m.agency, m.case_id, m.contact_id from messages m
where m.due_at <= %(now)s and not m.agency = any(%(resting)s)
  and not exists (
      select 1 from messages e
      where e.contact_id = m.contact_id and e.sequence < m.sequence and e.status in ('queued', 'sending')
        and (e.due_at <= %(now)s or (e.status = 'sending' and e.due_at is not null) or e.lease_until > %(now)s))
order by m.urgency, m.sequence limit %(limit)s
"""


def claim(connection: Connection, now: datetime, resting: Collection[str], limit: int) -> list[Due]:
    """Up to `limit` texts that are due, with their cases and contacts held still until the commit.

    Locks are taken in the order of every other transaction (case, contact, message), and what somebody
    else holds is left for later rather than waited for.
    """
    found = connection.execute(_DUE, {"now": now, "resting": list(resting), "limit": limit}).fetchall()
    if not found:
        return []
    cases = connection.execute(
        "select id from cases where id = any(%s) order by id for share skip locked",
        ([row["case_id"] for row in found],),
    )
    held_cases = {row["id"] for row in cases}
    contacts = connection.execute(
        "select id from contacts where id = any(%s) order by id for no key update skip locked",
        ([row["contact_id"] for row in found],),
    )
    held_contacts = {row["id"] for row in contacts}
    wanted = [r["id"] for r in found if r["case_id"] in held_cases and r["contact_id"] in held_contacts]
    rows = connection.execute(
        """select id, agency, case_id, contact_id, notice, attempts, expires_at from messages
           where id = any(%s) and due_at <= %s order by urgency, sequence for no key update skip locked""",
        (wanted, now),
    )
    return [_due(row) for row in rows]


def start(
    connection: Connection,
    message_id: UUID,
    *,
    body: str,
    language: str,
    segments: int,
    now: datetime,
    lease_until: datetime,
) -> int:
    """Marks a text as being handed over; the number of this attempt."""
    row = connection.execute(
        """update messages set status = 'sending', reason = null, attempts = attempts + 1, due_at = null,
               body = %s, language = %s, segments = %s, started_at = %s, lease_until = %s, error_code = null
           where id = %s returning attempts""",
        (body, language, segments, now, lease_until, message_id),
    ).fetchone()
    assert row is not None
    attempt: int = row["attempts"]
    return attempt


def postpone(connection: Connection, message_id: UUID, until: datetime, reason: Reason | None) -> None:
    connection.execute(
        "update messages set due_at = %s, reason = %s where id = %s",
        (until, reason.value if reason else None, message_id),
    )


def accepted(connection: Connection, message_id: UUID, sid: str, now: datetime) -> None:
    """The carrier took it. Its receipt may have been here first; then the status is further along."""
    connection.execute(
        """update messages set sid = coalesce(sid, %s), lease_until = null, sent_at = coalesce(sent_at, %s),
               status = case when status = 'sending' then 'sent' else status end where id = %s""",
        (sid, now, message_id),
    )


def due_again(
    connection: Connection, message_id: UUID, due_at: datetime, code: int | None, *, resend: bool = False
) -> bool:
    """The carrier certainly doesn't have it: due again. `resend` spends the one new attempt after acceptance."""
    return (
        connection.execute(
            """update messages set status = 'sending', due_at = %s, error_code = %s, lease_until = null,
                   sid = case when %s then null else sid end, resends = resends + %s
               where id = %s and status in ('sending', 'sent') and resends + %s <= 1""",
            (due_at, code, resend, int(resend), message_id, int(resend)),
        ).rowcount
        == 1
    )


def ambiguous(connection: Connection, message_id: UUID) -> None:
    """Nobody can tell yet whether the carrier has it: it stays `sending`, and isn't due."""
    connection.execute("update messages set lease_until = null where id = %s and status = 'sending'", (message_id,))


def finish(
    connection: Connection,
    message_id: UUID,
    status: MessageStatus,
    reason: Reason | None,
    code: int | None,
    now: datetime,
    sid: str | None = None,
) -> bool:
    """Moves a text forward to where it ends; false when it is there, or further, already."""
    delivered_at = now if status is MessageStatus.DELIVERED else None
    return (
        connection.execute(
            """update messages set status = %s, reason = %s, error_code = %s, due_at = null, lease_until = null,
                   delivered_at = coalesce(delivered_at, %s),
                   sid = coalesce(sid, (select %s where not exists (select 1 from messages where sid = %s))),
                   sent_at = case when %s then coalesce(sent_at, %s) else sent_at end
               where id = %s and message_rank(status) < message_rank(%s)""",
            (
                status.value,
                reason.value if reason else None,
                code,
                delivered_at,
                sid,
                sid,
                status in (MessageStatus.SENT, MessageStatus.DELIVERED),
                now,
                message_id,
                status.value,
            ),
        ).rowcount
        == 1
    )


def find(connection: Connection, message_id: UUID, *, lock: bool) -> dict[str, Any] | None:
    """A text as a receipt needs it."""
    return connection.execute(
        f"""select id, agency, case_id, contact_id, kind, notice, status, attempts, resends, expires_at, due_at, sid
           from messages where id = %s and direction = 'outbound' {"for no key update" if lock else ""}""",
        (message_id,),
    ).fetchone()


def as_due(connection: Connection, message_id: UUID) -> Due | None:
    """A text as its sender saw it, whatever became of it since."""
    row = connection.execute(
        """select id, agency, case_id, contact_id, notice, attempts, expires_at from messages where id = %s""",
        (message_id,),
    ).fetchone()
    return _due(row) if row else None


def anything_due(connection: Connection, now: datetime, resting: Collection[str] = ()) -> bool:
    """Whether a text is due now, of an agency that isn't resting."""
    row = connection.execute(
        """select exists (select 1 from messages where due_at <= %s and not agency = any(%s)) as due""",
        (now, list(resting)),
    ).fetchone()
    return bool(row and row["due"])


def expired(connection: Connection, agencies: list[str], now: datetime, limit: int) -> list[UUID]:
    """Unsent texts of these agencies whose life is over."""
    rows = connection.execute(
        """select id from messages where due_at is not null and expires_at <= %s and agency = any(%s)
           order by expires_at desc limit %s""",
        (now, agencies, limit),
    )
    return [row["id"] for row in rows]


def depths(connection: Connection, now: datetime) -> dict[str, dict[str, Any]]:
    """Per lane: how many texts are due, and since when the oldest of them."""
    rows = connection.execute(
        """select lane, count(*) as due, min(due_at) as oldest from messages
           where due_at <= %s group by lane""",
        (now,),
    )
    return {row["lane"]: {"due": row["due"], "oldest": row["oldest"]} for row in rows}


def unsettled(connection: Connection, now: datetime) -> int:
    """Texts of which nobody can tell whether the carrier has them."""
    row = connection.execute(
        """select count(*) as n from messages
           where status = 'sending' and due_at is null and (lease_until is null or lease_until < %s)""",
        (now,),
    ).fetchone()
    return row["n"] if row else 0


def _due(row: dict[str, Any]) -> Due:
    return Due(
        id=row["id"],
        agency=row["agency"],
        case_id=row["case_id"],
        contact_id=row["contact_id"],
        written=row["notice"],
        attempts=row["attempts"],
        expires_at=row["expires_at"],
    )
