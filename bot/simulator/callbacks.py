"""Signed form posts to the customer: one HTTP client for receipts and inbound texts.

Signature, timeouts, retries and their overrides in the address's fragment follow docs/twilio.md, sections 1
and 2. Connections are kept and used again; the address goes out byte for byte as it was signed, which is why
this is `http.client` and no library that tidies addresses.
"""

import http.client
import logging
import time
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped, unused-ignore]
from urllib3.util.wait import wait_for_read

log = logging.getLogger(__name__)

KEEP_IDLE: Final = 8
MAX_ANSWER: Final = 64 * 1024


@dataclass(frozen=True)
class Overrides:
    """How long to wait and how often to try (section 1, "Timeouts, retries, overrides")."""

    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 15.0
    retries: int = 1
    retry_on: frozenset[str] = frozenset({"ct"})


@dataclass(frozen=True)
class Target:
    """An address taken apart once."""

    scheme: str
    host: str
    port: int | None
    path: str
    signed: str
    overrides: Overrides


@dataclass(frozen=True)
class Answer:
    """What came back, after `attempts` tries. `status_code` is None when nothing did."""

    status_code: int | None
    content_type: str
    body: bytes
    attempts: int


@lru_cache(maxsize=4096)
def target_of(url: str) -> Target:
    """Where an address leads: userinfo is dropped from what is signed, the port kept, the fragment read."""
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    signed_path = parts.path + (f"?{parts.query}" if parts.query else "")
    return Target(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port,
        path=path,
        signed=f"{parts.scheme}://{netloc}{signed_path}",
        overrides=overrides_of(parts.fragment),
    )


def overrides_of(fragment: str) -> Overrides:
    """The overrides in an address's fragment; what is out of range or unknown is ignored."""
    given = dict(parse_qsl(fragment))
    usual = Overrides()

    def milliseconds(key: str, usual_s: float, high: int) -> float:
        value = given.get(key, "")
        return int(value) / 1000 if value.isdecimal() and 100 <= int(value) <= high else usual_s

    retries = given.get("rc", "")
    return Overrides(
        connect_s=milliseconds("ct", usual.connect_s, 10_000),
        read_s=milliseconds("rt", usual.read_s, 15_000),
        total_s=milliseconds("tt", usual.total_s, 15_000),
        retries=int(retries) if retries in tuple("012345") else usual.retries,
        retry_on=frozenset(given["rp"].split(",")) if "rp" in given else usual.retry_on,
    )


class _Failed(Exception):
    """One try that brought no answer. `kind` is the retry policy's word for it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Callbacks:
    """Posts forms to the customer as Twilio does. Safe to use from many threads."""

    def __init__(self, auth_token: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._idle: dict[tuple[str, str, int | None], deque[http.client.HTTPConnection]] = {}

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """POST a signed form; retried only where the address's overrides say so."""
        target = target_of(url)
        overrides = target.overrides
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "X-Home-Region": "us1",
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "X-Twilio-Signature": self._validator.compute_signature(target.signed, form),
        }
        body = urlencode(form).encode("ascii")
        give_up = time.monotonic() + overrides.total_s
        attempts = 0
        while True:
            attempts += 1
            try:
                answer = self._try(target, body, headers, attempts)
            except _Failed as failure:
                answer, kind = Answer(None, "", b"", attempts), failure.kind
                log.debug("webhook try %d failed: %s", attempts, kind)
            else:
                assert answer.status_code is not None
                if answer.status_code < 400:
                    return answer
                kind = "4xx" if answer.status_code < 500 else "5xx"
            wanted = kind in overrides.retry_on or "all" in overrides.retry_on
            if not wanted or attempts > overrides.retries or time.monotonic() >= give_up:
                return answer

    def close(self) -> None:
        """Let go of idle connections."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def _try(self, target: Target, body: bytes, headers: Mapping[str, str], attempts: int) -> Answer:
        key = (target.scheme, target.host, target.port)
        idle = self._idle.setdefault(key, deque(maxlen=KEEP_IDLE))
        connection = _pick(idle) or _connect(target)
        try:
            connection.request("POST", target.path, body, dict(headers))
            response = connection.getresponse()
            content = response.read(MAX_ANSWER + 1)
        except TimeoutError as error:
            connection.close()
            raise _Failed("rt") from error
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise _Failed("ct") from error
        if response.will_close or not response.isclosed():
            connection.close()
        else:
            idle.append(connection)
        return Answer(response.status, response.headers.get("Content-Type", ""), content, attempts)


def _pick(idle: deque[http.client.HTTPConnection]) -> http.client.HTTPConnection | None:
    """An idle connection that the other side has not closed meanwhile."""
    while idle:
        try:
            connection = idle.pop()
        except IndexError:
            return None
        if connection.sock is not None and not wait_for_read(connection.sock, timeout=0.0):
            return connection
        connection.close()
    return None


def _connect(target: Target) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.host, target.port, timeout=target.overrides.connect_s)
    try:
        connection.connect()
    except (OSError, UnicodeError) as error:  # UnicodeError: a host that no name server can be asked for
        raise _Failed("ct") from error
    connection.sock.settimeout(target.overrides.read_s)
    return connection
