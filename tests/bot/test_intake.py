"""Events of several requests that share a transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import psycopg
import pytest

from bot import cases, intake, outbox
from bot.cases import Incoming, Result
from bot.intake import Intake
from bot.store import events
from bot.store.db import connect
from flows.agency import Agency
from flows.vocabulary import EventType, Outcome
from tests.line import VICTIM, Line, contact

PATIENCE = 10.0


def created(line: Line, number: int, phone: str = VICTIM) -> Incoming:
    data = {"call_type": "stolen_vehicle", "priority": 4, "contacts": [contact(phone)]}
    return Incoming(f"cad-{number}", EventType.CALL_CREATED, f"2026-{number}", line.clock(), data)


def agency_of(line: Line) -> Agency:
    return next(iter(line.parts.agencies.by_key.values()))


def take_all_while_the_first_is_taken_in(
    line: Line, monkeypatch: pytest.MonkeyPatch, incoming: Sequence[Incoming], keys: Sequence[str] = ()
) -> list[Future[Result]]:
    """Each event in a thread of its own, with the keys in turn; all others come while the first is under way."""
    keys = keys or (line.key,)
    receive, under_way, go_on = cases.receive_all, Event(), Event()
    taking = Intake(line.parts)

    def slow(*arguments: Any) -> Any:
        under_way.set()
        assert go_on.wait(PATIENCE)
        return receive(*arguments)

    monkeypatch.setattr(cases, "receive_all", slow)
    with ThreadPoolExecutor(len(incoming)) as threads:
        taken = [threads.submit(taking.one, agency_of(line), keys[0], incoming[0])]
        assert under_way.wait(PATIENCE)
        for number, one in enumerate(incoming[1:], 1):
            taken.append(threads.submit(taking.one, agency_of(line), keys[number % len(keys)], one))
        until = time.monotonic() + PATIENCE
        while sum(len(one._waiting) + one._led for one in taking._singles.values()) < len(incoming):
            assert time.monotonic() < until
            time.sleep(0.001)
        go_on.set()
    return taken


def test_events_that_come_while_one_is_taken_in_share_the_next_transaction(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = [f"+1813555020{number}" for number in range(6)]
    some = [created(line, number, phone) for number, phone in enumerate(phones)]
    taken = [one.result() for one in take_all_while_the_first_is_taken_in(line, monkeypatch, some)]
    assert [(one.id, one.outcome) for one in taken] == [(event.id, Outcome.APPLIED) for event in some]
    shared = line.rows("select count(*) as n from events group by xmin order by n")
    assert [row["n"] for row in shared] == [1, 5]
    line.work()
    assert [len(line.got(phone)) for phone in phones] == [1] * 6


def test_one_that_cannot_be_kept_fails_alone(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    tell = outbox.tell

    def failing(files: object, file: Any, *rest: Any) -> Any:
        if file.incident == "2026-2":
            raise ArithmeticError
        return tell(files, file, *rest)  # type: ignore[arg-type]

    some = [created(line, number) for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "tell", failing)
        taken = take_all_while_the_first_is_taken_in(line, patch, some)
    assert isinstance(taken[2].exception(), ArithmeticError)
    assert [taken[at].result().outcome for at in (0, 1, 3, 4)] == [Outcome.APPLIED] * 4
    assert Intake(line.parts).one(agency_of(line), line.key, some[2]).outcome is Outcome.APPLIED
    line.work()
    assert len(line.got(VICTIM)) == 5


def test_the_same_event_twice_at_once_is_taken_in_once(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [created(line, 1), *[created(line, 2)] * 3]
    taken = [one.result() for one in take_all_while_the_first_is_taken_in(line, monkeypatch, some)]
    assert sorted(one.outcome for one in taken[1:]) == [Outcome.APPLIED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    line.work()
    assert len(line.got(VICTIM)) == 2


def test_each_event_is_kept_under_the_key_that_brought_it(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [line.make_key("events") for _ in range(2)]
    some = [created(line, number) for number in range(6)]
    for one in take_all_while_the_first_is_taken_in(line, monkeypatch, some, keys):
        assert one.result().outcome is Outcome.APPLIED
    brought = line.rows("select incident, key_id from events order by incident")
    assert [row["key_id"] for row in brought] == keys * 3


def test_a_batch_beyond_a_hundred_wakes_a_worker_once(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[None] = []
    monkeypatch.setattr(type(line.parts.wake), "__call__", lambda _: woken.append(None))
    some = [created(line, number, f"+1813555{number:04}") for number in range(100, 250)]
    taken = Intake(line.parts).many(agency_of(line), line.make_key("events"), some)
    assert {one.outcome for one in taken if isinstance(one, Result)} == {Outcome.APPLIED}
    assert (len(taken), len(woken)) == (150, 1)


def test_what_is_in_before_the_database_goes_away_is_answered_and_told(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred that can't be kept together go one by one; the third finds no database."""
    receive = cases.receive_all

    def failing(connection: Any, agency: Agency, incoming: Sequence[Incoming], *rest: Any) -> Any:
        if len(incoming) > 1:
            raise ArithmeticError
        if incoming[0].incident == "2026-2":
            raise psycopg.OperationalError
        return receive(connection, agency, incoming, *rest)

    woken: list[None] = []
    with monkeypatch.context() as patch:
        patch.setattr(cases, "receive_all", failing)
        patch.setattr(type(line.parts.wake), "__call__", lambda _: woken.append(None))
        taken = Intake(line.parts).many(agency_of(line), line.key, [created(line, number) for number in range(5)])
    assert [isinstance(one, Result) for one in taken] == [True, True, False, False, False]
    assert len(woken) == 1


def test_an_event_whose_case_somebody_holds_keeps_the_others_out_for_a_while_only(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_PATIENCE", "set local lock_timeout = '100ms'")
    with connect(line.database_url) as other, other.transaction():
        events.lock_incidents(other, agency_of(line).key, ["2026-1"])
        taken = Intake(line.parts).many(agency_of(line), line.key, [created(line, number) for number in range(3)])
    assert [isinstance(one, Result) for one in taken] == [True, False, True]
    assert isinstance(taken[1], psycopg.errors.LockNotAvailable)
