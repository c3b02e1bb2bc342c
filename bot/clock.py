"""What the clock does: calls that wait too long, texts and events whose time is over, forgotten wake-ups.

`caseline sweep` does it once; `caseline worker` has a process of its own do it every few seconds. One
process at a time, by a database lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

import psycopg
import structlog

from bot import fate, outbox
from bot.agencies import Agencies
from bot.cases import clock_times
from bot.logs import trace
from bot.store import casefiles, cases, events, outbound, requests
from bot.store.casefiles import CaseFile, Files
from bot.store.db import Connection, Pool, transact
from flows.agency import Agency
from flows.notices import Notice, waiting_since
from flows.vocabulary import NoticeKind, Outcome, Reason, RequestKind

T = TypeVar("T")
log = structlog.get_logger(__name__)

UNMATCHED = timedelta(hours=72)
BATCH = 200
_LOCK = 0x636C6F63


@dataclass(frozen=True)
class Swept:
    """What one round did."""

    still_waiting: int = 0
    expired: int = 0
    never_matched: int = 0
    due: bool = False
    surveys: int = 0


def sweep(pool: Pool, agencies: Agencies, now: datetime, wake: Callable[[], None]) -> Swept | None:
    """One round of the clock; None when another process is at it."""
    with pool.connection() as connection:
        row = connection.execute("select pg_try_advisory_lock(%s) as mine", (_LOCK,)).fetchone()
        if not row or not row["mine"]:
            return None
        try:
            done = _round(pool, agencies, now)
        finally:
            connection.execute("select pg_advisory_unlock(%s)", (_LOCK,))
    if done.due:
        wake()
    return done


def _round(pool: Pool, agencies: Agencies, now: datetime) -> Swept:
    ours = list(agencies.by_key)
    waiting = _all(pool, lambda conn: cases.waiting(conn, ours, now, BATCH), partial(_still_waiting, agencies, now))
    surveys = _all(pool, lambda conn: cases.to_be_asked(conn, ours, now, BATCH), partial(_survey, agencies, now))
    expired = _all(pool, lambda conn: outbound.expired(conn, ours, now, BATCH), partial(_expire, agencies, now))
    unmatched = transact(pool, partial(_never_matched, now))
    with pool.connection() as connection:
        due = outbound.anything_due(connection, now)
    return Swept(waiting, expired, unmatched, due, surveys)


def _all(pool: Pool, find: Callable[[Connection], list[T]], settle: Callable[[T, Connection], bool]) -> int:
    """Settles each thing found in a transaction of its own, so that no one's fault holds up the rest."""
    with pool.connection() as connection:
        found = find(connection)
    settled = 0
    for one in found:
        try:
            settled += transact(pool, partial(settle, one))
        except psycopg.OperationalError:
            raise  # the database is away: the next round does it
        except Exception as fault:  # noqa: BLE001
            log.error("clock.unsettled", thing=str(one), **trace(fault))
    return settled


def _still_waiting(agencies: Agencies, now: datetime, case_id: int, connection: Connection) -> bool:
    held = _held(agencies, connection, case_id)
    if held is None:
        return False
    agency, files, file = held
    due = waiting_since(file.snapshot, agency)
    waits = due if due is not None and due > now else None  # the agency may have changed its minutes
    cases.look_at(connection, case_id, waits, clock_times(file, agency)[1])
    if due is None or waits is not None:
        return False
    return _told(connection, agency, files, file, Notice(NoticeKind.STILL_WAITING, due), now)


def _survey(agencies: Agencies, now: datetime, case_id: int, connection: Connection) -> bool:
    """The one question of the survey, the day after the end."""
    held = _held(agencies, connection, case_id)
    if held is None:
        return False
    agency, files, file = held
    waiting, due = clock_times(file, agency)
    later = due if due is not None and due > now else None
    cases.look_at(connection, case_id, waiting, later)
    if due is None or later is not None:
        return False
    return _told(connection, agency, files, file, Notice(NoticeKind.SURVEY, due), now)


def _held(agencies: Agencies, connection: Connection, case_id: int) -> tuple[Agency, Files, CaseFile] | None:
    """A case's file, the case locked; None for a case of an agency that the settings don't know."""
    case = cases.by_id(connection, case_id, lock=True)
    agency = agencies.by_key.get(case.agency) if case else None
    if agency is None:
        return None
    files = casefiles.read(connection, agency.key, [case_id])
    return agency, files, files.of_case[case_id]


def _told(
    connection: Connection, agency: Agency, files: Files, file: CaseFile, notice: Notice, now: datetime
) -> bool:
    told = outbox.tell(files, file, agency, [notice], now)
    outbox.keep(connection, files, now)
    return bool(told)


def _expire(agencies: Agencies, now: datetime, message_id: UUID, connection: Connection) -> bool:
    due = outbound.as_due(connection, message_id)
    agency: Agency | None = agencies.by_key.get(due.agency) if due else None
    if due is None or agency is None:
        return False
    return fate.out_of_time(connection, agency, due, now)


def _never_matched(now: datetime, connection: Connection) -> int:
    found = events.unmatched(connection, now - UNMATCHED, BATCH)
    for row in found:
        first = {"outcome": Outcome.REJECTED.value, "reason": Reason.NEVER_MATCHED.value, "notices": []}
        events.settle(connection, row["sequence"], Outcome.REJECTED, Reason.NEVER_MATCHED, first)
        requests.open_request(
            connection,
            row["agency"],
            RequestKind.UNDELIVERED,
            now,
            outbox.REQUEST_LIFE,
            detail={
                "reason": Reason.NEVER_MATCHED.value,
                "incident": row["incident"],
                "event": row["event_id"],
            },
        )
    return len(found)
