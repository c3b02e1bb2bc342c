"""POST /webhooks/twilio/status/{message id}/{attempt}: what became of a text, as the carrier tells it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import clock, receipts
from bot.store import outbound
from bot.store.db import connect
from flows.failures import ON_RECEIPT, Failure
from tests.line import ACCOUNT, MORNING, OTHER, VICTIM, Line, contact
from tests.webhooks.carrier import post, receipt, sid

RANK = {"queued": 0, "sending": 1, "sent": 2, "delivered": 3, "undelivered": 3, "failed": 3, "expired": 3}


def sent_text(line: Line, incident: str = "2026-1", **data: Any) -> str:
    """The id of a text that the carrier took and of which it says nothing more by itself."""
    line.faults(receipts="withheld")
    line.push("call.created", incident, **data)
    line.work(receipts=False)
    return str(line.messages(incident)[-1]["id"])


def shown(line: Line, message_id: str) -> dict[str, Any]:
    found: dict[str, Any] = line.get(f"/api/v1/messages/{message_id}").body
    return found


def later(line: Line, **time_passed: float) -> None:
    """As `Line.later`, for a carrier that still owes receipts of earlier texts."""
    line.clock.at += timedelta(**time_passed)
    clock.sweep(line.parts.pool, line.parts.agencies, line.clock.at, line.parts.wake)
    line.work(receipts=False)


def becomes(line: Line, message_id: str, status: str) -> bool:
    """Whether a text gets this status within a few seconds."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        if shown(line, message_id)["status"] == status:
            return True
        time.sleep(0.01)
    return False


def test_receipts_are_answered_204_and_move_a_text_forward(line: Line) -> None:
    text = sent_text(line)
    states = []
    for status in ("queued", "sending", "sent", "delivered", "sent", "read", "queued"):
        assert receipt(line, text, status) == 204
        states.append(shown(line, text)["status"])
    assert states == ["sent", "sent", "sent", "delivered", "delivered", "delivered", "delivered"]
    assert shown(line, text)["delivered_at"] is not None


def test_a_receipt_that_says_nothing_we_know_changes_nothing(line: Line) -> None:
    text = sent_text(line)
    before = shown(line, text)
    assert receipt(line, str(uuid4()), "delivered") == 204
    for status, code in [
        ("", None),
        ("exploded", None),
        ("DELIVERED\x00", None),
        ("sent", "x"),
        ("sent", "9" * 9000),
    ]:
        assert receipt(line, text, status, code) == 204, status
    assert receipt(line, text, "delivered", MessageSid="") == 204
    assert receipt(line, text, "failed", 30003, attempt=7) == 204
    assert receipt(line, text, "failed", 30003, attempt=0) == 204
    assert receipt(line, text, "failed", 30003, attempt=10**30) == 204
    assert shown(line, text) == before
    assert line.requests() == []


def test_an_inbound_text_has_no_receipts(line: Line) -> None:
    line.says(VICTIM, "hello")
    (row,) = line.rows("select id from messages where direction = 'inbound'")
    assert receipt(line, str(row["id"]), "delivered") == 204
    assert shown(line, str(row["id"]))["status"] == "received"


def test_an_address_that_is_no_receipts_is_404(line: Line) -> None:
    form = {"AccountSid": ACCOUNT, "MessageSid": sid(), "MessageStatus": "sent"}
    for path in ("not-an-id/1", f"{uuid4()}/x", f"{uuid4()}", f"{uuid4()}/-1", f"{uuid4()}/{'9' * 5000}"):
        assert post(line, f"/webhooks/twilio/status/{path}", form).status == 404, path


def test_garbage_codes_are_kept_as_far_as_they_are_numbers(line: Line) -> None:
    for number, code in enumerate(["", "x", "-1", "9" * 5000, "3.5", "²", "30003 "]):
        text = sent_text(line, f"i{number}")
        assert receipt(line, text, "failed", code) == 204, code
        after = shown(line, text)
        assert (after["status"], after["reason"]) == ("failed", "not_delivered")
    assert after["error_code"] is None


