"""A deliberate break: texts are handed over before their start, with its lease, is committed.

`python -m bench.chaos --break send_first` must find texts doubled. Python loads this by its name before the
product.
"""

from __future__ import annotations

from bot import delivery
from bot.calls import Result
from bot.delivery import Delivery
from bot.starts import Started, Turn
from bot.store.db import Connection

_start = Delivery._start
_results: dict[tuple[object, int], Result] = {}


def _send_and_start(self: Delivery, connection: Connection, room: int | None = None) -> Turn:
    turn = _start(self, connection, room)
    for one in turn.started:
        _results[one.due.id, one.attempt] = self._gateway.send(one.outgoing)
    return turn


def _sent(self: Delivery, one: Started) -> Result:
    return _results.pop((one.due.id, one.attempt))


delivery.Delivery._start = _send_and_start  # type: ignore[method-assign]
delivery.Delivery._send = _sent  # type: ignore[method-assign]
