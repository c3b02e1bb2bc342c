"""The figures on the texts that were kept back don't fall: floors a little under what was reached."""

from __future__ import annotations

from functools import cache

import pytest

from bench.understanding.corpus import KEPT
from bench.understanding.evaluate import held
from bench.understanding.measure import Figures

# Percent of each intent: of the first set, of the second.
FLOORS = {
    "emergency": (95, 89), "stop": (92, 93), "status": (95, 90), "who": (94, 94), "report": (98, 92),
    "call": (96, 85), "language": (97, 92), "wrong_number": (96, 87), "help": (92, 93), "start": (97, 86),
    "add": (88, 85), "withdraw": (90, 92), "thanks": (95, 83), "complaint": (92, 76),
}  # fmt: skip
SETS = pytest.mark.parametrize("name", list(KEPT))


@cache
def figures(name: str) -> Figures:
    return held(name)


@pytest.mark.parametrize(
    ("name", "intent", "floor"),
    [(name, intent, floor) for intent, floors in FLOORS.items() for name, floor in zip(KEPT, floors, strict=True)],
)
def test_an_intent_is_found_as_often_as_before(name: str, intent: str, floor: int) -> None:
    assert 100 * figures(name).rate(intent) >= floor


@SETS
def test_stop_is_hardly_ever_read_into_a_hard_negative(name: str) -> None:
    assert figures(name).hard["stop"][0] <= {"first": 1, "second": 3}[name]


@SETS
def test_danger_is_seldom_read_into_a_hard_negative(name: str) -> None:
    wrong, count = figures(name).hard["emergency"]
    assert wrong <= 0.05 * count
