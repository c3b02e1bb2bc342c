"""The jobs that RQ runs, by name. Each only says "look now"; what is to be done lies in the database.

RQ calls plain functions, so the worker process tells this module once what it is wired from. No error gets
as far as RQ, which would log and keep it with its words: what isn't done now is done by the next wake-up.
"""

from __future__ import annotations

import structlog

from bot import clock
from bot.delivery import Delivery
from bot.logs import trace
from bot.runtime import Runtime

log = structlog.get_logger(__name__)

_runtime: Runtime | None = None
_delivery: Delivery | None = None


def configure(runtime: Runtime, delivery: Delivery) -> None:
    """Called once, by the process that runs the jobs."""
    global _runtime, _delivery
    _runtime, _delivery = runtime, delivery


def drain() -> None:
    """Sends what is due."""
    assert _delivery is not None
    try:
        _delivery.drain()
    except Exception as fault:  # noqa: BLE001
        log.error("drain.failed", **trace(fault))


def sweep() -> None:
    """One round of the clock."""
    assert _runtime is not None
    try:
        clock.sweep(_runtime.pool, _runtime.agencies, _runtime.clock(), _runtime.wake)
    except Exception as fault:  # noqa: BLE001
        log.error("sweep.failed", **trace(fault))
