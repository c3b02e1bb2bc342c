"""GET /api/v1/requests: what only a person can do."""

from __future__ import annotations

from tests.line import OTHER, VICTIM, Line, contact

STRANGER = "+18135550177"


def test_a_request_has_the_shape_of_the_contract(line: Line) -> None:
    line.push("call.created")
    line.says(VICTIM, "nice weather today lol")
    (asked,) = line.requests()
    (text,) = line.rows("select id from messages where direction = 'inbound'")
    assert asked == {
        "id": asked["id"],
        "kind": "unanswered",
        "state": "open",
        "urgent": False,
        "incident": "2026-1",
        "contact": VICTIM,
        "detail": {},
        "messages": [str(text["id"])],
        "opened_at": "2026-11-24T15:00:00+00:00",
        "due_at": "2026-11-25T15:00:00+00:00",
        "claimed_by": None,
        "closed_at": None,
        "note": None,
    }


def test_danger_is_urgent_and_due_in_five_minutes(line: Line) -> None:
    line.says(STRANGER, "he is breaking in with a gun")
    (asked,) = line.requests()
    assert (asked["kind"], asked["urgent"], asked["due_at"]) == ("emergency", True, "2026-11-24T15:05:00+00:00")
    assert (asked["incident"], asked["contact"]) == (None, STRANGER)


def test_one_is_open_per_kind_and_case(line: Line) -> None:
    line.push("call.created")
    for words in ("nice weather today lol", "qwerty asdf", "what a game last night"):
        line.says(VICTIM, words)
    (asked,) = line.requests()
    assert len(asked["messages"]) == 3


def test_requests_are_filtered_by_state_kind_and_incident(line: Line) -> None:
    line.push("call.created")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.says(VICTIM, "nice weather today lol")
    line.says(OTHER, "qwerty asdf")
    line.says(VICTIM, "wrong number")
    line.rows("update requests set state = 'closed', closed_at = now() where kind = 'wrong_number' returning id")

    def found(query: str) -> list[tuple[str, str]]:
        return [(one["kind"], one["incident"]) for one in line.requests(query)]

    everything = [("unanswered", "2026-1"), ("unanswered", "2026-2"), ("wrong_number", "2026-1")]
    assert found("") == everything
    assert found("?state=open") == everything[:2]
    assert found("?state=closed") == everything[2:]
    assert found("?state=claimed") == []
    assert found("?kind=unanswered") == everything[:2]
    assert found("?kind=bad_news") == []
    assert found("?incident=%202026-2%20") == everything[1:2]
    assert found("?incident=none") == []
    assert found("?state=open&kind=unanswered&incident=2026-1") == everything[:1]


def test_an_alias_finds_the_requests_of_its_case(line: Line) -> None:
    line.push("call.created", "one")
    line.push("call.created", "two", contacts=[contact(OTHER)])
    line.says(OTHER, "qwerty asdf")
    line.push("call.merged", "two", into="one")
    assert [one["incident"] for one in line.requests("?incident=two")] == ["ONE"]
    assert len(line.requests("?incident=one")) == 1


def test_filters_that_are_none_are_refused_where_they_are_wrong(line: Line) -> None:
    for query in (
        "state=done",
        "state=",
        "kind=%00",
        "kind=",
        "incident=",
        "incident=%00",
        "limit=0",
        "after=x",
        "x=1",
    ):
        answer = line.get(f"/api/v1/requests?{query}")
        assert answer.status == 422, query
        assert answer.body["errors"][0]["pointer"] == "#/" + query.split("=")[0]


def test_requests_come_in_pages(line: Line) -> None:
    for number in range(5):
        line.says(f"+1813555017{number}", "nice weather today")
    whole = line.get("/api/v1/requests").body
    assert (len(whole["requests"]), whole["next"]) == (5, None)
    read, after = [], "0"
    while after is not None:
        page = line.get(f"/api/v1/requests?limit=2&after={after}").body
        assert len(page["requests"]) <= 2
        read += page["requests"]
        after = page["next"]
    assert read == whole["requests"]


def test_reading_requests_needs_the_scope_read(line: Line) -> None:
    assert line.get("/api/v1/requests", key=line.make_key("events", "write")).status == 403
    assert line.get("/api/v1/requests", key=line.make_key("read")).status == 200
