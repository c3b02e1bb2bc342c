"""Who keeps the line busy: a CAD that pushes until it is answered, and phones that text."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests

from bench.chaos.plan import Plan, Said

BATCH = 12
PHONES_ABREAST = 4


@dataclass
class Diary:
    """What was answered to whom; each list is written by its own threads and read when they have ended."""

    results: list[dict[str, Any]] = field(default_factory=list)
    said: int = 0
    unanswered: int = 0
    pushed: int = 0


class Load:
    """Runs the plan's events and texts, no further than the kills have come, so that all happen together."""

    def __init__(self, plan: Plan, web_url: str, carrier_url: str, key: str, progress: Callable[[], float]) -> None:
        self.diary = Diary()
        self._plan = plan
        self._web_url, self._carrier_url, self._key = web_url, carrier_url, key
        self._progress = progress
        by_phone: list[list[Said]] = [[] for _ in range(PHONES_ABREAST)]
        for one in plan.said:
            by_phone[int(one.phone[-4:]) % PHONES_ABREAST].append(one)
        self._threads = [threading.Thread(target=self._dispatch, daemon=True)]
        self._threads += [threading.Thread(target=self._text, args=(each,), daemon=True) for each in by_phone]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def over(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def _dispatch(self) -> None:
        """A call's next event comes once the last one was answered."""
        session = requests.Session()
        session.trust_env = False
        total = sum(map(len, self._plan.rounds))
        for events in self._plan.rounds:
            for first in range(0, len(events), BATCH):
                self._wait_for(self.diary.pushed / total)
                self._push(session, events[first : first + BATCH])

    def _push(self, session: requests.Session, events: list[dict[str, Any]]) -> None:
        now = datetime.now(UTC).isoformat()
        body = {"events": [event | {"occurred_at": now} for event in events]}
        headers = {"Authorization": f"Bearer {self._key}"}
        while True:
            try:
                answer = session.post(f"{self._web_url}/api/v1/events", json=body, headers=headers, timeout=20)
                if answer.status_code == 200:
                    self.diary.results += answer.json()["results"]
                    self.diary.pushed += len(events)
                    return
            except requests.RequestException:
                pass
            time.sleep(0.3)

    def _text(self, said: list[Said]) -> None:
        session = requests.Session()
        session.trust_env = False
        for place, one in enumerate(said):
            self._wait_for(place / len(said))
            body = {"from": one.phone, "to": "+18135550100", "body": one.body}
            answer = session.post(f"{self._carrier_url}/inbound", json=body, timeout=60).json()
            self.diary.said += 1
            self.diary.unanswered += answer["status_code"] != 200

    def _wait_for(self, share: float) -> None:
        while share > self._progress() + 0.03:
            time.sleep(0.05)
