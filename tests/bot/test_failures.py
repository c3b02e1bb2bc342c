"""What the carrier's answers to a send come to, one by one (flows/failures.py)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import clock
from tests.line import OTHER, VICTIM, Line, contact


@pytest.mark.parametrize("code", [20429, 20503, 14107])
def test_a_text_that_certainly_was_not_taken_goes_after_a_rest(line: Line, code: int) -> None:
    line.push("call.cleared", ago=1, disposition="handled")
    line.push("call.created", ago=2)
    line.faults(refuse=code, next=1)
    line.work()
    [text] = [one for one in line.messages() if one["attempts"]]
    assert (text["status"], text["error_code"], line.got()) == ("sending", code, [])
    line.later(milliseconds=500)
    assert line.got() == []
    line.later(hours=1)
    [text] = [one for one in line.messages() if one["attempts"]]
    assert (text["status"], text["attempts"], text["error_code"]) == ("delivered", 2, None)
    assert len(line.got()) == 1


@pytest.mark.parametrize("way", [500, "drop"])
def test_a_text_that_may_have_been_taken_is_never_sent_again(line: Line, way: int | str) -> None:
    line.faults(accept_then=way, receipts="withheld")
    line.push("call.created")
    line.work(receipts=False)
    line.faults()
    for _ in range(3):
        line.clock.at += timedelta(minutes=4)
        sweep(line)
        line.work(receipts=False)
    assert len(line.got()) == 1
    [text] = line.messages()
    assert (text["status"], text["attempts"], text["sid"]) == ("sending", 1, None)


@pytest.mark.parametrize("way", [500, "drop"])
def test_a_receipt_settles_what_the_answer_left_open(line: Line, way: int | str) -> None:
    line.faults(accept_then=way)
    line.push("call.created")
    line.work()
    [text] = line.messages()
    assert text["status"] == "delivered"
    assert text["sid"] == line.ledger()["outbound"][0]["sid"]


def test_a_phones_next_text_waits_for_one_whose_fate_is_open(line: Line) -> None:
    line.faults(accept_then=500, receipts="withheld", to=VICTIM, next=1)
    line.push("call.created")
    line.push("unit.dispatched")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.work(receipts=False)
    assert (len(line.got(VICTIM)), len(line.got(OTHER))) == (1, 1)
    line.later(seconds=31, receipts=False)
    assert "assigned" in line.got(VICTIM)[-1]


def test_a_hang_up_without_taking_it_is_found_out_and_the_text_goes_again(line: Line) -> None:
    line.faults(refuse="drop", next=1)
    line.push("call.created")
    line.work()
    assert (line.messages()[0]["status"], line.got()) == ("sending", [])
    line.later(seconds=31)
    [text] = line.messages()
    assert (text["status"], text["attempts"], len(line.got())) == ("delivered", 2, 1)


@pytest.mark.parametrize("code", [21610])
def test_the_carriers_block_counts_as_stop(line: Line, code: int) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2")
    line.faults(refuse=code, to=VICTIM, next=1)
    line.work()
    first, second = line.messages("2026-1") + line.messages("2026-2")
    assert (first["status"], first["reason"], first["error_code"]) == ("failed", "opted_out", code)
    assert (second["status"], second["reason"]) == ("cancelled", "opted_out")
    assert line.got() == []
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    [evidence] = line.rows("select consent, how, message_id from consent_history")
    assert evidence["consent"] == "opted_out"
    assert str(code) in evidence["how"]
    assert str(evidence["message_id"]) == first["id"]
    assert line.requests() == []


@pytest.mark.parametrize("code", [21211, 21614])
def test_a_number_that_takes_no_texts_becomes_unreachable_and_a_person_hears_of_it(line: Line, code: int) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.faults(refuse=code, to=VICTIM)
    line.work()
    first, second = line.messages()
    assert (first["status"], first["reason"], first["error_code"]) == ("failed", "unreachable", code)
    assert (second["status"], second["reason"]) == ("cancelled", "unreachable")
    assert line.case()["contacts"][0]["consent"] == "unreachable"
    [request] = line.requests("?kind=undelivered")
    assert (request["contact"], request["detail"]["error_code"]) == (VICTIM, code)
    assert line.push("unit.on_scene").result["outcome"] == "applied"


@pytest.mark.parametrize("code", [20003, 30034])
def test_a_broken_sender_stops_the_lane_keeps_everything_and_resumes_by_itself(line: Line, code: int) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.faults(refuse=code)
    line.work()
    refused = sum(text["attempts"] for text in line.messages())
    line.later(seconds=20)
    line.push("unit.dispatched")
    line.work()
    assert sum(text["attempts"] for text in line.messages()) == refused
    ready = line.get("/readyz")
    assert (ready.status, ready.body["status"]) == (200, "degraded")
    assert ready.body["senders"]["tampa"] == {"status": "stopped", "error_code": code}
    assert 'caseline_sender_stopped{agency="tampa"} 1.0' in line.get("/metrics").body
    line.faults()
    line.later(seconds=45)
    assert [len(line.got(phone)) for phone in (VICTIM, OTHER)] == [2, 2]
    assert {text["status"] for text in line.messages()} == {"delivered"}
    assert line.get("/readyz").body["senders"]["tampa"] == {"status": "ok"}


def test_only_one_text_tries_whether_a_broken_sender_is_mended(quick_line: Line) -> None:
    line = quick_line
    phones = [f"+181355501{number}" for number in range(10, 22)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])
    line.faults(refuse=20003)
    line.work()
    before = sum(text["attempts"] for text in line.messages())
    line.later(seconds=31)
    assert sum(text["attempts"] for text in line.messages()) == before + 1


def test_one_text_that_the_carrier_always_blames_on_the_sender_does_not_silence_the_others(line: Line) -> None:
    line.faults(refuse=21606, to=VICTIM)
    line.push("call.created", "2026-1")
    line.work()
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    for _ in range(10):
        line.later(seconds=10)
    assert len(line.got(OTHER)) == 1


def sweep(line: Line) -> None:
    clock.sweep(line.parts.pool, line.parts.agencies, line.clock.at, line.parts.wake)


def test_an_unknown_code_is_a_failure_that_a_person_hears_of(line: Line) -> None:
    line.faults(refuse=21999)
    line.push("call.created")
    line.work()
    [text] = line.messages()
    assert (text["status"], text["reason"], text["error_code"]) == ("failed", "carrier_refused", 21999)
    assert len(line.requests("?kind=undelivered")) == 1


def test_a_carrier_that_is_out_of_reach_is_tried_until_it_answers(line: Line) -> None:
    line.push("call.created")
    line.carrier.__exit__(None, None, None)
    line.work(receipts=False)
    for _ in range(4):
        line.clock.at += timedelta(seconds=9)
        line.delivery.drain()
    [row] = line.rows("select status, attempts, due_at, error_code from messages")
    assert (row["status"], row["error_code"]) == ("sending", None)
    assert row["attempts"] >= 3
    assert row["due_at"] is not None


def test_the_next_text_introduces_us_if_the_first_certainly_did_not_go(line: Line) -> None:
    line.faults(refuse=30007, next=1)
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    line.work()
    [text] = line.got()
    assert "assigned" in text
    assert "STOP" in text


def test_the_next_text_does_not_introduce_us_again_while_the_first_may_have_gone(line: Line) -> None:
    line.faults(accept_then=500, receipts="withheld", next=1)
    line.push("call.created")
    line.work(receipts=False)
    line.push("unit.dispatched")
    line.later(seconds=31, receipts=False)
    first, second = line.got()
    assert "STOP" in first
    assert "STOP" not in second
