"""/healthz, /readyz, /metrics: what a balancer and an operator's monitoring hear."""

from __future__ import annotations

import dataclasses
import socket
import time
from collections.abc import Iterator

import pytest
from rq import Queue, SimpleWorker

from bot.wake import QUEUE, Wake, connect
from tests.line import VICTIM, Line
from webhooks import health
from webhooks.app import create_app


def timed(line: Line, path: str) -> tuple[int, dict[str, object], float]:
    began = time.monotonic()
    answer = line.get(path)
    return answer.status, answer.body, time.monotonic() - began


def test_a_line_that_works_is_ok(line: Line) -> None:
    worker = SimpleWorker([Queue(QUEUE, connection=line.parts.redis)], connection=line.parts.redis)
    worker.register_birth()
    assert line.get("/readyz").body == {
        "status": "ok",
        "database": "ok",
        "redis": "ok",
        "workers": 1,
        "lanes": {},
        "senders": {"tampa": {"status": "ok"}},
        "demonstration": ["tampa"],
    }
    worker.register_death()
    answer = line.get("/readyz")
    assert (answer.status, answer.body["status"], answer.body["workers"]) == (200, "degraded", 0)


def test_texts_that_are_late_degrade_the_line(line: Line) -> None:
    line.push("call.created")
    assert line.get("/readyz").body["lanes"] == {"realtime": {"due": 1, "oldest_seconds": 0.0}}
    line.clock.at = line.clock.at.replace(minute=2)
    answer = line.get("/readyz")
    assert (answer.status, answer.body["status"]) == (200, "degraded")
    assert answer.body["lanes"]["realtime"] == {"due": 1, "oldest_seconds": 120.0}


def test_healthz_asks_nobody(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.parts.pool.close()
    answer = line.get("/healthz")
    assert (answer.status, answer.body) == (200, {"status": "ok"})


def test_readyz_answers_within_three_seconds_of_a_database_that_says_nothing(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "lane_status", lambda *_: time.sleep(4))
    status, body, seconds = timed(line, "/readyz")
    assert (status, body["status"], body["database"]) == (503, "down", "down")
    assert seconds < 3


@pytest.fixture(params=["refuses", "says nothing"])
def without_redis(request: pytest.FixtureRequest, line: Line) -> Iterator[Line]:
    """A line whose web process has a Redis that refuses connections, or takes them and never answers."""
    deaf = socket.create_server(("127.0.0.1", 0), backlog=64)
    if request.param == "refuses":
        deaf.close()
    redis = connect(f"redis://127.0.0.1:{deaf.getsockname()[1] if request.param != 'refuses' else 1}/0")
    line.app = create_app(parts=dataclasses.replace(line.parts, redis=redis, wake=Wake(redis)))
    yield line
    deaf.close()


def test_without_redis_events_and_texts_are_answered_within_a_second(without_redis: Line) -> None:
    line = without_redis
    began = time.monotonic()
    assert line.push("call.created").result["notices"][0]["decision"] == "send"
    assert time.monotonic() - began < 1
    time.sleep(1.05)
    asked = []
    wake = line.app.extensions["caseline"].wake
    events = [line.event("call.created", f"i{number}") for number in range(50)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wake, "__call__", lambda self: asked.append(self))
        assert line.post("/api/v1/events", {"events": events}).status == 200
    assert asked == [wake]
    began = time.monotonic()
    assert line.says(VICTIM, "STOP")
    assert time.monotonic() - began < 1
    status, body, seconds = timed(line, "/readyz")
    assert (status, body["status"], body["redis"], body["database"]) == (200, "degraded", "down", "ok")
    assert seconds < 3
    assert line.get("/healthz").status == 200


def test_figures_hold_no_phone_and_count_what_happens(line: Line) -> None:
    line.push("call.created")
    line.says(VICTIM, "STATUS")
    text = line.get("/metrics").body
    for name in (
        'caseline_events_total{agency="tampa",outcome="applied"}',
        'caseline_inbound_total{agency="tampa",intent="status"}',
        'caseline_texts_due{lane="realtime"} 1.0',
        "caseline_texts_unsettled 0.0",
        "caseline_http_seconds_count",
    ):
        assert name in text, name
    assert VICTIM[1:] not in text
