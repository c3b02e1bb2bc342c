"""POST /api/v1/cases/{incident}/messages: a person's own words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.line import OTHER, VICTIM, Answered, Line, contact

PATH = "/api/v1/cases/2026-1/messages"


def write(line: Line, body: Any = "We found your car.", key: str = "k1", path: str = PATH, **more: Any) -> Answered:
    return line.post(path, {"body": body} | more, Idempotency_Key=key)


@pytest.fixture
def open_case(line: Line) -> Line:
    """A case whose victim and guardian have had their first text, and a witness."""
    line.push("call.created", contacts=[contact(OTHER, "guardian"), contact(), contact("+18135550103", "witness")])
    line.work()
    return line


def test_a_persons_words_are_sent_with_the_agencys_name_before_them(open_case: Line) -> None:
    answer = write(open_case, " We found your car. ")
    assert answer.status == 201
    text = answer.body
    assert (text["kind"], text["direction"], text["status"], text["contact"]) == (
        "desk",
        "outbound",
        "queued",
        VICTIM,
    )
    assert text["body"] == "Tampa Police: We found your car."
    open_case.work()
    assert open_case.got()[-1] == "Tampa Police: We found your car."
    assert open_case.get(f"/api/v1/messages/{text['id']}").body["status"] == "delivered"


def test_the_first_text_of_a_phone_has_its_duties_even_from_the_desk(line: Line) -> None:
    line.push("call.created", ago=3600)
    assert "STOP" in write(line).body["body"]


def test_a_contact_may_be_named_in_any_notation(open_case: Line) -> None:
    assert write(open_case, contact="(813) 555-0102").body["contact"] == OTHER
    for unknown in ("+18135550199", "nobody", ""):
        answer = write(open_case, key="k2", contact=unknown)
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/contact"), unknown


def test_words_that_break_a_rule_are_refused_and_the_rule_is_named(open_case: Line) -> None:
    broken = {
        "arrival_time": "An officer will be there at 5 pm.",
        "link": "See https://evil.example/x",
        "too_long": "word " * 150,
    }
    for number, words in enumerate(broken.values()):
        answer = write(open_case, words, key=f"g{number}")
        assert answer.status == 422, words
        assert answer.body["rule"]
        assert answer.body["errors"][0]["pointer"] == "#/body"
        assert answer.body["errors"][0]["detail"] == answer.body["detail"]
    rules = {write(open_case, words, key="g").body["rule"] for words in broken.values()}
    assert len(rules) == len(broken)
    assert "too_long" in rules
    open_case.work()
    assert len(open_case.got()) == 1
    assert write(open_case, key="g").status == 201


def test_no_text_takes_more_than_three_segments_with_all_that_goes_around_the_words(line: Line) -> None:
    line.push("call.created", ago=3600)
    for number in range(60, 96):
        answer = write(line, "word " * number, key=f"k{number}")
        if answer.status == 422:
            assert (answer.body["rule"], answer.body["errors"][0]["pointer"]) == ("too_long", "#/body")
            break
        assert answer.body["segments"] <= 3
    else:
        raise AssertionError("a text of any length was taken")
    assert number > 60


def test_what_the_policy_forbids_is_409_and_nothing_is_sent(open_case: Line) -> None:
    line = open_case
    witness = write(line, contact="+18135550103")
    assert (witness.status, witness.body["reason"]) == (409, "role_not_texted")
    line.says(VICTIM, "STOP")
    opted_out = write(line, contact=VICTIM)
    assert (opted_out.status, opted_out.body["reason"]) == (409, "opted_out")
    assert opted_out.headers["Content-Type"] == "application/problem+json"
    line.push("call.created", "2026-2", contacts=[contact("no number")])
    unreachable = write(line, path="/api/v1/cases/2026-2/messages")
    assert (unreachable.status, unreachable.body["reason"]) == (409, "invalid_phone")
    line.push("case.protected", reason="asked")
    protected = write(line, contact=OTHER)
    assert (protected.status, protected.body["reason"]) == (409, "protected")
    line.push("call.created", "2026-3", call_type="homicide", contacts=[contact("+18135550104")])
    unlisted = write(line, path="/api/v1/cases/2026-3/messages")
    assert (unlisted.status, unlisted.body["reason"]) == (409, "call_type_not_listed")
    assert line.rows("select count(*) as n from messages where kind = 'desk'")[0]["n"] == 0


def test_a_wrong_number_and_a_landline_are_409(open_case: Line) -> None:
    line = open_case
    line.says(VICTIM, "wrong number")
    barred = write(line, contact=VICTIM)
    assert (barred.status, barred.body["reason"]) == (409, "wrong_number")
    assert write(line).body["contact"] == OTHER
    line.faults(refuse=21614, on="send", to=OTHER)
    line.work()
    unreachable = write(line, key="k9", contact=OTHER)
    assert (unreachable.status, unreachable.body["reason"]) == (409, "unreachable")


def test_without_an_idempotency_key_nothing_is_written(open_case: Line) -> None:
    for headers in ({}, {"Idempotency_Key": ""}, {"Idempotency_Key": "x" * 201}):
        answer = open_case.post(PATH, {"body": "hello"}, **headers)
        assert (answer.status, answer.body["status"]) == (400, 400)
    assert len(open_case.messages()) == 3


def test_the_same_key_and_body_is_the_same_text_once(open_case: Line) -> None:
    first = write(open_case)
    open_case.work()
    again = write(open_case, " We found your car.")
    assert (again.status, again.body["id"], again.body["status"]) == (201, first.body["id"], "delivered")
    open_case.says(VICTIM, "STOP")
    assert write(open_case).body["id"] == first.body["id"]
    assert len([text for text in open_case.got() if "found" in text]) == 1


def test_the_same_key_with_anything_else_is_422(open_case: Line) -> None:
    open_case.push("call.created", "2026-2")
    write(open_case)
    for answer in (
        write(open_case, "Something else."),
        write(open_case, contact=VICTIM),
        write(open_case, path="/api/v1/cases/2026-2/messages"),
    ):
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#")
    assert write(open_case, key="k2").status == 201


def test_the_same_key_from_several_threads_is_one_text(open_case: Line) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: write(open_case), range(6)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["id"] for answer in answers}) == 1


def test_the_same_key_for_several_cases_at_once_is_one_text(line: Line) -> None:
    paths = [f"/api/v1/cases/i{number}/messages" for number in range(6)]
    for number in range(6):
        line.push("call.created", f"i{number}", contacts=[contact(f"+1813555017{number}")])
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda path: write(line, path=path), paths))
    assert sorted(answer.status for answer in answers) == [201, 422, 422, 422, 422, 422]


def test_a_body_that_is_none_is_refused_where_it_is_wrong(open_case: Line) -> None:
    for body in ("", "  ", None, 7, ["x"], "a\x00b", "\ud800", "x" * 1601):
        answer = write(open_case, body)
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/body"), body
    unknown = write(open_case, urgent=True)
    assert (unknown.status, unknown.body["errors"][0]["pointer"]) == (422, "#/urgent")
    bad_contact = write(open_case, contact=5)
    assert (bad_contact.status, bad_contact.body["errors"][0]["pointer"]) == (422, "#/contact")


def test_writing_needs_the_scope_write_and_a_case(open_case: Line) -> None:
    for scope, status in (("read", 403), ("events", 403), ("write", 201)):
        key = open_case.make_key(scope)
        assert open_case.post(PATH, {"body": "hello"}, key=key, Idempotency_Key=scope).status == status
    assert write(open_case, path="/api/v1/cases/none/messages").status == 404


def test_a_case_with_nobody_to_text_is_422(line: Line) -> None:
    line.push("call.created", contacts=[])
    answer = write(line)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/contact")
