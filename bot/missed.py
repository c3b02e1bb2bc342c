"""Texts to us that the carrier took and could not hand over, because we were down.

The carrier's list of a sender's inbound texts is read from where the last reading ended, with an overlap, and
whatever is not recorded is taken in as if it had come by webhook (bot/inbox.py). Its answer goes through the
outbox. The carrier may still be trying to hand a young text over, so that is left alone; should it come both
ways all the same, its MessageSid is recorded once, and answered once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import structlog

from bot import inbox, metrics
from bot.agencies import Agencies
from bot.gateway import Gateway, Listed, OutOfReach
from bot.inbox import Found, Heard
from bot.logs import trace
from bot.phones import e164
from bot.store import late, marks
from bot.store.db import Pool, transact
from flows.agency import Agency
from flows.answers import carriers_keyword

log = structlog.get_logger(__name__)

# The carrier's clock and its list may be behind ours.
OVERLAP = timedelta(minutes=10)
# A text that can't be taken in is tried again for so long.
PATIENCE = timedelta(hours=24)


class Missed:
    """Fetches what was missed. Any number may be at it at once."""

    def __init__(self, pool: Pool, gateway: Gateway, agencies: Agencies, clock: Callable[[], datetime]) -> None:
        self._pool = pool
        self._gateway = gateway
        self._agencies = agencies
        self._clock = clock

    def fetch(self, every: timedelta, older_than: timedelta) -> int:
        """Takes in what is missing and older than that, of each sender not asked for lately; how many texts."""
        return sum(self._of_sender(agency, every, older_than) for agency in self._agencies.by_key.values())

    def _of_sender(self, agency: Agency, every: timedelta, older_than: timedelta) -> int:
        account = self._agencies.accounts.get(agency.key)
        now = self._clock()
        since = transact(self._pool, lambda conn: marks.ask(conn, agency.key, now, every)) if account else None
        if account is None or since is None:
            return 0
        try:
            listed = self._gateway.received(account, agency.sender, since - OVERLAP)
        except OutOfReach as fault:
            log.warning("missed.out_of_reach", agency=agency.key, fault=str(fault))
            return 0
        unknown = self._unknown(listed)
        old = [one for one in unknown if one.created_at <= now - older_than]
        taken = [self._take(agency, _heard(agency, account.sid, one, listed, now), one) for one in old]
        failed = [one.created_at for one, done in zip(old, taken, strict=True) if not done]
        until = max(min(failed), now - PATIENCE) if failed else now
        transact(self._pool, lambda conn: marks.listed(conn, agency.key, until))
        return sum(taken)

    def _unknown(self, listed: list[Listed]) -> list[Listed]:
        sids = [one.sid for one in listed]
        known = transact(self._pool, lambda conn: late.known_sids(conn, sids)) if sids else set()
        return [one for one in listed if one.sid not in known]

    def _take(self, agency: Agency, heard: Heard, one: Listed) -> bool:
        now = self._clock()
        try:
            taken = inbox.take(self._pool, agency, heard, now)
        except psycopg.OperationalError:
            raise  # the database is away: the next round does it
        except Exception as fault:  # noqa: BLE001
            log.error("missed.untaken", agency=agency.key, **trace(fault))
            return False
        if taken.intent is not None:
            log.info("missed.taken", agency=agency.key, seconds=int((now - one.created_at).total_seconds()))
            metrics.INBOUND.labels(agency.key, taken.intent).inc()
        return True


def _heard(agency: Agency, account_sid: str, one: Listed, listed: list[Listed], listed_at: datetime) -> Heard:
    """The text as a webhook would have told of it. The list names neither its pictures nor who answered it."""
    keyword = carriers_keyword(one.body) if agency.keyword_replies == "advanced" else None
    # The carrier's own order, whatever our clock says.
    place = listed.index(one)
    earlier, later = (
        [other.sid for other in some if other.phone == one.phone] for some in (listed[:place], listed[place + 1 :])
    )
    where = f"https://api.twilio.com/2010-04-01/Accounts/{account_sid}/Messages/{one.sid}/Media"
    return Heard(
        sid=one.sid,
        phone=e164(one.phone) or one.phone,
        body=one.body.replace("\x00", ""),
        media=[{"url": where, "content_type": ""}] * one.media,
        opt_out_type=keyword.upper() if keyword else None,
        found=Found(one.created_at, listed_at, earlier, later),
    )
