"""`caseline worker`: a supervisor over one drainer and one minder, each a process of its own.

The drainer is RQ's SimpleWorker (it runs jobs in its own process, and so keeps its connections). The minder
makes a round every few seconds (bot/rounds.py); it needs no Redis, which is when it is needed most. Whichever
dies is started again. Several `caseline worker` may run: claims are rows, and the clock is one of many by a
database lock.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

import structlog
from redis import Redis
from redis.client import Pipeline
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.timeouts import JobTimeoutException
from rq.worker_registration import register

from bot import jobs, metrics_folder, reconcile, runtime
from bot.delivery import Delivery
from bot.gateway import Gateway
from bot.logs import set_up, trace
from bot.pace import Pace
from bot.parent import STOP_SECONDS, follow
from bot.rounds import ROUTINE, Rounds
from bot.settings import Settings
from bot.wake import QUEUE

log = structlog.get_logger(__name__)

ROUND_SECONDS = 5.0
IN_FLIGHT = 16
# A worker that died while it waited is off RQ's books within twice this.
WORKER_TTL_SECONDS = 20
# A heartbeat that isn't older needs none after it.
_BEAT_SECONDS = 2.0
_LOOK_SECONDS = 0.25
# A part that lived for less than this is started again later each time, up to the longest rest.
_HEALTHY_SECONDS = 30.0
_LONGEST_REST = 8.0


class Drainer(SimpleWorker):
    """RQ's worker. It ends a drain when it is told to stop, and goes on without Redis, slower, until it is back."""

    max_connection_wait_time = 5.0
    delivery: Delivery
    _beat_at = 0.0

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.delivery.stop()
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def execute_job(self, job: Job, queue: Queue) -> None:
        """A wake-up has no result, and if we die it is made up for: RQ keeps no books of it, and it goes at once."""
        with self.death_penalty_class(job.timeout, JobTimeoutException, job_id=job.id):
            job.perform()
        with self.connection.pipeline() as done:
            done.lrem(queue.intermediate_queue_key, 1, job.id)
            done.delete(job.key)
            done.execute()

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """RQ asks for one before and after every job: one now and then will do, and in one round trip."""
        if pipeline is not None:
            super().heartbeat(timeout, pipeline)
            return
        if time.monotonic() - self._beat_at < _BEAT_SECONDS:
            return
        try:
            with self.connection.pipeline() as beat:
                super().heartbeat(timeout, beat)
                register(self, beat)  # an emptied Redis has forgotten that we are there
                beat.execute()
        except RedisError:
            jobs.drain()
            raise  # RQ waits a little, and tries again
        self._beat_at = time.monotonic()

    def _install_signal_handlers(self) -> None:
        super()._install_signal_handlers()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._stop_requested = self.delivery.stopping  # told so before RQ took the signals over


def drainer(settings: Settings) -> None:
    """Runs drain jobs until told to stop."""
    set_up()
    parts = runtime.build(settings, connections=4)
    assert settings.public_url is not None
    delivery = Delivery(
        parts.pool,
        Gateway(settings.twilio_base_url, IN_FLIGHT),
        parts.agencies,
        settings.public_url,
        Pace(parts.redis),
        parts.wake,
        parts.clock,
        IN_FLIGHT,
    )
    jobs.configure(delivery)
    connection = _blocking(settings)
    signal.signal(signal.SIGTERM, lambda *_: delivery.stop())  # until RQ takes the signals over
    while not delivery.stopping:
        jobs.drain()  # what was left due by whoever ran before, or while Redis was away
        try:
            _work(connection, delivery)
        except RedisError as fault:
            log.warning("drainer.without_redis", fault=type(fault).__name__)
            time.sleep(ROUND_SECONDS / 5)
    delivery.close()
    parts.close()


def _work(connection: Redis, delivery: Delivery) -> None:
    """RQ's work, until it is told to stop or Redis fails in the middle of something."""
    worker = Drainer([Queue(QUEUE, connection=connection)], connection=connection, worker_ttl=WORKER_TTL_SECONDS)
    worker.delivery = delivery
    worker.work(logging_level="WARNING")


def minder(settings: Settings) -> None:
    """Makes rounds until told to stop."""
    set_up()
    parts = runtime.build(settings, connections=reconcile.ABREAST + 2)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    rounds = Rounds(parts, Gateway(settings.twilio_base_url, reconcile.ABREAST))
    while not stopping.is_set():
        rounds.make(ROUTINE)
        stopping.wait(ROUND_SECONDS)
    parts.close()


def supervise(settings: Settings) -> None:
    """Keeps both running until SIGTERM or SIGINT; then lets the drainer finish what it has in hand."""
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    work: dict[str, Callable[[Settings], None]] = {"drainer": drainer, "minder": minder}
    parts = [_Part(name, target, settings) for name, target in work.items()]
    log.info("worker.started", pid=os.getpid())
    while not stopping.wait(_LOOK_SECONDS):
        for part in parts:
            part.mind()
    _stop([part.process for part in parts])


class _Part:
    """A process that is started again when it dies: at once the first time, later if it keeps dying."""

    def __init__(self, name: str, target: Callable[[Settings], None], settings: Settings) -> None:
        self._name, self._target, self._settings = name, target, settings
        self._rest = 0.0
        self._began_at = time.monotonic()
        self._died_at: float | None = None
        self.process = _start(name, target, settings)

    def mind(self) -> None:
        if self.process.is_alive():
            return
        if self._died_at is None:
            self._died_at = time.monotonic()
            lived = self._died_at - self._began_at
            self._rest = 0.0 if lived > _HEALTHY_SECONDS else min(_LONGEST_REST, self._rest * 2 or 1.0)
            log.warning("worker.died", part=self._name, exit_code=self.process.exitcode, rest_seconds=self._rest)
        if time.monotonic() - self._died_at >= self._rest:
            metrics_folder.prune()
            self._began_at, self._died_at = time.monotonic(), None
            self.process = _start(self._name, self._target, self._settings)


def _start(name: str, target: Callable[[Settings], None], settings: Settings) -> BaseProcess:
    # Spawned, not forked: no connection or lock of the parent may be inherited.
    process = multiprocessing.get_context("spawn").Process(
        target=_child, args=(target, settings, os.getpid()), name=f"caseline-{name}"
    )
    process.start()
    return process


def _child(target: Callable[[Settings], None], settings: Settings, parent: int) -> None:
    """Runs a part; it ends itself when its supervisor was killed, so that a new one doesn't find two."""
    follow(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal: the supervisor's turn
    try:
        target(settings)
    except Exception as fault:  # noqa: BLE001
        log.error("worker.failed", **trace(fault))
        sys.exit(1)  # and is started again


def _stop(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    ends = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.join(max(0.1, ends - time.monotonic()))
        if process.is_alive():
            process.kill()


def _blocking(settings: Settings) -> Redis:
    """A client that may wait long for work, as RQ does."""
    assert settings.redis_url is not None
    return Redis.from_url(settings.redis_url)
