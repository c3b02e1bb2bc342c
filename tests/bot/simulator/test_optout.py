"""STOP, START and HELP in the three ways that an account can be set up. docs/twilio.md, section 3."""

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.simulator import SimulatorConfig
from bot.simulator.optout import REPLIES, keyword_of
from tests.bot.simulator.world import ADVANCED_LINE, ANA, BEN, LINE, TWILIO_LINE, World


def blocked(world: World, line: str, phone: str = ANA) -> bool:
    """Whether a send is refused, which can only be with 400 and 21610."""
    try:
        world.send(from_=line, to=phone)
    except TwilioRestException as error:
        refused = (error.status, error.code)
    else:
        return False
    assert refused == (400, 21610)
    return True


@pytest.mark.parametrize(
    "word", ["STOP", "stop", " Unsubscribe ", "END", "quit", "StopAll", "REVOKE", "OPTOUT", "cancel"]
)
def test_a_stop_word_alone_is_heard_in_any_case(word: str) -> None:
    assert keyword_of(word) == "STOP"


@pytest.mark.parametrize("words", ["STOP PLEASE", "please stop", "stopp", "", "STOP.", "PARAR"])
def test_nothing_else_is(words: str) -> None:
    assert keyword_of(words) is None


@pytest.mark.parametrize(("line", "told"), [(TWILIO_LINE, None), (ADVANCED_LINE, "STOP")])
def test_twilio_answers_stop_itself_and_still_passes_it_on(world: World, line: str, told: str | None) -> None:
    world.phones("STOP", to=line)

    assert world.customer.received[0].form["Body"] == "STOP"
    assert world.customer.received[0].form.get("OptOutType") == told
    (answer,) = world.outbound()
    assert (answer["body"], answer["carrier"], answer["to"]) == (REPLIES["STOP"], True, ANA)
    assert world.ledger()["opted_out"] == [{"from": line, "to": ANA}]


def test_after_stop_sends_are_refused_for_that_pair_alone(world: World) -> None:
    world.phones("STOP", to=TWILIO_LINE)

    assert blocked(world, TWILIO_LINE)
    assert not blocked(world, TWILIO_LINE, BEN)
    assert not blocked(world, ADVANCED_LINE)


@pytest.mark.parametrize("word", ["START", "yes", "UNSTOP"])
def test_the_person_can_lift_the_block(world: World, word: str) -> None:
    world.phones("STOP", to=TWILIO_LINE)
    world.phones(word, to=TWILIO_LINE)

    assert not blocked(world, TWILIO_LINE)
    assert world.outbound()[1]["body"] == REPLIES["START"]


def test_a_second_stop_hears_nothing_more(world: World) -> None:
    world.phones("STOP", to=TWILIO_LINE)
    world.phones("STOP", to=TWILIO_LINE)

    assert len(world.outbound()) == 1


def test_help_is_answered_by_twilio(world: World) -> None:
    world.phones("help", to=ADVANCED_LINE)

    assert world.outbound()[0]["body"] == REPLIES["HELP"]
    assert world.customer.received[0].form["OptOutType"] == "HELP"


def test_our_reply_to_a_stop_that_twilio_has_answered_never_arrives(world: World) -> None:
    world.customer.says("Our own goodbye")

    world.phones("STOP", to=TWILIO_LINE)

    ours = next(row for row in world.outbound() if not row["carrier"])
    assert world.ends(ours["sid"], "failed")["error_code"] == 21610


def test_with_the_carriers_handling_off_nothing_is_answered_or_blocked(world: World) -> None:
    world.phones("STOP", to=LINE)

    assert world.outbound() == []
    assert world.ledger()["opted_out"] == []
    assert "OptOutType" not in world.customer.received[0].form
    assert not blocked(world, LINE)


def test_the_carriers_own_answers_are_in_no_list_of_ours(world: World) -> None:
    world.phones("STOP", to=TWILIO_LINE)

    assert [message.direction for message in world.client.messages.list()] == ["inbound"]


def test_a_mode_that_does_not_exist_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="'loud'"):
        SimulatorConfig("AC", "token", "http://x", {LINE: "loud"})
