"""The sender's pace: segments a second, shared by all workers."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest
from redis import Redis

from bot.pace import Pace
from bot.wake import connect
from tests.line import MORNING, Line, contact

SENDER = "+18135550100"


@pytest.fixture
def redis(redis_url: str) -> Redis:
    client = connect(redis_url)
    client.flushdb()
    return client


def test_two_workers_share_one_allowance(redis: Redis) -> None:
    paces = [Pace(redis), Pace(redis)]
    now, taken = MORNING, 0
    while now < MORNING + timedelta(seconds=10):
        for pace in paces:
            taken += 1 if pace.wait(SENDER, 30, 1, now) == 0 else 0
        now += timedelta(milliseconds=5)
    assert 300 <= taken <= 331  # ten seconds' worth, and the second's worth that may go at once


def test_segments_count_not_texts(redis: Redis) -> None:
    pace = Pace(redis)
    now, segments = MORNING, 0
    while now < MORNING + timedelta(seconds=10):
        segments += 3 if pace.wait(SENDER, 3, 3, now) == 0 else 0
        now += timedelta(milliseconds=50)
    assert 30 <= segments <= 36


def test_a_text_longer_than_a_seconds_worth_goes_all_the_same(redis: Redis) -> None:
    pace = Pace(redis)
    assert pace.wait(SENDER, 1, 3, MORNING) == 0
    assert pace.wait(SENDER, 1, 1, MORNING) == pytest.approx(3, abs=0.01)
    assert pace.wait(SENDER, 1, 1, MORNING + timedelta(seconds=3)) == 0


def test_every_sender_has_its_own(redis: Redis) -> None:
    pace = Pace(redis)
    assert pace.wait(SENDER, 1, 1, MORNING) == 0
    assert pace.wait(SENDER, 1, 1, MORNING) > 0
    assert pace.wait("+18135550199", 1, 1, MORNING) == 0


def test_the_wait_is_how_long_it_takes(redis: Redis) -> None:
    pace = Pace(redis)
    assert pace.wait(SENDER, 1, 2, MORNING) == 0
    wait = pace.wait(SENDER, 1, 1, MORNING)
    assert pace.wait(SENDER, 1, 1, MORNING + timedelta(seconds=wait - 0.01)) > 0
    assert pace.wait(SENDER, 1, 1, MORNING + timedelta(seconds=wait + 0.01)) == 0


def test_its_keys_do_not_outlive_their_use(redis: Redis) -> None:
    Pace(redis).wait(SENDER, 1, 3, MORNING)
    assert 0 < redis.ttl(f"caseline:pace:{SENDER}") <= 5


def test_without_redis_texts_go_at_once_and_only_the_first_waits_for_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pace = Pace(connect(f"redis://127.0.0.1:{silent.getsockname()[1]}"))
        begun = time.monotonic()
        assert [pace.wait(SENDER, 1, 1, MORNING) for _ in range(20)] == [0.0] * 20
        assert time.monotonic() - begun < 1.0


def test_the_carrier_gets_no_more_than_the_pace(line: Line) -> None:
    phones = [f"+181355501{number}" for number in range(10, 40)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])  # 30 texts of 2 segments, 30 a second
    line.delivery.drain(seconds=0.5)
    assert len(line.ledger()["outbound"]) in (14, 15, 16)
    line.clock.at += timedelta(seconds=1)
    line.delivery.drain(seconds=0.5)
    assert len(line.ledger()["outbound"]) in range(28, 32)
