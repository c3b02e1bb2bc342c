"""The two neighbours of the line, as HTTP clients: dispatch's CAD, and the carrier simulator."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import urllib3

SECONDS = 10.0
POLL_SECONDS = 0.02


class DemoError(Exception):
    """The demonstration can't go on: one clear line."""


class TooLong(DemoError):
    """What was waited for didn't come."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


class Http:
    """JSON over kept connections. Safe to use from many threads; proxies of the environment are not used."""

    def __init__(self, base: str, headers: Mapping[str, str] | None = None) -> None:
        self._base = base
        self._headers = dict(headers or {})
        self._pool = urllib3.PoolManager(maxsize=8, retries=False, timeout=urllib3.Timeout(total=SECONDS))

    def call(self, method: str, path: str, body: Any = None) -> Answer:
        """Raises DemoError when nothing answers."""
        try:
            response = self._pool.request(method, self._base + path, json=body, headers=self._json_headers(body))
        except urllib3.exceptions.HTTPError as fault:
            raise DemoError(f"{self._base}{path} does not answer ({type(fault).__name__})") from None
        try:
            return Answer(response.status, json.loads(response.data or b"null"))
        except ValueError:
            return Answer(response.status, None)

    def _json_headers(self, body: Any) -> dict[str, str]:
        return self._headers if body is None else {**self._headers, "Content-Type": "application/json"}


class Dispatch:
    """Dispatch: pushes events with its key, and reads what became of them."""

    def __init__(self, base: str, key: str) -> None:
        self._http = Http(base, {"Authorization": f"Bearer {key}"})

    def push(self, events: Sequence[Mapping[str, Any]]) -> Answer:
        """One event alone, several as a batch."""
        return self._http.call("POST", "/api/v1/events", events[0] if len(events) == 1 else {"events": list(events)})

    def case(self, incident: str) -> Answer:
        return self._http.call("GET", f"/api/v1/cases/{quote(incident, safe='')}")

    def messages(self, incident: str) -> Answer:
        return self._http.call("GET", f"/api/v1/cases/{quote(incident, safe='')}/messages?limit=500")

    def requests(self, incident: str) -> Answer:
        return self._http.call("GET", f"/api/v1/requests?limit=500&incident={quote(incident, safe='')}")

    def message(self, message_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self._http.call("GET", f"/api/v1/messages/{message_id}").body
        return found

    def ready(self) -> bool:
        """Whether web answers, with the database, Redis and a worker behind it."""
        try:
            answer = self._http.call("GET", "/readyz")
        except DemoError:
            return False
        return answer.status == 200 and bool(answer.body["workers"])


class Carrier:
    """The phones, and the carrier's own list of all that went through it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._http = Http(base)

    def says(self, phone: str, line: str, body: str) -> dict[str, Any]:
        """A text from a phone; `{"sid", "status_code", "reply"}`."""
        answer: dict[str, Any] = self._http.call("POST", "/inbound", {"from": phone, "to": line, "body": body}).body
        return answer

    def ledger(self) -> dict[str, Any]:
        found: dict[str, Any] = self._http.call("GET", "/ledger").body
        return found

    def ready(self) -> bool:
        try:
            return self._http.call("GET", "/ledger").status == 200
        except DemoError:
            return False


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Waits until it is true. Raises TooLong, which says what didn't come, after `seconds`."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise TooLong(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(POLL_SECONDS)