WORDS = [
    ("queued", None),
    ("accepted", None),
    ("sending", None),
    ("sent", None),
    ("delivered", None),
    ("read", None),
    ("undelivered", 30003),
    ("undelivered", 30006),
    ("failed", 30007),
    ("failed", 30036),
    ("canceled", None),
    ("gibberish", None),
]
STATUS_OF = {"sent": "sent", "delivered": "delivered", "read": "delivered", "undelivered": "undelivered"}
STATUS_OF |= {"failed": "failed", "canceled": "failed"}


def test_receipts_only_move_a_text_forward_whatever_order_they_come_in(line: Line) -> None:
    line.push("call.created")
    (text,) = line.messages()
    text_id = UUID(text["id"])

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
    def check(order: list[tuple[str, int | None]]) -> None:
        said = [receipts.STATUSES[word].value for word, _ in order if word in receipts.STATUSES]
        ends = [("expired" if code == 30036 else STATUS_OF[word]) for word, code in order if word in STATUS_OF]
        ends = [one for one in ends if RANK[one] == 3]
        expected = ends[0] if ends else ("sent" if "sent" in said else "sending")
        with connect(line.database_url) as connection, connection.transaction(force_rollback=True):
            connection.execute("update messages set status = 'sending', attempts = 1, due_at = null")
            ranks = [1]
            for word, code in order:
                receipts.take(connection, line.parts.agencies, ACCOUNT, text_id, 1, "SM1", word, code, MORNING)
                row = connection.execute("select status from messages where id = %s", (text_id,)).fetchone()
                assert row is not None
                ranks.append(RANK[row["status"]])
            assert ranks == sorted(ranks)
            assert row["status"] == expected

    check()


def test_whatever_the_carrier_repeats_a_text_is_tried_once_more_at_most(line: Line) -> None:
    line.push("call.created")
    (text,) = line.messages()
    text_id = UUID(text["id"])

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(["sent", "delivered", "failed", "next"]), st.sampled_from([1, 2]))))
    def check(order: list[tuple[str, int]]) -> None:
        with connect(line.database_url) as connection, connection.transaction(force_rollback=True):
            connection.execute("update messages set status = 'sending', attempts = 1, due_at = null")
            for word, attempt in order:
                if word == "next":  # a worker starts what is due
                    connection.execute(
                        "update messages set attempts = attempts + 1, due_at = null where due_at > now()"
                    )
                    continue
                code = 30017 if word == "failed" else None
                receipts.take(connection, line.parts.agencies, ACCOUNT, text_id, attempt, "SM1", word, code, MORNING)
            row = connection.execute("select status, attempts, resends from messages").fetchone()
            assert row is not None
            assert row["attempts"] <= 2
            if ("delivered", 1) in order and not any(word == "failed" for word, _ in order):
                assert row["status"] == "delivered"

    check()


def test_a_receipt_before_the_send_was_recorded_counts_and_is_not_undone(line: Line) -> None:
    line.push("call.created")
    (text,) = line.messages()
    line.rows("update messages set status = 'sending', attempts = 1, due_at = null returning id")
    assert receipt(line, text["id"], "delivered") == 204
    with connect(line.database_url) as connection:
        outbound.accepted(connection, [(UUID(text["id"]), "SM" + text["id"].replace("-", ""))], MORNING)
    after = shown(line, text["id"])
    assert after["status"] == "delivered"
    assert after["sent_at"] is not None
    assert after["sid"] == "SM" + text["id"].replace("-", "")


def test_receipts_out_of_order_and_repeated_come_to_the_same_through_the_carrier(line: Line) -> None:
    for number, ways in enumerate(["reversed", "repeated", ["reversed", "repeated"]]):
        line.faults(receipts=ways)
        line.push("call.created", f"i{number}")
        line.work()
        assert line.messages(f"i{number}")[0]["status"] == "delivered"


