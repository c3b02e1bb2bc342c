"""The figures on the texts that were kept back don't fall: floors a little under what was reached."""

from __future__ import annotations

from functools import cache

import pytest

from bench.understanding.evaluate import held
from bench.understanding.measure import Figures

INTENTS = [
    "emergency",
    "stop",
    "status",
    "who",
    "report",
    "call",
    "language",
    "wrong_number",
    "help",
    "start",
    "add",
    "withdraw",
    "thanks",
    "complaint",
]
FLOORS = {
    "first": (90, 93, 92, 92, 96, 96, 97, 94, 92, 94, 88, 91, 93, 92),
    "second": (83, 84, 87, 87, 90, 72, 87, 60, 80, 60, 86, 84, 72, 69),
}
SETS = pytest.mark.parametrize("name", list(FLOORS))


@cache
def figures(name: str) -> Figures:
    return held(name)


@pytest.mark.parametrize(
    ("name", "intent", "floor"),
    [(name, *pair) for name, floors in FLOORS.items() for pair in zip(INTENTS, floors, strict=True)],
)
def test_an_intent_is_found_as_often_as_before(name: str, intent: str, floor: int) -> None:
    assert 100 * figures(name).rate(intent) >= floor


@SETS
def test_stop_is_hardly_ever_read_into_a_hard_negative(name: str) -> None:
    assert figures(name).hard["stop"][0] <= {"first": 1, "second": 1}[name]


@SETS
def test_danger_is_seldom_read_into_a_hard_negative(name: str) -> None:
    wrong, count = figures(name).hard["emergency"]
    assert wrong <= 0.09 * count
