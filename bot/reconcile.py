"""Finding out the fate of texts that a fault left open, before anything is sent again.

A text is open when it was started and nobody knows whether the carrier took it: its sender died, the answer
never came, or said 500. Nobody else touches such a text. The steps, for the texts of one phone at a time:
1. in one transaction: take open texts, each under a lease of this reconciler's own;
2. holding no connection: ask the carrier's list what it took for that phone;
3. in one transaction, with case and contact held still: a text of the list with the same words and a SID that
   no text of ours has is the open one: what the carrier says of it is kept, as a receipt would be. What the
   list doesn't show was not taken: it is due again, and the policy decides what that means now.
A receipt that comes meanwhile ends the matter: step 3 settles only what is still open under its own lease.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import psycopg
import structlog

from bot import fate
from bot.agencies import Agencies
from bot.gateway import Gateway, Listed, OutOfReach
from bot.logs import trace
from bot.receipts import STATUSES
from bot.store import cases, contacts, open_texts, outbound
from bot.store.db import Connection, Pool, transact
from bot.store.open_texts import Open
from flows.agency import Agency
from flows.failures import OPEN_AT_MOST
from flows.vocabulary import MessageStatus

log = structlog.get_logger(__name__)

# For how long a reconciler may be at one group of texts: a list of a few pages, asked for side by side.
LEASE = timedelta(seconds=45)
# After the list couldn't be read.
LATER = timedelta(seconds=5)
# Our clock and the carrier's differ by minutes at most.
SKEW = timedelta(minutes=10)
GROUP = 64
ABREAST = 8


@dataclass(frozen=True)
class Reconciled:
    """What a round came to: texts that the carrier had, that go again, that nobody can tell of yet."""

    found: int = 0
    again: int = 0
    unknown: int = 0

    def __add__(self, other: Reconciled) -> Reconciled:
        return Reconciled(self.found + other.found, self.again + other.again, self.unknown + other.unknown)


class Reconciler:
    """Settles open texts. Any number may be at it at once."""

    def __init__(self, pool: Pool, gateway: Gateway, agencies: Agencies, clock: Callable[[], datetime]) -> None:
        self._pool = pool
        self._gateway = gateway
        self._agencies = agencies
        self._clock = clock

    def settle(self, open_for: timedelta) -> Reconciled:
        """Settles every text that has been open for so long, as far as the carrier's list can be read."""
        total = Reconciled()
        away = threading.Event()
        with ThreadPoolExecutor(ABREAST, thread_name_prefix="reconcile") as threads:
            while True:
                texts = transact(self._pool, partial(self._lease, open_for))
                by_phone = [
                    list(group)
                    for _, group in itertools.groupby(
                        sorted(texts, key=lambda text: text.contact_id), key=lambda text: text.contact_id
                    )
                ]
                done = sum(threads.map(partial(self._of_one_phone, away), by_phone), Reconciled())
                total += done
                if len(texts) < GROUP or done.unknown:
                    return total

    def _lease(self, open_for: timedelta, connection: Connection) -> list[Open]:
        now = self._clock()
        ours = [key for key in self._agencies.by_key if key in self._agencies.accounts]
        return open_texts.lease(connection, ours, now - open_for, now, now + LEASE, GROUP)

    def _of_one_phone(self, away: threading.Event, texts: list[Open]) -> Reconciled:
        """Steps 2 and 3. One phone's trouble is nobody else's."""
        try:
            listed = None if away.is_set() else self._list(texts)
            if listed is None:
                away.set()  # the others needn't wait for it, too
            return transact(self._pool, partial(self._settle, texts, listed))
        except psycopg.Error as fault:
            log.error("reconcile.unkept", texts=len(texts), fault=type(fault).__name__)
        except Exception as fault:  # noqa: BLE001
            log.error("reconcile.failed", texts=len(texts), **trace(fault))
        return Reconciled(unknown=len(texts))

    def _list(self, texts: list[Open]) -> list[Listed] | None:
        """What the carrier shows for this phone; None when it shows nothing to anybody."""
        agency = self._agencies.by_key[texts[0].agency]
        since = min(text.started_at for text in texts) - SKEW
        try:
            return self._gateway.sent_to(self._agencies.accounts[agency.key], agency.sender, texts[0].phone, since)
        except OutOfReach as fault:
            log.warning("reconcile.out_of_reach", texts=len(texts), fault=str(fault))
            return None

    def _settle(self, texts: list[Open], listed: list[Listed] | None, connection: Connection) -> Reconciled:
        now = self._clock()
        agency = self._agencies.by_key[texts[0].agency]
        for case_id in sorted({text.case_id for text in texts if text.case_id is not None}):
            cases.by_id(connection, case_id, lock=True)
        contacts.hold(connection, texts[0].contact_id)
        still = [text for text in texts if _is_ours(connection, text)]
        if listed is None:
            return self._later(connection, agency, still, now)
        known = open_texts.ours(connection, texts[0].contact_id, [one.sid for one in listed])
        strangers = [one for one in listed if one.sid not in known]
        found = 0
        for text in still:
            theirs = _match(text, strangers)
            if theirs is None:
                fate.not_taken(connection, text.id, now, None)
                continue
            strangers.remove(theirs)
            found += 1
            _keep(connection, agency, text, theirs, now)
        return Reconciled(found, len(still) - found)

    def _later(self, connection: Connection, agency: Agency, texts: Iterable[Open], now: datetime) -> Reconciled:
        unknown = 0
        for text in texts:
            row = outbound.find(connection, text.id, lock=True)
            if row is not None and text.started_at < now - OPEN_AT_MOST:
                fate.never_known(connection, agency, row, now)
            else:
                open_texts.extend(connection, [text], now + LATER)
                unknown += 1
        return Reconciled(unknown=unknown)


def _is_ours(connection: Connection, text: Open) -> bool:
    """Whether the text is still open, and under our lease: no receipt, and nobody else, was faster."""
    row = outbound.find(connection, text.id, lock=True)
    return (
        row is not None
        and row["status"] == MessageStatus.SENDING
        and row["due_at"] is None
        and row["attempts"] == text.attempt
        and row["lease_until"] == text.lease_until
    )


def _match(text: Open, strangers: list[Listed]) -> Listed | None:
    """The first text of the list that says the same and was taken at about that time."""
    return next(
        (
            one
            for one in strangers
            if _words(one.body) == _words(text.body) and one.created_at >= text.started_at - SKEW
        ),
        None,
    )


def _words(body: str) -> list[str]:
    return body.split()


def _keep(connection: Connection, agency: Agency, text: Open, theirs: Listed, now: datetime) -> None:
    """The carrier has it: kept as if the send had been answered, and then as a receipt would say."""
    outbound.accepted(connection, [(text.id, theirs.sid)], now)
    status = STATUSES.get(theirs.status)
    row = outbound.find(connection, text.id, lock=True)
    if status is not None and row is not None:
        fate.receipt(connection, agency, row, status, theirs.code, theirs.sid, text.attempt, now)
