"""What the carrier's errors mean, and how long to rest after them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.failures import LONGEST_REST, ON_RECEIPT, ON_SEND, REASON, Failure, on_receipt, on_send, rest
from flows.vocabulary import Reason


@pytest.mark.parametrize(
    ("status", "code", "failure"),
    [
        (400, 21610, Failure.OPTED_OUT),
        (400, 21211, Failure.UNREACHABLE),
        (400, 21614, Failure.UNREACHABLE),
        (401, 20003, Failure.SENDER_BROKEN),
        (400, 21606, Failure.SENDER_BROKEN),
        (429, 20429, Failure.RETRY),
        (400, 21611, Failure.RETRY),
        (400, 14107, Failure.RETRY),
    ],
)
def test_a_code_says_what_to_do(status: int, code: int, failure: Failure) -> None:
    assert on_send(status, code) is failure


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (400, Failure.PERMANENT),
        (404, Failure.PERMANENT),
        (401, Failure.SENDER_BROKEN),
        (403, Failure.SENDER_BROKEN),
        (429, Failure.RETRY),
        (500, Failure.AMBIGUOUS),
        (503, Failure.AMBIGUOUS),
    ],
)
@pytest.mark.parametrize("code", [None, 99999])
def test_a_code_that_nobody_knows_is_never_retried_blindly(status: int, code: int | None, failure: Failure) -> None:
    assert on_send(status, code) is failure


def test_a_500_that_may_have_come_after_the_text_was_taken_is_never_simply_retried() -> None:
    assert on_send(500, 20500) is Failure.AMBIGUOUS


def test_only_four_receipts_say_that_the_text_certainly_never_left() -> None:
    assert {code for code, failure in ON_RECEIPT.items() if failure is Failure.RETRY} == {30001, 30017, 30022, 30500}
    for may_have_arrived in (30003, 30008, None, 12345):
        assert on_receipt(may_have_arrived) is Failure.PERMANENT


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (30005, Failure.UNREACHABLE),
        (30006, Failure.UNREACHABLE),
        (30036, Failure.EXPIRED),
        (21610, Failure.OPTED_OUT),
        (30034, Failure.SENDER_BROKEN),
    ],
)
def test_a_receipt_says_what_to_do(code: int, failure: Failure) -> None:
    assert on_receipt(code) is failure


def test_every_failure_has_a_reason_and_is_a_sentence() -> None:
    assert set(REASON) == set(Failure)
    assert all(failure.meaning.endswith(".") for failure in Failure)
    assert REASON[Failure.OPTED_OUT] is Reason.OPTED_OUT
    assert set(ON_SEND.values()) <= set(Failure)


def test_rests_double_from_a_second_to_half_a_minute() -> None:
    rests = [rest(None, attempts).total_seconds() for attempts in range(1, 9)]
    assert rests == [1, 2, 4, 8, 16, 30, 30, 30]
    assert rest(None, 1000) == LONGEST_REST


def test_a_loop_that_the_carrier_stopped_rests_half_a_minute_whatever_the_attempt() -> None:
    assert rest(14107, 1) == rest(14107, 9) == timedelta(seconds=30)