def test_every_class_of_failure_has_a_test_here() -> None:
    assert set(ON_RECEIPT.values()) == {
        Failure.OPTED_OUT,
        Failure.UNREACHABLE,
        Failure.RETRY,
        Failure.SENDER_BROKEN,
        Failure.EXPIRED,
    }


@pytest.mark.parametrize("code", [30003, 30007, 30008, 30410, 99999, None])
def test_a_failure_that_proves_nothing_is_final_and_a_person_hears_of_it(line: Line, code: int | None) -> None:
    text = sent_text(line)
    assert receipt(line, text, "undelivered", code) == 204
    after = shown(line, text)
    assert (after["status"], after["reason"], after["error_code"]) == ("undelivered", "not_delivered", code)
    (asked,) = line.requests()
    assert (asked["kind"], asked["incident"], asked["contact"]) == ("undelivered", "2026-1", VICTIM)
    assert asked["messages"] == [text]
    assert line.case()["contacts"][0]["consent"] == "granted"
    line.faults()
    later(line, minutes=5)
    assert len(line.got()) == 1


def test_codes_that_say_it_never_left_get_one_new_attempt_and_only_one(line: Line) -> None:
    retried = [code for code, failure in ON_RECEIPT.items() if failure is Failure.RETRY]
    assert retried == [30001, 30017, 30022, 30500]
    for number, code in enumerate(retried):
        incident, phone = f"i{number}", f"+1813555017{number}"
        text = sent_text(line, incident, contacts=[contact(phone)])
        assert receipt(line, text, "failed", code) == 204
        after = shown(line, text)
        assert (after["status"], after["attempts"]) == ("sending", 1)
        assert line.requests(f"?incident={incident}") == []
        later(line, minutes=2)
        after = shown(line, text)
        assert (after["status"], after["attempts"], len(line.got(phone))) == ("sent", 2, 2)
        assert receipt(line, text, "failed", code, attempt=2, MessageSid=sid()) == 204
        after = shown(line, text)
        assert (after["status"], after["reason"], after["error_code"]) == ("failed", "not_delivered", code)
        assert [one["kind"] for one in line.requests(f"?incident={incident}")] == ["undelivered"]
        later(line, minutes=2)
        assert len(line.got(phone)) == 2


def test_a_late_or_repeated_receipt_does_not_take_the_new_attempt_away(line: Line) -> None:
    text = sent_text(line)
    assert receipt(line, text, "failed", 30017) == 204
    assert receipt(line, text, "failed", 30017) == 204
    assert receipt(line, text, "undelivered", 30003) == 204
    assert receipt(line, text, "sent") == 204
    assert shown(line, text)["status"] == "sending"
    assert line.requests() == []
    line.faults()
    later(line, minutes=1)
    assert becomes(line, text, "delivered")
    assert (shown(line, text)["attempts"], len(line.got())) == (2, 2)


def test_a_late_word_that_the_first_attempt_arrived_ends_the_second(line: Line) -> None:
    text = sent_text(line)
    receipt(line, text, "failed", 30017)
    receipt(line, text, "delivered")
    line.faults()
    later(line, minutes=1)
    assert (shown(line, text)["status"], len(line.got())) == ("delivered", 1)


def test_no_new_attempt_is_made_after_the_texts_life(line: Line) -> None:
    text = sent_text(line)
    line.clock.at = line.clock.at.replace(minute=14, second=50)
    receipt(line, text, "failed", 30001)
    assert shown(line, text)["status"] == "failed"
    assert [one["kind"] for one in line.requests()] == ["undelivered"]


