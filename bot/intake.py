"""Events into the database, many in a transaction: those of a batch, and those of requests that meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import psycopg
import structlog
from psycopg.errors import LockNotAvailable

from bot import cases
from bot.cases import Incoming, Result
from bot.gathering import Gathering
from bot.runtime import Runtime
from bot.store.db import RETRIED, Connection, transact
from flows.agency import Agency

log = structlog.get_logger(__name__)

# Events of a batch that share a transaction: their cases are held for some hundredths of a second.
AT_ONCE = 100
# Requests whose events share one: more than a process has threads.
TOGETHER = 16
# Nobody's events wait for longer than this because somebody else holds another's case.
_PATIENCE = "set local lock_timeout = '3s'"
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
        """Takes in a batch, in order; what each came to, or the fault that kept it out.

        Once the database is away, nothing more is tried.
        """
        found: list[Came] = []
        for start in range(0, len(incoming), AT_ONCE):
            found += self._receive(agency, key_id, incoming[start : start + AT_ONCE])
            if _away(found[-1]):
                found += [found[-1]] * (len(incoming) - len(found))
                break
        self._wake(found)  # once for all of them, so that a batch doesn't wait for Redis again and again
        return found

    def _woken(self, agency: Agency, key_id: str, incoming: Sequence[Incoming]) -> list[Came]:
        found = self._receive(agency, key_id, incoming)
        self._wake(found)
        return found

    def _receive(self, agency: Agency, key_id: str, incoming: Sequence[Incoming]) -> list[Came]:
        now = self._runtime.clock()

        def work(connection: Connection) -> list[Result]:
            connection.execute(_PATIENCE)
            return cases.receive_all(connection, agency, incoming, now, key_id)

        try:
            return [*transact(self._runtime.pool, work, pipelined=True)]
        except Exception as fault:  # noqa: BLE001
            failed: Came = fault  # whoever brought the event raises it, and it is recorded there
        if _away(failed) or len(incoming) == 1:  # dispatch pushes it again
            return [failed] * len(incoming)
        log.warning("intake.one_by_one", events=len(incoming), fault=type(failed).__name__)
        found: list[Came] = []
        for one in incoming:
            found += self._receive(agency, key_id, [one])
            if _away(found[-1]):
                return found + [found[-1]] * (len(incoming) - len(found))
        return found

    def _wake(self, found: Sequence[Came]) -> None:
        if any(isinstance(one, Result) and one.wake for one in found):
            self._runtime.wake()


def _away(came: Came) -> bool:
    """Whether it is the database that failed, and not an event."""
    return isinstance(came, psycopg.OperationalError) and not isinstance(came, (*RETRIED, LockNotAvailable))
