"""Finding texts again, as a reconciler does. docs/twilio.md, section 4, "GET Messages.json"."""

from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
import requests
from twilio.base.exceptions import TwilioException

from tests.bot.simulator.message_shape import PAGE
from tests.bot.simulator.world import ACCOUNT, ANA, BEN, LINE, TOKEN, World

PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


def test_a_page_has_the_published_shape_and_the_newest_text_first(world: World) -> None:
    for word in ("one", "two", "three"):
        world.send(word)

    page = requests.get(world.url + PATH, auth=(ACCOUNT, TOKEN), timeout=5).json()

    jsonschema.validate(page, PAGE)
    assert [message["body"] for message in page["messages"]] == ["three", "two", "one"]
    assert (page["page"], page["page_size"], page["start"], page["end"]) == (0, 50, 0, 2)
    assert page["next_page_uri"] is None


def test_the_sdk_walks_through_all_pages(world: World) -> None:
    for number in range(7):
        world.send(str(number))

    found = world.client.messages.list(page_size=3)

    assert [message.body for message in found] == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_text_that_comes_between_two_pages_shifts_nothing(world: World) -> None:
    for number in range(4):
        world.send(str(number))
    first = world.client.messages.page(page_size=2)

    world.send("late")
    second = first.next_page()

    assert second is not None
    assert [message.body for message in second] == ["1", "0"]


def test_lists_are_by_phone_and_by_sender_in_both_directions(world: World) -> None:
    world.send("to Ana", to=ANA)
    world.send("to Ben", to=BEN)
    world.phones("from Ana", from_=ANA)

    def bodies(**wanted: str) -> list[str]:
        return sorted(message.body for message in world.client.messages.list(**wanted))

    assert bodies(to=ANA) == ["to Ana"]
    assert bodies(from_=ANA) == ["from Ana"]
    assert bodies(to=LINE) == ["from Ana"]
    assert bodies(from_=LINE) == ["to Ana", "to Ben"]
    assert bodies(from_=LINE, to=BEN) == ["to Ben"]


def test_dates_bound_what_was_sent(world: World) -> None:
    world.ends(world.send().sid, "delivered")
    now, hour = datetime.now(UTC), timedelta(hours=1)

    assert len(world.client.messages.list(date_sent_after=now - hour)) == 1
    assert len(world.client.messages.list(date_sent_before=now + hour)) == 1
    assert world.client.messages.list(date_sent_after=now + hour) == []
    assert world.client.messages.list(date_sent_before=now - hour) == []
    assert len(world.client.messages.list(date_sent=now.date())) == 1


def test_a_text_still_queued_matches_no_date(world: World) -> None:
    world.breaks(segments_per_second=0.1)
    world.send("first", to=ANA)
    world.send("second", to=BEN)
    long_ago = datetime.now(UTC) - timedelta(days=1)

    assert world.client.messages.list(to=BEN, date_sent_after=long_ago) == []
    assert len(world.client.messages.list(to=BEN)) == 1


def test_an_inbound_text_whose_webhook_failed_is_still_listed(world: World) -> None:
    world.running.send_inbound_to("http://127.0.0.1:9")

    assert world.phones("is anyone there?")["status_code"] is None

    (found,) = world.client.messages.list(to=LINE)
    assert (found.direction, found.status, found.body) == ("inbound", "received", "is anyone there?")


def test_lists_can_lag_behind(world: World) -> None:
    world.breaks(list_lag_seconds=60, to=ANA)
    sid = world.send(to=ANA).sid
    world.send(to=BEN)

    assert [message.to for message in world.client.messages.list()] == [BEN]
    assert world.client.messages(sid).fetch().sid == sid


def test_a_list_can_be_refused(world: World) -> None:
    world.breaks(refuse=20503, on="list", next=1)

    with pytest.raises(TwilioException):
        world.client.messages.list()
    assert world.client.messages.list() == []


def test_a_page_size_is_a_number_up_to_a_thousand(world: World) -> None:
    def page(size: str) -> requests.Response:
        return requests.get(world.url + PATH, params={"PageSize": size}, auth=(ACCOUNT, TOKEN), timeout=5)

    assert page("5000").json()["page_size"] == 1000
    assert page("none").status_code == 400
