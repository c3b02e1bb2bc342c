"""Events into the database, many in a transaction: those of a batch, and those of requests that meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import psycopg

from bot import cases
from bot.cases import Incoming, Result
from bot.gathering import Gathering
from bot.runtime import Runtime
from bot.store.db import RETRIED, transact
from flows.agency import Agency

# Events of a batch that share a transaction: their cases are held for some hundredths of a second.
AT_ONCE = 100
# Requests whose events share one.
TOGETHER = 32
Came = Result | Exception


class Intake:
    """Takes events in. No event's fault touches another's: where one keeps its transaction from being kept, each is
    taken in by itself.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._singles: dict[str, Gathering[Incoming, Result]] = {}

    def one(self, agency: Agency, key_id: str, incoming: Incoming) -> Result:
        """Takes in one event, together with those that other requests of the same key bring meanwhile."""
        gathering = self._singles.get(key_id)
        if gathering is None:
            work: Callable[[list[Incoming]], list[Came]] = partial(self._woken, agency, key_id)
            gathering = self._singles.setdefault(key_id, Gathering(work, TOGETHER))
        return gathering.ask(incoming)

    def many(self, agency: Agency, key_id: str, incoming: Sequence[Incoming]) -> list[Came]:
        """Takes in a batch, in order; what each came to, or the fault of ours that kept it out.

        Raises psycopg.OperationalError if the database is away.
        """
        found: list[Came] = []
        try:
            for start in range(0, len(incoming), AT_ONCE):
                found += self._receive(agency, key_id, incoming[start : start + AT_ONCE])
        finally:  # once for all of them, so that a batch doesn't wait for Redis again and again
            self._wake(found)
        return found

    def _woken(self, agency: Agency, key_id: str, incoming: Sequence[Incoming]) -> list[Came]:
        found = self._receive(agency, key_id, incoming)
        self._wake(found)
        return found

    def _receive(self, agency: Agency, key_id: str, incoming: Sequence[Incoming]) -> list[Came]:
        now = self._runtime.clock()
        try:
            return [
                *transact(
                    self._runtime.pool,
                    lambda connection: cases.receive_all(connection, agency, incoming, now, key_id),
                    pipelined=True,
                )
            ]
        except psycopg.OperationalError as fault:
            if not isinstance(fault, RETRIED):
                raise  # the database is away: dispatch pushes all of it again
            failed: Exception = fault
        except Exception as fault:  # noqa: BLE001
            failed = fault
        if len(incoming) == 1:
            return [failed]
        return [came for one in incoming for came in self._receive(agency, key_id, [one])]

    def _wake(self, found: Sequence[Came]) -> None:
        if any(isinstance(one, Result) and one.wake for one in found):
            self._runtime.wake()
