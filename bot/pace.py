"""The pace of a sender number: segments per second, shared by all workers through Redis."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

import structlog
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# The generic cell rate algorithm (ITU-T I.371, as a "virtual scheduling" leaky bucket): the key holds the time
# at which the next segment may go if all before it went on time. A second's worth may go at once.
# KEYS[1] sender; ARGV: now (s), seconds per segment, then the segments of each text. Texts are taken in order, up
# to the first that must wait. Returns how many were taken, and how long the next must wait (0: none must).
_SCRIPT = """
local now, each = tonumber(ARGV[1]), tonumber(ARGV[2])
local next_at = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), now)
local burst = math.max(1.0, each)
local taken, wait = 0, 0
for place = 3, #ARGV do
    local after = next_at + each * tonumber(ARGV[place])
    if next_at > now and after - burst > now then
        wait = after - burst - now
        break
    end
    taken, next_at = taken + 1, after
end
if taken > 0 then redis.call('set', KEYS[1], tostring(next_at), 'EX', math.ceil(next_at - now) + 1) end
return {taken, tostring(wait)}
"""
# After a failure Redis isn't asked again for this long: whoever asks holds a case and a contact still.
_REST_SECONDS = 1.0


class Pace:
    """Asks for the right to send now, for all texts of a sender at once."""

    def __init__(self, redis: Redis) -> None:
        self._script = redis.register_script(_SCRIPT)
        self._rest_until = 0.0

    def take(self, sender: str, per_second: float, texts: Sequence[int], now: datetime) -> tuple[int, float]:
        """Takes texts, given by their segments, from the sender's allowance: how many of them, from the first on,
        may go now, and how many seconds the next must wait.

        Without Redis the carrier's own queue paces: a text is never lost for want of a counter.
        """
        if time.monotonic() < self._rest_until:
            return len(texts), 0.0
        try:
            taken, wait = self._script(
                keys=[f"caseline:pace:{sender}"], args=[now.timestamp(), 1.0 / per_second, *texts]
            )
        except RedisError as fault:
            self._rest_until = time.monotonic() + _REST_SECONDS
            log.warning("pace.unavailable", fault=type(fault).__name__)
            return len(texts), 0.0
        return int(taken), float(wait)
