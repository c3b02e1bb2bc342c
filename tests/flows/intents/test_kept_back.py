"""The figures on the texts that were kept back don't fall: floors a little under what was reached."""

from __future__ import annotations

from functools import cache

import pytest

from bench.understanding.corpus import KEPT
from bench.understanding.evaluate import held
from bench.understanding.measure import Figures

# Percent of each intent: of the first set, of the second.
FLOORS = {
    "emergency": (97, 93), "stop": (96, 97), "status": (95, 94), "who": (93, 95), "report": (98, 93),
    "call": (97, 92), "language": (98, 93), "wrong_number": (98, 92), "help": (93, 93), "start": (98, 87),
    "add": (89, 91), "withdraw": (92, 96), "thanks": (97, 87), "complaint": (93, 87),
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
    assert figures(name).hard["stop"][0] <= {"first": 1, "second": 1}[name]


@SETS
def test_danger_is_seldom_read_into_a_hard_negative(name: str) -> None:
    wrong, count = figures(name).hard["emergency"]
    assert wrong <= 0.05 * count
