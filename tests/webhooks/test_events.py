"""POST /api/v1/events: what dispatch pushes, alone and in batches, and how each event is answered."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot import outbox
from tests.line import OTHER, VICTIM, Line, contact

EVENTS = "/api/v1/events"


def pointers(answer: Any) -> list[str]:
    return [one["pointer"] for one in answer["errors"]]


def results(line: Line, *events: Any) -> list[dict[str, Any]]:
    answer = line.post(EVENTS, {"events": list(events)})
    assert answer.status == 200
    found: list[dict[str, Any]] = answer.body["results"]
    return found


def without(event: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in names}


# One event


def test_a_single_event_is_answered_like_a_batch_of_one(line: Line) -> None:
    answer = line.push("call.created", id="cad-1")
    assert answer.status == 200
    assert list(answer.body) == ["results"]
    (result,) = answer.body["results"]
    (notice,) = result.pop("notices")
    assert result == {"id": "cad-1", "outcome": "applied", "reason": None}
    assert line.get(f"/api/v1/messages/{notice.pop('message_id')}").status == 200
    assert notice == {"kind": "report_received", "contact": VICTIM, "decision": "send", "reason": None}


def test_the_status_of_a_single_event_says_how_it_went(line: Line) -> None:
    assert line.push("unit.dispatched", "early").status == 202
    created = line.event("call.created", ago=60)
    assert line.post(EVENTS, created).result["outcome"] == "applied"
    duplicate = line.post(EVENTS, created)
    assert (duplicate.status, duplicate.result["outcome"]) == (200, "duplicate")
    line.push("call.cleared", disposition="no_report")
    stale = line.push("unit.dispatched", ago=30)
    assert (stale.status, stale.result["outcome"], stale.result["reason"]) == (200, "stale", "superseded")
    suppressed = line.push("call.created", "2026-2", flags=["juvenile"])
    assert (suppressed.status, suppressed.result["outcome"]) == (200, "suppressed")
    assert suppressed.result["reason"] == "protected"
    conflict = line.post(EVENTS, created | {"incident": "2026-3"})
    assert conflict.status == 409
    invalid = line.push("call.created", "2026-4", priority="4")
    assert (invalid.status, pointers(invalid.body)) == (422, ["#/data/priority"])


def test_what_waited_is_applied_when_its_call_comes_and_says_so_in_the_history(line: Line) -> None:
    waiting = line.push("unit.dispatched", id="early").result
    assert (waiting["outcome"], waiting["reason"], waiting["notices"]) == ("waiting", "unknown_incident", [])
    line.push("call.created", id="late", ago=60)
    assert {one["id"]: one["outcome"] for one in line.case()["history"]} == {"late": "applied", "early": "applied"}
    again = line.push("unit.dispatched", id="early").result
    assert again["outcome"] == "duplicate"
    assert again["first"] == {"outcome": "waiting", "reason": "unknown_incident", "notices": []}


def test_an_unlisted_type_is_suppressed_and_a_held_back_notice_is_not(line: Line) -> None:
    unlisted = line.push("call.created", call_type="homicide").result
    assert (unlisted["outcome"], unlisted["reason"]) == ("suppressed", "call_type_not_listed")
    urgent = line.push("call.created", "2026-2", priority=1).result
    assert (urgent["outcome"], urgent["reason"]) == ("suppressed", "silent_priority")
    line.says(OTHER, "STOP")
    applied = line.push("call.created", "2026-3", contacts=[contact(OTHER)]).result
    assert applied["outcome"] == "applied"
    assert [(one["decision"], one["reason"]) for one in applied["notices"]] == [("suppress", "opted_out")]


def test_a_held_notice_says_until_when(line: Line) -> None:
    line.push("call.created")
    line.clock.at = line.clock.at.replace(hour=4)
    (notice,) = line.push("case.assigned", investigator={"name": "Sam Reed"}).result["notices"]
    assert (notice["decision"], notice["reason"]) == ("hold", "quiet_hours")
    assert notice["until"].endswith(("-05:00", "+00:00"))


# Duplicates and conflicts


def test_the_same_id_is_applied_once_and_answered_with_what_was_said_first(line: Line) -> None:
    event = line.event("call.created", id="cad-1")
    first = line.post(EVENTS, event).result
    line.push("unit.dispatched")
    again = line.post(EVENTS, event).result
    assert again["outcome"] == "duplicate"
    assert again["notices"] == []
    assert again["first"] == {name: first[name] for name in ("outcome", "reason", "notices")}
    assert len(line.messages()) == 2


def test_the_same_body_means_equal_after_validation_not_equal_bytes(line: Line) -> None:
    event = line.event("call.created", id="cad-1", contacts=[contact(name="Ana", language="es")])
    line.post(EVENTS, event)
    same = dict(reversed(list(event.items()))) | {
        "id": "  cad-1 ",
        "incident": " 2026-1 ",
        "occurred_at": "2026-11-24T10:00:00.000-05:00",
        "data": {
            "flags": [],
            "district": None,
            "contacts": [{"language": "ES", "role": "victim", "phone": " (813) 555-0101", "name": "Ana "}],
            "priority": 4,
            "call_type": "stolen_vehicle",
        },
    }
    assert line.post(EVENTS, same).result["outcome"] == "duplicate"
    assert line.rows("select count(*) as n from events")[0]["n"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"incident": "2026-2"},
        {"occurred_at": "2026-11-24T10:00:01-05:00"},
        {"data": {"call_type": "stolen_vehicle", "priority": 4, "contacts": []}},
        {"type": "call.updated", "data": {"priority": 4}},
    ],
)
def test_the_same_id_with_another_body_is_a_conflict_alone_and_in_a_batch(line: Line, change: dict[str, Any]) -> None:
    event = line.event("call.created", id="cad-1")
    other = event | change
    first, second = results(line, event, other)
    assert first["outcome"] == "applied"
    assert (second["id"], second["outcome"], second["reason"]) == ("cad-1", "rejected", "conflict")
    alone = line.post(EVENTS, other)
    assert (alone.status, alone.body["status"]) == (409, 409)
    kept = line.rows("select reason, body from rejected_events")
    assert [row["reason"] for row in kept] == ["conflict", "conflict"]
    assert line.post(EVENTS, event).result["outcome"] == "duplicate"


def test_the_same_id_twice_in_one_batch_is_applied_once(line: Line) -> None:
    event = line.event("call.created")
    assert [one["outcome"] for one in results(line, event, event)] == ["applied", "duplicate"]
    assert len(line.messages()) == 1


def test_the_same_event_from_several_threads_is_applied_once(line: Line) -> None:
    event = line.event("call.created")
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: line.post(EVENTS, event), range(6)))
    assert {answer.status for answer in answers} == {200}
    assert sorted(answer.result["outcome"] for answer in answers) == ["applied"] + ["duplicate"] * 5
    assert len(line.messages()) == 1


def test_the_same_id_under_different_incidents_at_once_is_applied_once(line: Line) -> None:
    bodies = [line.event("call.created", f"2026-{n}", id="cad-1") for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda body: line.post(EVENTS, body), bodies))
    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert line.rows("select count(*) as n from cases")[0]["n"] == 1


# Batches


def test_no_events_fault_touches_another_and_results_keep_their_order(line: Line) -> None:
    good, later = line.event("call.created", id="good"), line.event("unit.dispatched", id="later")
    broken = [
        line.event("call.created", "x", id="no-type") | {"type": "call.exploded"},
        line.event("call.created", "x", id="bad-phone", contacts=[{"phone": 1, "role": "victim"}]),
        without(line.event("call.updated", "x"), "id"),
        "not an event",
        None,
        [],
        7,
        {},
    ]
    answered = results(line, good, *broken, later)
    assert [one["outcome"] for one in answered] == ["applied", *["rejected"] * len(broken), "applied"]
    assert [one["id"] for one in answered] == ["good", "no-type", "bad-phone", *[None] * 6, "later"]
    assert all(one["reason"] == "invalid" and one["errors"] for one in answered[1:-1])
    assert pointers(answered[1]) == ["#/type"]
    assert pointers(answered[2]) == ["#/data/contacts/0/phone"]
    assert pointers(answered[3]) == ["#/id"]
    assert pointers(answered[4]) == ["#"]
    assert line.case()["state"] == "dispatched"
    kept = line.rows("select reason, body from rejected_events order by id")
    assert [json.loads(row["body"]) for row in kept] == broken


def test_a_batch_of_500_is_taken_and_one_of_501_is_not(line: Line) -> None:
    many = [line.event("call.updated", f"none-{n}", id=f"e{n}", priority=4) for n in range(501)]
    too_many = line.post(EVENTS, {"events": many})
    assert (too_many.status, pointers(too_many.body)) == (422, ["#/events"])
    assert line.rows("select count(*) as n from events")[0]["n"] == 0
    answered = results(line, *many[:500])
    assert [one["id"] for one in answered] == [f"e{n}" for n in range(500)]
    assert {one["outcome"] for one in answered} == {"waiting"}


def test_a_fault_of_ours_with_one_event_keeps_no_other_of_its_batch_out(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = outbox.tell

    def failing(files: object, file: Any, *rest: Any) -> Any:
        if file.incident == "2026-2":
            raise ArithmeticError
        return tell(files, file, *rest)  # type: ignore[arg-type]

    many = [line.event("call.created", f"2026-{n}", id=f"e{n}") for n in (1, 2, 3)]
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "tell", failing)
        assert line.post(EVENTS, {"events": many}).status == 500
    assert [row["incident"] for row in line.rows("select incident from cases order by incident")] == [
        "2026-1",
        "2026-3",
    ]
    # Dispatch pushes what was not answered again, and nothing of it is lost or doubled.
    assert [one["outcome"] for one in results(line, *many)] == ["duplicate", "applied", "duplicate"]
    line.work()
    assert len(line.got(VICTIM)) == 3


UNREADABLE_BATCHES: Any = [
    ({"events": []}, ["#/events"]),
    ({"events": None}, ["#/events"]),
    ({"events": {}}, ["#/events"]),
    ({"events": "x"}, ["#/events"]),
    ({"events": [{}], "source": "CAD"}, ["#/source"]),
    ({"events": [{}], "a/b~c": 1}, ["#/a~1b~0c"]),
]


def test_a_batch_that_cannot_be_read_is_refused_whole(line: Line) -> None:
    for body, expected in UNREADABLE_BATCHES:
        answer = line.post(EVENTS, body)
        assert (answer.status, pointers(answer.body)) == (422, expected)


# What is refused


UNKNOWN_MEMBERS: Any = [
    ({"colour": "red"}, "#/colour"),
    ({"call.created": 1}, "#/call.created"),
    ({"a/b~c": 1}, "#/a~1b~0c"),
    ({"data": {"codeword": "heron"}}, "#/data/codeword"),
    ({"data": {"unit.dispatched": 1}}, "#/data/unit.dispatched"),
    ({"data": {"contacts": [{"phone": VICTIM, "role": "victim", "email": "a@b.c"}]}}, "#/data/contacts/0/email"),
]


def test_unknown_members_are_named(line: Line) -> None:
    for change, pointer in UNKNOWN_MEMBERS:
        event = line.event("call.created")
        event |= change | {"data": event["data"] | change.get("data", {})}
        answer = line.post(EVENTS, event)
        assert (answer.status, pointers(answer.body)) == (422, [pointer]), (change, answer.body)


def test_an_unknown_type_is_answered_with_the_list_of_types_and_nothing_misleading(line: Line) -> None:
    answer = line.post(EVENTS, line.event("call.created") | {"type": "call.create"})
    (error,) = answer.body["errors"]
    assert error["pointer"] == "#/type"
    assert "call.created" in error["detail"]
    assert "contact.removed" in error["detail"]


WRONG_TYPES: Any = [
    ({"id": ""}, "#/id"),
    ({"id": "  "}, "#/id"),
    ({"id": 7}, "#/id"),
    ({"id": "x" * 201}, "#/id"),
    ({"incident": ""}, "#/incident"),
    ({"incident": 2026}, "#/incident"),
    ({"type": ["call.created"]}, "#/type"),
    ({"data": None}, "#/data"),
    ({"data": []}, "#/data"),
    ({"data": {"call_type": 5}}, "#/data/call_type"),
    ({"data": {"contacts": {}}}, "#/data/contacts"),
    ({"data": {"contacts": None}}, "#/data/contacts"),
    ({"data": {"contacts": ["x"]}}, "#/data/contacts/0"),
    ({"data": {"contacts": [{"phone": None, "role": "victim"}]}}, "#/data/contacts/0/phone"),
    ({"data": {"contacts": [{"phone": VICTIM, "role": "boss"}]}}, "#/data/contacts/0/role"),
    ({"data": {"contacts": [{"phone": VICTIM, "role": 1}]}}, "#/data/contacts/0/role"),
    ({"data": {"contacts": [{"phone": VICTIM}]}}, "#/data/contacts/0/role"),
    ({"data": {"contacts": [{"phone": VICTIM, "role": "victim", "name": True}]}}, "#/data/contacts/0/name"),
    ({"data": {"priority": True}}, "#/data/priority"),
    ({"data": {"priority": "4"}}, "#/data/priority"),
    ({"data": {"priority": 4.0}}, "#/data/priority"),
    ({"data": {"priority": 10**30}}, "#/data/priority"),
    ({"data": {"flags": "juvenile"}}, "#/data/flags"),
    ({"data": {"flags": ["juvenile", "odd"]}}, "#/data/flags/1"),
    ({"data": {"flags": [1]}}, "#/data/flags/0"),
]


def test_wrong_types_are_named_where_they_are(line: Line) -> None:
    for change, pointer in WRONG_TYPES:
        event = line.event("call.created")
        data = change.get("data", {})
        event |= change | {"data": event["data"] | data if isinstance(data, dict) else data}
        answer = line.post(EVENTS, event)
        assert (answer.status, pointers(answer.body)) == (422, [pointer]), (change, answer.body)


NO_TIMES: Any = [
    "2026-11-24T08:00:00",
    "2026-11-24 08:00:00-05:00",
    "2026-11-24",
    1795600800,
    1795600800.5,
    "1795600800",
    None,
    True,
    "",
    "now",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-05:00",
    "2026-12-31T23:59:60Z",
    "2026-11-24T24:00:00Z",
    "2026-02-29T08:00:00Z",
    "2026-13-01T08:00:00Z",
    "2026-11-24T08:60:00Z",
    "2026-11-24T08:00:00+24:00",
    "2026-11-24T08:00:00+05:60",
    "2026-11-24T08:00:00 Z",
    "2026-11-24T08:00:00-0500",
    "２０２６-11-24T08:00:00Z",
]


def test_a_time_that_is_none_is_refused(line: Line) -> None:
    for written in NO_TIMES:
        answer = line.post(EVENTS, line.event("call.created") | {"occurred_at": written})
        assert (answer.status, pointers(answer.body)) == (422, ["#/occurred_at"]), written


def test_every_offset_and_fraction_of_rfc_3339_is_read(line: Line) -> None:
    forms = ["2026-11-24T15:00:00Z", "2026-11-24t10:00:00.5-05:00", "2026-11-24T20:30:00.123456789+05:30"]
    for number, written in enumerate(forms):
        event = line.event("call.created", f"i{number}") | {"occurred_at": written}
        assert line.post(EVENTS, event).result["outcome"] == "applied"
    shown = [line.case(f"i{number}")["history"][0]["occurred_at"] for number in range(3)]
    assert shown == [
        "2026-11-24T15:00:00+00:00",
        "2026-11-24T15:00:00.500000+00:00",
        "2026-11-24T15:00:00.123456+00:00",
    ]


BAD = ("a\x00b", "\x00", "\ud800", "a\udfffb")
FULL_EVENTS: list[tuple[str, dict[str, Any]]] = [
    (
        "call.created",
        {
            "call_type": "theft",
            "district": "D1",
            "flags": ["juvenile"],
            "contacts": [{"phone": VICTIM, "role": "victim", "name": "Ana", "language": "es"}],
        },
    ),
    ("call.merged", {"into": "2026-9"}),
    ("unit.dispatched", {"unit": "A1"}),
    ("unit.delayed", {"reason": "traffic"}),
    (
        "call.cleared",
        {
            "disposition": "handled",
            "case_number": "26-1",
            "officer": {"name": "Lee", "badge": "12", "phone": "8135550147", "email": "lee@example.gov"},
        },
    ),
    ("report.filed", {"case_number": "26-1"}),
    ("case.status_changed", {"status": "inactive"}),
    ("call.cancelled", {"reason": "found it"}),
    ("case.protected", {"reason": "asked"}),
    ("contact.updated", {"contact": {"phone": VICTIM, "role": "victim", "name": "Ana"}, "old_phone": OTHER}),
    ("contact.removed", {"contact": {"phone": VICTIM, "role": "victim", "name": "Ana"}}),
]


def strings(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], str]]:
    """Every string value of a document, by its path."""
    if isinstance(value, str):
        return [(path, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, one in items for found in strings(one, (*path, name))]


def objects(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [path, *(found for name, one in value.items() for found in objects(one, (*path, name)))]
    if isinstance(value, list):
        return [found for number, one in enumerate(value) for found in objects(one, (*path, number))]
    return []


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(document))
    inner = copy
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return copy


def test_nul_and_half_surrogates_are_refused_in_every_string_and_every_key(line: Line) -> None:
    broken, where = [], []
    for kind, data in FULL_EVENTS:
        event = line.event(kind, "2026-1") | {"data": data}
        for path, value in strings(event):
            for bad in BAD:
                for written in (bad, value + bad):
                    broken.append(changed(event, path, written))
                    where.append("#/" + "/".join(map(str, path)))
        for path in objects(event):
            for bad in BAD:
                broken.append(changed(event, (*path, bad), "x"))
                where.append("#" + "".join(f"/{part}" for part in path))
    for start in range(0, len(broken), 500):
        answered = results(line, *broken[start : start + 500])
        for pointer, one in zip(where[start:], answered, strict=False):
            assert (one["outcome"], one["reason"]) == ("rejected", "invalid"), one
            assert any(found.startswith(pointer) for found in pointers(one)), (pointer, one)
            assert "\x00" not in json.dumps(pointers(one), ensure_ascii=False)
            # Every answer can be read by a strict reader of JSON.
            json.dumps(one, ensure_ascii=False).encode()
    assert line.rows("select count(*) as n from events")[0]["n"] == 0
    assert line.rows("select count(*) as n from rejected_events")[0]["n"] == len(broken)


def test_a_language_may_be_written_with_its_country_or_script(line: Line) -> None:
    tags = {
        "es": "es",
        "ES-mx": "es",
        "es-419": "es",
        "es_US": "es",
        "zh-Hans-CN": "zh",
        "fil": "fil",
        "fil-PH": "fil",
    }
    for number, (written, kept) in enumerate(tags.items()):
        phone = f"+1813555017{number}"
        assert line.push("call.created", written, contacts=[contact(phone, language=written)]).status == 200
        assert line.case(written)["contacts"][0]["language"] == kept
    for wrong in ("", "e", "spanish", "es-", "-es", "es mx", "es-\x00", 5):
        assert line.push("call.created", contacts=[contact(language=wrong)]).status == 422, wrong


def test_a_whole_emoji_is_no_half_surrogate(line: Line) -> None:
    body = line.event("call.created", contacts=[contact(name="Ana 😀 Ñandú")])
    assert line.post(EVENTS, body).result["outcome"] == "applied"


NO_OBJECTS: Any = [[], ["x"], "words", '{"id": "x"}', 7, True, False, None, 0, ""]


def test_json_that_is_no_object_is_refused(line: Line) -> None:
    for document in NO_OBJECTS:
        answer = line._answered(
            line.http.post(
                line.url + EVENTS,
                data=json.dumps(document),
                headers={**line._auth(None), "Content-Type": "application/json"},
            )
        )
        assert (answer.status, pointers(answer.body)) == (422, ["#"])


NO_JSON: Any = [
    b"",
    b"{",
    b"{'id': 1}",
    b'{"id": "\xff"}',
    b"nope",
    b'{"a":' * 100_000,
    b"[" * 100_000,
    b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"id": 1' + b"0" * 5000 + b"}",
]


def test_what_is_no_json_is_400(line: Line) -> None:
    for raw in NO_JSON:
        answer = line._answered(
            line.http.post(
                line.url + EVENTS, data=raw, headers={**line._auth(None), "Content-Type": "application/json"}
            )
        )
        assert answer.status == 400
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_deep_nesting_never_breaks_anything(line: Line) -> None:
    for depth in (50, 300, 600, 800, 850, 900, 920, 940, 950, 960, 970, 980, 990):
        raw = '{"id": "x", "data": ' + "[" * depth + "]" * depth + "}"
        answer = line.http.post(
            line.url + EVENTS, data=raw, headers={**line._auth(None), "Content-Type": "application/json"}
        )
        assert answer.status_code in (400, 422), depth


def test_another_content_type_is_415_and_a_huge_body_413(line: Line) -> None:
    event = json.dumps(line.event("call.created"))
    for given in ("text/plain", "application/x-www-form-urlencoded", ""):
        headers = line._auth(None) | {"Content-Type": given}
        assert line.http.post(line.url + EVENTS, data=event, headers=headers).status_code == 415
    for given in ("application/json; charset=utf-8", "application/cad+json"):
        headers = line._auth(None) | {"Content-Type": given}
        assert line.http.post(line.url + EVENTS, data=event, headers=headers).status_code == 200
    response = line.app.test_client().post(
        EVENTS, data=b" " * (4 * 1024 * 1024 + 1), headers=line._auth(None) | {"Content-Type": "application/json"}
    )
    assert response.status_code == 413
    assert response.content_type == "application/problem+json"
    assert response.headers["X-Request-Id"]


def test_refused_events_are_kept_as_they_came_with_what_was_wrong(line: Line) -> None:
    event = line.event("call.created", priority="4")
    line.post(EVENTS, event)
    (row,) = line.rows("select agency, reason, body, errors, key_id from rejected_events")
    assert (row["agency"], row["reason"]) == ("tampa", "invalid")
    assert json.loads(row["body"]) == event
    assert row["errors"][0]["pointer"] == "#/data/priority"
    assert row["key_id"] is not None


def test_errors_never_repeat_the_words_that_were_sent(line: Line) -> None:
    secret = "Ana-Lucia"
    event = line.event("call.created", call_type=secret * 20, priority=secret, flags=[secret])
    event["occurred_at"] = event["data"]["contacts"] = secret
    answer = line.post(EVENTS, event | {"incident": secret * 20})
    assert answer.status == 422
    assert secret not in json.dumps(answer.body)


# Identity, scopes, agencies


def test_an_incident_is_trimmed_and_upper_cased(line: Line) -> None:
    line.push("call.created", "  ab-1 ")
    assert line.push("unit.dispatched", "Ab-1").result["outcome"] == "applied"
    assert line.case("aB-1 ")["incident"] == "AB-1"


def test_a_key_needs_events_and_protection_needs_write(line: Line) -> None:
    events, write, read = line.make_key("events"), line.make_key("write"), line.make_key("read")
    created = line.event("call.created")
    protected = line.event("case.protected", reason="the victim asked")
    assert line.post(EVENTS, created, key=read).status == 403
    assert line.post(EVENTS, created, key=write).status == 403
    assert line.post(EVENTS, created, key=events).status == 200
    alone = line.post(EVENTS, protected, key=events)
    assert alone.status == 403
    batch = line.post(EVENTS, {"events": [protected, line.event("unit.dispatched")]}, key=events)
    assert [(one["outcome"], one["reason"]) for one in batch.body["results"]] == [
        ("rejected", "forbidden"),
        ("applied", None),
    ]
    assert line.case()["protected"] is False
    assert [row["reason"] for row in line.rows("select reason from rejected_events")] == ["forbidden"] * 3
    assert line.post(EVENTS, protected, key=write).result["outcome"] == "applied"
    assert line.case()["protected"] is True
    lifted = line.event("case.unprotected", reason="the victim asked")
    assert line.post(EVENTS, lifted, key=events).status == 403
    assert line.post(EVENTS, lifted, key=write).status == 200
    assert line.case()["protected"] is False


# Facts about people


NO_PHONES: Any = [
    "",
    "unknown",
    "911",
    "555-0101",
    "+1813555010",
    "8135550101 x5",
    "none given",
    "1" * 80,
    "ñ" * 4000,
]


def test_a_phone_that_is_no_number_is_kept_as_unreachable_and_not_texted(line: Line) -> None:
    for number, phone in enumerate(NO_PHONES):
        result = line.push("call.created", f"i{number}", contacts=[contact(phone), contact(OTHER)]).result
        assert result["outcome"] == "applied"
        bad, good = sorted(result["notices"], key=lambda one: one["contact"] == OTHER)
        assert (bad["decision"], bad["reason"]) == ("suppress", "invalid_phone")
        assert good["decision"] == "send"
        consents = {one["phone"]: one["consent"] for one in line.case(f"i{number}")["contacts"]}
        assert sorted(consents.values()) == ["granted", "unreachable"]
        assert consents[OTHER] == "granted"


NO_NAMES: Any = ["http://evil.example", "Lee " * 16, "Lee" * 2000, "", "555-0147", "evil.example/x"]


def test_an_officers_name_that_is_none_is_kept_and_not_texted(line: Line) -> None:
    for number, name in enumerate(NO_NAMES, 1):
        line.push("call.created", f"i{number}")
        officer = {"name": name, "badge": "12"}
        assert line.push("call.cleared", f"i{number}", disposition="no_report", officer=officer).status == 200
        line.work()
        assert len(line.got()) == number
        assert not name.strip() or name.strip() not in line.got()[-1]
    kept = line.rows("select data from events where type = 'call.cleared' order by sequence")
    assert [row["data"]["officer"]["name"] for row in kept] == [name.strip() for name in NO_NAMES]


def test_a_reason_in_free_text_may_have_200_characters(line: Line) -> None:
    line.push("call.created")
    for kind in ("call.cancelled", "case.protected", "case.unprotected"):
        assert line.push(kind, reason="é" * 200).status == 200
        refused = line.push(kind, reason="é" * 201)
        assert (refused.status, pointers(refused.body)) == (422, ["#/data/reason"])
    assert line.push("call.cancelled").status == 200
    for kind in ("case.protected", "case.unprotected"):
        missing = line.push(kind)
        assert (missing.status, pointers(missing.body)) == (422, ["#/data/reason"])
    line.work()
    assert all("é" not in text for text in line.got())


def test_a_delays_reason_is_a_kind_from_the_list_and_may_be_left_out(line: Line) -> None:
    line.push("call.created")
    assert line.push("unit.delayed", reason="a dog").status == 422
    assert line.push("unit.delayed").status == 200


def test_a_merge_into_itself_is_refused_where_it_is_wrong(line: Line) -> None:
    answer = line.push("call.merged", "ab-1", into=" AB-1")
    assert (answer.status, pointers(answer.body)) == (422, ["#/data/into"])


def test_a_date_ahead_of_the_clock_is_said_in_the_result(line: Line) -> None:
    ahead = line.push("call.created", ago=-121).result
    assert (ahead["outcome"], ahead["reason"], ahead["skew_seconds"]) == ("applied", "clock_skew", 121)
    near = line.push("unit.dispatched", ago=-120).result
    assert (near["outcome"], near["reason"]) == ("applied", None)
    assert "skew_seconds" not in near


def test_every_kind_of_event_is_taken(line: Line) -> None:
    person = {"name": "Sam Reed", "badge": "B-7", "phone": "813-555-0147", "email": "reed@example.gov"}
    line.push("call.created", "other", contacts=[])
    told: list[tuple[str, dict[str, Any]]] = [
        ("call.created", {"contacts": [contact(name="Ana", language="es-MX")], "district": "D1", "priority": 4}),
        ("call.updated", {"call_type": "GTA", "priority": 3, "district": "D2", "flags": []}),
        ("unit.dispatched", {"unit": "A1"}),
        ("unit.delayed", {"reason": "weather"}),
        ("unit.on_scene", {"unit": "A1"}),
        ("call.cleared", {"disposition": "report_taken", "officer": person, "case_number": "26-10"}),
        ("report.filed", {"case_number": "26-11"}),
        ("case.assigned", {"investigator": person, "case_number": "26-11"}),
        ("case.status_changed", {"status": "property_recovered"}),
        ("contact.added", {"contact": contact(OTHER, "guardian")}),
        ("contact.updated", {"contact": contact(OTHER, language="en"), "old_phone": OTHER}),
        ("contact.removed", {"contact": {"phone": OTHER}}),
        ("call.merged", {"into": "other"}),
    ]
    for kind, data in told:
        answer = line.push(kind, "one", **data)
        assert (answer.status, answer.result["outcome"]) == (200, "applied"), (kind, answer.body)
    merged = line.case("one")
    assert merged["incident"] == "OTHER"
    assert [one["phone"] for one in merged["contacts"]] == [VICTIM]
