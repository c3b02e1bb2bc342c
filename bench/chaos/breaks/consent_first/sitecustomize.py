"""A deliberate break: consent, protection and truth are read before the claim, not in the commit that starts.

`python -m bench.chaos --break consent_first` must find texts after STOP. Python loads this by its name before
the product.
"""

from __future__ import annotations

import time
from dataclasses import replace

import psycopg

from bot import delivery
from bot.delivery import Delivery
from bot.starts import Started, Turn
from bot.store.db import Connection

# For how long a checked text lies in memory: what a queue in a worker would do.
QUEUED_SECONDS = 6.0
AT_ONCE = 100
_start = Delivery._start
_checked: list[Started] = []
_checked_at = 0.0


def _check_then_start(self: Delivery, connection: Connection, room: int | None = None) -> Turn:
    global _checked_at
    if not _checked:
        with connection.transaction():
            _checked.extend(_start(self, connection, AT_ONCE).started)
            _checked_at = time.monotonic()
            raise psycopg.Rollback  # nothing is marked
        time.sleep(0.05)
        return Turn(len(_checked), ())
    if time.monotonic() < _checked_at + QUEUED_SECONDS:
        time.sleep(0.1)
        return Turn(1, ())
    started = tuple(replace(one, call_by=time.monotonic() + 60) for one in _checked)
    _checked.clear()
    for one in started:
        connection.execute(
            """update messages set status = 'sending', attempts = attempts + 1, due_at = null,
                   started_at = now(), lease_until = now() + interval '15 seconds'
               where id = %s and due_at is not null""",
            (one.due.id,),
        )
    return Turn(len(started), started)


delivery.Delivery._start = _check_then_start  # type: ignore[method-assign]
