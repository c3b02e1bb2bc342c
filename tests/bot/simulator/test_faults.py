"""Making things go wrong on purpose: whom it hits, how often, and what the client sees."""

import json
import time
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from bot.simulator.faults import Faults
from tests.bot.simulator.world import ANA, BEN, LINE, TWILIO_LINE, World


def outcome(world: World, **send: Any) -> int | str:
    """What a send comes to: ok, an error code, or lost."""
    try:
        world.send(**send)
    except TwilioRestException as refused:
        return int(refused.code or refused.status)
    except requests.RequestException:
        return "lost"
    return "ok"


@pytest.mark.parametrize("code", [20003, 20429, 20500, 20503, 21606, 21610, 21614])
def test_a_send_can_be_refused_with_any_code_and_nothing_is_accepted(world: World, code: int) -> None:
    world.breaks(refuse=code)

    assert outcome(world) == code
    assert world.outbound() == []


def test_too_many_requests_says_so_as_twilio_does(world: World) -> None:
    world.breaks(refuse=20429)

    with pytest.raises(TwilioRestException) as refused:
        world.send()
    assert refused.value.status == 429


def test_a_send_can_be_accepted_and_answered_with_500(world: World) -> None:
    world.breaks(accept_then=500)

    assert outcome(world) == 20500
    assert len(world.outbound()) == 1


def test_a_send_can_be_accepted_and_the_line_dropped(world: World) -> None:
    world.breaks(accept_then="drop")

    assert outcome(world) == "lost"
    assert len(world.outbound()) == 1


def test_a_send_can_be_dropped_unaccepted(world: World) -> None:
    world.breaks(refuse="drop")

    assert outcome(world) == "lost"
    assert world.outbound() == []


@pytest.mark.parametrize("fault", ["slow_ms", "slow_after_ms"])
def test_answers_can_be_slow(world: World, fault: str) -> None:
    world.breaks(**{fault: 80})
    began = time.monotonic()

    assert outcome(world) == "ok"
    assert time.monotonic() - began >= 0.08


def test_a_slow_answer_may_hide_a_text_that_was_accepted(world: World) -> None:
    world.breaks(slow_after_ms=400)
    world.http.timeout = 0.15

    assert outcome(world) == "lost"
    assert len(world.outbound()) == 1


def test_a_fault_can_be_for_one_phone_or_one_sender(world: World) -> None:
    world.breaks(refuse=21610, to=[ANA])
    assert (outcome(world, to=ANA), outcome(world, to=BEN)) == (21610, "ok")

    world.breaks(refuse=20003, **{"from": LINE})
    assert (outcome(world, from_=LINE), outcome(world, from_=TWILIO_LINE)) == (20003, "ok")


def test_a_fault_can_be_for_the_next_few_only(world: World) -> None:
    world.breaks(refuse=20503, next=2)

    assert [outcome(world) for _ in range(4)] == [20503, 20503, "ok", "ok"]
    assert requests.get(f"{world.url}/faults", timeout=5).json()["rules"][0]["left"] == 0


def test_several_rules_stand_beside_each_other(world: World) -> None:
    world.breaks(rules=[{"refuse": 20503, "next": 1}, {"receipt": 30006, "to": ANA}])

    assert outcome(world) == 20503
    assert world.ends(world.send(to=ANA).sid, "undelivered")["error_code"] == 30006


def test_an_empty_posting_ends_all_faults(world: World) -> None:
    world.breaks(refuse=20500)
    world.breaks()

    assert outcome(world) == "ok"


def test_a_fault_by_header_is_for_one_request(world: World) -> None:
    world.http.fault = json.dumps({"refuse": 20429})
    assert outcome(world) == 20429

    world.http.fault = None
    assert outcome(world) == "ok"


@pytest.mark.parametrize("header", ["no json", '{"next": 1, "refuse": 20500}', '{"bogus": 1}'])
def test_a_faulty_header_is_refused(world: World, header: str) -> None:
    world.http.fault = header

    assert outcome(world) == 422
    assert world.outbound() == []


def test_a_reply_can_meet_a_dead_handset_but_is_never_refused(world: World) -> None:
    world.customer.says("Hello")
    world.breaks(rules=[{"refuse": 20500}, {"receipt": 30003, "on": "reply"}])

    world.phones("Hi")

    assert world.ends(world.outbound()[0]["sid"], "undelivered")["error_code"] == 30003


def test_chance_repeats_itself_with_the_same_seed() -> None:
    def drawn(seed: int) -> list[int | str | None]:
        faults = Faults()
        faults.set({"refuse": 20500, "probability": 0.3, "seed": seed})
        return [faults.take("send", ANA, LINE).refuse for _ in range(200)]

    assert drawn(7) == drawn(7) != drawn(8)
    assert 30 < len([code for code in drawn(7) if code]) < 90


@pytest.mark.parametrize(
    ("posting", "pointer"),
    [
        ({"bogus": 1}, "#/bogus"),
        ({"refuse": "429"}, "#/refuse"),
        ({"probability": 2}, "#/probability"),
        ({"next": 0}, "#/next"),
        ({"next": True}, "#/next"),
        ({"on": "sometimes"}, "#/on"),
        ({"receipts": ["twice"]}, "#/receipts"),
        ({"rules": [{}, {"slow_ms": -1}]}, "#/rules/1/slow_ms"),
        ({"rules": [], "next": 1}, "#/next"),
        ({"rules": {}}, "#/rules"),
        ([], "#"),
    ],
)
def test_an_unknown_or_faulty_member_is_refused_by_name_and_changes_nothing(
    world: World, posting: Any, pointer: str
) -> None:
    world.breaks(refuse=20503)

    answer = requests.post(f"{world.url}/faults", json=posting, timeout=5)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert outcome(world) == 20503
