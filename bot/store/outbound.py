"""The sending end of the outbox: claiming what is due, and keeping what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from bot.store import contacts
from bot.store.codec import notice_in
from bot.store.contacts import Contact
from bot.store.db import Connection
from flows.notices import Notice
from flows.vocabulary import MessageStatus, Reason


@dataclass(frozen=True)
class Due:
    """A text whose time has come, and its contact as it is now."""

    id: UUID
    agency: str
    kind: str
    case_id: int | None
    contact: Contact
    written: Any
    attempts: int
    expires_at: datetime

    @cached_property
    def notice(self) -> Notice | None:
        """What it tells; None for an answer."""
        return None if self.written is None else notice_in(self.written)


COLUMNS = """m.id, m.agency, m.kind, m.case_id, m.contact_id, m.notice::text, m.attempts, m.expires_at,
    k.phone, k.valid, k.language, k.heard_language, k.heard_count, k.consent, k.introduced_by"""
_ACCEPTED = """
update messages m set status = case when m.status = 'sending' then 'sent' else m.status end,
    due_at = null, lease_until = null, sent_at = coalesce(m.sent_at, %(now)s), sid = coalesce(m.sid, r.sid),
    other_sids = case when m.sid <> r.sid then array_append(m.other_sids, r.sid) else m.other_sids end
from unnest(%(ids)s::uuid[], %(sids)s::text[]) as r(id, sid)
where m.id = r.id and not r.sid = any(m.other_sids)"""


def postpone(connection: Connection, message_id: UUID, until: datetime, reason: Reason | None) -> None:
    connection.execute(
        "update messages set due_at = %s, reason = %s where id = %s",
        (until, reason.value if reason else None, message_id),
    )


def accepted(connection: Connection, sids: Iterable[tuple[UUID, str]], now: datetime) -> None:
    """The carrier took these, under these SIDs. A receipt may have been here first: the status is further along
    then; or it said that this very attempt never left, which stands. A second SID is kept beside the first.
    """
    taken_as = dict(sids)
    if taken_as:
        connection.execute(_ACCEPTED, {"ids": list(taken_as), "sids": list(taken_as.values()), "now": now})


def due_again(connection: Connection, message_id: UUID, due_at: datetime, code: int | None) -> None:
    """The carrier certainly doesn't have it: due again."""
    connection.execute(
        """update messages set due_at = %s, error_code = %s, lease_until = null
           where id = %s and status = 'sending'""",
        (due_at, code, message_id),
    )


def never_left(connection: Connection, message_id: UUID, sid: str, due_at: datetime, code: int | None) -> bool:
    """The carrier took it and says that it certainly never left: due again, once. False if it was once already."""
    return (
        connection.execute(
            """update messages set status = 'sending', due_at = %s, error_code = %s, lease_until = null,
                   sid = null, other_sids = array_append(other_sids, %s), resends = resends + 1
               where id = %s and status in ('sending', 'sent') and resends = 0 returning id""",
            (due_at, code, sid, message_id),
        ).fetchone()
        is not None
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
                   other_sids = case when sid <> %s then array_append(other_sids, %s) else other_sids end,
                   sent_at = case when %s then coalesce(sent_at, %s) else sent_at end
               where id = %s and message_rank(status) < message_rank(%s) returning id""",
            (
                status.value,
                reason.value if reason else None,
                code,
                delivered_at,
                sid,
                sid,
                sid,
                sid,
                status in (MessageStatus.SENT, MessageStatus.DELIVERED),
                now,
                message_id,
                status.value,
            ),
        ).fetchone()
        is not None
    )


def find(connection: Connection, message_id: UUID, *, lock: bool) -> dict[str, Any] | None:
    """A text as a receipt needs it."""
    return connection.execute(
        f"""select id, agency, case_id, contact_id, kind, notice, status, attempts, resends, expires_at, due_at,
               lease_until, sid from messages
            where id = %s and direction = 'outbound' {"for no key update" if lock else ""}""",
        (message_id,),
    ).fetchone()


def as_due(connection: Connection, message_id: UUID) -> Due | None:
    """A text as its sender saw it, whatever became of it since."""
    row = connection.execute(
        f"select {COLUMNS} from messages m join contacts k on k.id = m.contact_id where m.id = %s",
        (message_id,),
    ).fetchone()
    return due_of(row) if row else None


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


def due_of(row: dict[str, Any]) -> Due:
    return Due(
        id=row["id"],
        agency=row["agency"],
        kind=row["kind"],
        case_id=row["case_id"],
        contact=contacts.of(row, row["contact_id"]),
        written=row["notice"],
        attempts=row["attempts"],
        expires_at=row["expires_at"],
    )


def lane_status(connection: Connection, now: datetime) -> dict[str, dict[str, object]]:
    """Per lane, how many texts are due and for how many seconds the oldest has been."""
    return {
        lane: {"due": row["due"], "oldest_seconds": round((now - row["oldest"]).total_seconds(), 1)}
        for lane, row in depths(connection, now).items()
    }
