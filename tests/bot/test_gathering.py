"""Doing together what several threads ask for at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from bot.gathering import Gathering

PATIENCE = 10.0


class Held:
    """Work that waits for `go` each time, and keeps what it was called with."""

    def __init__(self, come: Callable[[int], int | Exception] = lambda asked: -asked) -> None:
        self.calls: list[list[int]] = []
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self._come = come

    def __call__(self, asked: list[int]) -> list[int | Exception]:
        self.calls.append(asked)
        self.begun.release()
        assert self.go.acquire(timeout=PATIENCE)
        return [self._come(one) for one in asked]


def ask_while_one_is_at_work(gathering: Gathering[int, int], held: Held, count: int) -> list[Future[int]]:
    """Asks 0, and while that is worked on 1 to `count`, one after the other."""
    threads = ThreadPoolExecutor(count + 1)
    asked = [threads.submit(gathering.ask, 0)]
    assert held.begun.acquire(timeout=PATIENCE)
    for number in range(1, count + 1):
        asked.append(threads.submit(gathering.ask, number))
        while len(gathering._waiting) < number:
            Event().wait(0.001)
    threads.shutdown(wait=False)
    return asked


def test_whoever_asks_alone_is_worked_for_at_once() -> None:
    calls: list[list[str]] = []

    def work(asked: list[str]) -> list[str]:
        calls.append(asked)
        return [one.upper() for one in asked]

    gathering = Gathering(work, 8)
    assert [gathering.ask("a"), gathering.ask("b")] == ["A", "B"]
    assert calls == [["a"], ["b"]]


def test_those_who_come_meanwhile_go_together_next_in_the_order_in_which_they_came() -> None:
    held = Held()
    gathering = Gathering(held, 8)
    asked = ask_while_one_is_at_work(gathering, held, 5)
    held.go.release(2)
    assert [one.result(PATIENCE) for one in asked] == [0, -1, -2, -3, -4, -5]
    assert held.calls == [[0], [1, 2, 3, 4, 5]]


def test_no_more_go_together_than_may() -> None:
    held = Held()
    gathering = Gathering(held, 2)
    asked = ask_while_one_is_at_work(gathering, held, 5)
    held.go.release(4)
    assert [one.result(PATIENCE) for one in asked] == [0, -1, -2, -3, -4, -5]
    assert held.calls == [[0], [1, 2], [3, 4], [5]]


def test_each_gets_its_own_fault_and_nobody_elses() -> None:
    held = Held(lambda asked: ArithmeticError(asked) if asked == 2 else asked)
    gathering = Gathering(held, 8)
    asked = ask_while_one_is_at_work(gathering, held, 3)
    held.go.release(2)
    with pytest.raises(ArithmeticError, match="2"):
        asked[2].result(PATIENCE)
    assert [asked[number].result(PATIENCE) for number in (0, 1, 3)] == [0, 1, 3]


def test_work_that_fails_fails_for_all_who_share_it_and_the_next_goes_on() -> None:
    def come(asked: int) -> int:
        if asked == 1:
            raise ArithmeticError
        return asked

    held = Held(come)
    gathering = Gathering(held, 2)
    asked = ask_while_one_is_at_work(gathering, held, 3)
    held.go.release(3)
    assert [type(one.exception(PATIENCE)) for one in asked] == [
        type(None),
        ArithmeticError,
        ArithmeticError,
        type(None),
    ]
    held.go.release()
    assert gathering.ask(4) == 4


def test_work_that_answers_too_few_fails_for_all_and_keeps_nobody_waiting() -> None:
    gathering: Gathering[int, int] = Gathering(lambda _: [], 8)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="0 answers to 1"):
            gathering.ask(1)
