"""A small campaign under fire: `make chaos` is the same with more of everything (bench/chaos)."""

from __future__ import annotations

import pytest

from bench.chaos import campaign, plan


@pytest.mark.timeout(240)
@pytest.mark.xdist_group("chaos")
def test_whatever_is_killed_nothing_is_lost_doubled_stuck_or_sent_after_stop() -> None:
    outcome = campaign.run(plan.draw(7, plan.SMALL), impatient=True)
    assert outcome.faults == []
    assert outcome.figures["kills"] == plan.SMALL.kills
    assert outcome.figures["messages"] >= plan.SMALL.texts


def test_a_plan_is_drawn_whole_from_its_seed() -> None:
    assert plan.draw(7, plan.SMALL) == plan.draw(7, plan.SMALL)
    assert plan.draw(7, plan.SMALL) != plan.draw(8, plan.SMALL)


def test_the_whole_campaign_is_as_large_as_it_promises() -> None:
    whole = plan.draw(1, plan.FULL)
    assert len(whole.kills) >= 100
    assert len(whole.said) >= 2000
    assert {kill.victim for kill in whole.kills} == set(plan.VICTIMS)
    assert sum(one.body == "STOP" for one in whole.said) > 200
