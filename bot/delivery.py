"""Delivery: claim what is due, ask the policy once more, hand it to the carrier, keep what became of it.

One turn of the loop:
1. in one transaction: claim a group no larger than the calls in flight, with case and contact held still;
   decide each again (consent, protection, truth, life); end what may not go; take the sender's pace; mark
   the rest as started, with an attempt number and a lease;
2. after the commit: the HTTP calls, all at once;
3. in one transaction: keep each call's result.
A process that dies between 1 and 3 leaves texts in `sending` under a lease that runs out: open, and never
sent again before their fate is known. So 3 is tried again and again while the database is away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import psycopg
import structlog

from bot import fate, metrics, outbox
from bot.agencies import Agencies
from bot.gateway import Accepted, Gateway, Outgoing, Refused, receipt_url, valid_seconds
from bot.logs import trace
from bot.pace import Pace
from bot.store import cases, contacts, outbound, senders
from bot.store.db import Connection, Pool, transact
from bot.store.outbound import Due
from bot.wake import Wake
from flows.agency import Agency
from flows.segments import count
from flows.vocabulary import Verdict

log = structlog.get_logger(__name__)

# Longer than the carrier client can take for one call.
LEASE = timedelta(seconds=30)
# A text that can't be prepared, through a fault of ours, is looked at again after this.
_ASIDE = timedelta(minutes=1)
# For how long results are kept in hand when the database won't take them.
_KEEP_SECONDS = 10.0

Result = Accepted | Refused
Pair = tuple["Started", Result]


@dataclass(frozen=True)
class Started:
    """A text that is being handed over."""

    due: Due
    attempt: int
    outgoing: Outgoing


@dataclass(frozen=True)
class Turn:
    """What one claim came to: how many texts were looked at, which of them go now."""

    seen: int
    started: tuple[Started, ...]


class Delivery:
    """Drains the outbox. One per worker process."""

    def __init__(
        self,
        pool: Pool,
        gateway: Gateway,
        agencies: Agencies,
        public_url: str,
        pace: Pace,
        wake: Wake,
        clock: Callable[[], datetime],
        in_flight: int = 16,
    ) -> None:
        self._pool = pool
        self._gateway = gateway
        self._agencies = agencies
        self._public_url = public_url
        self._pace = pace
        self._wake = wake
        self._clock = clock
        self._in_flight = in_flight
        self._threads = ThreadPoolExecutor(in_flight, thread_name_prefix="carrier")
        self._resting: dict[str, datetime] = {}
        self._stopping = threading.Event()

    def drain(self, seconds: float = 20.0) -> int:
        """Sends what is due until nothing is, or the time is up (then it wakes a successor); how many went."""
        self._wake.taken()
        ends = time.monotonic() + seconds
        sent = 0
        idle = 0
        while time.monotonic() < ends and not self._stopping.is_set():
            turn = transact(self._pool, self._start)
            if turn.started:
                results = self._threads.map(self._send, turn.started)
                self._settle(tuple(zip(turn.started, results, strict=True)))
                sent += len(turn.started)
            idle = 0 if turn.seen else idle + 1
            if idle and not self._pause(idle):
                return sent
        self._wake()
        return sent

    def stop(self) -> None:
        """Asks a drain to end once it has kept what it has in hand; may be called from a signal handler."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    def _pause(self, idle: int) -> bool:
        """Whether to look again: a sender's pace, or a row that somebody held, frees it in a moment."""
        now = self._clock()
        self._resting = {key: until for key, until in self._resting.items() if until > now}
        if self._resting:
            self._stopping.wait(max(0.0, min(1.0, (min(self._resting.values()) - now).total_seconds())))
            return True
        with self._pool.connection() as connection:
            waits = outbound.anything_due(connection, now, list(self._stopped(connection, now)))
        if waits and idle < 20:
            time.sleep(0.02)
            return True
        return False

    def _stopped(self, connection: Connection, now: datetime) -> dict[str, bool]:
        """Senders that the carrier refuses; True for those that may be tried with one text now."""
        return {row["agency"]: row["probe_at"] <= now for row in senders.stopped(connection)}

    def _start(self, connection: Connection) -> Turn:
        now = self._clock()
        stopped = self._stopped(connection, now)
        resting = {key for key, until in self._resting.items() if until > now}
        resting |= {key for key, probe in stopped.items() if not probe}
        claimed = outbound.claim(connection, now, resting, self._in_flight)
        started: list[Started] = []
        for due in claimed:
            if due.agency in resting:
                continue
            agency = self._agencies.by_key.get(due.agency)
            if agency is None or agency.key not in self._agencies.accounts:
                self._no_account(connection, due, now)
                resting.add(due.agency)
                continue
            one = self._prepared(connection, agency, due, now)
            if one is not None:
                started.append(one)
            if due.agency in stopped:
                resting.add(due.agency)
            resting |= {key for key, until in self._resting.items() if until > now}
        return Turn(len(claimed), tuple(started))

    def _prepared(self, connection: Connection, agency: Agency, due: Due, now: datetime) -> Started | None:
        """Starts a text, or puts it aside if a fault of ours keeps it from being prepared: the rest go on."""
        try:
            return self._start_one(connection, agency, due, now)
        except psycopg.Error:
            raise
        except Exception as fault:  # noqa: BLE001
            log.error("delivery.unprepared", message_id=str(due.id), **trace(fault))
            outbound.postpone(connection, due.id, now + _ASIDE, None)
            return None

    def _start_one(self, connection: Connection, agency: Agency, due: Due, now: datetime) -> Started | None:
        case = cases.by_id(connection, due.case_id)
        assert case is not None
        link = contacts.link_of(connection, due.case_id, due.contact_id)
        decision = outbox.decide_again(connection, due.id, due.notice, due.case_id, case.snapshot, link, agency, now)
        if decision is None or link is None or decision.verdict is Verdict.SUPPRESS:
            fate.overtaken(connection, agency, due, decision, case.snapshot, now)
            return None
        if decision.verdict is Verdict.HOLD and decision.until is not None:
            outbound.postpone(connection, due.id, decision.until, decision.reason)
            return None
        segments = count(decision.body).segments
        wait = self._pace.wait(agency.sender, agency.segments_per_second, segments, now)
        if wait > 0:
            self._resting[agency.key] = now + timedelta(seconds=wait)
            return None
        attempt = outbound.start(
            connection,
            due.id,
            body=decision.body,
            language=agency.language(link.contact.language),
            segments=segments,
            now=now,
            lease_until=now + LEASE,
        )
        contacts.introduce(connection, due.contact_id, due.id)
        outgoing = Outgoing(
            account=self._agencies.accounts[agency.key],
            sender=agency.sender,
            phone=link.contact.phone,
            body=decision.body,
            receipt_url=receipt_url(self._public_url, due.id, attempt),
            valid_seconds=valid_seconds(due.expires_at, now),
        )
        return Started(due, attempt, outgoing)

    def _send(self, one: Started) -> Result:
        with metrics.CARRIER_SECONDS.time():
            return self._gateway.send(one.outgoing)

    def _settle(self, pairs: tuple[Pair, ...]) -> None:
        """Keeps the results, whatever it takes: nobody else knows them.

        After a failure each is kept by itself, so that none goes down with another's fault.
        """
        for pair in pairs:
            _tell(*pair)
        groups = [pairs]
        ends = time.monotonic() + _KEEP_SECONDS
        while groups:
            try:
                transact(self._pool, partial(self._keep, groups[0]))
            except psycopg.Error as fault:
                log.error("delivery.unkept", texts=len(groups[0]), fault=type(fault).__name__)
                if time.monotonic() > ends:
                    raise
                groups = [*groups[1:], *((pair,) for pair in groups[0])]
                time.sleep(0.2)
            else:
                del groups[0]

    def _keep(self, pairs: tuple[Pair, ...], connection: Connection) -> None:
        now = self._clock()
        for one, result in pairs:
            agency = self._agencies.by_key[one.due.agency]
            if isinstance(result, Accepted):
                outbound.accepted(connection, one.due.id, result.sid, now)
                senders.resume(connection, agency.key)
            else:
                fate.refused(connection, agency, one.due, one.attempt, result, now)

    def _no_account(self, connection: Connection, due: Due, now: datetime) -> None:
        """A text of an agency that this worker's settings don't know: kept, and said aloud."""
        log.error("delivery.no_account", agency=due.agency)
        senders.stop(connection, due.agency, None, now, now + timedelta(minutes=1))


def _tell(one: Started, result: Result) -> None:
    """Counts a result, and logs one that isn't what it should be."""
    if isinstance(result, Accepted):
        metrics.SENT.labels(one.due.agency, one.due.notice.kind.value).inc()
        return
    metrics.REFUSED.labels(one.due.agency, result.failure.value).inc()
    log.warning(
        "delivery.refused",
        message_id=str(one.due.id),
        attempt=one.attempt,
        failure=result.failure.value,
        code=result.code,
    )


def lane_status(connection: Connection, now: datetime) -> dict[str, dict[str, object]]:
    """Per lane, how many texts are due and for how many seconds the oldest has been."""
    return {
        lane: {"due": row["due"], "oldest_seconds": round((now - row["oldest"]).total_seconds(), 1)}
        for lane, row in outbound.depths(connection, now).items()
    }
