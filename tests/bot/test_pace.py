"""The sender's pace: segments a second, shared by all workers."""

from __future__ import annotations

import itertools
import random
import socket
import time
from datetime import datetime, timedelta

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


def wait_for(pace: Pace, sender: str, per_second: float, segments: int, now: datetime) -> float:
    """How long one text must wait; 0 if it was taken."""
    taken, wait = pace.take(sender, per_second, [segments], now)
    assert taken == (0 if wait else 1)
    return wait


def test_two_workers_share_one_allowance(redis: Redis) -> None:
    paces = [Pace(redis), Pace(redis)]
    now, taken = MORNING, 0
    while now < MORNING + timedelta(seconds=10):
        for pace in paces:
            taken += 1 if wait_for(pace, SENDER, 30, 1, now) == 0 else 0
        now += timedelta(milliseconds=5)
    assert 300 <= taken <= 331  # ten seconds' worth, and the second's worth that may go at once


def test_segments_count_not_texts(redis: Redis) -> None:
    pace = Pace(redis)
    now, segments = MORNING, 0
    while now < MORNING + timedelta(seconds=10):
        segments += 3 if wait_for(pace, SENDER, 3, 3, now) == 0 else 0
        now += timedelta(milliseconds=50)
    assert 30 <= segments <= 36


def test_a_text_longer_than_a_seconds_worth_goes_all_the_same(redis: Redis) -> None:
    pace = Pace(redis)
    assert wait_for(pace, SENDER, 1, 3, MORNING) == 0
    assert wait_for(pace, SENDER, 1, 1, MORNING) == pytest.approx(3, abs=0.01)
    assert wait_for(pace, SENDER, 1, 1, MORNING + timedelta(seconds=3)) == 0


def test_several_texts_are_taken_as_if_one_by_one(redis: Redis) -> None:
    together, apart = "+18135550111", "+18135550112"
    pace, chance = Pace(redis), random.Random(7)
    now = MORNING
    for _ in range(200):
        texts = [chance.randint(1, 4) for _ in range(chance.randint(0, 12))]
        per_second = chance.choice((1, 3, 30))
        waits = (wait_for(pace, apart, per_second, one, now) for one in texts)
        expected = list(itertools.takewhile(lambda wait: wait == 0, waits))
        taken, wait = pace.take(together, per_second, texts, now)
        assert (taken, wait == 0) == (len(expected), len(expected) == len(texts))
        now += timedelta(milliseconds=chance.randint(0, 900))


def test_texts_that_must_wait_are_not_counted(redis: Redis) -> None:
    pace = Pace(redis)
    taken, wait = pace.take(SENDER, 10, [4, 4, 4, 1], MORNING)
    assert (taken, wait) == (2, pytest.approx(0.2, abs=0.001))
    assert pace.take(SENDER, 10, [9], MORNING)[0] == 0
    assert pace.take(SENDER, 10, [2], MORNING) == (1, 0.0)  # what the third would have taken is there still


def test_every_sender_has_its_own(redis: Redis) -> None:
    pace = Pace(redis)
    assert wait_for(pace, SENDER, 1, 1, MORNING) == 0
    assert wait_for(pace, SENDER, 1, 1, MORNING) > 0
    assert wait_for(pace, "+18135550199", 1, 1, MORNING) == 0


def test_the_wait_is_how_long_it_takes(redis: Redis) -> None:
    pace = Pace(redis)
    assert wait_for(pace, SENDER, 1, 2, MORNING) == 0
    wait = wait_for(pace, SENDER, 1, 1, MORNING)
    assert wait_for(pace, SENDER, 1, 1, MORNING + timedelta(seconds=wait - 0.01)) > 0
    assert wait_for(pace, SENDER, 1, 1, MORNING + timedelta(seconds=wait + 0.01)) == 0


def test_its_keys_do_not_outlive_their_use(redis: Redis) -> None:
    Pace(redis).take(SENDER, 1, [3], MORNING)
    assert 0 < redis.ttl(f"caseline:pace:{SENDER}") <= 5


def test_without_redis_texts_go_at_once_and_only_the_first_waits_for_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pace = Pace(connect(f"redis://127.0.0.1:{silent.getsockname()[1]}"))
        begun = time.monotonic()
        assert [wait_for(pace, SENDER, 1, 1, MORNING) for _ in range(20)] == [0.0] * 20
        assert time.monotonic() - begun < 1.0


def test_the_carrier_gets_no_more_than_the_pace(line: Line) -> None:
    phones = [f"+181355501{number}" for number in range(10, 40)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])  # 30 texts of 2 segments, 30 a second
    line.delivery.drain(seconds=0.5)
    assert len(line.ledger()["outbound"]) in (14, 15, 16)
    line.clock.at += timedelta(seconds=1)
    line.delivery.drain(seconds=0.5)
    assert len(line.ledger()["outbound"]) in range(28, 32)
