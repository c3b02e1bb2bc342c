"""What the clock does, and that it does it once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from bot import agencies, clock, outbox
from bot.clock import Swept
from tests.line import OTHER, VICTIM, Line, contact


def sweep(line: Line, **time_passed: float) -> Swept | None:
    line.clock.at += timedelta(**time_passed)
    return clock.sweep(line.parts.pool, line.parts.agencies, line.clock.at, line.parts.wake)


def test_a_call_that_waits_too_long_is_told_so_once(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.later(minutes=19, seconds=59)
    assert len(line.got()) == 1
    for _ in range(5):
        line.later(minutes=1)
    assert [text["kind"] for text in line.messages()] == ["report_received", "still_waiting"]
    assert len(line.got()) == 2


def test_a_call_with_a_unit_is_not_told_that_it_waits(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.work()
    line.later(minutes=30)
    assert [text["kind"] for text in line.messages()] == ["report_received", "officer_dispatched"]


def test_an_agency_that_grants_more_minutes_later_is_heeded(line: Line) -> None:
    line.push("call.created")
    line.work()
    longer = agencies.example().replace("unassigned_minutes = 20", "unassigned_minutes = 40")
    ours = agencies.assemble(agencies.read(longer), line.settings)
    for minutes, told in ((21, 0), (20, 1)):
        line.clock.at += timedelta(minutes=minutes)
        done = clock.sweep(line.parts.pool, ours, line.clock.at, line.parts.wake)
        assert done is not None
        assert done.still_waiting == told


def test_a_text_whose_time_is_over_is_replaced_by_what_is_true(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    line.parts.redis.flushdb()  # no worker for a quarter of an hour
    line.later(minutes=15)
    expired, instead = line.messages()[1:]
    assert (expired["status"], expired["reason"]) == ("expired", "expired")
    assert (instead["kind"], instead["status"]) == ("current_status", "delivered")


def test_an_event_whose_call_never_comes_ends_after_72_hours_with_a_request(line: Line) -> None:
    event = line.event("unit.dispatched", "2026-9", id="lost")
    assert line.post("/api/v1/events", event).result["outcome"] == "waiting"
    line.later(hours=71, minutes=59)
    assert line.requests() == []
    line.later(minutes=2)
    line.later(minutes=2)
    [request] = line.requests()
    assert request["kind"] == "undelivered"
    assert request["detail"] == {"reason": "never_matched", "incident": "2026-9", "event": "lost"}
    [row] = line.rows("select outcome, reason from events")
    assert (row["outcome"], row["reason"]) == ("rejected", "never_matched")
    assert line.post("/api/v1/events", event).result["outcome"] == "duplicate"


def test_only_one_process_sweeps_at_a_time(line: Line) -> None:
    line.push("call.created")
    line.clock.at += timedelta(minutes=21)
    with psycopg.connect(line.database_url, autocommit=True) as other:
        other.execute("select pg_advisory_lock(%s)", (clock._LOCK,))
        assert sweep(line) is None
        other.execute("select pg_advisory_unlock(%s)", (clock._LOCK,))
    assert sweep(line) is not None


def test_sweeps_at_once_tell_once(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.work()
    line.clock.at += timedelta(minutes=21)
    barrier = threading.Barrier(4)

    def at_once(_: int) -> Swept | None:
        barrier.wait()
        return sweep(line)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(at_once, range(4)))
    line.work()
    assert (len(line.got(VICTIM)), len(line.got(OTHER))) == (2, 2)


def test_a_sweep_that_fails_gives_the_lock_back(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError

    with monkeypatch.context() as patch:
        patch.setattr(clock, "_round", fail)
        with pytest.raises(ArithmeticError):
            sweep(line)
    assert sweep(line) is not None


def test_the_fault_of_one_case_does_not_hold_up_the_others(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.work()
    tell = outbox.tell

    def failing(files: object, file: object, *rest: object) -> object:
        if file.incident == "2026-1":  # type: ignore[attr-defined]
            raise ArithmeticError
        return tell(files, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "tell", failing)
    line.later(minutes=21)
    assert (len(line.got(VICTIM)), len(line.got(OTHER))) == (1, 2)


def test_what_is_left_of_an_agency_that_is_gone_does_not_starve_the_others(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "BATCH", 1)
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    line.rows("update cases set agency = 'gone' where incident = '2026-1' returning 1")
    line.rows("update messages set agency = 'gone' where case_id = (select min(id) from cases) returning 1")
    line.later(minutes=21)
    line.later(minutes=1)
    kinds = [text["kind"] for text in line.messages("2026-2")]
    assert kinds.count("still_waiting") + kinds.count("current_status") >= 1
    assert line.rows("select status from messages where agency = 'gone'")[0]["status"] == "queued"
    assert line.get("/readyz").status == 200
