"""What is taken and what is refused, by the real SDK over HTTP. docs/twilio.md, sections 4 and 7."""

import threading
from typing import Any

import jsonschema
import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.bot.simulator.message_shape import ERROR, MESSAGE
from tests.bot.simulator.world import ACCOUNT, ANA, BEN, LINE, TOKEN, World

PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
WHOLE = {"To": ANA, "From": LINE, "Body": "An officer was sent."}


def post(world: World, form: dict[str, Any], auth: tuple[str, str] = (ACCOUNT, TOKEN)) -> requests.Response:
    return requests.post(world.url + PATH, data=form, auth=auth, timeout=5)


def test_a_text_is_queued_with_an_answer_of_the_published_shape(world: World) -> None:
    answer = post(world, WHOLE)

    assert answer.status_code == 201
    message = answer.json()
    jsonschema.validate(message, MESSAGE)
    assert message["status"] == "queued"
    assert message["direction"] == "outbound-api"
    assert message["date_sent"] is None
    assert (message["to"], message["from"], message["body"]) == (ANA, LINE, "An officer was sent.")


def test_the_sdk_reads_what_it_sent_and_follows_it_to_delivery(world: World) -> None:
    sent = world.send("Your case number is 26-114523.")

    assert sent.sid.startswith("SM")
    assert len(sent.sid) == 34
    world.ends(sent.sid, "delivered")
    fetched = world.client.messages(sent.sid).fetch()
    assert fetched.status == "delivered"
    assert fetched.date_sent is not None
    assert fetched.body == "Your case number is 26-114523."


def test_the_ledger_keeps_the_exact_words(world: World) -> None:
    words = "Señora Peña: <b>&amp; 50% + más</b>\n“sí” 🚓"

    world.send(words)

    row = world.outbound()[0]
    assert row["body"] == words
    assert {"sid", "to", "from", "body", "status", "accepted_at"} <= set(row)
    assert row["num_segments"] == 1


def test_segments_are_counted_as_they_are_billed(world: World) -> None:
    assert world.send("1" * 160).num_segments == "1"
    assert world.send("1" * 161).num_segments == "2"
    assert world.send("Á" * 71).num_segments == "2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": None}, 21604),
        ({"From": None}, 21603),
        ({"Body": None}, 21619),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"StatusCallback": "not an address"}, 21609),
        ({"StatusCallback": "http://under_score.example/receipt"}, 21609),
        ({"StatusCallback": "http://example.com/" + "x" * 4000}, 21609),
        ({"ValidityPeriod": "0"}, 21624),
        ({"ValidityPeriod": "36001"}, 21624),
        ({"ValidityPeriod": "soon"}, 21624),
        ({"From": "+18135550199"}, 21606),
        ({"To": "911"}, 21211),
        ({"To": "+1813555010"}, 21211),
        ({"To": "Ana"}, 21211),
        ({"To": LINE}, 21211),
        ({"To": None, "From": None, "Body": None}, 21604),
        ({"From": "+18135550199", "To": "911"}, 21606),
    ],
)
def test_a_faulty_send_gets_twilios_code_and_reaches_nobody(
    world: World, change: dict[str, str | None], code: int
) -> None:
    answer = post(world, WHOLE | change)

    assert answer.status_code == 400
    jsonschema.validate(answer.json(), ERROR)
    assert answer.json()["code"] == code
    assert world.outbound() == []


@pytest.mark.parametrize(
    ("side", "number", "code"),
    [
        ("From", "+15005550001", 21212),
        ("From", "+15005550007", 21606),
        ("From", "+15005550008", 21611),
        ("To", "+15005550001", 21211),
        ("To", "+15005550002", 21612),
        ("To", "+15005550003", 21408),
        ("To", "+15005550004", 21610),
        ("To", "+15005550009", 21614),
    ],
)
def test_a_magic_number_gives_its_code(world: World, side: str, number: str, code: int) -> None:
    assert post(world, WHOLE | {side: number}).json()["code"] == code


def test_the_magic_sender_that_is_valid_sends(world: World) -> None:
    assert post(world, WHOLE | {"From": "+15005550006"}).status_code == 201


def test_a_number_with_punctuation_is_the_same_number(world: World) -> None:
    assert world.send(to="(813) 555-0101").to == ANA


def test_a_wrong_token_is_refused_before_anything_else(world: World) -> None:
    answer = post(world, {}, auth=(ACCOUNT, "wrong"))

    assert (answer.status_code, answer.json()["code"]) == (401, 20003)
    jsonschema.validate(answer.json(), ERROR)


def test_another_account_is_not_found(world: World) -> None:
    with pytest.raises(TwilioRestException) as refused:
        Client(ACCOUNT, TOKEN, account_sid="AC" + "f" * 32, http_client=world.http).messages.create(
            to=ANA, from_=LINE, body="x"
        )
    assert (refused.value.status, refused.value.code) == (404, 20404)


def test_a_text_that_nobody_sent_is_not_found(world: World) -> None:
    with pytest.raises(TwilioRestException) as refused:
        world.client.messages("SM" + "0" * 32).fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)


def test_media_makes_it_an_mms(world: World) -> None:
    sent = world.send(media_url=["https://example.com/a.png"])

    assert sent.sid.startswith("MM")
    assert sent.num_media == "1"


def test_a_finished_text_can_be_redacted_and_deleted_but_the_ledger_remembers(world: World) -> None:
    sid = world.send("private words").sid
    world.ends(sid, "delivered")

    assert world.client.messages(sid).update(body="").body == ""
    assert world.client.messages(sid).delete() is True
    with pytest.raises(TwilioRestException):
        world.client.messages(sid).fetch()
    assert world.outbound()[0]["body"] == "private words"


def test_a_text_on_its_way_can_be_neither_deleted_nor_canceled(world: World) -> None:
    world.breaks(transit_ms=60000)
    message = world.client.messages(world.send().sid)

    with pytest.raises(TwilioRestException) as refused:
        message.delete()
    assert (refused.value.status, refused.value.code) == (409, 20009)
    with pytest.raises(TwilioRestException):
        message.update(status="canceled")


def test_texts_sent_at_once_from_many_threads_are_all_kept_once(world: World) -> None:
    def send(name: int) -> None:
        for count in range(20):
            world.send(f"{name}-{count}", to=BEN)

    threads = [threading.Thread(target=send, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = world.outbound()
    assert len({row["sid"] for row in rows}) == len({row["body"] for row in rows}) == len(rows) == 80
