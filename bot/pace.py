"""The pace of a sender number: segments per second, shared by all workers through Redis."""

from __future__ import annotations

import time
from datetime import datetime

import structlog
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# The generic cell rate algorithm (ITU-T I.371, as a "virtual scheduling" leaky bucket): the key holds the time
# at which the next segment may go if all before it went on time. A second's worth may go at once.
# KEYS[1] sender; ARGV: now (s), seconds per segment, segments wanted. Returns how long to wait, 0 when taken.
_SCRIPT = """
local now, each, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local next_at = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), now)
local burst = math.max(1.0, each)
local wait = next_at + each * want - burst - now
if wait > 0 and next_at > now then return tostring(wait) end
redis.call('set', KEYS[1], tostring(next_at + each * want), 'EX', math.ceil(next_at + each * want - now) + 1)
return '0'
"""
# After a failure Redis isn't asked again for this long: whoever asks holds a case and a contact still.
_REST_SECONDS = 1.0


class Pace:
    """Asks for the right to send now."""

    def __init__(self, redis: Redis) -> None:
        self._script = redis.register_script(_SCRIPT)
        self._rest_until = 0.0

    def wait(self, sender: str, per_second: float, segments: int, now: datetime) -> float:
        """Takes `segments` from the sender's allowance: 0 when they may go now, else seconds to wait.

        Without Redis the carrier's own queue paces: a text is never lost for want of a counter.
        """
        if time.monotonic() < self._rest_until:
            return 0.0
        try:
            answer = self._script(
                keys=[f"caseline:pace:{sender}"], args=[now.timestamp(), 1.0 / per_second, segments]
            )
        except RedisError as fault:
            self._rest_until = time.monotonic() + _REST_SECONDS
            log.warning("pace.unavailable", fault=type(fault).__name__)
            return 0.0
        return float(answer)
