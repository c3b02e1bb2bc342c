"""Waking a worker: one job for many wake-ups, and none that can be lost for long."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest
from redis import Redis
from rq import Queue

from bot.wake import QUEUE, Wake, connect
from bot.worker import Drainer
from tests.line import Line

FLAG = "caseline:wake"


@pytest.fixture
def redis(redis_url: str) -> Redis:
    client = connect(redis_url)
    client.flushdb()
    return client


def jobs(redis: Redis) -> int:
    return Queue(QUEUE, connection=redis).count


def test_many_wake_ups_are_one_job(redis: Redis) -> None:
    wakes = [Wake(redis), Wake(redis)]
    for _ in range(50):
        for wake in wakes:
            wake()
    assert jobs(redis) == 1


def test_a_wake_up_after_the_drain_began_is_a_job_of_its_own(redis: Redis) -> None:
    wake = Wake(redis)
    wake()
    wake.taken()
    wake()
    assert jobs(redis) == 2


def test_a_flag_that_nobody_took_down_holds_nobody_up_for_long(redis: Redis) -> None:
    Wake(redis)()
    assert 0 < redis.pttl(FLAG) <= 2000


def test_the_flag_goes_before_the_table_is_read(line: Line) -> None:
    line.push("call.created")
    assert line.parts.redis.get(FLAG)
    start, seen = line.delivery._start, []

    def watched(connection: object, room: int) -> object:
        seen.append(line.parts.redis.get(FLAG))
        return start(connection, room)  # type: ignore[arg-type]

    line.delivery._start = watched  # type: ignore[method-assign, assignment]
    line.work()
    assert seen[0] is None


def test_a_finished_job_leaves_nothing_behind(line: Line) -> None:
    line.push("call.created")
    line.work()
    left = {key.decode() for key in line.parts.redis.keys("*")}
    assert not {key for key in left if key.startswith("rq:job:")}


def test_the_drainer_itself_leaves_nothing_behind_either(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drainer, "_install_signal_handlers", lambda self: None)
    line.push("call.created")
    connection = Redis.from_url(str(line.settings.redis_url))
    drainer = Drainer([Queue(QUEUE, connection=connection)], connection=connection)
    drainer.delivery = line.delivery
    drainer.work(burst=True, logging_level="CRITICAL")
    assert len(line.got()) == 1
    left = {key.decode() for key in connection.keys("rq:*")}
    assert not {key for key in left if key.startswith("rq:job:") or "intermediate" in key}
    connection.close()


def test_a_wake_up_that_was_lost_is_made_up_for_by_the_sweep(line: Line) -> None:
    line.push("call.created")
    line.parts.redis.flushdb()
    line.work()
    assert line.got() == []
    line.later(seconds=5)
    assert len(line.got()) == 1


def test_a_drainer_killed_with_the_flag_up_does_not_silence_the_line(line: Line) -> None:
    line.push("call.created")
    Queue(QUEUE, connection=line.parts.redis).empty()  # the worker took the job, and died
    assert line.parts.redis.get(FLAG)
    line.later(seconds=1)
    assert line.got() == []
    line.parts.redis.delete(FLAG)  # its two seconds pass
    line.later(seconds=5)
    assert len(line.got()) == 1


def test_without_redis_a_wake_up_costs_less_than_a_second_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        wake = Wake(connect(f"redis://127.0.0.1:{silent.getsockname()[1]}"))
        begun = time.monotonic()
        for _ in range(20):
            wake()
        wake.taken()
        assert time.monotonic() - begun < 1.0


def test_without_redis_texts_are_late_not_lost(line: Line) -> None:
    gone = Wake(connect("redis://127.0.0.1:9"))
    redis = line.parts.wake._redis
    line.parts.wake._redis, line.parts.wake._queue = gone._redis, gone._queue
    assert line.push("call.created").result["outcome"] == "applied"
    line.parts.wake._redis, line.parts.wake._queue = redis, Queue(QUEUE, connection=redis)
    line.parts.wake._rest_until = 0.0
    line.clock.at += timedelta(seconds=30)
    line.later(seconds=5)
    assert len(line.got()) == 1
