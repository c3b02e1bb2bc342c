"""The outbox: a row of every decision, in the transaction of the change behind it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from bot import outbox
from bot.store import contacts
from bot.store.db import connect, transact
from tests.line import OTHER, VICTIM, Line, contact


def test_every_decision_has_a_row_also_one_against(line: Line) -> None:
    line.push(
        "call.created", contacts=[contact(VICTIM), contact(OTHER, role="suspect"), contact("555-none", role="victim")]
    )
    found = {text["contact"]: (text["status"], text["reason"]) for text in line.messages()}
    assert found[VICTIM] == ("queued", None)
    assert found[OTHER] == ("suppressed", "role_not_texted")
    assert ("suppressed", "invalid_phone") in found.values()
    assert len(found) == 3


def test_a_newer_text_of_its_kind_takes_the_place_of_an_unsent_one(line: Line) -> None:
    line.push("call.created")
    line.work()
    for type, data in (("delayed", {"reason": "weather"}), ("dispatched", {}), ("delayed", {"reason": "traffic"})):
        line.clock.at += timedelta(minutes=1)
        line.push(f"unit.{type}", **data)
    unsent = [text for text in line.messages() if text["status"] == "queued"]
    assert [text["kind"] for text in unsent] == ["officer_delayed"]
    assert "traffic" in unsent[0]["body"]
    assert {text["reason"] for text in line.messages() if text["status"] == "cancelled"} == {"superseded"}


def test_protection_cancels_what_is_queued_and_what_waits_for_its_next_try(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.faults(refuse=20503, to=VICTIM, next=1)
    line.delivery._in_flight = 1
    line.work()
    line.push("unit.dispatched")
    line.push("call.updated", flags=["domestic_violence"])
    line.later(minutes=1)
    statuses = {(text["contact"], text["kind"]): (text["status"], text["reason"]) for text in line.messages()}
    assert statuses[VICTIM, "report_received"] == ("cancelled", "protected")
    assert statuses[OTHER, "report_received"][0] == "delivered"
    assert statuses[VICTIM, "officer_dispatched"] == ("cancelled", "protected")
    assert line.got(VICTIM) == []


def test_a_contact_that_leaves_the_case_is_not_told(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.push("contact.removed", contact=contact(OTHER))
    line.work()
    assert (len(line.got(VICTIM)), line.got(OTHER)) == (1, [])


def test_nothing_is_written_when_the_change_behind_it_is_not(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    tell = outbox.tell

    def fail(*arguments: object) -> None:
        tell(*arguments)  # type: ignore[arg-type]
        raise ArithmeticError

    monkeypatch.setattr(outbox, "tell", fail)
    assert line.push("call.created").status == 500
    for table in ("cases", "events", "messages", "contacts"):
        assert line.rows(f"select count(*) as n from {table}")[0]["n"] == 0


def test_silence_ends_all_that_waits_for_a_phone_and_keeps_the_evidence(line: Line) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(VICTIM), contact(OTHER)])
    agency = line.parts.agencies.by_key["tampa"]

    def stop(connection: object) -> None:
        one = contacts.locked(contacts.lock(connection, "tampa", VICTIM))  # type: ignore[arg-type]
        assert one is not None
        outbox.silence(connection, agency, one.id, "keyword", line.clock.at, message_id=uuid4(), words="stop")  # type: ignore[arg-type]

    transact(line.parts.pool, stop)
    line.work()
    assert (line.got(VICTIM), len(line.got(OTHER))) == ([], 1)
    [evidence] = line.rows("select consent, how, words from consent_history")
    assert (evidence["consent"], evidence["how"], evidence["words"]) == ("opted_out", "keyword", "stop")


def test_a_link_that_is_gone_ends_its_text(line: Line) -> None:
    line.push("call.created")
    with connect(line.database_url) as connection:
        connection.execute("delete from case_contacts")
    line.work()
    assert [(text["status"], text["reason"]) for text in line.messages()] == [("cancelled", "contact_removed")]
