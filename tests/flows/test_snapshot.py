"""What is known of a case, as a value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.snapshot import Snapshot
from flows.vocabulary import CaseState


def test_a_case_with_other_facts_is_another_case_and_the_first_stays_as_it_is() -> None:
    case = Snapshot("2026-1", priority=4, aliases=frozenset({"2026-1"}))
    later = case.but(state=CaseState.DISPATCHED, priority=3)
    assert later == replace(case, state=CaseState.DISPATCHED, priority=3)
    assert case == Snapshot("2026-1", priority=4, aliases=frozenset({"2026-1"}))
    assert hash(later) == hash(replace(later))


def test_a_fact_that_a_case_has_none_of_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="no colour"):
        Snapshot("2026-1").but(colour="red")
