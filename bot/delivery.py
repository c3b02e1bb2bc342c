"""Delivery: start what is due, hand it to the carrier, keep what became of it.

One turn of the loop:
1. while at least half of the calls are free: one transaction that starts texts for them (bot/starts.py);
2. after its commit: the HTTP calls, side by side; a slow one keeps one call busy and nothing else;
3. as they end: one transaction that keeps the results.
A process that dies between 1 and 3 leaves texts in `sending` under a lease that runs out: open, and never
sent again before the reconciler has asked the carrier (docs/delivery.md). So 3 is tried again and again while
the database is away.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial

import psycopg
import structlog

from bot import fate, metrics
from bot.agencies import Agencies
from bot.gateway import Gateway
from bot.pace import Pace
from bot.sending import Accepted, Refused
from bot.starts import Started, Starts, Turn
from bot.store import outbound, rests, senders
from bot.store.db import Connection, Pool, transact
from bot.wake import Wake
from flows.agency import Agency
from flows.failures import Failure, Scope, slows

log = structlog.get_logger(__name__)

# For how long results are kept in hand when the database won't take them.
_KEEP_SECONDS = 10.0
# One turn in so many goes to what has waited longest, whatever its lane: no lane starves another for ever.
_TURNS_BY_AGE = 8
# A drain ends after so many waits for a sender's rest that led to nothing: a round wakes the next one.
_FRUITLESS = 4
# While calls are out and others free, new texts are looked for this often; results are gathered for so long.
_LOOK_SECONDS, _GATHER_SECONDS = 0.2, 0.01

Result = Accepted | Refused
Pair = tuple[Started, Result]
Flying = dict[Future[Result], Started]


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
        self._wake = wake
        self._clock = clock
        self._in_flight = in_flight
        self._starts = Starts(agencies, public_url, pace, clock)
        self._threads = ThreadPoolExecutor(in_flight, thread_name_prefix="carrier")
        self._stopping = threading.Event()
        self._turns = 0

    def drain(self, seconds: float = 20.0) -> int:
        """Sends what is due until nothing is, or the time is up (then it wakes a successor); how many went."""
        self._wake.taken()
        ends = time.monotonic() + seconds
        flying: Flying = {}
        sent = idle = 0
        try:
            while True:
                going_on = time.monotonic() < ends and not self._stopping.is_set()
                if going_on and len(flying) * 2 <= self._in_flight:
                    turn = transact(self._pool, partial(self._start, room=self._in_flight - len(flying)))
                    flying.update((self._threads.submit(self._send, one), one) for one in turn.started)
                    idle = 0 if turn.seen else idle + 1
                if flying:
                    sent += self._land(flying, going_on)
                elif not going_on:
                    self._wake()
                    return sent
                elif idle and not self._pause(idle):
                    return sent
        finally:
            self._land_all(flying)

    def stop(self) -> None:
        """Asks a drain to end once it has kept what it has in hand; may be called from a signal handler."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    def _start(self, connection: Connection, room: int | None = None) -> Turn:
        self._turns += 1
        if self._turns % _TURNS_BY_AGE == 0:
            return self._starts.start(connection, max(1, self._in_flight // 8), by_age=True)
        return self._starts.start(connection, room or self._in_flight)

    def _pause(self, idle: int) -> bool:
        """Whether to look again: a sender's pace, or a row that somebody held, frees it in a moment."""
        now = self._clock()
        soon = [until for until in self._starts.resting.values() if (until - now).total_seconds() < 1.0]
        if soon and idle < _FRUITLESS:
            self._stopping.wait(max(0.0, (min(soon) - now).total_seconds()))
            return True
        with self._pool.connection() as connection:
            closed = {*self._starts.stopped(connection, now), *self._starts.resting}
            waits = outbound.anything_due(connection, now, closed)
        if waits and idle < 20:
            time.sleep(0.02)
            return True
        return False

    def _send(self, one: Started) -> Result:
        """The call, unless this process was held up so long that its lease might not cover it."""
        if time.monotonic() > one.call_by:
            return Refused(Failure.RETRY, None, called=False)
        with metrics.CARRIER_SECONDS.time():
            return self._gateway.send(one.outgoing)

    def _land(self, flying: Flying, going_on: bool) -> int:
        """Waits for calls to end, and keeps their results together; how many."""
        done = wait(flying, timeout=_LOOK_SECONDS if going_on else None, return_when=FIRST_COMPLETED).done
        if done and len(done) < len(flying):
            done = wait(flying, timeout=_GATHER_SECONDS).done
        pairs = tuple((flying.pop(future), future.result()) for future in done)
        if pairs:
            self._settle(pairs)
        return len(pairs)

    def _land_all(self, flying: Flying) -> None:
        while flying:
            self._land(flying, going_on=False)

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
        taken = [(one.due, result.sid) for one, result in pairs if isinstance(result, Accepted)]
        outbound.accepted(connection, ((due.id, sid) for due, sid in taken), now)
        senders.resume(connection, {due.agency for due, _ in taken})
        for one, result in pairs:
            if isinstance(result, Refused):
                agency = self._agencies.by_key[one.due.agency]
                fate.refused(connection, agency, one.due, one.attempt, result, now)
                self._slow_down(connection, agency, result, now)

    def _slow_down(self, connection: Connection, agency: Agency, result: Refused, now: datetime) -> None:
        """A refusal may ask for less of everything from this sender, or from its whole account."""
        scope, seconds = slows(result.failure, result.status, result.code)
        if scope is Scope.SENDER:
            rests.rest(connection, [agency.key], now + seconds, result.code)
        elif scope is Scope.ACCOUNT:
            rests.rest(connection, self._sharing(agency), now + seconds, result.code)

    def _sharing(self, agency: Agency) -> Iterable[str]:
        account = self._agencies.accounts[agency.key]
        return [key for key, one in self._agencies.accounts.items() if one.sid == account.sid]


def _tell(one: Started, result: Result) -> None:
    """Counts a result, and logs one that isn't what it should be."""
    if isinstance(result, Accepted):
        metrics.SENT.labels(one.due.agency, one.due.kind).inc()
        return
    metrics.REFUSED.labels(one.due.agency, result.failure.value).inc()
    log.warning(
        "delivery.refused",
        message_id=str(one.due.id),
        attempt=one.attempt,
        failure=result.failure.value,
        code=result.code,
    )
    if result.failure is Failure.SENDER_BROKEN:
        log.error("sender.stopped", agency=one.due.agency, code=result.code)
