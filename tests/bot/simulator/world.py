"""What every test here starts from: a simulator on a port, a customer behind it, and the real SDK."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from bot.simulator import RunningSimulator, SimulatorConfig
from tests.bot.simulator.customer import Customer

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-for-tests"
LINE = "+18135550100"  # Caseline answers its keywords
TWILIO_LINE = "+18135550110"  # Twilio answers them, as it does by default
ADVANCED_LINE = "+18135550120"  # Twilio answers them and says so
ANA = "+18135550101"
BEN = "+18135550102"


class ToSimulator(TwilioHttpClient):
    """The SDK's own client, with scheme and host rewritten. It can give every request a fault header."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=5)
        self.base = base
        self.fault: str | None = None

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        params, data, headers, auth = (*args, None, None, None, None)[:4]
        headers = dict(kwargs.pop("headers", headers) or {})
        if self.fault:
            headers["X-Simulator-Fault"] = self.fault
        return super().request(
            method,
            url.replace("https://api.twilio.com", self.base),
            params=kwargs.pop("params", params),
            data=kwargs.pop("data", data),
            headers=headers,
            auth=kwargs.pop("auth", auth),
            **kwargs,
        )


@dataclass
class World:
    running: RunningSimulator
    customer: Customer
    http: ToSimulator
    client: Client

    @property
    def url(self) -> str:
        return self.running.url

    def send(self, body: str = "An officer was sent.", to: str = ANA, from_: str = LINE, **more: Any) -> Any:
        return self.client.messages.create(to=to, from_=from_, body=body, **more)

    def phones(self, body: str, to: str = LINE, from_: str = ANA, **more: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.url}/inbound", json={"from": from_, "to": to, "body": body} | more, timeout=20)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def breaks(self, **fault: Any) -> None:
        answer = requests.post(f"{self.url}/faults", json=fault, timeout=5)
        assert answer.status_code == 200, answer.text

    def ledger(self) -> dict[str, Any]:
        return dict(requests.get(f"{self.url}/ledger", timeout=5).json())

    def outbound(self) -> list[dict[str, Any]]:
        return list(self.ledger()["outbound"])

    def ends(self, sid: str, status: str) -> dict[str, Any]:
        """The ledger's row of a text, once it has this status."""
        return eventually(
            lambda: next(r for r in self.outbound() if r["sid"] == sid), lambda r: r["status"] == status
        )


def eventually(look: Callable[[], Any], wanted: Callable[[Any], bool], seconds: float = 5) -> Any:
    """What `look` returns, once it is as wanted."""
    deadline = time.monotonic() + seconds
    while not wanted(seen := look()):
        assert time.monotonic() < deadline, f"still {seen!r}"
        time.sleep(0.01)
    return seen


def config(public_url: str) -> SimulatorConfig:
    senders = {LINE: "caseline", TWILIO_LINE: "twilio", ADVANCED_LINE: "advanced"}
    return SimulatorConfig(ACCOUNT, TOKEN, public_url, senders)
