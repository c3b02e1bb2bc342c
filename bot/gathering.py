"""What several threads ask for at the same time is done together: one of them does it for all.

Who comes while nobody works begins at once, with what they have. Who comes meanwhile waits, and the first of those
does the next work, for all who wait by then. So nobody waits for company, and the busier it is, the more share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Gathering(Generic[Asked, Given]):
    """`work` is called by one thread at a time, with up to `most` of what was asked, in order of arrival. It gives
    for each what it came to, or the exception that whoever asked is to get.
    """

    def __init__(self, work: Callable[[list[Asked]], Sequence[Given | Exception]], most: int) -> None:
        self._work = work
        self._most = most
        self._lock = Lock()
        self._waiting: list[_Place[Asked, Given]] = []
        self._led = False

    def ask(self, asked: Asked) -> Given:
        """What `asked` came to. Raises what it failed with, or what all of the work did."""
        place: _Place[Asked, Given] = _Place(asked)
        with self._lock:
            self._waiting.append(place)
            leads = not self._led
            self._led = True
        if not leads:
            place.turn.acquire()
        if place.came is None:
            self._lead()
        assert place.came is not None
        [came] = place.came
        if isinstance(came, BaseException):
            raise came
        return came

    def _lead(self) -> None:
        """Does the work for those who wait, the caller first among them, and hands the lead on."""
        with self._lock:
            places, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        came: Sequence[Given | BaseException]
        try:
            came = self._work([place.asked for place in places])
            if len(came) != len(places):
                raise RuntimeError(f"{len(came)} answers to {len(places)}")
        except BaseException as fault:  # noqa: BLE001
            # Whatever it is, those who wait must hear of it, or they would wait for ever.
            came = [fault] * len(places)
        with self._lock:
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        if following is not None:
            following.turn.release()
        for place, one in zip(places, came, strict=True):
            place.came = (one,)
            place.turn.release()


class _Place(Generic[Asked, Given]):
    """One who asked. `turn` opens when it is this one's turn to lead, and when `came` is there."""

    __slots__ = ("asked", "came", "turn")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.came: tuple[Given | BaseException] | None = None
        self.turn = Lock()
        self.turn.acquire()
