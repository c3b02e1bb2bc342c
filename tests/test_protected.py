"""A protected case is absent: nothing about it is texted, and its victim is answered as a stranger is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from flows.vocabulary import EventType
from tests.line import OTHER, VICTIM, Line, contact

STRANGER, THIRD = "+18135550109", "+18135550103"

# Every event that may happen to a case, save its opening and what lifts the protection.
EVENTS: dict[str, list[dict[str, Any]]] = {
    "call.updated": [{"priority": 5}, {"flags": []}, {"call_type": "theft"}, {"flags": ["juvenile"]}],
    "unit.dispatched": [{}, {"unit": "A12"}],
    "unit.delayed": [{"reason": "weather"}],
    "unit.on_scene": [{}],
    "call.cleared": [{"disposition": "report_taken", "case_number": "26-1001", "officer": {"name": "J. Lane"}}],
    "report.filed": [{"case_number": "26-2002"}],
    "case.assigned": [{"investigator": {"name": "Rosa Cruz"}}],
    "case.status_changed": [{"status": one} for one in ("inactive", "property_recovered", "reopened", "closed")],
    "call.cancelled": [{}],
    "case.protected": [{"reason": "again"}],
    "contact.added": [{"contact": contact(OTHER)}],
    "contact.updated": [{"contact": contact(THIRD), "old_phone": OTHER}, {"contact": contact(VICTIM)}],
    "contact.removed": [{"contact": contact(THIRD)}],
    "call.merged": [{"into": "2026-1"}],
}
SAID = (
    *("status", "STATUS 2026-1", "26-1001", "1", "who has my case?", "help", "thanks", "any news?"),
    *("estado", "wrong number", "are they coming", "yes", "stop", "status", "start", "status"),
)


def by_a_flag(line: Line, **more: Any) -> None:
    line.push("call.created", flags=["domestic_violence"], **more)


def by_a_person(line: Line, **more: Any) -> None:
    line.push("call.created", **more)
    line.push("case.protected", reason="she asked for it")


def by_a_later_flag(line: Line, **more: Any) -> None:
    line.push("call.created", **more)
    line.push("call.updated", flags=["sexual_assault"])


PROTECTED = pytest.mark.parametrize("protect", [by_a_flag, by_a_person, by_a_later_flag])


@PROTECTED
def test_nothing_that_happens_to_a_protected_case_is_ever_texted(line: Line, protect: Callable[..., None]) -> None:
    protect(line, ago=60 * 60)
    assert set(EVENTS) == {kind.value for kind in EventType} - {"call.created", "case.unprotected", "choice.made"}
    line.push("call.created", incident="2026-2", contacts=[contact(THIRD)], call_type="homicide")
    for type, shapes in EVENTS.items():
        for data in shapes:
            incident = "2026-2" if type == "call.merged" else "2026-1"
            happened = line.push(type, incident=incident, **data)
            line.clock.at += timedelta(seconds=1)
            expected = "applied" if type == "case.protected" else "suppressed"
            assert happened.result["outcome"] == expected, type
            assert {one["decision"] for one in happened.result["notices"]} <= {"suppress"}
    desk = line.post("/api/v1/cases/2026-1/messages", {"body": "Please call us."}, Idempotency_Key="one")
    assert desk.status == 409
    line.work()
    for minutes in (1, 20, 60, 24 * 60, 73 * 60):
        line.later(minutes=minutes)
    assert line.ledger()["outbound"] == []
    assert {text["status"] for text in line.messages()} <= {"suppressed", "cancelled"}


@PROTECTED
@pytest.mark.parametrize("language", ["en", "es"])
def test_its_victim_is_answered_word_for_word_as_a_stranger_is(
    line: Line, protect: Callable[..., None], language: str
) -> None:
    protect(line, contacts=[contact(VICTIM, language=language)])
    line.push("call.cleared", disposition="report_taken", case_number="26-1001")
    wish = {"en": "english", "es": "español"}[language]
    for phone in (VICTIM, STRANGER):  # the first text, and the language
        line.says(phone, "hola" if language == "es" else "hello")
        line.says(phone, wish)
    for words in SAID:
        line.clock.at += timedelta(minutes=4)
        to_a_stranger = line.says(STRANGER, words)
        assert line.says(VICTIM, words) == to_a_stranger, words


def test_the_stranger_is_sent_to_the_desk_and_to_911_and_so_is_the_victim(line: Line) -> None:
    by_a_flag(line)
    for phone in (VICTIM, STRANGER):
        answer = line.says(phone, "status") or ""
        assert "813-555-0130" in answer
        assert "911" in answer


def test_a_protected_case_is_missing_from_the_choices(line: Line) -> None:
    line.push("call.created")
    line.push("call.created", incident="2026-2", call_type="theft")
    line.work()
    assert "Which call?" in (line.says(VICTIM, "status") or "")
    line.push("case.protected", incident="2026-2", reason="asked")
    assert "No officer has been assigned" in (line.says(VICTIM, "2") or "")
    assert "No officer has been assigned" in (line.says(VICTIM, "status") or "")


def test_danger_is_answered_and_handed_to_a_person_all_the_same(line: Line) -> None:
    by_a_flag(line)
    answer = line.says(VICTIM, "help me he has a gun") or ""
    assert "911" in answer
    (request,) = line.requests("?kind=emergency")
    assert (request["urgent"], request["incident"]) == (True, "2026-1")


def test_what_was_written_and_not_sent_is_cancelled_at_once(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.push("case.protected", reason="asked")
    assert {(text["status"], text["reason"]) for text in line.messages()} == {("cancelled", "protected")}
    line.work()
    assert line.got() == []


def test_protection_lifted_texts_what_happens_from_then_on_and_nothing_of_before(line: Line) -> None:
    by_a_person(line)
    line.push("unit.dispatched")
    line.push("case.unprotected", reason="a mistake")
    line.work()
    assert line.got() == []
    line.push("unit.on_scene")
    line.push("call.cleared", disposition="handled")
    line.work()
    (only,) = line.got()
    assert "finished" in only


def test_protecting_takes_the_scope_of_somebody_who_may_act(line: Line) -> None:
    line.push("call.created")
    for type in ("case.protected", "case.unprotected"):
        event = line.event(type, reason="asked")
        assert line.post("/api/v1/events", event, key=line.make_key("events")).status == 403
        assert line.post("/api/v1/events", event, key=line.make_key("events", "write")).status == 200
