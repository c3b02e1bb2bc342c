"""The figures on the texts that were kept back don't fall: floors a little under what was reached."""

from __future__ import annotations

from functools import cache

import pytest

from bench.understanding.corpus import KEPT
from bench.understanding.evaluate import held
from bench.understanding.measure import Figures

# Percent of each intent: of the first set, of the second, of the third.
FLOORS = {
    "emergency": (98, 96, 99), "stop": (97, 98, 98), "status": (97, 94, 90), "who": (96, 98, 92),
    "report": (99, 96, 94), "call": (94, 93, 92), "language": (98, 90, 98), "wrong_number": (98, 94, 92),
    "help": (96, 95, 98), "start": (98, 95, 91), "add": (90, 90, 90), "withdraw": (98, 95, 90),
    "thanks": (98, 71, 94), "complaint": (96, 91, 85),
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
    assert figures(name).hard["stop"][0] <= {"first": 1, "second": 1, "third": 1}[name]


@SETS
def test_danger_is_seldom_read_into_a_hard_negative(name: str) -> None:
    wrong, count = figures(name).hard["emergency"]
    assert wrong <= 0.05 * count
