"""Delivery receipts: what they say, when, and how they are signed. docs/twilio.md, sections 1, 2 and 4."""

import time
from collections.abc import Callable

import pytest

from bot.simulator.callbacks import Callbacks, overrides_of, target_of
from tests.bot.simulator.customer import Customer
from tests.bot.simulator.world import ANA, BEN, TOKEN, World

RECEIPT = "/webhooks/twilio/status/some-message/1"


@pytest.fixture
def send(world: World) -> Callable[..., str]:
    def send_with_receipts(**more: object) -> str:
        options = {"status_callback": world.customer.url + RECEIPT} | more
        return str(world.send(**options).sid)

    return send_with_receipts


def statuses(world: World, number: int) -> list[str]:
    return [one.form["MessageStatus"] for one in world.customer.waits_for(number, RECEIPT)]


def test_a_text_is_sent_then_delivered_and_both_are_told(world: World, send: Callable[..., str]) -> None:
    sid = send()

    sent, delivered = world.customer.waits_for(2, RECEIPT)
    assert sent.signed
    assert delivered.signed
    assert [sent.form["MessageStatus"], delivered.form["MessageStatus"]] == ["sent", "delivered"]
    assert sent.form["MessageSid"] == sent.form["SmsSid"] == sid
    assert sent.form["SmsStatus"] == "sent"
    assert sent.form["ApiVersion"] == "2010-04-01"
    assert {"AccountSid", "From", "To"} <= set(sent.form)
    assert len(delivered.form["RawDlrDoneDate"]) == 10
    assert "ErrorCode" not in delivered.form


def test_the_address_goes_out_and_is_signed_as_it_was_written(world: World) -> None:
    odd = RECEIPT + "?a=%7e&b=%2F+x%20y&c="

    world.send(status_callback=world.customer.url + odd + "#rc=2&rp=all")

    receipt = world.customer.waits_for(1)[0]
    assert receipt.path == odd
    assert receipt.signed


def test_a_text_without_a_callback_is_delivered_in_silence(world: World) -> None:
    world.ends(world.send().sid, "delivered")

    assert world.customer.received == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (30003, ["sent", "undelivered"]),
        (30006, ["sent", "undelivered"]),
        (30001, ["failed"]),
        (30036, ["failed"]),
    ],
)
def test_a_text_ends_with_the_code_asked_for(
    world: World, send: Callable[..., str], code: int, told: list[str]
) -> None:
    world.breaks(receipt=code, to=ANA)

    sid = send()

    assert statuses(world, len(told)) == told
    last = world.customer.waits_for(len(told), RECEIPT)[-1]
    assert last.form["ErrorCode"] == str(code)
    assert world.client.messages(sid).fetch().error_code == code
    world.ends(world.send(to=BEN).sid, "delivered")


def test_receipts_can_be_repeated(world: World, send: Callable[..., str]) -> None:
    world.breaks(receipts="repeated")

    send()

    assert statuses(world, 4) == ["sent", "sent", "delivered", "delivered"]


def test_receipts_can_come_in_the_wrong_order(world: World, send: Callable[..., str]) -> None:
    world.breaks(receipts="reversed", transit_ms=20)

    send()

    assert statuses(world, 2) == ["delivered", "sent"]


def test_receipts_can_be_withheld_while_the_text_arrives(world: World, send: Callable[..., str]) -> None:
    world.breaks(receipts="withheld")

    world.ends(send(), "delivered")

    assert world.customer.received == []


def test_receipts_can_come_late(world: World, send: Callable[..., str]) -> None:
    world.breaks(receipt_delay_ms=150)
    began = time.monotonic()

    world.ends(send(), "delivered")
    assert world.customer.received == []
    assert statuses(world, 2) == ["sent", "delivered"]
    assert time.monotonic() - began >= 0.15


def test_a_pace_makes_texts_queue_by_segments(world: World) -> None:
    world.breaks(segments_per_second=10)
    began = time.monotonic()

    world.send("1" * 161)  # two segments: the next may leave 0.2 s later
    world.ends(world.send().sid, "delivered")

    assert time.monotonic() - began >= 0.2


def test_a_text_that_waits_longer_than_its_validity_never_leaves(world: World, send: Callable[..., str]) -> None:
    world.breaks(segments_per_second=0.1)
    world.send(to=BEN)

    sid = send(validity_period=1)

    assert world.outbound()[-1]["status"] == "queued"
    (failed,) = world.customer.waits_for(1, RECEIPT)
    assert (failed.form["MessageStatus"], failed.form["ErrorCode"]) == ("failed", "30036")
    assert world.client.messages(sid).fetch().date_sent is None


def test_a_customer_that_does_not_answer_holds_nothing_up(world: World) -> None:
    for _ in range(20):
        world.send(status_callback="http://127.0.0.1:9" + RECEIPT)

    row = world.ends(world.send().sid, "delivered")

    assert row["receipts"] == []
    refused = world.ends(world.outbound()[0]["sid"], "delivered")
    assert all(receipt["status_code"] is None for receipt in refused["receipts"])


# Published vectors: twilio-python's tests/unit/test_request_validator.py and twilio.com/docs/usage/security.
def test_signatures_equal_the_published_ones() -> None:
    validator = Callbacks("12345")._validator
    query = "myapp.php?foo=1&bar=2"
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
        "Caller": "+14158675309",
    }
    documented = form | {"From": "+14158675310", "Caller": "+14158675310"}

    def sign(url: str, params: dict[str, str]) -> str:
        return str(validator.compute_signature(target_of(url).signed, params))

    assert sign(f"https://mycompany.com/{query}", form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert sign(f"http://mycompany.com:1234/{query}", form) == "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="
    assert sign(f"https://example.com/{query}", documented) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_what_is_signed_has_no_user_and_no_fragment_but_keeps_its_port() -> None:
    assert target_of("https://u:p@h.example:8443/a?b=c#rc=3").signed == "https://h.example:8443/a?b=c"


def test_overrides_out_of_range_are_ignored() -> None:
    assert overrides_of("rc=3&rp=ct,5xx&rt=500").retries == 3
    assert overrides_of("rc=3&rp=ct,5xx&rt=500").retry_on == {"ct", "5xx"}
    assert overrides_of("rc=3&rp=ct,5xx&rt=500").read_s == 0.5
    assert overrides_of("rc=6&rt=1&ct=99999") == overrides_of("")


def test_a_connection_failure_is_tried_once_more_and_a_refusal_is_not() -> None:
    callbacks = Callbacks(TOKEN)
    with Customer(TOKEN) as customer:
        customer.answer.status = 500

        assert callbacks.post("http://127.0.0.1:9/inbound", {}).attempts == 2
        assert callbacks.post(customer.url + "/inbound", {}).attempts == 1
        assert callbacks.post(customer.url + "/inbound#rc=3&rp=all", {}).attempts == 4
        tokens = {one.headers["I-Twilio-Idempotency-Token"] for one in customer.received[1:]}

    assert len(tokens) == 1
