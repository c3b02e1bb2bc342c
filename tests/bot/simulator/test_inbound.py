"""A text from a phone: the webhook, and what its TwiML makes the carrier do. docs/twilio.md, section 1."""

from typing import Any

import pytest
import requests

from bot.simulator.twiml import TwimlError, replies_in
from tests.bot.simulator.customer import Answer
from tests.bot.simulator.world import ACCOUNT, ANA, LINE, World

SID = "SM" + "1" * 32


def test_the_webhook_is_signed_and_has_every_documented_parameter(world: World) -> None:
    world.phones("¿Dónde está mi caso?")

    (webhook,) = world.customer.received
    assert webhook.path == "/webhooks/twilio/inbound"
    assert webhook.signed
    assert webhook.headers["X-Home-Region"] == "us1"
    assert webhook.headers["I-Twilio-Idempotency-Token"]
    form = webhook.form
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"]
    assert len(form["MessageSid"]) == 34
    assert (form["AccountSid"], form["From"], form["To"]) == (ACCOUNT, ANA, LINE)
    assert (form["Body"], form["NumMedia"], form["NumSegments"]) == ("¿Dónde está mi caso?", "0", "1")
    assert (form["SmsStatus"], form["ApiVersion"]) == ("received", "2010-04-01")
    assert (form["FromCountry"], form["FromState"], form["FromCity"]) == ("US", "FL", "TAMPA")
    assert "OptOutType" not in form


def test_the_reply_comes_back_and_is_sent_with_receipts_of_its_own(world: World) -> None:
    world.customer.says("An officer &amp; a report &lt;3", world.customer.url + "/webhooks/twilio/status/r/1")

    answer = world.phones("STATUS")

    assert answer["status_code"] == 200
    assert answer["reply"] == "An officer & a report <3"
    row = world.ends(world.outbound()[0]["sid"], "delivered")
    assert (row["direction"], row["to"], row["from"]) == ("outbound-reply", ANA, LINE)
    assert row["carrier"] is False
    receipts = world.customer.waits_for(2, "/webhooks/twilio/status/r/1")
    assert [receipt.form["MessageStatus"] for receipt in receipts] == ["sent", "delivered"]
    assert receipts[0].form["MessageSid"] == row["sid"]


def test_the_ledger_says_how_each_text_was_answered(world: World) -> None:
    world.customer.says("Hello")
    sid = world.phones("Hi")["sid"]

    (row,) = world.ledger()["inbound"]
    named = {"sid": sid, "from": ANA, "to": LINE, "body": "Hi", "status_code": 200, "reply": "Hello"}
    assert named.items() <= row.items()


def test_an_empty_response_sends_nothing(world: World) -> None:
    assert world.phones("thanks")["reply"] is None
    assert world.outbound() == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(403, "no"), 11200),
        (Answer(500, ""), 11200),
        (Answer(200, "<Response><Message>x</Message></Response>", "text/plain"), 12300),
        (Answer(200, "<Response><Mess"), 12100),
        (Answer(200, "<Reply/>"), 12102),
        (Answer(200, "<Response><Message></Message></Response>"), 14103),
    ],
)
def test_an_answer_that_twilio_could_not_use_sends_nothing(world: World, answer: Answer, code: int) -> None:
    world.customer.answer = answer

    result = world.phones("Hi")

    assert (result["status_code"], result["reply"], result["error_code"]) == (answer.status, None, code)
    assert world.outbound() == []


def test_a_line_that_is_down_is_tried_twice_and_said_to_be_down(world: World) -> None:
    world.running.send_inbound_to("http://127.0.0.1:9")

    result = world.phones("Hi")

    assert (result["status_code"], result["error_code"]) == (None, 11205)
    assert world.ledger()["inbound"][0]["attempts"] == 2


def test_a_number_that_no_agency_claims_can_be_texted_too(world: World) -> None:
    assert world.phones("Hi", to="+18135550199")["status_code"] == 200
    assert world.phones("Service message", from_="72345")["status_code"] == 200
    assert [message.body for message in world.client.messages.list(to="+18135550199")] == ["Hi"]


def test_a_repeated_text_is_one_text_with_one_reply(world: World) -> None:
    world.customer.says("Hello")

    first, second = world.phones("Hi", sid=SID), world.phones("Hi", sid=SID)

    assert first["sid"] == second["sid"] == SID
    assert len(world.customer.received) == 2
    assert len(world.ledger()["inbound"]) == 1
    assert len(world.outbound()) == 1


def test_a_repeat_after_a_failure_brings_the_reply(world: World) -> None:
    world.customer.answer = Answer(500, "")
    world.phones("Hi", sid=SID)
    world.customer.says("Hello")

    assert world.phones("Hi", sid=SID)["reply"] == "Hello"
    assert len(world.outbound()) == 1


def test_pictures_come_with_their_addresses(world: World) -> None:
    sid = world.phones("look", media=[{"url": "https://api.twilio.com/x", "content_type": "image/jpeg"}])["sid"]

    form = world.customer.received[0].form
    assert sid.startswith("MM")
    assert (form["NumMedia"], form["MediaUrl0"], form["MediaContentType0"]) == (
        "1",
        "https://api.twilio.com/x",
        "image/jpeg",
    )


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"from": ANA, "to": LINE, "body": "x", "colour": "red"}, "#/colour"),
        ({"from": ANA, "to": "911", "body": "x"}, "#/to"),
        ({"from": "nobody", "to": LINE, "body": "x"}, "#/from"),
        ({"from": ANA, "to": LINE}, "#/body"),
        ({"from": ANA, "to": LINE, "body": "\ud83d"}, "#/body"),
        ({"from": ANA, "to": LINE, "body": "x", "sid": "SM1"}, "#/sid"),
        ([], "#"),
    ],
)
def test_a_faulty_posting_is_told_which_member_is_at_fault(world: World, members: Any, pointer: str) -> None:
    answer = requests.post(f"{world.url}/inbound", json=members, timeout=5)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_reply_may_be_written_with_a_body_noun() -> None:
    document = b"<Response><Message><Body>one</Body></Message><Message>two</Message></Response>"

    assert [reply.body for reply in replies_in("text/xml; charset=utf-8", document)] == ["one", "two"]


def test_a_document_longer_than_64_kb_is_refused() -> None:
    with pytest.raises(TwimlError, match="11750"):
        replies_in("text/xml", b" " * 70_000)
