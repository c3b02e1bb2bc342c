"""Delivery: in order, once, by what is true at the moment of sending."""

from __future__ import annotations

from datetime import timedelta

from bot.starts import LEASE
from bot.store import open_texts
from bot.store.db import connect
from tests.line import OTHER, VICTIM, Line, contact

INTRODUCTION = "Reply STOP"


def drain(line: Line, **time_passed: float) -> int:
    line.clock.at += timedelta(**time_passed)
    return line.delivery.drain()


# Order


def test_a_phones_texts_go_in_the_order_of_what_happened(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.push("unit.delayed", reason="weather")
    line.push("call.cleared", disposition="report_taken")
    line.push("call.created", "2026-2")
    line.work()
    sent = [text["kind"] for text in line.messages() + line.messages("2026-2") if text["attempts"]]
    assert sent == ["call_finished", "report_received"]
    assert [INTRODUCTION in text for text in line.got()] == [True, False]


def test_a_text_that_waits_for_its_next_try_holds_up_only_its_own_phone(line: Line) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.faults(refuse=14107, to=VICTIM, next=1)
    line.work()
    line.push("unit.dispatched", "2026-1")
    line.push("unit.dispatched", "2026-2")
    line.work()
    assert (len(line.got(VICTIM)), len(line.got(OTHER))) == (0, 2)
    line.later(seconds=31)
    received, dispatched = line.got(VICTIM)
    assert INTRODUCTION in received
    assert "assigned" in dispatched


def test_order_holds_across_lanes(line: Line) -> None:
    line.push("call.created", ago=7200)
    line.push("call.cleared", ago=3600, disposition="report_taken")
    line.push("report.filed", case_number="26-0042")
    line.push("call.created", "2026-2")
    line.work()
    sent = line.rows("select kind from messages where sent_at is not null order by sequence")
    assert [row["kind"] for row in sent] == ["call_finished", "case_number_assigned", "report_received"]
    assert "26-0042" in line.got()[1]


def test_a_text_held_for_the_morning_holds_up_nobody(line: Line) -> None:
    line.clock.at = line.clock.at.replace(hour=4)  # 23:00 in Tampa
    line.push("call.created", ago=7200)
    line.push("call.cleared", ago=3600, disposition="report_taken")
    line.work()
    line.push("report.filed", case_number="26-0042")
    line.push("call.created", "2026-2")
    line.work()
    assert len(line.got()) == 2
    assert [text["status"] for text in line.messages()] == ["suppressed", "delivered", "held"]
    line.later(hours=9)
    assert "26-0042" in line.got()[-1]


def test_no_more_texts_are_started_than_calls_are_in_flight(quick_line: Line) -> None:
    line = quick_line
    phones = [f"+181355501{number}" for number in range(10, 40)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])
    groups: list[int] = []
    start = line.delivery._start

    def counted(connection: object, room: int) -> object:
        turn = start(connection, room)  # type: ignore[arg-type]
        groups.append(len(turn.started))
        return turn

    line.delivery._start = counted  # type: ignore[method-assign, assignment]
    line.work()
    assert max(groups) == 8
    assert sum(groups) == 30


# What is true at the start


