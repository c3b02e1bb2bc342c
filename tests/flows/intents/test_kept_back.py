"""The figures on the texts that were kept back don't fall: floors a little under what was reached."""

from __future__ import annotations

import pytest

from bench.understanding.evaluate import held
from bench.understanding.measure import Figures

FLOORS = {
    "emergency": 0.90, "stop": 0.84, "status": 0.87, "who": 0.87, "report": 0.94, "call": 0.94, "language": 0.94,
    "wrong_number": 0.82, "help": 0.90, "start": 0.85, "add": 0.92, "withdraw": 0.85, "thanks": 0.92,
    "complaint": 0.89,
}  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Figures:
    return held()


@pytest.mark.parametrize(("intent", "floor"), FLOORS.items())
def test_an_intent_is_found_as_often_as_before(figures: Figures, intent: str, floor: float) -> None:
    assert figures.rate(intent) >= floor


def test_stop_is_never_read_into_a_hard_negative(figures: Figures) -> None:
    assert figures.hard["stop"][0] == 0


def test_danger_is_seldom_read_into_a_hard_negative(figures: Figures) -> None:
    wrong, count = figures.hard["emergency"]
    assert wrong <= 0.09 * count
