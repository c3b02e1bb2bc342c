"""The life of an outbound text after 201: queued, paced, sent, delivered or not, and receipts on the way.

docs/twilio.md, section 4 ("Status callback") and 5 (throughput). One thread keeps time and changes statuses,
so that a customer who answers slowly does not slow the carrier; a few threads post receipts. They start with
the first text, in whichever process serves.
"""

import heapq
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from bot.simulator.errors import FAILED_BEFORE_LEAVING, RestError
from bot.simulator.faults import Effects
from bot.simulator.state import FINAL_STATUSES, Store, Text

log = logging.getLogger(__name__)

POSTERS: Final = 4
# Texts closer together than this make receipts wait, at most so many times as long.
BUSY_SECONDS: Final = 0.003
PATIENCE: Final = 30
MAX_QUEUE_SECONDS: Final = 36000
EXPIRED: Final = 30036

PostForm = Callable[[str, dict[str, str]], tuple[int | None, int]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A status that a text will reach, `at` on the monotonic clock."""

    at: float
    status: str
    error_code: int | None = None


@dataclass(slots=True, eq=False)
class Journey:
    """A text on its way: the stages still ahead, and receipts held back to be posted in another order."""

    text: Text
    ahead: list[Stage]
    ways: tuple[str, ...] = ()
    delay: float = 0.0
    held: list[Stage] = field(default_factory=list)


_Due = Callable[[], None]


class Delivery:
    """Carries texts to phones that do not exist, and says so."""

    def __init__(self, store: Store, account_sid: str, post: PostForm) -> None:
        self._store = store
        self._account_sid = account_sid
        self._post = post
        self._last_accept = 0.0
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()
        self._timed: queue.SimpleQueue[tuple[float, _Due] | None] = queue.SimpleQueue()
        self._posts: queue.SimpleQueue[tuple[Journey, list[Stage]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def accept(self, text: Text, effects: Effects) -> None:
        """Take a text on its way. Raises RestError 21611 when the sender's queue is longer than ten hours."""
        now = time.monotonic()
        ahead = self._stages(text, effects, now)
        journey = Journey(text, ahead, effects.receipts, (effects.receipt_delay_ms or 0) / 1000)
        self._store.add(text)
        self._last_accept = now
        if not self._threads:
            self._start()
        self._timed.put((ahead[0].at, lambda: self._advance(journey)))

    def close(self) -> None:
        """Stop the threads; what has not been posted is lost, as the process is."""
        with self._lock:
            threads, self._threads = self._threads, []
        if threads:
            self._timed.put(None)
            for _ in range(POSTERS):
                self._posts.put(None)
        for thread in threads:
            thread.join(timeout=2)

    def _stages(self, text: Text, effects: Effects, now: float) -> list[Stage]:
        leaves = self._departure(text, effects.segments_per_second, now)
        if leaves - now > text.validity:
            return [Stage(now + text.validity, "failed", EXPIRED)]
        arrives = leaves + (effects.transit_ms or 0) / 1000
        code = effects.receipt
        if code is None:
            return [Stage(leaves, "sent"), Stage(arrives, "delivered")]
        status = effects.receipt_status or ("failed" if code in FAILED_BEFORE_LEAVING else "undelivered")
        if status == "failed":
            return [Stage(leaves, "failed", code)]
        return [Stage(leaves, "sent"), Stage(arrives, status, code)]

    def _departure(self, text: Text, pace: float | None, now: float) -> float:
        """When the sender's queue lets the text go. One that will expire waiting takes up no room in it."""
        if pace is None:
            return now
        with self._lock:
            leaves = max(now, self._free_at.get(text.from_, now))
            if leaves - now > MAX_QUEUE_SECONDS:
                raise RestError(21611, to=text.to, sender=text.from_)
            if leaves - now <= text.validity:
                self._free_at[text.from_] = leaves + text.num_segments / pace
        return leaves

    def _start(self) -> None:
        with self._lock:
            if self._threads:
                return
            jobs = [self._keep_time, *[self._post_receipts] * POSTERS]
            threads = [threading.Thread(target=job, name="simulator", daemon=True) for job in jobs]
            for thread in threads:
                thread.start()
            self._threads = threads

    def _keep_time(self) -> None:
        """Run what is due, in order; sleep until the next is, or until something new comes."""
        waiting: list[tuple[float, int, _Due]] = []
        numbers = itertools.count()
        while True:
            wait = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
            try:
                entry = self._timed.get(timeout=wait)
            except queue.Empty:
                entry = ()  # type: ignore[assignment]
            if entry is None:
                return
            if entry:
                heapq.heappush(waiting, (entry[0], next(numbers), entry[1]))
            while waiting and waiting[0][0] <= time.monotonic():
                heapq.heappop(waiting)[2]()

    def _advance(self, journey: Journey) -> None:
        """Let a text reach every stage that is due, then hand its receipts to those who post them."""
        text, now = journey.text, time.monotonic()
        reached: list[Stage] = []
        while journey.ahead and journey.ahead[0].at <= now and text.status not in FINAL_STATUSES:
            stage = journey.ahead.pop(0)
            text.status, text.error_code = stage.status, stage.error_code
            if stage.status == "sent":
                text.sent = self._store.now()
            self._store.touch(text)
            reached.append(stage)
        if journey.ahead:
            self._timed.put((journey.ahead[0].at, lambda: self._advance(journey)))
        receipts = _in_order(journey, reached)
        if not receipts or not text.status_callback:
            return
        if journey.delay:
            self._timed.put((now + journey.delay, lambda: self._posts.put((journey, receipts))))
        else:
            self._posts.put((journey, receipts))

    def _post_receipts(self) -> None:
        while (job := self._posts.get()) is not None:
            journey, receipts = job
            self._let_sends_pass()
            for stage in receipts:
                form = receipt_form(journey.text, stage, self._account_sid)
                status_code, attempts = self._post(str(journey.text.status_callback), form)
                journey.text.receipts.append(
                    {"status": stage.status, "status_code": status_code, "attempts": attempts}
                )

    def _let_sends_pass(self) -> None:
        """While texts pour in, receipts wait a moment: what the customer's client measures is the sending."""
        for _ in range(PATIENCE):
            if time.monotonic() - self._last_accept > BUSY_SECONDS:
                return
            time.sleep(BUSY_SECONDS)


def _in_order(journey: Journey, reached: list[Stage]) -> list[Stage]:
    """The receipts to post now, in the order and number that the faults ask for."""
    ways = journey.ways
    if "withheld" in ways:
        return []
    if "reversed" in ways:
        journey.held.extend(reached)
        if journey.ahead:
            return []
        reached = journey.held[::-1]
    if "repeated" in ways:
        return [stage for stage in reached for _ in range(2)]
    return reached


def receipt_form(text: Text, stage: Stage, account_sid: str) -> dict[str, str]:
    """A status callback's parameters (section 4, "Status callback")."""
    form: dict[str, Any] = {
        "SmsSid": text.sid,
        "SmsStatus": stage.status,
        "MessageStatus": stage.status,
        "To": text.to,
        "MessageSid": text.sid,
        "AccountSid": account_sid,
        "From": text.from_,
        "ApiVersion": "2010-04-01",
    }
    if stage.error_code is not None:
        form["ErrorCode"] = str(stage.error_code)
    if stage.status in ("delivered", "undelivered"):
        form["RawDlrDoneDate"] = datetime.now(UTC).strftime("%y%m%d%H%M")
    return form
