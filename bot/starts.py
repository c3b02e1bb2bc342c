"""Starting texts: the one transaction before a hand-over.

Claims what is due, no more than there are calls free, with case and contact held still; asks the policy once
more (consent, protection, truth, life); ends what may not go; takes the sender's pace; marks the rest as
started, with an attempt number and a lease. Its commit is the moment that counts: a STOP committed before it
keeps the text back, one committed after it finds the text handed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
import structlog

from bot import fate, outbox
from bot.agencies import Agencies
from bot.logs import trace
from bot.pace import Pace
from bot.sending import CALL_SECONDS, Outgoing, receipt_url, valid_seconds
from bot.store import casefiles, contacts, outbound, rests, senders
from bot.store.casefiles import Files
from bot.store.db import Connection
from bot.store.outbound import Due
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
        """One claim: up to `room` texts, the most urgent first, or those that have waited longest."""
        call_by = time.monotonic() + BEGIN_SECONDS
        now = self._clock()
        stopped = self.stopped(connection, now)
        self.resting = {key: until for key, until in self.resting.items() if until > now}
        self.resting |= rests.resting(connection, now)
        resting = set(self.resting) | {key for key, probe in stopped.items() if not probe}
        claimed = outbound.claim(connection, now, resting, room, by_age=by_age)
        files = _files(connection, claimed)
        started: list[Started] = []
        for due in claimed:
            if due.agency in resting:
                continue
            agency = self._agencies.by_key.get(due.agency)
            if agency is None or agency.key not in self._agencies.accounts:
                self._no_account(connection, due, now)
                resting.add(due.agency)
                continue
            one = self._prepared(connection, agency, due, files.get(due.agency), now, call_by)
            if one is not None:
                started.append(one)
            if due.agency in stopped:
                resting.add(due.agency)
            resting |= set(self.resting)
        return Turn(len(claimed), tuple(started))

    def _prepared(
        self, connection: Connection, agency: Agency, due: Due, files: Files | None, now: datetime, call_by: float
    ) -> Started | None:
        """Starts a text, or puts it aside if a fault of ours keeps it from being prepared: the rest go on."""
        try:
            return self._start_one(connection, agency, due, files, now, call_by)
        except psycopg.Error:
            raise
        except Exception as fault:  # noqa: BLE001
            log.error("delivery.unprepared", message_id=str(due.id), **trace(fault))
            outbound.postpone(connection, due.id, now + _ASIDE, None)
            return None

    def _start_one(
        self, connection: Connection, agency: Agency, due: Due, files: Files | None, now: datetime, call_by: float
    ) -> Started | None:
        contact = contacts.by_id(connection, due.contact_id)
        assert contact is not None
        decision = _decide(connection, agency, due, files, contact, now)
        if decision is None or decision.verdict is Verdict.SUPPRESS:
            fate.overtaken(connection, agency, due, decision, now)
            return None
        if decision.verdict is Verdict.HOLD and decision.until is not None:
            outbound.postpone(connection, due.id, decision.until, decision.reason)
            return None
        segments = count(decision.body).segments
        wait = self._pace.wait(agency.sender, agency.segments_per_second, segments, now)
        if wait > 0:
            self.resting[agency.key] = now + timedelta(seconds=wait)
            return None
        attempt = outbound.start(
            connection,
            due.id,
            body=decision.body,
            language=agency.language(contact.language) if due.notice else None,
            segments=segments,
            now=now,
            lease_until=now + LEASE,
        )
        if due.notice is not None:  # an answer has done so when it was written
            contacts.introduce(connection, due.contact_id, due.id)
        outgoing = Outgoing(
            account=self._agencies.accounts[agency.key],
            sender=agency.sender,
            phone=contact.phone,
            body=decision.body,
            receipt_url=receipt_url(self._public_url, due.id, attempt),
            valid_seconds=valid_seconds(due.expires_at, now),
        )
        return Started(due, attempt, outgoing, call_by)

    def _no_account(self, connection: Connection, due: Due, now: datetime) -> None:
        """A text of an agency that this worker's settings don't know: kept, and said aloud."""
        log.error("delivery.no_account", agency=due.agency)
        senders.stop(connection, due.agency, None, now, now + timedelta(minutes=1))


def _files(connection: Connection, claimed: Iterable[Due]) -> dict[str, Files]:
    """The files of the texts' cases, by agency."""
    wanted: dict[str, set[int]] = {}
    for due in claimed:
        if due.case_id is not None:
            wanted.setdefault(due.agency, set()).add(due.case_id)
    return {agency: casefiles.read(connection, agency, ids) for agency, ids in wanted.items()}


def _decide(
    connection: Connection, agency: Agency, due: Due, files: Files | None, contact: contacts.Contact, now: datetime
) -> Decision | None:
    """What the policy says now; None once the contact has no part in the case any more."""
    file = files.of_case[due.case_id] if files and due.case_id is not None else None
    if due.notice is None:
        link = files.link(file, contact.phone) if files and file else None
        snapshot = file.snapshot if file else None
        return outbox.decide_answer_again(connection, due.id, snapshot, link, contact, agency, now)
    assert files is not None
    assert file is not None
    return outbox.decide_again(files, file, due.id, due.notice, contact.phone, agency, now)
