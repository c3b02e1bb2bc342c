"""The sending end of the outbox: claiming what is due, and keeping what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    kind: str
    case_id: int | None
    contact_id: int
    written: Any
    attempts: int
    expires_at: datetime

    @property
    def notice(self) -> Notice | None:
        """What it tells; None for an answer."""
        return None if self.written is None else notice_in(self.written)


# A contact's texts go in order: one waits for those before it that are due, due again, or in the carrier's
# hands. It doesn't wait for one that is held for the morning, nor for one whose fate stays open for longer
# than `patience`: the carrier's list is out of reach then, and nobody knows for how long.
_IN_TURN = """not exists (
    select 1 from messages e
    where e.contact_id = m.contact_id and e.sequence < m.sequence and e.status in ('queued', 'sending')
      and (e.due_at <= %(now)s
           or (e.status = 'sending' and (e.due_at is not null or e.started_at > %(now)s - %(patience)s))))"""
_DUE = f"""
select m.id, m.case_id, m.contact_id from messages m
where m.due_at <= %(now)s and not m.agency = any(%(resting)s) and {_IN_TURN}
"""
_BY_URGENCY = f"{_DUE} order by m.urgency, m.sequence limit %(limit)s"
_BY_AGE = f"{_DUE} order by m.due_at limit %(limit)s"
_COLUMNS = "m.id, m.agency, m.kind, m.case_id, m.contact_id, m.notice, m.attempts, m.expires_at"
OPEN_PATIENCE = timedelta(minutes=10)


def claim(
    connection: Connection, now: datetime, resting: Collection[str], limit: int, *, by_age: bool = False
) -> list[Due]:
    """Up to `limit` texts that are due, with their cases and contacts held still until the commit.

    The most urgent come first, or those that have waited longest. Locks are taken in the order of every
    other transaction (case, contact, message), and what somebody else holds is left for later rather than
    waited for. Whether it is a text's turn is asked again under its contact's lock: another worker may have
    started the one before it a moment ago.
    """
    values: dict[str, Any] = {"now": now, "resting": list(resting), "limit": limit, "patience": OPEN_PATIENCE}
    found = connection.execute(_BY_AGE if by_age else _BY_URGENCY, values).fetchall()
    if not found:
        return []
    cases = connection.execute(
        "select id from cases where id = any(%s) order by id for share skip locked",
        ([row["case_id"] for row in found if row["case_id"] is not None],),
    )
    held_cases = {row["id"] for row in cases} | {None}
    contacts = connection.execute(
        "select id from contacts where id = any(%s) order by id for no key update skip locked",
        ([row["contact_id"] for row in found],),
    )
    held_contacts = {row["id"] for row in contacts}
    wanted = [r["id"] for r in found if r["case_id"] in held_cases and r["contact_id"] in held_contacts]
    rows = connection.execute(
        f"""select {_COLUMNS} from messages m where m.id = any(%(wanted)s) and m.due_at <= %(now)s and {_IN_TURN}
            order by m.urgency, m.sequence for no key update of m skip locked""",
        values | {"wanted": wanted},
    )
    return [_due(row) for row in rows]


def start(
    connection: Connection,
    message_id: UUID,
    *,
    body: str,
    language: str | None,
    segments: int,
    now: datetime,
    lease_until: datetime,
) -> int:
    """Marks a text as being handed over; the number of this attempt."""
    row = connection.execute(
        """update messages set status = 'sending', reason = null, attempts = attempts + 1, due_at = null,
               body = %s, language = coalesce(%s, language), segments = %s, started_at = %s, lease_until = %s,
               error_code = null
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
    """The carrier took it, under this SID. Its receipt may have been here first: the status is further along
    then; or it said that this very attempt never left, which stands. A second SID is kept beside the first.
    """
    connection.execute(
        """update messages set status = case when status = 'sending' then 'sent' else status end,
               due_at = null, lease_until = null, sent_at = coalesce(sent_at, %(now)s),
               sid = coalesce(sid, %(sid)s),
               other_sids = case when sid <> %(sid)s then array_append(other_sids, %(sid)s) else other_sids end
           where id = %(id)s and not %(sid)s = any(other_sids)""",
        {"id": message_id, "sid": sid, "now": now},
    )


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
               where id = %s and status in ('sending', 'sent') and resends = 0""",
            (due_at, code, sid, message_id),
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
                   other_sids = case when sid <> %s then array_append(other_sids, %s) else other_sids end,
                   sent_at = case when %s then coalesce(sent_at, %s) else sent_at end
               where id = %s and message_rank(status) < message_rank(%s)""",
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
        ).rowcount
        == 1
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
        f"select {_COLUMNS} from messages m where m.id = %s",
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


def _due(row: dict[str, Any]) -> Due:
    return Due(
        id=row["id"],
        agency=row["agency"],
        kind=row["kind"],
        case_id=row["case_id"],
        contact_id=row["contact_id"],
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
