"""One round of minding: what the clock does, what the carrier is asked, and a wake-up for what is due by then.

`caseline worker` makes one every few seconds, `caseline sweep` one now. Only the clock's part needs to be
alone; asking the carrier is safe for any number at once, and no connection is held while it answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from bot import clock
from bot.clock import Swept
from bot.gateway import Gateway
from bot.logs import trace
from bot.missed import Missed
from bot.reconcile import Reconciled, Reconciler
from bot.runtime import Runtime
from flows.failures import TELLS_WITHIN

T = TypeVar("T")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Pauses:
    """How old a thing must be before it is somebody's to settle.

    `open_for`: since a text was started. `missed`: since the carrier took a text to us, which it may still be
    handing over. `ask_every`: between two looks at a sender's list.
    """

    open_for: timedelta
    missed: timedelta
    ask_every: timedelta


# Left to itself, a round waits for as long as the carrier may still tell by itself.
ROUTINE = Pauses(open_for=TELLS_WITHIN, missed=timedelta(seconds=30), ask_every=timedelta(seconds=15))
# Somebody who asks wants it settled now.
AT_ONCE = Pauses(open_for=timedelta(seconds=15), missed=timedelta(seconds=15), ask_every=timedelta(0))


@dataclass(frozen=True)
class Round:
    """What a round did; `swept` is None when another process was at the clock, the others when they failed."""

    swept: Swept | None = None
    reconciled: Reconciled | None = None
    missed: int | None = None


class Rounds:
    """Makes rounds, for one process."""

    def __init__(self, parts: Runtime, gateway: Gateway) -> None:
        self._parts = parts
        wired = (parts.pool, gateway, parts.agencies, parts.clock)
        self._reconciler = Reconciler(*wired)
        self._missed = Missed(*wired)

    def make(self, pauses: Pauses) -> Round:
        """One round. No part's fault keeps the others from their turn."""
        parts = self._parts
        done = Round(
            swept=_kept("sweep", lambda: clock.sweep(parts.pool, parts.agencies, parts.clock(), parts.wake)),
            reconciled=_kept("reconcile", lambda: self._reconciler.settle(pauses.open_for)),
            missed=_kept("missed", lambda: self._missed.fetch(pauses.ask_every, pauses.missed)),
        )
        if done.missed or (done.reconciled and done.reconciled.again):
            parts.wake()
        return done


def _kept(what: str, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except Exception as fault:  # noqa: BLE001
        log.error(f"{what}.failed", **trace(fault))
        return None
