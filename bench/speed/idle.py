"""At idle: how long a piece of news takes from its POST to the carrier, against a view that enqueues a job for RQ."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

from bench.speed.events import event
from bench.speed.figures import Figure, Series, compared, percentile
from bench.speed.ground import Ground, Line, Say
from bench.speed.memory import Memory
from bench.speed.outbound import CARRIER_THREADS
from bench.speed.people import phone
from bench.speed.sizes import Size
from bot.worker import IN_FLIGHT

FIGURES = ("event_to_carrier_vs_rq",)
# Between two events: long enough for everything to be at rest again.
PAUSE_SECONDS = 0.05
# The bare side's phones; ours begin at 0.
BARE_FIRST = 1_000_000
# The ledger cuts a time to its millisecond: on average half of one is missing.
CUT = timedelta(milliseconds=0.5)
REST_SECONDS = 60.0


def measure(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    with ground.line("idle") as line:
        line.carrier(CARRIER_THREADS)
        line.web()
        line.bare()
        line.worker(IN_FLIGHT)
        line.rq_worker()
        line.ready()
        line.carrier_takes(0)
        dispatch = _Poster(line.web_port, "/api/v1/events", line.key)
        enqueuer = _Poster(line.bare_port, "/send", line.key)
        _open_calls(line, dispatch, (size.rounds + 1) * size.idle_events)
        ours: list[list[float]] = []
        bare: list[list[float]] = []
        for number in range(size.rounds + 1):
            people = range(number * size.idle_events, (number + 1) * size.idle_events)
            ours.append(_took(line, {phone(one): dispatch.post(event(one, 1)) for one in people}))
            others = [phone(BARE_FIRST + one) for one in people]
            bare.append(_took(line, {one: enqueuer.post({"phone": one}) for one in others}))
            what = f"idle {number}" if number else "idle, to warm up"
            say(f"{what}: {median(ours[-1]):.1f} ms, RQ {median(bare[-1]):.1f} ms")
        memory.note_worker(line)
    del ours[0], bare[0]
    return [_figure(ours, bare)]


def _figure(ours: list[list[float]], bare: list[list[float]]) -> Figure:
    sides = [
        Series(name, [median(one) for one in rounds], [percentile(one, 0.99) for one in rounds])
        for name, rounds in (("Caseline", ours), ("RQ", bare))
    ]
    extras: dict[str, float] = {}
    for prefix, rounds in (("", ours), ("rq_", bare)):
        every = [one for each in rounds for one in each]
        extras[f"{prefix}event_to_carrier_p50_ms"] = median(every)
        extras[f"{prefix}event_to_carrier_p99_ms"] = percentile(every, 0.99)
    return compared(FIGURES[0], "ms", *sides, extras=extras)


class _Poster:
    """One kept connection, on which JSON is posted at idle."""

    def __init__(self, port: int, path: str, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REST_SECONDS)
        self._path = path
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}

    def post(self, document: object) -> float:
        """When it was posted (Unix time)."""
        body = json.dumps(document).encode()
        time.sleep(PAUSE_SECONDS)
        at = time.time()
        self._connection.request("POST", self._path, body, self._headers)
        answer = self._connection.getresponse()
        if b"applied" not in answer.read():
            raise SystemExit(f"speed: {self._path} answered {answer.status}")
        return at


def _open_calls(line: Line, dispatch: _Poster, count: int) -> None:
    """The calls that the news will be of, and their first texts gone."""
    for first in range(0, count, 100):
        began = dispatch.post({"events": [event(number, 0) for number in range(first, min(first + 100, count))]})
        _took(line, {phone(number): began for number in range(first, min(first + 100, count))})


def _took(line: Line, posted: Mapping[str, float]) -> list[float]:
    """Milliseconds from each POST to the carrier's acceptance of the text that follows from it."""
    ends = time.monotonic() + REST_SECONDS
    while True:
        accepted = {
            one["to"]: (datetime.fromisoformat(one["accepted_at"]) + CUT).timestamp()
            for one in line.ledger()
            if one["to"] in posted
        }
        missing = [one for one in posted if accepted.get(one, 0.0) < posted[one]]
        if not missing:
            return [1000 * (accepted[one] - posted[one]) for one in posted]
        if time.monotonic() > ends:
            raise SystemExit(f"speed: no text came to {len(missing)} of {len(posted)} phones")
        time.sleep(0.1)