def test_a_text_whose_time_ran_out_at_the_carrier_is_replaced_by_what_is_true_now(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.faults(receipts="withheld")
    line.push("unit.dispatched")
    line.work(receipts=False)
    text = str(line.messages()[-1]["id"])
    line.push("unit.on_scene")
    line.faults()
    assert receipt(line, text, "failed", 30036) == 204
    after = shown(line, text)
    assert (after["status"], after["reason"], after["error_code"]) == ("expired", "expired", 30036)
    line.work(receipts=False)
    instead = line.messages()[-1]
    assert instead["kind"] == "current_status"
    assert becomes(line, instead["id"], "delivered")
    assert "officer" in line.got()[-1].lower()
    assert receipt(line, text, "failed", 30036) == 204
    line.work(receipts=False)
    assert [one["kind"] for one in line.messages()].count("current_status") == 1
    assert line.requests() == []


def test_a_block_that_the_carrier_holds_counts_as_stop(line: Line) -> None:
    text = sent_text(line)
    line.push("unit.dispatched")
    assert receipt(line, text, "undelivered", 21610) == 204
    after = shown(line, text)
    assert (after["status"], after["reason"], after["error_code"]) == ("undelivered", "opted_out", 21610)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    (evidence,) = line.rows("select consent, how, message_id from consent_history")
    assert (evidence["consent"], evidence["how"], str(evidence["message_id"])) == (
        "opted_out",
        "carrier error 21610",
        text,
    )
    assert (line.messages()[-1]["status"], line.messages()[-1]["reason"]) == ("cancelled", "opted_out")
    assert line.requests() == []
    receipt(line, text, "undelivered", 21610)
    assert line.rows("select count(*) as n from consent_history")[0]["n"] == 1


def test_a_number_that_takes_no_texts_is_kept_as_unreachable(line: Line) -> None:
    codes = [code for code, failure in ON_RECEIPT.items() if failure is Failure.UNREACHABLE]
    for number, code in enumerate(codes):
        incident, phone = f"i{number}", f"+1813555018{number}"
        text = sent_text(line, incident, contacts=[contact(phone)])
        line.push("unit.dispatched", incident)
        assert receipt(line, text, "undelivered", code) == 204
        assert shown(line, text)["status"] == "undelivered"
        assert line.case(incident)["contacts"][0]["consent"] == "unreachable"
        last = line.messages(incident)[-1]
        assert (last["kind"], last["status"], last["reason"]) == ("officer_dispatched", "cancelled", "unreachable")
        assert [one["kind"] for one in line.requests(f"?incident={incident}")] == ["undelivered"]
        told = line.push("call.cleared", incident, disposition="handled").result["notices"]
        assert [(one["decision"], one["reason"]) for one in told] == [("suppress", "unreachable")]


def test_a_broken_sender_stops_keeps_everything_and_is_tried_again(line: Line) -> None:
    text = sent_text(line)
    assert receipt(line, text, "failed", 30034) == 204
    assert shown(line, text)["status"] == "failed"
    ready = line.get("/readyz").body
    assert (ready["status"], ready["senders"]["tampa"]) == ("degraded", {"status": "stopped", "error_code": 30034})
    line.faults()
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.work(receipts=False)
    assert line.got(OTHER) == []
    assert line.messages("2026-2")[0]["status"] == "queued"
    later(line, seconds=31)
    assert len(line.got(OTHER)) == 1
    assert line.get("/readyz").body["senders"]["tampa"] == {"status": "ok"}


def test_the_first_text_that_never_arrived_leaves_its_duties_to_the_next(line: Line) -> None:
    text = sent_text(line)
    receipt(line, text, "undelivered", 30003)
    line.faults()
    line.push("unit.dispatched")
    line.work(receipts=False)
    assert "STOP" in line.got()[-1]


def test_a_receipt_that_names_another_texts_sid_fails_nothing(line: Line) -> None:
    line.push("call.created")
    line.work()
    taken = line.messages()[0]["sid"]
    line.faults(accept_then=500)
    line.push("unit.dispatched")
    line.work(receipts=False)
    second = line.messages()[1]
    assert receipt(line, second["id"], "delivered", MessageSid=taken) == 204
    assert line.messages()[1]["status"] == "delivered"
