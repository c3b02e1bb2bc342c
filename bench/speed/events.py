"""Dispatch pushes: one event a request against a bare checked insert, and batches against one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bench.speed import wire
from bench.speed.baselines import tables
from bench.speed.figures import Figure, Series, compared, percentile
from bench.speed.ground import Ground, Line, Say
from bench.speed.load import Load, Measured
from bench.speed.memory import Memory
from bench.speed.people import incident, phone
from bench.speed.sizes import Size

FIGURES = ("events_single_vs_bare", "events_batch_vs_single")
OURS, BARE = "/api/v1/events", "/events"
AT_ONCE, BATCHES_AT_ONCE = 16, 2
# A call's life as CAD tells it; most of it is texted to somebody.
STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("call.created", {"call_type": "stolen_vehicle", "priority": 4}),
    ("unit.dispatched", {"unit": "4A12"}),
    ("unit.on_scene", {"unit": "4A12"}),
    ("call.cleared", {"disposition": "report_taken", "officer": {"name": "J. Lane", "badge": "4127"}}),
)
# So many calls go on at once: what comes before an event in its call was answered long before it is sent.
ABREAST = 100


class Calls:
    """Makes events up, of new calls each time, since not all that was made ready for a run is sent in it."""

    def __init__(self) -> None:
        self._next = 0

    def events(self, count: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while len(found) < count:
            calls = range(self._next, self._next + ABREAST)
            found += [event(number, step) for step in range(len(STORY)) for number in calls]
            self._next += ABREAST
        return found[:count]


def event(number: int, step: int) -> dict[str, Any]:
    """That step of a call's story, dated now."""
    kind, data = STORY[step]
    if kind == "call.created":
        data = data | {"contacts": [{"phone": phone(number), "role": "victim", "language": "en"}]}
    return {
        "id": f"{incident(number)}-{step}",
        "type": kind,
        "incident": incident(number),
        "occurred_at": datetime.now(UTC).isoformat(),
        "data": data,
    }


def measure(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    with ground.line("events") as line:
        tables.make(line.database_url, line.key)
        web, _ = line.web(), line.bare()
        load, calls = line.load(), Calls()
        line.ready()
        rates = {path: _singles(line, load, path, calls.events(2 * ABREAST), None).rate for path in (OURS, BARE)}
        ours: list[Measured] = []
        bare: list[Measured] = []
        batches: list[float] = []
        for number in range(size.rounds):
            for path, runs in ((OURS, ours), (BARE, bare)):
                events = calls.events(int(rates[path] * size.seconds * 1.5) + ABREAST)
                runs.append(_singles(line, load, path, events, size.seconds))
            batches.append(_batches(line, load, calls, size))
            say(
                f"events {number + 1}: {ours[-1].rate:.0f}/s, bare {bare[-1].rate:.0f}/s, "
                f"in batches {batches[-1]:.0f}/s"
            )
        memory.note_web(web)
    single, insert = _side("Caseline", ours), _side("bare", bare)
    one_by_one = Series("one by one", single.values)
    return [
        compared(FIGURES[0], "events/s", single, insert),
        compared(FIGURES[1], "events/s", Series("in batches", batches), one_by_one),
    ]


def _side(name: str, runs: list[Measured]) -> Series:
    return Series(name, [run.rate for run in runs], [1000 * percentile(run.seconds, 0.99) for run in runs])


def _singles(line: Line, load: Load, path: str, events: list[dict[str, Any]], seconds: float | None) -> Measured:
    port = line.web_port if path == OURS else line.bare_port
    requests = [wire.json_post(path, one, line.key) for one in events]
    return load.run(port, requests, at_once=AT_ONCE, expect=b'"outcome"', seconds=seconds)


def _batches(line: Line, load: Load, calls: Calls, size: Size) -> float:
    """Events a second in batches, two of them at a time, each of calls of its own."""
    requests = [wire.json_post(OURS, {"events": calls.events(size.batch)}, line.key) for _ in range(size.batches)]
    return load.run(line.web_port, requests, at_once=BATCHES_AT_ONCE, expect=b'"applied"').rate * size.batch
