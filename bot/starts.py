"""Starting texts: the one transaction before a hand-over.

Claims what is due, with cases and contacts held still; asks the policy once more (consent, protection, truth,
life); ends what may not go; takes the sender's pace; marks the rest as started, with an attempt number and a
lease. Each step is a statement for all texts of the claim. Its commit is the moment that counts: a STOP committed
before it keeps the text back, one committed after it finds the text handed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
import structlog

from bot import fate, outbox
from bot.agencies import Agencies
from bot.logs import trace
from bot.pace import Pace
from bot.sending import CALL_SECONDS, Outgoing, receipt_url, valid_seconds
from bot.store import contacts, outbound, senders, starting
from bot.store.db import Connection
from bot.store.outbound import Due
from bot.store.starting import Start, Taken
from flows.agency import Agency
from flows.policy import Decision
from flows.segments import count
from flows.vocabulary import Verdict

log = structlog.get_logger(__name__)

# A call must begin so soon after its start was read off the clock; one that would begin later isn't made.
BEGIN_SECONDS = 2.0
# As long as one call can take, from its start to its end, and no longer.
LEASE = timedelta(seconds=BEGIN_SECONDS + CALL_SECONDS)
# A text that can't be prepared, through a fault of ours, is looked at again after this.
_ASIDE = timedelta(minutes=1)


@dataclass(frozen=True)
class Started:
    """A text that is being handed over. `call_by` is when, on the monotonic clock, it is too late for that."""

    due: Due
    attempt: int
    outgoing: Outgoing
    call_by: float


@dataclass(frozen=True)
class Turn:
    """What one claim came to: how many texts were looked at, which of them go now."""

    seen: int
    started: tuple[Started, ...]


class Starts:
    """Starts texts. `resting` are the agencies of which nothing goes for a moment, and until when."""

    def __init__(self, agencies: Agencies, public_url: str, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._agencies = agencies
        self._public_url = public_url
        self._pace = pace
        self._clock = clock
        self.resting: dict[str, datetime] = {}

    def stopped(self, connection: Connection, now: datetime) -> dict[str, bool]:
        """Senders that the carrier refuses; True for those that may be tried with one text now."""
        return {row["agency"]: row["probe_at"] <= now for row in senders.stopped(connection)}

    def start(self, connection: Connection, room: int, *, by_age: bool = False) -> Turn:
        """One claim: up to `room` texts, the most urgent first, or those that have waited longest.

        Its statements may be pipelined: what is asked together is asked before any of the answers is read.
        """
        call_by = time.monotonic() + BEGIN_SECONDS
        now = self._clock()
        self.resting = {key: until for key, until in self.resting.items() if until > now}
        closing = senders.ask_closed(connection, now)
        holding = starting.hold(connection, now, self.resting, room, by_age=by_age)
        rested, stopped = senders.closed(closing)
        self.resting |= rested
        held = {row["id"]: row["case_id"] for row in holding}
        if not held:
            return Turn(0, ())
        found = starting.taken(starting.take(connection, now, held))
        # A merge may have moved a text to a case that isn't held: it is for the next turn.
        claimed = [one for one in found if one.due.case_id == held[one.due.id]]
        may_go = self._decided(connection, claimed, stopped.keys(), now)
        starts = self._paced(may_go, now)
        starting.start(connection, starts, now, now + LEASE)
        # An answer has done so when it was written.
        first = [one.due for one in starts if one.due.notice is not None and one.due.contact.introduced_by is None]
        contacts.introduce(connection, {due.contact.id: due.id for due in first})
        return Turn(len(claimed), tuple(self._started(one, now, call_by) for one in starts))

    def _decided(
        self, connection: Connection, claimed: Iterable[Taken], stopped: Collection[str], now: datetime
    ) -> list[Start]:
        """Those of the claimed texts that the policy lets go; the others are ended or put off.

        Of a stopped sender one text tries whether it is mended.
        """
        closed = set(self.resting)
        may_go: list[Start] = []
        for taken in claimed:
            due = taken.due
            if due.agency in closed:
                continue
            agency = self._agencies.by_key.get(due.agency)
            if agency is None or agency.key not in self._agencies.accounts:
                self._no_account(connection, due, now)
                closed.add(due.agency)
                continue
            start = _prepared(connection, agency, taken, now)
            if start is not None:
                may_go.append(start)
            if due.agency in stopped:
                closed.add(due.agency)
        return may_go

    def _paced(self, may_go: Iterable[Start], now: datetime) -> list[Start]:
        """Those that their senders' pace lets go; the rest of such a sender's stay due, and it rests."""
        by_agency: dict[str, list[Start]] = {}
        for one in may_go:
            by_agency.setdefault(one.due.agency, []).append(one)
        starts: list[Start] = []
        for key, texts in by_agency.items():
            agency = self._agencies.by_key[key]
            segments = [one.segments for one in texts]
            taken, wait = self._pace.take(agency.sender, agency.segments_per_second, segments, now)
            starts += texts[:taken]
            if wait > 0:
                self.resting[key] = now + timedelta(seconds=wait)
        return starts

    def _started(self, start: Start, now: datetime, call_by: float) -> Started:
        due, attempt = start.due, start.due.attempts + 1
        outgoing = Outgoing(
            account=self._agencies.accounts[due.agency],
            sender=self._agencies.by_key[due.agency].sender,
            phone=due.contact.phone,
            body=start.body,
            receipt_url=receipt_url(self._public_url, due.id, attempt),
            valid_seconds=valid_seconds(due.expires_at, now),
        )
        return Started(due, attempt, outgoing, call_by)

    def _no_account(self, connection: Connection, due: Due, now: datetime) -> None:
        """A text of an agency that this worker's settings don't know: kept, and said aloud."""
        log.error("delivery.no_account", agency=due.agency)
        senders.stop(connection, due.agency, None, now, now + timedelta(minutes=1))


def _prepared(connection: Connection, agency: Agency, taken: Taken, now: datetime) -> Start | None:
    """A text as it may go; None for one that is ended, held, or put aside because a fault of ours keeps it from
    being prepared: the rest go on.
    """
    due = taken.due
    try:
        decision = _decide(connection, agency, taken, now)
        if decision is None or decision.verdict is Verdict.SUPPRESS:
            fate.overtaken(connection, agency, due, decision, now)
            return None
        if decision.verdict is Verdict.HOLD and decision.until is not None:
            outbound.postpone(connection, due.id, decision.until, decision.reason)
            return None
        language = agency.language(due.contact.language) if due.notice else None
        return Start(due, decision.body, language, count(decision.body).segments)
    except psycopg.Error:
        raise
    except Exception as fault:  # noqa: BLE001
        log.error("delivery.unprepared", message_id=str(due.id), **trace(fault))
        outbound.postpone(connection, due.id, now + _ASIDE, None)
        return None


def _decide(connection: Connection, agency: Agency, taken: Taken, now: datetime) -> Decision | None:
    """What the policy says now; None once the contact has no part in the case any more."""
    due, snapshot, link = taken.due, taken.snapshot, taken.link
    if due.notice is None:
        return outbox.decide_answer_again(connection, due.id, snapshot, link, due.contact, agency, now)
    if link is None:
        return None
    assert snapshot is not None
    return outbox.decide_unsent(due.notice, snapshot, link, agency, now, taken.told_at, taken.told)
