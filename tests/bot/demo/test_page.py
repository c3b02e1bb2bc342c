"""The page: it says what it is, escapes what it shows, and answers only a browser on this computer."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.demo import page, timeline
from bot.demo.client import Answer, DemoError

PHONE = "+18135550101"


class Dispatch:
    """What the page asks and does."""

    def __init__(self) -> None:
        self.seen: dict[str, Any] = {"cases": [], "entries": []}
        self.pressed: list[int] = []
        self.away = False

    def timeline(self) -> dict[str, Any]:
        if self.away:
            raise DemoError("away")
        return self.seen

    def press(self, button: int) -> str:
        self.pressed.append(button)
        return "Recorded."


@pytest.fixture
def dispatch() -> Dispatch:
    return Dispatch()


@pytest.fixture
def browser(dispatch: Dispatch) -> FlaskClient:
    labels = ["Officer assigned", "<b>& more"]
    return page.create_page(PHONE, "http://127.0.0.1:1", labels, dispatch.timeline, dispatch.press).test_client()


def test_the_page_says_that_it_is_a_demonstration_with_fictitious_phones(browser: FlaskClient) -> None:
    html = browser.get("/").get_data(as_text=True)
    assert "Demonstration." in html
    assert "fictitious" in html


def test_the_phone_is_the_simulator_s_own_page(browser: FlaskClient) -> None:
    assert 'src="http://127.0.0.1:1/phone/%2B18135550101"' in browser.get("/").get_data(as_text=True)


def test_what_is_shown_is_escaped(browser: FlaskClient) -> None:
    html = browser.get("/").get_data(as_text=True)
    assert "&lt;b&gt;&amp; more" in html
    # Texts are put in as text, never as HTML.
    assert "innerHTML" not in html


def test_the_page_needs_nothing_from_elsewhere(browser: FlaskClient) -> None:
    html = browser.get("/").get_data(as_text=True)
    assert html.count("http") == 1  # the phone


def test_the_timeline_is_sent_again_only_when_it_has_changed(browser: FlaskClient, dispatch: Dispatch) -> None:
    first = browser.get("/timeline")
    assert (first.status_code, first.json) == (200, {"cases": [], "entries": []})
    etag = first.headers["ETag"]
    assert browser.get("/timeline", headers={"If-None-Match": etag}).status_code == 304
    dispatch.seen = {"cases": [], "entries": [{"key": "1"}]}
    assert browser.get("/timeline", headers={"If-None-Match": etag}).status_code == 200


def test_an_api_that_is_away_is_503(browser: FlaskClient, dispatch: Dispatch) -> None:
    dispatch.away = True
    assert browser.get("/timeline").status_code == 503


def test_a_button_is_pressed_once(browser: FlaskClient, dispatch: Dispatch) -> None:
    assert browser.post("/dispatch", json={"button": 1}).json == {"detail": "Recorded."}
    assert dispatch.pressed == [1]


@pytest.mark.parametrize("body", [{"button": 2}, {"button": -1}, {"button": True}, {"button": "0"}, {}, [0]])
def test_no_other_button_is(browser: FlaskClient, dispatch: Dispatch, body: Any) -> None:
    assert browser.post("/dispatch", json=body).status_code == 422
    assert dispatch.pressed == []


def test_a_form_of_another_page_presses_nothing(browser: FlaskClient, dispatch: Dispatch) -> None:
    assert browser.post("/dispatch", data='{"button": 0}', content_type="text/plain").status_code == 422
    assert dispatch.pressed == []


def test_another_name_for_this_computer_is_refused(browser: FlaskClient) -> None:
    assert browser.get("/", headers={"Host": "attacker.example"}).status_code == 403


def test_the_page_is_served_on_a_port_of_this_computer(dispatch: Dispatch) -> None:
    app = page.create_page(PHONE, "http://127.0.0.1:1", [], dispatch.timeline, dispatch.press)
    with page.served(app) as url:
        assert url.startswith("http://127.0.0.1:")


CASE = {
    "incident": "A",
    "case_number": "77",
    "state": "dispatched",
    "protected": False,
    "call_type": "stolen_vehicle",
    "contacts": [{"phone": PHONE, "role": "victim", "language": None, "consent": "granted"}],
    "history": [
        {
            "id": "e1",
            "type": "call.created",
            "received_at": "2026-01-01T00:00:01",
            "outcome": "applied",
            "reason": None,
        }
    ],
}
MESSAGES = [
    {"id": "m2", "direction": "inbound", "kind": None, "body": "STATUS", "status": "received", "reason": None}
    | {"intent": "status", "created_at": "2026-01-01T00:00:03"},
    {"id": "m1", "direction": "outbound", "kind": "report_received", "body": "Hello", "status": "suppressed"}
    | {"reason": "opted_out", "created_at": "2026-01-01T00:00:02"},
]
REQUESTS = [{"id": "r1", "kind": "emergency", "urgent": True, "opened_at": "2026-01-01T00:00:04"}]


class Api:
    """An API with one case."""

    def case(self, incident: str) -> Any:
        return page_answer(200, CASE) if incident == "A" else page_answer(404, {})

    def messages(self, incident: str) -> Any:
        return page_answer(200, {"messages": MESSAGES})

    def requests(self, incident: str) -> Any:
        return page_answer(200, {"requests": REQUESTS})


def page_answer(status: int, body: Any) -> Any:
    return Answer(status, body)


def test_the_timeline_is_in_the_order_in_which_things_happened() -> None:
    seen = timeline.of_cases(Api(), ("A", "not opened yet"))  # type: ignore[arg-type]
    assert [one["incident"] for one in seen["cases"]] == ["A"]
    assert [one["side"] for one in seen["entries"]] == ["dispatch", "line", "victim", "request"]
    assert [one["body"] for one in seen["entries"]] == ["", "Hello", "STATUS", ""]
    assert seen["entries"][1]["unsent"]
