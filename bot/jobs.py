"""The jobs that RQ runs, by name. Each only says "look now"; what is to be done lies in the database.

RQ calls plain functions, so the worker process tells this module once what it is wired from.
"""

from __future__ import annotations

from bot import clock
from bot.delivery import Delivery
from bot.runtime import Runtime

_runtime: Runtime | None = None
_delivery: Delivery | None = None


def configure(runtime: Runtime, delivery: Delivery) -> None:
    """Called once, by the process that runs the jobs."""
    global _runtime, _delivery
    _runtime, _delivery = runtime, delivery


def drain() -> int:
    """Sends what is due."""
    assert _delivery is not None
    return _delivery.drain()


def sweep() -> None:
    """One round of the clock."""
    assert _runtime is not None
    clock.sweep(_runtime.pool, _runtime.agencies, _runtime.clock(), _runtime.wake)
