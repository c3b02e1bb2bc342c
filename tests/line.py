"""A whole line for a test: the real web application on a port, real PostgreSQL, Redis and RQ, the real SDK
and the carrier simulator over HTTP, in one process and on a clock that the test moves.

    line.push("call.created", contacts=[victim()])      dispatch pushes
    line.work()                                         RQ workers do what is due; receipts come back
    line.says(PHONE, "STATUS")                          the victim texts; what the line answered
    line.got(PHONE)                                     every text that the phone received
    line.later(minutes=20)                              time passes, and the clock does its round
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import requests
from rq import Queue, SimpleWorker
from werkzeug.serving import WSGIRequestHandler, make_server

from bot import agencies, jobs, runtime
from bot.delivery import Delivery
from bot.gateway import Gateway
from bot.pace import Pace
from bot.rounds import ROUTINE, Rounds
from bot.runtime import Runtime
from bot.sending import Accepted, Outgoing
from bot.settings import Settings
from bot.simulator.config import SimulatorConfig
from bot.simulator.serve import RunningSimulator
from bot.starts import Started
from bot.store import keys
from bot.store.db import connect
from bot.wake import QUEUE
from webhooks.app import create_app

ACCOUNT = "AC" + "0" * 32
TOKEN = "a-token-for-tests"
SENDER = "+18135550100"
VICTIM = "+18135550101"
OTHER = "+18135550102"
# A Tuesday, 10 in the morning in Tampa.
MORNING = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class Clock:
    """The time, as the test has it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Answered:
    """An HTTP answer."""

    status: int
    body: Any
    headers: Any

    @property
    def result(self) -> dict[str, Any]:
        """The result of a single event."""
        found: dict[str, Any] = self.body["results"][0]
        return found


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: a test reads answers, not logs."""


def contact(phone: str = VICTIM, role: str = "victim", **more: Any) -> dict[str, Any]:
    """A contact as dispatch names one."""
    return {"phone": phone, "role": role, **more}


class Line:
    """See the module's docstring. `toml` replaces the demonstration agency."""

    def __init__(self, database_url: str, redis_url: str, *, toml: str | None = None, at: datetime = MORNING) -> None:
        self.clock = Clock(at)
        self.database_url = database_url
        self._ids = itertools.count(1)
        self.carrier = RunningSimulator(SimulatorConfig(ACCOUNT, TOKEN, "http://127.0.0.1:9", {}))
        self.settings = Settings(
            _env_file=None,
            database_url=database_url,
            redis_url=redis_url,
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,
            twilio_base_url=self.carrier.url,
            public_url="http://127.0.0.1:9",
        )
        self._toml = toml
        self.http = requests.Session()
        self.http.trust_env = False

    def __enter__(self) -> Self:
        server = make_server("127.0.0.1", 0, lambda *call: self.app(*call), threaded=True, request_handler=_Quiet)
        server.daemon_threads = True
        self._server = server
        self.url = f"http://127.0.0.1:{server.port}"
        self.settings = self.settings.model_copy(update={"public_url": self.url})
        self.parts = self._wire()
        self.parts.redis.flushdb()
        self.app = create_app(parts=self.parts)
        self.carrier.__enter__()
        self.carrier.send_inbound_to(self.url)
        self.carrier.simulator.store.now = lambda: self.clock.at.timestamp()
        config = self.carrier.simulator.config
        self.modes = {one.sender: one.keyword_replies for one in self.parts.agencies.by_key.values()}
        self._set_modes(config)
        self.delivery = self._deliverer()
        jobs.configure(self.delivery)
        self.gateway = Gateway(self.carrier.url, 8)
        self.rounds = Rounds(self.parts, self.gateway)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.key = self.make_key("admin")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.carrier.__exit__(kind, error, trace)
        self._server.shutdown()
        self._server.server_close()
        self.delivery.close()
        self.parts.close()
        self.http.close()

    # Dispatch

    def push(
        self, type: str, /, incident: str = "2026-1", *, id: str | None = None, ago: float = 0, **data: Any
    ) -> Answered:
        """Pushes one event that happened `ago` seconds before now."""
        return self.post("/api/v1/events", self.event(type, incident, id=id, ago=ago, **data))

    def event(
        self, type: str, /, incident: str = "2026-1", *, id: str | None = None, ago: float = 0, **data: Any
    ) -> dict[str, Any]:
        """An event as dispatch writes one; call.created has a type and a victim unless told otherwise."""
        if type == "call.created":
            data = {"call_type": "stolen_vehicle", "priority": 4, "contacts": [contact()]} | data
        return {
            "id": id or f"event-{next(self._ids)}",
            "type": type,
            "incident": incident,
            "occurred_at": (self.clock.at - timedelta(seconds=ago)).isoformat(),
            "data": data,
        }

    def post(self, path: str, body: Any, *, key: str | None = None, **headers: str) -> Answered:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._answered(self.http.post(self.url + path, json=body, headers=self._auth(key) | named, timeout=10))

    def get(self, path: str, *, key: str | None = None) -> Answered:
        return self._answered(self.http.get(self.url + path, headers=self._auth(key), timeout=10))

    def case(self, incident: str = "2026-1") -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/api/v1/cases/{quote(incident, safe='')}").body
        return found

    def messages(self, incident: str = "2026-1") -> list[dict[str, Any]]:
        """The case's texts as dispatch sees them."""
        found: list[dict[str, Any]] = self.get(f"/api/v1/cases/{quote(incident, safe='')}/messages?limit=500").body[
            "messages"
        ]
        return found

    def requests(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"/api/v1/requests{query}").body["requests"]
        return found

    def make_key(self, *scopes: str, agency: str | None = None) -> str:
        """An API key, of the first agency unless told otherwise."""
        secret = f"key-{next(self._ids)}"
        with connect(self.database_url) as connection:
            keys.add(
                connection,
                secret,
                agency or next(iter(self.parts.agencies.by_key)),
                "test",
                scopes,
                hashlib.sha256(secret.encode()).digest(),
                self.clock.at,
            )
        return secret

    # The victim

    def says(self, phone: str, body: str, *, to: str = SENDER, **more: Any) -> str | None:
        """Texts the line; what it answered, None for silence."""
        answer = self.http.post(
            self.carrier.url + "/inbound", json={"from": phone, "to": to, "body": body, **more}, timeout=10
        ).json()
        assert answer["status_code"] == 200, answer
        reply: str | None = answer["reply"]
        return reply

    def got(self, phone: str = VICTIM) -> list[str]:
        """Every text that the phone received, answers too, in order."""
        return [text["body"] for text in self.ledger()["outbound"] if text["to"] == phone]

    def ledger(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(self.carrier.url + "/ledger", timeout=10).json()
        return found

    def faults(self, **rule: Any) -> None:
        """The carrier's faults from now on; none to clear them."""
        answer = self.http.post(self.carrier.url + "/faults", json=rule, timeout=10)
        assert answer.status_code < 300, answer.text

    def carrier_sends(self, phone: str, body: str) -> None:
        """Somebody else texts a phone through our account and number."""
        account = self.parts.agencies.accounts[next(iter(self.parts.agencies.accounts))]
        text = Outgoing(account, SENDER, phone, body, "http://127.0.0.1:9/receipts", 3600)
        assert isinstance(self.gateway.send(text), Accepted)

    # Workers and time

    def work(self, *, receipts: bool = True) -> None:
        """RQ runs what is queued (or, without a wake-up, what a sweep finds); then the receipts arrive."""
        worker = SimpleWorker([Queue(QUEUE, connection=self.parts.redis)], connection=self.parts.redis)
        worker.work(burst=True, logging_level="CRITICAL")
        if receipts:
            self.settle()

    def later(self, *, receipts: bool = True, **time_passed: float) -> None:
        """Time passes, then the minder makes its round and workers do what it found."""
        self.clock.at += timedelta(**time_passed)
        self.rounds.make(ROUTINE)
        self.work(receipts=receipts)

    def settle(self, seconds: float = 20.0) -> None:
        """Waits until the carrier has posted every receipt that it owes."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            owed = [text for text in self.ledger()["outbound"] if _owes(text)]
            if not owed:
                return
            time.sleep(0.01)
        raise AssertionError("the carrier still owes receipts")

    @staticmethod
    def late(one: Started) -> Started:
        """A started text whose worker was held up until it was too late to call."""
        return dataclasses.replace(one, call_by=time.monotonic() - 1)

    def rows(self, statement: str, *values: Any) -> Sequence[dict[str, Any]]:
        """What lies in the database, for what no answer shows."""
        with connect(self.database_url) as connection:
            return connection.execute(statement, values).fetchall()

    def _wire(self) -> Runtime:
        parts = runtime.build(self.settings, connections=8, clock=self.clock)
        if self._toml is None:
            return parts
        return dataclasses.replace(parts, agencies=agencies.assemble(agencies.read(self._toml), self.settings))

    def _deliverer(self) -> Delivery:
        return Delivery(
            self.parts.pool,
            Gateway(self.carrier.url, 8),
            self.parts.agencies,
            self.url,
            Pace(self.parts.redis),
            self.parts.wake,
            self.clock,
            8,
        )

    def _set_modes(self, config: SimulatorConfig) -> None:
        senders = config.senders
        assert isinstance(senders, dict)
        senders.update(self.modes)

    def _auth(self, key: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {key or self.key}"}

    @staticmethod
    def _answered(response: requests.Response) -> Answered:
        try:
            body = response.json()
        except ValueError:
            body = response.text
        return Answered(response.status_code, body, response.headers)


def _owes(text: dict[str, Any]) -> bool:
    if not text.get("status_callback"):
        return False
    final = text["status"] in ("delivered", "undelivered", "failed")
    return not final or all(receipt["status"] != text["status"] for receipt in text["receipts"])
