"""Waking a worker. The outbox is the truth; a job on the queue only says "look at it now"."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

log = structlog.get_logger(__name__)

QUEUE = "caseline"
_FLAG = "caseline:wake"
# A flag that its drain never took down (the worker died first) holds nobody up for longer than this.
_FLAG_MILLISECONDS = 2000
# After a failure, Redis isn't asked again for this long, so that no web request waits for it twice.
_REST_SECONDS = 1.0
# The longest that a caller waits for a job to be enqueued, once it is its turn to do that.
_PATIENCE_SECONDS = 0.4


class Wake:
    """Wakes a worker after a commit that left something due. Many calls become one job."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._queue = Queue(QUEUE, connection=redis)
        self._rest_until = 0.0
        # Enqueueing takes many round trips: a Redis that answers each slowly may not add them up.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="wake")

    def __call__(self) -> None:
        """Never raises: a wake-up that got lost is made up for by the sweep."""
        if time.monotonic() < self._rest_until:
            return
        flagged = False
        try:
            flagged = bool(self._redis.set(_FLAG, "1", nx=True, px=_FLAG_MILLISECONDS))
            if flagged:
                self._thread.submit(self._enqueue).result(timeout=_PATIENCE_SECONDS)
        except (RedisError, TimeoutError) as fault:
            self._rest_until = time.monotonic() + _REST_SECONDS
            log.warning("wake.unavailable", fault=type(fault).__name__)
            if flagged:  # no job stands behind it: the next wake-up is to try again
                self._thread.submit(self.taken)

    def _enqueue(self) -> None:
        with self._redis.pipeline() as together:
            self._queue.enqueue("bot.jobs.drain", result_ttl=0, failure_ttl=3600, job_timeout=120, pipeline=together)
            together.execute()

    def taken(self) -> None:
        """The drain's first act: whatever is committed from now on needs a wake-up of its own."""
        try:
            self._redis.delete(_FLAG)
        except RedisError as fault:
            log.warning("wake.unavailable", fault=type(fault).__name__)


def connect(url: str) -> Redis:
    """A client whose every call answers, one way or the other, within half a second."""
    return Redis.from_url(url, socket_timeout=0.4, socket_connect_timeout=0.4, retry=None)
