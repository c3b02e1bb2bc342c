"""Delivery: start what is due, hand it to the carrier, keep what became of it.

One turn of the loop is one transaction, which
1. keeps the results of the calls that have ended, and
2. starts texts for the calls that are free, and the next few (bot/starts.py);
after its commit these are called, side by side (bot/calls.py): a slow call keeps one call busy and nothing else.
A process that dies between 2 and the next 1 leaves texts in `sending` under a lease that runs out: open, and never
sent again before the reconciler has asked the carrier (docs/delivery.md). So 1 is tried again and
again while the database is away.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

import psycopg
import structlog

from bot import fate, metrics
from bot.agencies import Agencies
from bot.calls import Calls, Pair, Result
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
# After so many texts for each call, some go that have waited longest, whatever their lane: no lane starves another
# for ever.
_BY_URGENCY_EACH = 8
# A drain ends after so many waits for a sender's rest that led to nothing: a round wakes the next one.
_FRUITLESS = 4
# While calls are out and others free, new texts are looked for this often.
_LOOK_SECONDS = 0.2


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
        self._calls = Calls(self._send, in_flight)
        self._stopping = threading.Event()
        self._by_urgency = 0

    def drain(self, seconds: float = 20.0) -> int:
        """Sends what is due until nothing is, or the time is up (then it wakes a successor); how many went."""
        self._wake.taken()
        ends = time.monotonic() + seconds
        sent = idle = 0
        try:
            while True:
                going_on = time.monotonic() < ends and not self._stopping.is_set()
                pairs = self._calls.ended(_LOOK_SECONDS if going_on else None, self._enough())
                room = self._room() if going_on else 0
                turn = self._turn(pairs, room)
                self._calls.begin(turn.started)
                sent += len(pairs)
                idle = idle + 1 if room and not turn.seen else 0
                if self._calls.out:
                    continue
                if not going_on:
                    self._wake()
                    return sent
                if idle and not self._pause(idle):
                    return sent
        finally:
            self._land_all()

    def stop(self) -> None:
        """Asks a drain to end once it has kept what it has in hand; may be called from a signal handler."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def close(self) -> None:
        self._calls.close()

    def _enough(self) -> int:
        """How many texts a transaction should start, or keep the results of, for its cost to be worth it."""
        return self._calls.ahead() // 2 or -(-self._in_flight // 2)

    def _room(self) -> int:
        """How many texts to start now: for the calls that are free, and to be at hand; 0 if that isn't enough."""
        room = self._in_flight + self._calls.ahead() - self._calls.out
        return room if room >= self._enough() else 0

    def _turn(self, pairs: Sequence[Pair], room: int) -> Turn:
        """Keeps results, and starts up to so many texts, in one transaction. If it fails, results come first."""
        if not pairs and not room:
            return Turn(0, ())
        _tell(pairs)
        try:
            return transact(self._pool, partial(self._keep_and_start, pairs, room), pipelined=True)
        except psycopg.Error as fault:
            if not pairs:
                raise
            log.error("delivery.unkept", texts=len(pairs), fault=type(fault).__name__)
            self._settle(pairs)
            return Turn(0, ())

    def _keep_and_start(self, pairs: Sequence[Pair], room: int, connection: Connection) -> Turn:
        if pairs:
            self._keep(pairs, connection)
        return self._start(connection, room) if room else Turn(0, ())

    def _start(self, connection: Connection, room: int | None = None) -> Turn:
        room = room or self._in_flight
        left = _BY_URGENCY_EACH * self._in_flight - self._by_urgency
        if left <= 0:
            self._by_urgency = 0
            return self._starts.start(connection, max(1, room // 4), by_age=True)
        turn = self._starts.start(connection, min(room, left))
        self._by_urgency += turn.seen
        return turn

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
        return self._gateway.send(one.outgoing)

    def _land_all(self) -> None:
        while self._calls.out:
            self._settle(self._calls.ended(None, self._calls.out))

    def _settle(self, pairs: Sequence[Pair]) -> None:
        """Keeps results, whatever it takes: nobody else knows them.

        Each is kept by itself, so that none goes down with another's fault.
        """
        waiting = list(pairs)
        ends = time.monotonic() + _KEEP_SECONDS
        while waiting:
            try:
                transact(self._pool, partial(self._keep, waiting[:1]), pipelined=True)
            except psycopg.Error as fault:
                log.error("delivery.unkept", texts=len(waiting), fault=type(fault).__name__)
                if time.monotonic() > ends:
                    raise
                waiting = [*waiting[1:], waiting[0]]
                time.sleep(0.2)
            else:
                del waiting[0]

    def _keep(self, pairs: Sequence[Pair], connection: Connection) -> None:
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


def _tell(pairs: Iterable[Pair]) -> None:
    """Counts results, and logs those that aren't what they should be."""
    sent = Counter((one.due.agency, one.due.kind) for one, result in pairs if isinstance(result, Accepted))
    for labels, texts in sent.items():
        metrics.SENT.labels(*labels).inc(texts)
    for one, result in pairs:
        if isinstance(result, Refused):
            _tell_refused(one, result)


def _tell_refused(one: Started, result: Refused) -> None:
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
