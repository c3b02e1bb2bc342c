"""Texts whose fate a fault left open: found at the carrier, or sent again, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot.gateway import Gateway, Listed
from bot.reconcile import Reconciler
from bot.rounds import AT_ONCE, ROUTINE
from bot.sending import Accepted
from flows.vocabulary import Consent
from tests.line import OTHER, VICTIM, Line, contact


def die_before_the_call(line: Line) -> None:
    """A worker starts what is due, and is killed before it calls the carrier."""
    with line.parts.pool.connection() as connection, connection.transaction():
        line.delivery._start(connection)


def die_after_the_call(line: Line) -> None:
    """A worker hands over what is due, and is killed before it keeps the answers."""
    with line.parts.pool.connection() as connection, connection.transaction():
        turn = line.delivery._start(connection)
    assert all(isinstance(line.delivery._send(one), Accepted) for one in turn.started)


def reconciler(line: Line, gateway: Gateway | None = None) -> Reconciler:
    return Reconciler(line.parts.pool, gateway or line.gateway, line.parts.agencies, line.clock)


def fates(line: Line, incident: str = "2026-1") -> list[tuple[str, int]]:
    return [(text["status"], text["attempts"]) for text in line.messages(incident)]


# What the list says


def test_a_text_that_the_carrier_took_is_found_and_not_sent_again(line: Line) -> None:
    line.faults(receipts="withheld")
    line.push("call.created")
    die_after_the_call(line)
    line.later(seconds=31, receipts=False)
    assert (fates(line), len(line.got())) == ([("delivered", 1)], 1)
    assert line.messages()[0]["sid"] == line.ledger()["outbound"][0]["sid"]


def test_a_text_that_the_carrier_never_took_goes_again(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.later(seconds=31)
    assert (fates(line), len(line.got())) == ([("delivered", 2)], 1)
    assert "Reply STOP" in line.got()[0]


def test_what_the_carrier_knows_of_its_end_is_kept_as_a_receipt_would_be(line: Line) -> None:
    line.faults(receipts="withheld", receipt=30003)
    line.push("call.created")
    die_after_the_call(line)
    line.later(seconds=31, receipts=False)
    assert (fates(line), line.messages()[0]["error_code"]) == ([("undelivered", 1)], 30003)
    assert len(line.requests("?kind=undelivered")) == 1


def test_a_list_that_lags_is_waited_for(line: Line) -> None:
    line.faults(receipts="withheld", list_lag_seconds=20)
    line.push("call.created")
    die_after_the_call(line)
    line.later(seconds=21, receipts=False)
    assert fates(line) == [("sending", 1)]
    line.later(seconds=10, receipts=False)
    assert (fates(line), len(line.got())) == ([("delivered", 1)], 1)


def test_a_sweep_settles_at_once_what_has_been_open_for_15_seconds(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.clock.at += timedelta(seconds=14)
    line.rounds.make(AT_ONCE)
    assert fates(line) == [("sending", 1)]
    line.clock.at += timedelta(seconds=1)
    line.rounds.make(AT_ONCE)
    line.work()
    assert (fates(line), len(line.got())) == ([("delivered", 2)], 1)


def test_a_text_is_found_on_a_later_page(line: Line) -> None:
    line.faults(receipts="withheld")
    line.push("call.created")
    die_after_the_call(line)
    carrier = line.carrier.simulator
    first = carrier.store.everything()[0]
    for number in range(120):
        line.carrier_sends(VICTIM, f"Something else, number {number}")
    line.later(seconds=31, receipts=False)
    assert line.messages()[0]["sid"] == first.sid
    assert line.messages()[0]["attempts"] == 1


@pytest.mark.parametrize("minutes", [-4, 4])
def test_the_carriers_clock_may_differ_by_minutes(line: Line, minutes: int) -> None:
    line.faults(receipts="withheld")
    line.carrier.simulator.store.now = lambda: (line.clock.at + timedelta(minutes=minutes)).timestamp()
    line.push("call.created")
    die_after_the_call(line)
    line.later(seconds=31, receipts=False)
    assert (fates(line), len(line.got())) == ([("delivered", 1)], 1)


def test_the_same_words_sent_long_ago_are_another_text(line: Line) -> None:
    line.faults(receipts="withheld")
    line.push("call.created")
    [text] = line.messages()
    line.carrier.simulator.store.now = lambda: (line.clock.at - timedelta(hours=2)).timestamp()
    line.carrier_sends(VICTIM, text["body"])
    line.carrier.simulator.store.now = lambda: line.clock.at.timestamp()
    die_before_the_call(line)
    line.later(seconds=31, receipts=False)
    assert (fates(line)[0][1], len(line.got())) == (2, 2)


def test_an_attempt_that_never_left_is_not_taken_for_the_next_one(line: Line) -> None:
    line.faults(receipt=30001, next=1)
    line.push("call.created")
    line.work()
    line.clock.at += timedelta(seconds=61)
    die_before_the_call(line)
    line.later(seconds=31)
    assert fates(line) == [("delivered", 3)]
    assert len(line.got()) == 2
    [row] = line.rows("select sid, other_sids from messages")
    assert {row["sid"], *row["other_sids"]} == {text["sid"] for text in line.ledger()["outbound"]}


def test_the_same_words_sent_for_another_case_are_another_text(line: Line) -> None:
    line.push("call.created", "2026-0")
    line.work()
    line.push("call.created", "2026-1")
    line.work()
    line.push("call.created", "2026-2")
    die_before_the_call(line)
    line.later(seconds=31)
    assert fates(line, "2026-1") + fates(line, "2026-2") == [("delivered", 1), ("delivered", 2)]
    assert len(line.got()) == 3
    assert line.got()[1] == line.got()[2]


# When it can't be read, or comes at the same time as something else


def test_nothing_is_sent_again_while_the_list_cannot_be_read(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.faults(refuse=20503, on="list")
    for _ in range(5):
        line.later(minutes=2)
    assert (fates(line), line.got()) == ([("sending", 1)], [])
    line.faults()
    line.later(seconds=10)
    assert (fates(line), len(line.got())) == ([("delivered", 2)], 1)


def test_a_text_whose_fate_nobody_tells_for_days_ends_and_a_person_hears_of_it(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.faults(refuse=20503, on="list")
    line.later(hours=73)
    text = line.messages()[0]
    assert (text["status"], text["reason"]) == ("failed", "fate_unknown")
    assert text["id"] in line.requests("?kind=undelivered")[0]["messages"]


def test_two_reconcilers_at_once_send_a_text_again_once(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    die_before_the_call(line)
    line.clock.at += timedelta(seconds=31)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: reconciler(line).settle(ROUTINE.open_for), range(4)))
    line.work()
    assert (fates(line), len(line.got(VICTIM)), len(line.got(OTHER))) == ([("delivered", 2)] * 2, 1, 1)


class Interrupted(Gateway):
    """A carrier's list that something happens during."""

    def __init__(self, line: Line, happens: Callable[[], Any]) -> None:
        super().__init__(line.carrier.url, 2)
        self._happens = happens

    def sent_to(self, *asked: Any) -> list[Listed]:
        listed = super().sent_to(*asked)
        self._happens()
        return listed


