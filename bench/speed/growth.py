"""What size costs: a STATUS turn and the reading of a case over a million cases, against over a thousand.

Both databases are there at once, each with web processes of its own, and are asked in turn. One request at a time:
what is compared is how long one takes. Twenty people have 500 texts each; they are asked for in the large database
alone, and the figure is the worse of theirs and everybody else's.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.speed import seed, wire
from bench.speed.figures import Figure, Series, compared, percentile
from bench.speed.ground import Ground, Line, Say
from bench.speed.load import Load
from bench.speed.memory import Memory
from bench.speed.people import incident, phone
from bench.speed.sizes import Size

INBOUND, STATUS = FIGURES = ("growth_inbound_p50", "growth_status_p50")
SMALL, LARGE, HEAVY = "a thousand cases", "a million cases", "a million, 500 texts"


@dataclass(frozen=True)
class _Side:
    """A line, whom of it is asked, and how often in a round they ask STATUS and their cases are read."""

    name: str
    line: Line
    people: Sequence[int]
    turns: int = 1
    readings: int = 1


def measure(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    with ExitStack() as stack:
        small, large = (stack.enter_context(ground.line(name)) for name in ("small", "large"))
        for line, cases in ((small, size.small_cases), (large, size.large_cases)):
            ground.fill(line, cases, size.heavy_texts)
            say(f"growth: {cases} cases are there")
        load = small.load()
        web = [line.web() for line in (small, large)]
        small.ready()
        large.ready()
        dice = random.Random(1)
        sides = [
            _Side(SMALL, small, dice.sample(range(seed.HEAVY + 1, size.small_cases + 1), size.probes)),
            _Side(LARGE, large, dice.sample(range(seed.HEAVY + 1, size.large_cases + 1), size.probes)),
            _Side(HEAVY, large, range(1, seed.HEAVY + 1), turns=3, readings=5),
        ]
        for side in sides[:2]:
            for _ in range(2):  # to warm up
                _turns(load, side)
                _readings(load, side)
        took: dict[tuple[str, str], list[tuple[float, ...]]] = {}
        for number in range(size.rounds):
            for side in sides:
                took.setdefault((INBOUND, side.name), []).append(_turns(load, side))
                took.setdefault((STATUS, side.name), []).append(_readings(load, side))
            told = ", ".join(f"{1000 * median(runs[-1]):.2f}" for runs in took.values())
            say(f"growth {number + 1}: {told} ms")
        for one in web:
            memory.note_web(one)
    return [_worse(name, [_series(side.name, took[name, side.name]) for side in sides]) for name in FIGURES]


def _worse(name: str, sides: list[Series]) -> Figure:
    small, large, heavy = sides
    return max((compared(name, "ms", one, small) for one in (large, heavy)), key=lambda figure: figure.value)


def _series(name: str, runs: list[tuple[float, ...]]) -> Series:
    return Series(name, [1000 * median(run) for run in runs], [1000 * percentile(run, 0.99) for run in runs])


def _turns(load: Load, side: _Side) -> tuple[float, ...]:
    """They ask STATUS; seconds each."""
    line = side.line
    requests = wire.texts(
        [phone(number) for number in side.people] * side.turns,
        "STATUS",
        url=line.web_url,
        path="/webhooks/twilio/inbound",
        account=line.account,
        token=line.token,
    )
    return load.run(line.web_port, requests, at_once=1, expect=b"<Message").seconds


def _readings(load: Load, side: _Side) -> tuple[float, ...]:
    """Their cases are read; seconds each."""
    requests = [wire.get(f"/api/v1/cases/{incident(number)}", side.line.key) for number in side.people]
    requests *= side.readings
    return load.run(side.line.web_port, requests, at_once=1, expect=b'"incident"').seconds
