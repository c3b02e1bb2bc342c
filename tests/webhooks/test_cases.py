"""GET /api/v1/cases/..., /messages/...: what dispatch reads about a case and its texts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.line import OTHER, SENDER, VICTIM, Line, contact

TWO = f"""
[agencies.tampa]
name = "Tampa Police"
sender = "{SENDER}"
timezone = "America/New_York"
desk_phone = "+18135550130"
keyword_replies = "caseline"
segments_per_second = 30
call_types = {{ stolen_vehicle = ["GTA"] }}

[agencies.shore]
name = "Shore Police"
sender = "+18135550200"
timezone = "America/New_York"
desk_phone = "+18135550230"
keyword_replies = "caseline"
segments_per_second = 30
call_types = {{ stolen_vehicle = ["GTA"] }}
"""


@pytest.fixture
def two(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    """A line of two agencies; its own key is Tampa's."""
    with Line(clean_database_url, redis_url, toml=TWO) as line:
        yield line


def test_a_case_has_the_shape_of_the_contract(line: Line) -> None:
    contacts = [contact(name="Ana", language="es"), contact(OTHER, "witness"), contact("none", "guardian")]
    line.push("call.created", id="cad-1", contacts=contacts)
    case = line.case()
    assert case == {
        "incident": "2026-1",
        "case_number": None,
        "state": "reported",
        "protected": False,
        "call_type": "stolen_vehicle",
        "opened_at": "2026-11-24T15:00:00+00:00",
        "updated_at": "2026-11-24T15:00:00+00:00",
        "contacts": case["contacts"],
        "history": [
            {
                "id": "cad-1",
                "type": "call.created",
                "occurred_at": "2026-11-24T15:00:00+00:00",
                "received_at": "2026-11-24T15:00:00+00:00",
                "outcome": "applied",
                "reason": None,
            }
        ],
    }
    shown = {one["phone"]: one for one in case["contacts"]}
    assert shown[VICTIM] == {
        "phone": VICTIM,
        "role": "victim",
        "language": "es",
        "consent": "granted",
        "muted": False,
        "wrong_number": False,
    }
    assert (shown[OTHER]["role"], shown[OTHER]["language"]) == ("witness", None)
    assert shown["none"]["consent"] == "unreachable"


def test_a_cases_state_follows_what_happened(line: Line) -> None:
    line.push("call.created")
    states = []
    for kind, data in [
        ("unit.dispatched", {}),
        ("unit.delayed", {}),
        ("unit.on_scene", {}),
        ("call.cleared", {"disposition": "report_taken", "case_number": "26-7"}),
        ("case.assigned", {"investigator": {"name": "Sam Reed"}}),
        ("case.status_changed", {"status": "investigating"}),
        ("case.status_changed", {"status": "inactive"}),
        ("case.status_changed", {"status": "closed"}),
    ]:
        line.clock.at = line.clock.at.replace(second=len(states) + 1)
        line.push(kind, **data)
        states.append(line.case()["state"])
    assert states == [
        *("dispatched", "delayed", "on_scene", "cleared"),
        *("assigned", "investigating", "inactive", "closed"),
    ]
    assert line.case()["case_number"] == "26-7"
    line.push("call.created", "2026-2")
    line.push("call.cancelled", "2026-2")
    assert line.case("2026-2")["state"] == "cancelled"


def test_history_is_in_the_cases_total_order_with_the_latest_outcome(line: Line) -> None:
    line.push("unit.on_scene", id="scene", ago=10)
    line.push("unit.dispatched", id="sent", ago=60)
    line.push("call.updated", id="b-update", ago=60, district="D1")
    line.push("call.updated", id="a-update", ago=60, district="D2")
    line.push("call.created", id="created", ago=60)
    line.push("unit.delayed", id="ahead", ago=-600)
    shown = [(one["id"], one["outcome"]) for one in line.case()["history"]]
    assert [name for name, _ in shown] == ["created", "a-update", "b-update", "sent", "scene", "ahead"]
    assert "waiting" not in dict(shown).values()


def test_an_incident_is_found_however_it_is_written(line: Line) -> None:
    for incident in ("26/114 é#1", "A B", "2026%2F1", "x?y", "ab;c", "a+b"):
        line.push("call.created", incident)
        assert line.case(incident)["incident"] == incident.upper()
        assert len(line.messages(incident)) == 1
    assert line.get("/api/v1/cases/" + quote(" a b ")).status == 200


def test_a_merged_calls_number_leads_to_the_case_that_it_became(line: Line) -> None:
    line.push("call.created", "one")
    line.push("call.created", "two", contacts=[contact(OTHER)])
    line.push("call.merged", "two", into="one")
    assert line.case("two")["incident"] == "ONE"
    assert {one["phone"] for one in line.case("one")["contacts"]} == {VICTIM, OTHER}
    assert {text["contact"] for text in line.messages("two")} == {VICTIM, OTHER}


