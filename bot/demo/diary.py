"""What the demonstration did and was answered: the evidence that is checked against ledger and database."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Pushed:
    """An event that was pushed, when the call started and was answered, and its result."""

    event: Mapping[str, Any]
    started: datetime
    answered: datetime
    result: Mapping[str, Any]

    @property
    def incident(self) -> str:
        return str(self.event["incident"])

    @property
    def kind(self) -> str:
        return str(self.event["type"])

    @property
    def occurred(self) -> datetime:
        return datetime.fromisoformat(self.event["occurred_at"])


@dataclass(frozen=True)
class Said:
    """A text that a phone wrote, and the answer. `stops` and `bars` say what it was written to do."""

    phone: str
    body: str
    started: datetime
    answered: datetime
    sid: str
    reply: str | None
    stops: bool = False
    bars: bool = False


@dataclass
class Diary:
    """Everything that was done. Safe to write from many threads."""

    pushed: list[Pushed] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    """Incidents that the agency's lists and the source's flags keep from being texted about."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def push(self, one: Pushed) -> None:
        with self._lock:
            self.pushed.append(one)

    def say(self, one: Said) -> None:
        with self._lock:
            self.said.append(one)

    def wonder(self, sentence: str) -> None:
        """Something that a scene expected didn't come."""
        with self._lock:
            self.unexpected.append(sentence)