def test_a_text_that_is_no_longer_true_at_the_start_is_never_sent(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched", id="late")
    with connect(line.database_url) as connection:  # the facts moved on, and nobody reconsidered
        connection.execute("update cases set snapshot = jsonb_set(snapshot, '{state}', '\"on_scene\"')")
    line.work()
    assert len(line.got()) == 1
    assert (line.messages()[-1]["status"], line.messages()[-1]["reason"]) == ("cancelled", "superseded")


def test_a_case_protected_after_the_writing_gets_nothing(line: Line) -> None:
    line.push("call.created")
    with connect(line.database_url) as connection:
        connection.execute("update cases set protected = true, snapshot = jsonb_set(snapshot, '{protected}', 'true')")
    line.work()
    assert line.got() == []
    assert [(text["status"], text["reason"]) for text in line.messages()] == [("cancelled", "protected")]


def test_a_phone_opted_out_after_the_writing_gets_nothing(line: Line) -> None:
    line.push("call.created")
    with connect(line.database_url) as connection:
        connection.execute("update contacts set consent = 'opted_out'")
    line.work()
    assert line.got() == []
    assert [(text["status"], text["reason"]) for text in line.messages()] == [("cancelled", "opted_out")]


def test_a_text_that_ran_out_of_time_gives_way_to_what_is_true_now(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    drain(line, minutes=16)
    old, new = line.messages()[1:]
    assert (old["status"], old["reason"], old["kind"]) == ("expired", "expired", "officer_dispatched")
    assert new["kind"] == "current_status"
    assert len(line.got()) == 2


def test_the_carrier_is_told_how_long_a_text_lives(line: Line) -> None:
    line.push("call.created", ago=600)
    line.work()
    assert line.ledger()["outbound"][0]["validity_period"] == 300


def test_a_text_that_died_in_the_carriers_queue_gives_way_too(line: Line) -> None:
    line.faults(receipt=30036, next=1)
    line.push("call.created")
    line.work()
    line.work()
    expired, instead = line.messages()
    assert (expired["status"], instead["kind"], instead["status"]) == ("expired", "current_status", "delivered")
    assert INTRODUCTION in line.got()[-1]


# Results and receipts


def test_a_receipt_may_arrive_before_the_answer_to_the_send(line: Line) -> None:
    line.faults(slow_after_ms=400)
    line.push("call.created")
    keep = line.delivery._keep

    def late(pairs: object, connection: object) -> None:
        line.settle()
        assert line.messages()[0]["status"] == "delivered"
        keep(pairs, connection)  # type: ignore[arg-type]

    line.delivery._keep = late  # type: ignore[method-assign, assignment]
    line.work()
    [text] = line.messages()
    assert (text["status"], text["sid"]) == ("delivered", line.ledger()["outbound"][0]["sid"])
    assert text["sent_at"] is not None


def test_a_code_that_says_it_never_left_earns_one_new_attempt(line: Line) -> None:
    line.faults(receipt=30001)
    line.push("call.created")
    line.work()
    [text] = line.messages()
    assert (text["status"], text["attempts"], text["error_code"]) == ("sending", 1, 30001)
    line.later(seconds=61)
    [text] = line.messages()
    assert (text["status"], text["attempts"], text["reason"]) == ("failed", 2, "not_delivered")
    assert len(line.requests("?kind=undelivered")) == 1


def test_receipts_out_of_order_do_not_cancel_the_new_attempt(line: Line) -> None:
    line.faults(receipt=30001, receipt_status="undelivered", receipts="reversed", next=1)
    line.push("call.created")
    line.work()
    assert line.messages()[0]["status"] == "sending"
    line.later(seconds=61)
    [text] = line.messages()
    assert (text["status"], text["attempts"]) == ("delivered", 2)


def test_a_handset_that_is_off_gets_no_second_text(line: Line) -> None:
    line.faults(receipt=30003)
    line.push("call.created")
    line.work()
    line.later(minutes=5)
    [text] = line.messages()
    assert (text["status"], text["attempts"], text["reason"]) == ("undelivered", 1, "not_delivered")


# Leases


def test_a_text_whose_sender_died_is_open_once_its_lease_is_over_and_goes_again(line: Line) -> None:
    line.push("call.created")
    with line.parts.pool.connection() as connection, connection.transaction():
        line.delivery._start(connection)  # ... and the process dies here
    line.push("unit.dispatched")
    line.clock.at += LEASE
    line.work()
    assert line.got() == []
    with connect(line.database_url) as connection:
        assert open_texts.count(connection, line.clock.at) == 1
    line.later(seconds=31)
    assert [(text["status"], text["attempts"]) for text in line.messages()] == [("delivered", 2), ("delivered", 1)]
    assert "assigned" in line.got()[1]


def test_results_survive_a_database_that_fails_while_they_are_kept(line: Line) -> None:
    line.faults(receipts="withheld")
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    keep, calls = line.delivery._keep, []

    def failing(pairs: object, connection: object) -> None:
        calls.append(pairs)
        if len(calls) < 3:
            connection.execute("select pg_terminate_backend(pg_backend_pid())")  # type: ignore[attr-defined]
        keep(pairs, connection)  # type: ignore[arg-type]

    line.delivery._keep = failing  # type: ignore[method-assign, assignment]
    line.work(receipts=False)
    assert [text["status"] for text in line.messages()] == ["sent", "sent"]
    assert all(text["sid"] for text in line.messages())


def test_a_text_that_cannot_be_prepared_holds_up_nobody_else(line: Line) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    with connect(line.database_url) as connection:
        connection.execute(
            "update messages set notice = jsonb_set(notice, '{kind}', '\"of_no_kind\"') where contact_id ="
            " (select id from contacts where phone = %s)",
            (VICTIM,),
        )
    line.work()
    assert (len(line.got(VICTIM)), len(line.got(OTHER))) == (0, 1)
    assert line.rows("select due_at from messages where sent_at is null")[0]["due_at"] > line.clock.at
