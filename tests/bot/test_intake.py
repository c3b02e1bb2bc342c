"""Events of several requests that share a transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from bot import cases, outbox
from bot.cases import Incoming, Result
from bot.intake import Intake
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
    intake = Intake(line.parts)

    def slow(*arguments: Any) -> Any:
        under_way.set()
        assert go_on.wait(PATIENCE)
        return receive(*arguments)

    monkeypatch.setattr(cases, "receive_all", slow)
    with ThreadPoolExecutor(len(incoming)) as threads:
        taken = [threads.submit(intake.one, agency_of(line), keys[0], incoming[0])]
        assert under_way.wait(PATIENCE)
        for number, one in enumerate(incoming[1:], 1):
            taken.append(threads.submit(intake.one, agency_of(line), keys[number % len(keys)], one))
        until = time.monotonic() + PATIENCE
        while sum(len(one._waiting) + one._led for one in intake._singles.values()) < len(incoming):
            assert time.monotonic() < until
            time.sleep(0.001)
        go_on.set()
    return taken


def test_events_that_come_while_one_is_taken_in_share_the_next_transaction(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = [f"+1813555020{number}" for number in range(6)]
    events = [created(line, number, phone) for number, phone in enumerate(phones)]
    taken = [one.result() for one in take_all_while_the_first_is_taken_in(line, monkeypatch, events)]
    assert [(one.id, one.outcome) for one in taken] == [(event.id, Outcome.APPLIED) for event in events]
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

    events = [created(line, number) for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "tell", failing)
        taken = take_all_while_the_first_is_taken_in(line, patch, events)
    assert isinstance(taken[2].exception(), ArithmeticError)
    assert [taken[at].result().outcome for at in (0, 1, 3, 4)] == [Outcome.APPLIED] * 4
    assert Intake(line.parts).one(agency_of(line), line.key, events[2]).outcome is Outcome.APPLIED
    line.work()
    assert len(line.got(VICTIM)) == 5


def test_the_same_event_twice_at_once_is_taken_in_once(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [created(line, 1), *[created(line, 2)] * 3]
    taken = [one.result() for one in take_all_while_the_first_is_taken_in(line, monkeypatch, events)]
    assert sorted(one.outcome for one in taken[1:]) == [Outcome.APPLIED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    line.work()
    assert len(line.got(VICTIM)) == 2


def test_each_event_is_kept_under_the_key_that_brought_it(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [line.make_key("events") for _ in range(2)]
    events = [created(line, number) for number in range(6)]
    for one in take_all_while_the_first_is_taken_in(line, monkeypatch, events, keys):
        assert one.result().outcome is Outcome.APPLIED
    brought = line.rows("select incident, key_id from events order by incident")
    assert [row["key_id"] for row in brought] == keys * 3


def test_a_batch_beyond_a_hundred_wakes_a_worker_once(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[None] = []
    monkeypatch.setattr(type(line.parts.wake), "__call__", lambda _: woken.append(None))
    events = [created(line, number, f"+1813555{number:04}") for number in range(100, 250)]
    taken = Intake(line.parts).many(agency_of(line), line.make_key("events"), events)
    assert {one.outcome for one in taken if isinstance(one, Result)} == {Outcome.APPLIED}
    assert (len(taken), len(woken)) == (150, 1)