def test_what_is_not_there_or_belongs_to_another_agency_is_404(two: Line) -> None:
    shore = two.make_key("admin", agency="shore")
    two.push("call.created")
    text = two.messages()[0]["id"]
    for path in ("/api/v1/cases/2026-1", "/api/v1/cases/2026-1/messages", f"/api/v1/messages/{text}"):
        assert two.get(path).status == 200
        answer = two.get(path, key=shore)
        assert (answer.status, answer.body["status"]) == (404, 404)
    written = two.post("/api/v1/cases/2026-1/messages", {"body": "hello"}, key=shore, Idempotency_Key="k")
    assert written.status == 404
    assert two.get("/api/v1/requests", key=shore).body["requests"] == []
    for path in ("cases/none", "cases/none/messages", f"messages/{uuid4()}", "messages/odd", "messages/%00"):
        assert two.get(f"/api/v1/{path}").status == 404, path


def test_the_same_incident_and_event_id_of_two_agencies_are_two(two: Line) -> None:
    shore = two.make_key("admin", agency="shore")
    event = two.event("call.created", id="cad-1")
    for key in (None, shore):
        assert two.post("/api/v1/events", event, key=key).result["outcome"] == "applied"
    two.work()
    senders = {text["from"] for text in two.ledger()["outbound"]}
    assert senders == {SENDER, "+18135550200"}
    assert two.push("case.protected", reason="asked").status == 200
    assert two.get("/api/v1/cases/2026-1", key=shore).body["protected"] is False
    assert two.says(VICTIM, "STOP", to="+18135550200")
    assert two.case()["contacts"][0]["consent"] == "granted"
    assert two.get("/api/v1/cases/2026-1", key=shore).body["contacts"][0]["consent"] == "opted_out"


def test_a_text_has_the_shape_of_the_contract(line: Line) -> None:
    line.push("call.created", contacts=[contact(language="es")])
    line.work()
    (text,) = line.messages()
    assert line.get(f"/api/v1/messages/{text['id']}").body == text
    assert line.get(f"/api/v1/messages/{text['id'].upper()}").body == text
    assert text.pop("body").startswith("Tampa Police: ")
    assert text.pop("sid").startswith("SM")
    assert text.pop("segments") >= 1
    assert text == {
        "id": text["id"],
        "direction": "outbound",
        "kind": "report_received",
        "contact": VICTIM,
        "language": "es",
        "status": "delivered",
        "reason": None,
        "error_code": None,
        "attempts": 1,
        "created_at": "2026-11-24T15:00:00+00:00",
        "sent_at": "2026-11-24T15:00:00+00:00",
        "delivered_at": "2026-11-24T15:00:00+00:00",
    }


def test_a_text_to_come_is_queued_and_one_for_the_morning_held(line: Line) -> None:
    line.push("call.created")
    (text,) = line.messages()
    assert (text["status"], text["sent_at"], text["sid"], text["attempts"]) == ("queued", None, None, 0)
    line.work()
    line.clock.at = line.clock.at.replace(day=25, hour=4)
    line.push("case.assigned", investigator={"name": "Sam Reed"})
    line.work()
    assert [(one["kind"], one["status"], one["reason"]) for one in line.messages()][1:] == [
        ("detective_assigned", "held", "quiet_hours")
    ]
    line.later(hours=9, minutes=1)
    assert line.messages()[1]["status"] == "delivered"


def test_texts_come_in_pages(line: Line) -> None:
    line.push("call.created")
    for _ in range(3):
        line.says(VICTIM, "STATUS")
    line.settle()
    path = "/api/v1/cases/2026-1/messages"
    whole = line.get(path).body
    assert whole["next"] is None
    assert len(whole["messages"]) == 7
    read, after, pages = [], "", 0
    while after is not None:
        page = line.get(f"{path}?limit=3{'&after=' + after if after else ''}").body
        read += page["messages"]
        after = page["next"]
        pages += 1
    assert (read, pages) == (whole["messages"], 3)
    exact = line.get(f"{path}?limit=7").body
    assert (len(exact["messages"]), exact["next"]) == (7, None)
    assert line.get(f"{path}?after={10**30}").body == {"messages": [], "next": None}
    for query in ("limit=0", "limit=501", "limit=x", "limit=", "after=-1", "after=x", "limit=1.5", "page=2"):
        refused = line.get(f"{path}?{query}")
        assert refused.status == 422, query
        assert refused.body["errors"][0]["pointer"] == "#/" + query.split("=")[0]


def test_a_case_of_many_texts_is_read_100_at_a_time(line: Line) -> None:
    line.push("call.created")
    line.rows(
        """insert into messages (id, agency, direction, case_id, body, status, created_at)
           select gen_random_uuid(), 'tampa', 'inbound', 1, 'x', 'received', now() from generate_series(1, 600)
           returning id"""
    )
    assert len(line.get("/api/v1/cases/2026-1/messages").body["messages"]) == 100
    assert len(line.get("/api/v1/cases/2026-1/messages?limit=500").body["messages"]) == 500
