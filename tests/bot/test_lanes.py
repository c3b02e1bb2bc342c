"""Pace and urgency: who goes first, who is slowed by what, and that nobody waits for ever."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot import agencies
from bot.store.db import connect
from tests.line import OTHER, VICTIM, Line, contact

FLOOD = 50_000


def flood(line: Line, texts: int) -> None:
    """So many casework texts, all due now, each to a phone of its own."""
    line.push("call.created", "2026-0")
    line.work()
    line.push("call.cleared", "2026-0", disposition="report_taken")
    line.work()
    line.push("report.filed", "2026-0", case_number="26-0001")
    with connect(line.database_url) as connection:
        connection.execute(
            """insert into contacts (agency, phone, valid, language, created_at)
               select 'tampa', '+1813' || (6000000 + n), true, 'en', now() from generate_series(1, %s) n""",
            (texts,),
        )
        connection.execute(
            """insert into case_contacts (case_id, contact_id, role)
               select 1, id, 'victim' from contacts where phone like '+18136%'"""
        )
        connection.execute(
            """insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice,
                   notice_key, body, language, status, created_at, due_at, expires_at)
               select gen_random_uuid(), m.agency, m.direction, m.case_id, k.id, m.kind, m.lane, m.urgency, m.notice,
                   m.notice_key, m.body, m.language, 'queued', m.created_at, m.due_at, m.expires_at
               from messages m, contacts k where m.kind = 'case_number_assigned' and k.phone like '+18136%'"""
        )
        connection.execute("analyze messages")


def drained_until(line: Line, phone: str, seconds: float) -> float:
    """Drains until this phone has got something new; after how long the carrier took it."""
    before = len(line.got(phone))
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        line.delivery.drain(seconds=0.1)
        if len(line.got(phone)) > before:
            return time.monotonic() - began
    raise AssertionError("it never went")


@pytest.mark.timeout(120)
def test_a_flood_of_casework_does_not_hold_up_live_news_for_a_second(quick_line: Line) -> None:
    line = quick_line
    flood(line, FLOOD)
    line.delivery.drain(seconds=1.0)
    assert len(line.ledger()["outbound"]) > 10
    line.push("call.created", "2026-9", contacts=[contact(OTHER)])
    assert drained_until(line, OTHER, 5) < 1.0  # 0.1 s on two busy cores


def test_what_has_waited_longest_gets_its_share_of_a_busy_hour(quick_line: Line) -> None:
    line = quick_line
    flood(line, 1)
    phones = [f"+18135562{number:03}" for number in range(300)]
    for first in range(0, 300, 30):
        contacts = [contact(phone) for phone in phones[first : first + 30]]
        assert line.push("call.created", f"2026-1{first}", contacts=contacts).status == 200
    line.delivery.drain(seconds=30)
    order = [text["to"] for text in line.ledger()["outbound"]]
    assert order.index("+18136000001") < len(order) - 100


def test_one_slow_call_does_not_hold_up_the_others(quick_line: Line) -> None:
    line = quick_line
    line.faults(slow_ms=3000, to=VICTIM)
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(f"+18135562{number:03}") for number in range(40)])
    began = time.monotonic()
    line.work(receipts=False)
    took = {text["to"]: text["accepted_at"] for text in line.ledger()["outbound"]}
    assert len(took) == 41
    assert time.monotonic() - began < 6


def carriers_of(line: Line) -> dict[str, float]:
    rows = line.rows("select agency, until, error_code from sender_rests")
    return {row["agency"]: (row["until"] - line.clock.at).total_seconds() for row in rows}


@pytest.mark.parametrize(
    ("code", "agencies_resting"),
    [(20429, {"tampa": 1, "bay": 1}), (63038, {"tampa": 3600, "bay": 3600}), (21611, {"tampa": 120}), (14107, {})],
)
def test_a_refusal_slows_whom_it_is_about(
    clean_database_url: str, redis_url: str, code: int, agencies_resting: dict[str, float]
) -> None:
    toml = agencies.example()
    second = toml.replace("[agencies.tampa]", "[agencies.bay]").replace("+18135550100", "+18135550109")
    second = second.replace("[agencies.tampa.", "[agencies.bay.")
    with Line(clean_database_url, redis_url, toml=toml + "\n" + second) as line:
        line.faults(refuse=code, to=VICTIM, next=1)
        line.push("call.created", "2026-1")
        line.work(receipts=False)
        assert carriers_of(line) == agencies_resting
        line.faults()
        line.clock.at += timedelta(milliseconds=500)
        line.push("call.created", "2026-2", contacts=[contact(OTHER)])
        line.work()
        assert len(line.got(OTHER)) == (0 if "tampa" in agencies_resting else 1)
        line.later(hours=1, seconds=1)
        assert len(line.got(OTHER)) > 0


@pytest.mark.parametrize(("code", "resting"), [(30001, {"tampa": 10}), (30022, {"tampa": 10}), (30017, {})])
def test_a_receipt_slows_whom_it_is_about(line: Line, code: int, resting: dict[str, float]) -> None:
    line.faults(receipt=code, next=1)
    line.push("call.created")
    line.work()
    assert carriers_of(line) == resting
    line.later(minutes=2)
    assert line.messages()[0]["status"] == "delivered"
