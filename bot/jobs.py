"""The jobs that RQ runs, by name. Each only says "look now"; what is to be done lies in the database.

RQ calls plain functions, so the worker process tells this module once what it is wired from. No error gets
as far as RQ, which would log and keep it with its words: what isn't done now is done by the next wake-up.
"""

from __future__ import annotations

import structlog

from bot.delivery import Delivery
from bot.logs import trace

log = structlog.get_logger(__name__)

_delivery: Delivery | None = None


def configure(delivery: Delivery) -> None:
    """Called once, by the process that runs the jobs."""
    global _delivery
    _delivery = delivery


def drain() -> None:
    """Sends what is due."""
    assert _delivery is not None
    try:
        _delivery.drain()
    except Exception as fault:  # noqa: BLE001
        log.error("drain.failed", **trace(fault))
