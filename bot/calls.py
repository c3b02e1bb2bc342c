"""The calls to the carrier: so many side by side, and the next few texts at hand.

A call that ends finds the next text waiting, and isn't idle for as long as a transaction takes. No more texts are
started ahead than go within a moment at the speed of the last calls: what is started can't be taken back by a STOP,
and doesn't make way for what is more urgent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from queue import Empty, SimpleQueue

import structlog

from bot import metrics
from bot.logs import trace
from bot.sending import Accepted, Refused
from bot.starts import BEGIN_SECONDS, Started
from flows.failures import Failure

log = structlog.get_logger(__name__)

# How long a started text waits for its call, about.
AHEAD_SECONDS = 0.1
# For how long the results of calls that end together are gathered.
_GATHER_SECONDS = 0.01
# The carrier's speed is known for so long after a call.
_MEMORY_SECONDS = 60.0
# How much the calls that ended last count for what is known of their speed.
_WEIGHT = 0.3

Result = Accepted | Refused
Pair = tuple[Started, Result]


class Calls:
    """Makes calls in threads of its own, of which there are no more than `most`. Used by one thread."""

    def __init__(self, send: Callable[[Started], Result], most: int) -> None:
        self._send = send
        self._most = most
        self._threads: list[threading.Thread] = []
        self._waiting: SimpleQueue[Started | None] = SimpleQueue()
        self._ended: SimpleQueue[tuple[Started, Result, float]] = SimpleQueue()
        self._seconds: float | None = None
        self._learned_at = 0.0
        self.out = 0

    def ahead(self) -> int:
        """How many texts should wait for a call while all calls are made; none while the speed isn't known."""
        if time.monotonic() - self._learned_at > _MEMORY_SECONDS:
            self._seconds = None
        return int(self._most * AHEAD_SECONDS / self._seconds) if self._seconds else 0

    def begin(self, texts: Collection[Started]) -> None:
        """Makes the calls for these, as soon as there are free ones. `out` counts them until they have ended."""
        self.out += len(texts)
        while len(self._threads) < min(self._most, self.out):
            self._threads.append(threading.Thread(target=self._work, name="carrier", daemon=True))
            self._threads[-1].start()
        for one in texts:
            self._waiting.put(one)

    def ended(self, patience: float | None, enough: int) -> list[Pair]:
        """What came of calls: waits for the first to end, and a moment more if that isn't enough of them.

        Empty if no text is out, or if none ends in time.
        """
        if not self.out:
            return []
        try:
            found = [self._ended.get(timeout=patience)]
        except Empty:
            return []
        if 1 + self._ended.qsize() < min(enough, self.out):
            time.sleep(_GATHER_SECONDS)
        found += [self._ended.get() for _ in range(self._ended.qsize())]  # nobody else takes any
        self.out -= len(found)
        self._learn([BEGIN_SECONDS if _uncalled(result) else seconds for _, result, seconds in found])
        return [(one, result) for one, result, _ in found]

    def close(self) -> None:
        """Ends the threads, each after its call."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _learn(self, seconds: Collection[float]) -> None:
        self._learned_at = time.monotonic()
        mean = max(0.001, sum(seconds) / len(seconds))
        self._seconds = mean if self._seconds is None else (1 - _WEIGHT) * self._seconds + _WEIGHT * mean

    def _work(self) -> None:
        while (one := self._waiting.get()) is not None:
            began = time.monotonic()
            result = self._called(one)
            seconds = time.monotonic() - began
            if not _uncalled(result):
                metrics.CARRIER_SECONDS.observe(seconds)
            self._ended.put((one, result, seconds))

    def _called(self, one: Started) -> Result:
        try:
            return self._send(one)
        except Exception as fault:  # noqa: BLE001
            # Nobody can tell how far it came.
            log.error("delivery.call_failed", message_id=str(one.due.id), **trace(fault))
            return Refused(Failure.AMBIGUOUS, None)


def _uncalled(result: Result) -> bool:
    return isinstance(result, Refused) and not result.called
