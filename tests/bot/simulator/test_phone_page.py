"""The page with a phone on it."""

import re

import pytest
import requests

from tests.bot.simulator.world import ANA, BEN, LINE, TWILIO_LINE, World


def messages(world: World, number: str = ANA, etag: str | None = None) -> requests.Response:
    headers = {"If-None-Match": etag} if etag else {}
    return requests.get(f"{world.url}/phone/{number}/messages", headers=headers, timeout=5)


@pytest.mark.parametrize("written", ["+18135550101", "%2B18135550101", "8135550101"])
def test_a_number_may_be_written_in_several_ways(world: World, written: str) -> None:
    page = requests.get(f"{world.url}/phone/{written}", timeout=5)

    assert page.status_code == 200
    assert "+18135550101" in page.text
    assert "Simulated phone" in page.text


@pytest.mark.parametrize("written", ["911", "<script>", LINE])
def test_what_is_no_phone_has_no_page(world: World, written: str) -> None:
    assert requests.get(f"{world.url}/phone/{written}", timeout=5).status_code == 404


def test_the_page_needs_nothing_from_elsewhere_and_offers_every_sender(world: World) -> None:
    page = requests.get(f"{world.url}/phone/{ANA}", timeout=5).text

    assert not re.search(r"""(src|href)=["'](?!data:)""", page)
    assert "://" not in page
    assert LINE in page
    assert TWILIO_LINE in page
    assert 'aria-live="polite"' in page


def test_the_phone_shows_both_sides_in_order_with_delivery_status(world: World) -> None:
    world.customer.says("An officer was sent.")
    world.phones("STATUS")
    world.ends(world.outbound()[0]["sid"], "delivered")

    asked, told = messages(world).json()["messages"]

    assert (asked["mine"], asked["body"]) == (True, "STATUS")
    assert (told["mine"], told["body"], told["status"]) == (False, "An officer was sent.", "delivered")


def test_a_phone_sees_only_its_own_texts_and_the_carriers_answers_to_it(world: World) -> None:
    world.phones("STOP", to=TWILIO_LINE, from_=BEN)

    assert messages(world, ANA).json()["messages"] == []
    assert [text["carrier"] for text in messages(world, BEN).json()["messages"]] == [False, True]


def test_it_answers_the_line_that_it_last_heard_from(world: World) -> None:
    assert messages(world).json()["line"] is None

    world.send(from_=TWILIO_LINE)

    assert messages(world).json()["line"] == TWILIO_LINE


def test_polling_costs_nothing_until_something_changes(world: World) -> None:
    world.ends(world.send().sid, "delivered")
    first = messages(world)

    unchanged = messages(world, etag=first.headers["ETag"])
    world.send(to=BEN)
    still = messages(world, etag=first.headers["ETag"])
    world.send()
    changed = messages(world, etag=first.headers["ETag"])

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert still.status_code == 304
    assert changed.status_code == 200


def test_words_are_data_and_never_markup(world: World) -> None:
    world.send("<img src=x onerror=alert(1)>")

    assert messages(world).headers["Content-Type"] == "application/json"
    page = requests.get(f"{world.url}/phone/{ANA}", timeout=5).text
    assert "innerHTML" not in page
    assert "textContent" in page
