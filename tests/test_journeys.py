"""The two journeys, from end to end."""

from __future__ import annotations

from tests.line import VICTIM, Line


def test_a_victim_hears_as_it_happens_and_gets_a_true_answer(line: Line) -> None:
    assert line.push("call.created").result["outcome"] == "applied"
    line.work()
    line.push("unit.dispatched")
    line.work()
    received, dispatched = line.got()
    assert received.startswith("Tampa Police: ")
    assert "STOP" in received
    assert "assigned" in dispatched
    assert "assigned" in (line.says(VICTIM, "status") or "")
    line.settle()
    assert [text["status"] for text in line.messages()] == ["delivered", "delivered", "received", "delivered"]


def test_after_stop_the_line_is_silent(line: Line) -> None:
    line.push("call.created")
    line.work()
    assert line.says(VICTIM, "STOP") is not None
    line.push("unit.dispatched")
    line.work()
    assert len(line.got()) == 2
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert line.messages()[-1]["status"] == "suppressed"
