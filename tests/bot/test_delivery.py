"""Delivery: in order, once, by what is true at the moment of sending."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from bot.sending import Accepted
from bot.starts import LEASE, Started
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


def test_at_a_slow_carrier_hardly_more_texts_are_started_than_calls_are_free(quick_line: Line) -> None:
    line = quick_line
    line.faults(slow_ms=400)
    push_to_many(line, 30)
    groups = started(line)
    line.work(receipts=False)
    assert groups[0] == 8
    assert max(groups) <= 8 + 2  # as many as eight calls take up in a tenth of a second
    assert sum(groups) == 30


def test_a_call_that_ends_finds_the_next_text_waiting(quick_line: Line) -> None:
    line = quick_line
    line.faults(slow_ms=40)
    push_to_many(line, 120)
    groups = started(line)
    line.work(receipts=False)
    assert max(groups) > 8
    assert sum(groups) == 120
    assert {row["attempts"] for row in line.rows("select attempts from messages")} == {1}


def push_to_many(line: Line, texts: int) -> None:
    for first in range(0, texts, 20):
        phones = [f"+18135550{200 + number}" for number in range(first, min(first + 20, texts))]
        assert (
            line.push("call.created", f"2026-9{first}", contacts=[contact(phone) for phone in phones]).status == 200
        )


def started(line: Line) -> list[int]:
    """How many texts each claim starts, from now on."""
    groups: list[int] = []
    start = line.delivery._start

    def counted(connection: object, room: int) -> object:
        turn = start(connection, room)  # type: ignore[arg-type]
        groups.append(len(turn.started))
        return turn

    line.delivery._start = counted  # type: ignore[method-assign, assignment]
    return groups


def test_one_text_of_a_claim_that_may_not_go_keeps_no_other_back(line: Line) -> None:
    phones = [f"+18135550{200 + number}" for number in range(6)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])
    with connect(line.database_url) as connection:
        connection.execute("update contacts set consent = 'opted_out' where phone = %s", (phones[2],))
        connection.execute(
            """delete from case_contacts where contact_id = (select id from contacts where phone = %s)""",
            (phones[3],),
        )
    groups = started(line)
    line.work()
    assert groups[0] == 4
    became = {text["contact"]: (text["status"], text["reason"]) for text in line.messages()}
    assert became.pop(phones[2]) == ("cancelled", "opted_out")
    assert became.pop(phones[3]) == ("cancelled", "contact_removed")
    assert set(became.values()) == {("delivered", None)}
    assert [len(line.got(phone)) for phone in phones] == [1, 1, 0, 0, 1, 1]
    introduced = line.rows("select 1 from contacts where introduced_by is not null")
    assert len(introduced) == 4


def test_a_claim_takes_only_what_the_pace_lets_go(line: Line) -> None:
    line.push("call.created", contacts=[contact(f"+18135550{200 + number}") for number in range(8)])
    sender = line.parts.agencies.by_key["tampa"].sender
    line.delivery._starts._pace.take(sender, 30, [25], line.clock.at)  # of a second's worth of 30
    groups = started(line)
    line.delivery.drain(seconds=0.2)
    sent = line.rows("select segments from messages where attempts > 0")
    assert groups[0] == len(sent)
    assert 0 < sum(row["segments"] for row in sent) <= 5
    assert {row["attempts"] for row in line.rows("select attempts from messages where sent_at is null")} == {0}


def test_a_result_that_cannot_be_kept_takes_no_other_down(line: Line) -> None:
    line.faults(receipts="withheld")
    phones = [f"+18135550{200 + number}" for number in range(4)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])
    send = line.delivery._send

    def twice_the_same(one: Started) -> object:
        result = send(one)
        return Accepted("SM" + "0" * 32, 1) if one.outgoing.phone in phones[:2] else result

    line.delivery._calls._send = twice_the_same  # type: ignore[assignment]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.delivery._KEEP_SECONDS", 0.5)
        with pytest.raises(psycopg.errors.UniqueViolation):
            line.delivery.drain()
    became = [(text["contact"], text["status"]) for text in line.messages()]
    assert sorted(status for phone, status in became if phone in phones[:2]) == ["sending", "sent"]
    assert {status for phone, status in became if phone in phones[2:]} == {"sent"}


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