def test_a_receipt_that_comes_while_the_list_is_read_ends_the_matter(line: Line) -> None:
    line.faults(receipt_delay_ms=600, list_lag_seconds=3600)
    line.push("call.created")
    die_after_the_call(line)
    line.clock.at += timedelta(seconds=31)
    reconciler(line, Interrupted(line, line.settle)).settle(ROUTINE.open_for)
    line.work()
    assert (fates(line), len(line.got())) == ([("delivered", 1)], 1)


def test_a_reconciler_whose_lease_ran_out_settles_nothing(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.clock.at += timedelta(seconds=31)

    def another_was_faster() -> None:
        line.later(minutes=1)

    reconciler(line, Interrupted(line, another_was_faster)).settle(ROUTINE.open_for)
    line.work()
    assert (fates(line), len(line.got())) == ([("delivered", 2)], 1)


def test_a_worker_that_was_only_slow_does_not_send_what_went_again(line: Line) -> None:
    line.push("call.created")
    with line.parts.pool.connection() as connection, connection.transaction():
        turn = line.delivery._start(connection)
    line.later(seconds=31)
    late = [line.late(one) for one in turn.started]
    line.delivery._settle(tuple((one, line.delivery._send(one)) for one in late))
    line.work()
    assert (fates(line), len(line.got())) == ([("delivered", 2)], 1)


# What is sent again is what may be said by then


def test_an_old_dispatch_is_not_repeated_but_replaced_by_what_is_true(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    die_before_the_call(line)
    line.clock.at += timedelta(seconds=31)
    line.later(minutes=16)
    old, new = line.messages()[1:]
    assert (old["status"], old["kind"], new["kind"], new["status"]) == (
        "expired",
        "officer_dispatched",
        "current_status",
        "delivered",
    )
    assert len(line.got()) == 2


def test_a_text_that_events_overtook_while_it_was_open_is_not_sent_again(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    die_before_the_call(line)
    line.push("call.cleared", disposition="handled")
    line.later(seconds=31)
    dispatched, finished = line.messages()[1:]
    assert (dispatched["status"], dispatched["reason"]) == ("cancelled", "superseded")
    assert (finished["status"], len(line.got())) == ("delivered", 2)


def test_after_stop_an_open_text_is_not_sent_again(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    die_before_the_call(line)
    line.says(VICTIM, "STOP")
    line.later(seconds=31)
    assert line.messages()[1]["status"] == "cancelled"
    assert [text for text in line.got() if "assigned" in text] == []
    assert line.case()["contacts"][0]["consent"] == Consent.OPTED_OUT


def test_a_case_protected_while_its_text_was_open_stays_silent(line: Line) -> None:
    line.push("call.created")
    die_before_the_call(line)
    line.push("call.updated", flags=["domestic_violence"])
    line.later(seconds=31)
    assert (fates(line), line.got()) == ([("cancelled", 1)], [])
