"""Each kind of fault is found: a good evening, with one thing made wrong at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.demo import check, record
from bot.demo.check import Evidence
from bot.demo.diary import Diary, Pushed, Said
from bot.demo.record import Record, Row

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
PHONE, OTHER = "+18135550101", "+18135550102"
RECEIVED = "Tampa Police: We have your report. Text STATUS any time to ask about the call."
DISPATCHED = "Tampa Police: An officer has been assigned to your call."
FINISHED = "Tampa Police: Your call is finished. Handled by Officer Demo, badge D1. Case number 77."
STOPPED = "Tampa Police: You will get no more texts from us."
SPANISH = "Tampa Police: Un agente ha sido asignado a su llamada."


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def pushed(second: float, kind: str, incident: str = "A", message: str = "", **data: Any) -> Pushed:
    if kind == "call.created":
        data = {"contacts": [{"phone": PHONE, "role": "victim"}]} | data
    event = {"id": f"{incident}-{kind}", "type": kind, "incident": incident, "occurred_at": at(second).isoformat()}
    notices = [{"kind": "x", "message_id": message, "decision": "send", "reason": None}] if message else []
    result = {"outcome": "applied", "reason": None, "notices": notices}
    return Pushed(event | {"data": data}, at(second), at(second + 0.05), result)


def row(id: str, kind: str, body: str, second: float, **more: Any) -> Row:
    known: dict[str, Any] = {
        "id": id,
        "direction": "outbound",
        "kind": kind,
        "incident": "A",
        "phone": PHONE,
        "body": body,
        "language": "en",
        "status": "delivered",
        "reason": None,
        "sid": f"SM{id}",
        "started_at": at(second),
        "held": False,
        "answers": None,
    }
    return Row(**(known | more))


def taken(one: Row, second: float, **more: Any) -> dict[str, Any]:
    text = {"sid": one.sid, "to": one.phone, "body": one.body, "status": "delivered"}
    return text | {"accepted_at": at(second).isoformat(timespec="milliseconds")} | more


def evening() -> Evidence:
    """A call that is created (1 s), dispatched (2 s) and cleared (3 s), then STOP (4 s): all as it should be."""
    rows = [
        row("1", "report_received", RECEIVED, 1.1),
        row("2", "officer_dispatched", DISPATCHED, 2.1),
        row("3", "call_finished", FINISHED, 3.1),
        row("4", "reply", STOPPED, 4.0, answers="SMin"),
        row("5", "", "STOP", 4.0, direction="inbound", sid="SMin", status="received"),
    ]
    diary = Diary(
        pushed=[
            pushed(1, "call.created", message="1"),
            pushed(2, "unit.dispatched", message="2"),
            pushed(3, "call.cleared", message="3", officer={"name": "Officer Demo", "badge": "D1"}, case_number="77"),
        ],
        said=[Said(PHONE, "STOP", at(4), at(4.1), "SMin", STOPPED, stops=True)],
    )
    ledger = {
        "outbound": [taken(rows[0], 1.2), taken(rows[1], 2.2), taken(rows[2], 3.2), taken(rows[3], 4.05)],
        "inbound": [{"sid": "SMin", "from": PHONE, "body": "STOP", "status_code": 200, "reply": STOPPED}],
    }
    events = frozenset(str(one.event["id"]) for one in diary.pushed)
    return Evidence(diary, ledger, Record(events, tuple(rows), {"cleared": 1}))


def with_rows(evidence: Evidence, *rows: Row, without: str = "") -> Evidence:
    kept = tuple(one for one in evidence.record.rows if one.id != without)
    return dataclasses.replace(evidence, record=dataclasses.replace(evidence.record, rows=(*kept, *rows)))


def with_taken(evidence: Evidence, *texts: dict[str, Any], without: str = "") -> Evidence:
    kept = [one for one in evidence.ledger["outbound"] if one["sid"] != without]
    return dataclasses.replace(evidence, ledger={**evidence.ledger, "outbound": [*kept, *texts]})


def another(evidence: Evidence, one: Row, second: float) -> Evidence:
    """One more text, that both sides know."""
    return with_taken(with_rows(evidence, one, without=one.id), taken(one, second), without=one.sid or "")


def with_pushed(evidence: Evidence, *more: Pushed) -> Evidence:
    diary = dataclasses.replace(evidence.diary, pushed=[*evidence.diary.pushed, *more])
    events = evidence.record.events | {str(one.event["id"]) for one in more}
    return dataclasses.replace(evidence, diary=diary, record=dataclasses.replace(evidence.record, events=events))


def silent(evidence: Evidence) -> Evidence:
    evidence.diary.silent.add("A")
    return evidence


def unheard(evidence: Evidence) -> Evidence:
    inbound = [{"sid": "SMnew", "from": PHONE, "body": "hello", "status_code": 200, "reply": None}]
    return dataclasses.replace(
        evidence, ledger={**evidence.ledger, "inbound": [*evidence.ledger["inbound"], *inbound]}
    )


def answered_otherwise(evidence: Evidence) -> Evidence:
    inbound = [{**evidence.ledger["inbound"][0], "reply": "something else"}]
    return dataclasses.replace(evidence, ledger={**evidence.ledger, "inbound": inbound})


def without_event(evidence: Evidence) -> Evidence:
    kept = evidence.record.events - {"A-unit.dispatched"}
    return dataclasses.replace(evidence, record=dataclasses.replace(evidence.record, events=kept))


def barred(evidence: Evidence) -> Evidence:
    evidence.diary.said.append(Said(PHONE, "wrong number", at(2.5), at(2.6), "SMwrong", None, bars=True))
    return evidence


def surprised(evidence: Evidence) -> Evidence:
    evidence.diary.wonder("HELP was answered with silence")
    return evidence


def test_a_good_evening_has_no_fault() -> None:
    assert check.faults(evening()) == []


WRONG: list[tuple[str, str, Callable[[Evidence], Evidence]]] = [
    ("lost", "an event that isn't in the database", without_event),
    ("lost", "a decided text without a row", lambda one: with_rows(one, without="2")),
    ("lost", "a sent text that the carrier never took", lambda one: with_taken(one, without="SM2")),
    ("lost", "a text that is still queued", lambda one: with_rows(one, row("9", "x", "b", 5, status="queued"))),
    ("lost", "a text whose fate is open", lambda one: with_rows(one, row("9", "x", "b", 5, status="sending"))),
    ("lost", "a text to the line that isn't in the database", unheard),
    ("lost", "an answer other than the recorded one", answered_otherwise),
    ("lost", "a call that nobody heard of", lambda one: with_pushed(one, other_call())),
    ("doubled", "a text that the carrier took twice", lambda one: with_taken(one, repeated("SMagain"))),
    (
        "doubled",
        "the same news under two rows",
        lambda one: another(one, row("9", "officer_dispatched", "b", 2.2), 2.3),
    ),
    ("doubled", "a text that was answered twice", lambda one: another(one, reply_again(), 4.06)),
    ("untrue", "a dispatch told after the clearing", lambda one: late(one, "officer_dispatched", DISPATCHED)),
    ("untrue", "a receipt told after the clearing", lambda one: late(one, "report_received", RECEIVED)),
    ("untrue", "a delay that nobody pushed", lambda one: another(one, row("9", "officer_delayed", "b", 2), 2.2)),
    ("untrue", "a call that nobody may be texted about", silent),
    ("untrue", "a case that became protected", lambda one: protected(one)),
    ("untrue", "another phone", lambda one: another(one, row("3", "call_finished", FINISHED, 3.1, phone=OTHER), 3.2)),
    ("untrue", "another language", lambda one: another(one, row("2", "officer_dispatched", SPANISH, 2.1), 2.2)),
    ("untrue", "another call's case number", lambda one: mixed_up(one)),
    ("untrue", "a text that the database knows nothing of", lambda one: with_taken(one, unknown())),
    ("untrue", "a call that the phone has nothing to do with", barred),
    ("after_stop", "news after STOP", lambda one: another(one, row("3", "call_finished", FINISHED, 5), 5.1)),
    ("after_stop", "an answer to STATUS after STOP", lambda one: answered_status(one)),
    ("unexpected", "what a scene expected", surprised),
]


def other_call() -> Pushed:
    return pushed(3.5, "call.created", "B", contacts=[{"phone": OTHER, "role": "victim"}])


def repeated(sid: str) -> dict[str, Any]:
    return taken(row("2", "officer_dispatched", DISPATCHED, 2.1), 2.4, sid=sid)


def dispatched_again() -> Row:
    return row("9", "officer_dispatched", "Tampa Police: An officer has been assigned.", 2.2)


def reply_again() -> Row:
    return row("9", "reply", STOPPED, 4.0, answers="SMin")


def late(evidence: Evidence, kind: str, body: str) -> Evidence:
    """The text of this kind, begun and taken after the clearing was answered."""
    old = next(one for one in evidence.record.rows if one.kind == kind)
    return another(evidence, row(old.id, kind, body, 3.3), 3.4)


def protected(evidence: Evidence) -> Evidence:
    return with_pushed(evidence, pushed(1.5, "call.updated", flags=["domestic_violence"]))


def mixed_up(evidence: Evidence) -> Evidence:
    other = pushed(1, "call.cleared", "B", case_number="88", officer={"name": "Officer Demo", "badge": "D2"})
    wrong = row("3", "call_finished", FINISHED.replace("77", "88"), 3.1)
    return another(with_pushed(evidence, other), wrong, 3.2)


def unknown() -> dict[str, Any]:
    return {"sid": "SMx", "to": PHONE, "body": "Buy", "status": "delivered", "accepted_at": at(2).isoformat()}


def answered_status(evidence: Evidence) -> Evidence:
    evidence.diary.said.append(Said(PHONE, "STATUS", at(5), at(5.2), "SMask", DISPATCHED))
    return another(evidence, row("9", "reply", DISPATCHED, 5.1, answers="SMask"), 5.1)


@pytest.mark.parametrize(("kind", "change"), [(one[0], one[2]) for one in WRONG], ids=[one[1] for one in WRONG])
def test_the_check_finds(kind: str, change: Callable[[Evidence], Evidence]) -> None:
    assert kind in {fault.kind for fault in check.faults(change(evening()))}


def test_a_text_that_was_on_its_way_when_the_news_came_counts_as_handed_over() -> None:
    begun_before = row("2", "officer_dispatched", DISPATCHED, 2.98)
    assert check.faults(another(evening(), begun_before, 3.06)) == []


def test_help_and_start_may_be_answered_after_stop() -> None:
    evidence = evening()
    evidence.diary.said.append(Said(PHONE, "HELP", at(5), at(5.2), "SMhelp", RECEIVED))
    assert list(check.after_stop(another(evidence, row("9", "reply", RECEIVED, 5, answers="SMhelp"), 5.1))) == []


def test_nothing_is_at_rest_while_a_text_is_due_or_a_receipt_is_owed() -> None:
    good = evening()
    assert record.at_rest(good.record, good.ledger)
    due = with_rows(good, row("9", "x", "b", 5, status="queued"))
    assert not record.at_rest(due.record, due.ledger)
    held = with_rows(good, row("9", "x", "b", 5, status="queued", held=True, sid=None))
    assert record.at_rest(held.record, held.ledger)
    owed = with_taken(good, taken(good.record.rows[1], 2.2, status="sent"), without="SM2")
    assert not record.at_rest(owed.record, owed.ledger)
