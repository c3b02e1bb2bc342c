"""`caseline worker`: a supervisor over one drainer and one cron, each a process of its own.

The drainer is RQ's SimpleWorker (it runs jobs in its own process, and so keeps its connections); the cron is
RQ's own. Whichever dies is started again. Several `caseline worker` may run: claims are rows, and the clock
is one of many by a database lock.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.cron import CronScheduler

from bot import jobs, runtime
from bot.delivery import Delivery
from bot.gateway import Gateway
from bot.logs import set_up
from bot.pace import Pace
from bot.settings import Settings
from bot.wake import QUEUE

log = structlog.get_logger(__name__)

SWEEP_QUEUE = "caseline-clock"
SWEEP_SECONDS = 5
IN_FLIGHT = 16
_RESTART_SECONDS = 1.0
_STOP_SECONDS = 15.0


def drainer(settings: Settings) -> None:
    """Runs drain and sweep jobs until told to stop."""
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
    jobs.configure(parts, delivery)
    connection = _blocking(settings)
    worker = SimpleWorker([Queue(one, connection=connection) for one in (QUEUE, SWEEP_QUEUE)], connection=connection)
    delivery.drain()  # what was left due by whoever ran before
    worker.work(logging_level="WARNING")
    delivery.close()
    parts.close()


def cron(settings: Settings) -> None:
    """Puts a sweep on the queue every few seconds."""
    set_up()
    scheduler = CronScheduler(connection=_blocking(settings), logging_level="WARNING")
    scheduler.register(
        jobs.sweep, SWEEP_QUEUE, interval=SWEEP_SECONDS, result_ttl=0, ttl=SWEEP_SECONDS, job_timeout=120
    )
    scheduler.start()  # type: ignore[no-untyped-call]  # RQ gives it no annotations


def supervise(settings: Settings) -> None:
    """Keeps both running until SIGTERM or SIGINT; then lets the drainer finish what it has in hand."""
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    work: dict[str, Callable[[Settings], None]] = {"drainer": drainer, "cron": cron}
    running = {name: _start(name, target, settings) for name, target in work.items()}
    log.info("worker.started", pid=os.getpid())
    while not stopping.wait(_RESTART_SECONDS):
        for name, process in running.items():
            if not process.is_alive():
                log.warning("worker.restarted", part=name, exit_code=process.exitcode)
                running[name] = _start(name, work[name], settings)
    _stop(list(running.values()))


def _start(name: str, target: Callable[[Settings], None], settings: Settings) -> BaseProcess:
    # Spawned, not forked: no connection or lock of the parent may be inherited.
    process = multiprocessing.get_context("spawn").Process(
        target=_child, args=(target, settings, os.getpid()), name=f"caseline-{name}"
    )
    process.start()
    return process


def _child(target: Callable[[Settings], None], settings: Settings, parent: int) -> None:
    """Runs a part; it ends itself when its supervisor was killed, so that a new one doesn't find two."""
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    target(settings)


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_STOP_SECONDS)
    os._exit(1)


def _stop(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    ends = time.monotonic() + _STOP_SECONDS
    for process in processes:
        process.join(max(0.1, ends - time.monotonic()))
        if process.is_alive():
            process.kill()


def _blocking(settings: Settings) -> Redis:
    """A client that may wait long for work, as RQ does."""
    assert settings.redis_url is not None
    return Redis.from_url(settings.redis_url)


__all__ = ["RedisError", "cron", "drainer", "supervise"]
