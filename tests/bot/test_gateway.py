"""The carrier client: what every answer, and the lack of one, comes to. It never raises."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
import urllib3

from bot import gateway
from bot.agencies import Account
from bot.gateway import Gateway
from bot.sending import Accepted, Outgoing, Refused, receipt_url, valid_seconds
from flows.failures import Failure
from tests.line import ACCOUNT, MORNING, SENDER, TOKEN, VICTIM

SID = "SM" + "a" * 32
TEXT = Outgoing(Account(ACCOUNT, (TOKEN, "old")), SENDER, VICTIM, "Hello.", "https://line.example/s/1/1#rc=3", 900)


class Carrier:
    """Answers every request as the test has it, and remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.body = 201, json.dumps({"sid": SID, "num_segments": "1"}).encode()
        self.wait = 0.0
        self.asked: list[dict[str, Any]] = []
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                carrier.asked.append(
                    {"path": self.path, "form": parse_qs(form), "auth": self.headers["Authorization"]}
                )
                time.sleep(carrier.wait)
                self.send_response(carrier.status)
                self.send_header("Content-Length", str(len(carrier.body)))
                self.end_headers()
                self.wfile.write(carrier.body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    one = Carrier()
    yield one
    one.server.shutdown()
    one.server.server_close()


def test_a_send_says_all_that_the_carrier_needs(carrier: Carrier) -> None:
    assert Gateway(carrier.url, 1).send(TEXT) == Accepted(SID, 1)
    [asked] = carrier.asked
    assert asked["path"] == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert asked["form"] == {
        "To": [VICTIM],
        "From": [SENDER],
        "Body": ["Hello."],
        "StatusCallback": [TEXT.receipt_url],
        "ValidityPeriod": ["900"],
    }
    assert asked["auth"] == urllib3.make_headers(basic_auth=f"{ACCOUNT}:{TOKEN}")["authorization"]


@pytest.mark.parametrize(
    ("status", "body", "failure", "code"),
    [
        (400, {"code": 21610, "message": "…", "status": 400}, Failure.OPTED_OUT, 21610),
        (400, {"type": "t", "title": "t", "status": 400, "code": 21211}, Failure.UNREACHABLE, 21211),
        (400, {"code": "21610", "message": "…"}, Failure.OPTED_OUT, 21610),
        (400, {"code": None}, Failure.PERMANENT, None),
        (400, [], Failure.PERMANENT, None),
        (401, "<html>", Failure.SENDER_BROKEN, None),
        (403, "", Failure.SENDER_BROKEN, None),
        (404, "<html>", Failure.PERMANENT, None),
        (429, "slow down", Failure.RETRY, None),
        (500, {"code": 20500}, Failure.AMBIGUOUS, 20500),
        (502, "<html>", Failure.AMBIGUOUS, None),
        (503, {"code": 20503}, Failure.RETRY, 20503),
        (503, "<html>", Failure.AMBIGUOUS, None),
    ],
)
def test_every_refusal_has_a_meaning(
    carrier: Carrier, status: int, body: Any, failure: Failure, code: int | None
) -> None:
    carrier.status = status
    carrier.body = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    assert Gateway(carrier.url, 1).send(TEXT) == Refused(failure, code)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'"SM"',
        b'{"sid": null}',
        b'{"sid": ""}',
        b'{"sid": "SM1", "date_sent": 5}',
    ],
)
def test_a_yes_that_cannot_be_read_may_have_been_a_yes(carrier: Carrier, body: bytes) -> None:
    carrier.body = body
    assert Gateway(carrier.url, 1).send(TEXT) == Refused(Failure.AMBIGUOUS, None)


@pytest.mark.parametrize("segments", [None, "0", "many", []])
def test_a_yes_counts_whatever_else_it_says(carrier: Carrier, segments: Any) -> None:
    carrier.body = json.dumps({"sid": SID, "num_segments": segments}).encode()
    assert Gateway(carrier.url, 1).send(TEXT) == Accepted(SID, None)


def test_a_redirect_is_not_followed(carrier: Carrier) -> None:
    carrier.status = 307
    assert Gateway(carrier.url, 1).send(TEXT) == Refused(Failure.PERMANENT, None)
    assert len(carrier.asked) == 1


def test_no_answer_in_time_leaves_it_open(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "READ_SECONDS", 0.1)
    carrier.wait = 0.5
    assert Gateway(carrier.url, 1).send(TEXT) == Refused(Failure.AMBIGUOUS, None)
    assert len(carrier.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1:9", "no-such-host.invalid"])
def test_without_a_connection_nothing_was_sent(host: str) -> None:
    assert Gateway(f"http://{host}", 1).send(TEXT) == Refused(Failure.RETRY, None)


def test_a_certificate_that_is_not_the_carriers_means_that_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise urllib3.exceptions.SSLError(ssl.SSLCertVerificationError(1, "certificate verify failed"))

    line = Gateway("https://carrier.example", 1)
    monkeypatch.setattr(line._http._pool, "request", refuse)
    assert line.send(TEXT) == Refused(Failure.RETRY, None)


def test_a_hang_up_after_the_request_leaves_it_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        answer = Gateway(f"http://127.0.0.1:{server.getsockname()[1]}", 1).send(TEXT)
    assert answer == Refused(Failure.AMBIGUOUS, None)


def test_the_settings_of_the_machine_play_no_part(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("TWILIO_EDGE", "TWILIO_REGION"):
        monkeypatch.setenv(name, "nowhere")
    assert isinstance(Gateway(carrier.url, 1).send(TEXT), Accepted)


@pytest.mark.parametrize(("life", "told"), [(-5, "1"), (0, "1"), (900, "900"), (86_400, "36000")])
def test_the_validity_period_is_one_that_the_carrier_takes(carrier: Carrier, life: int, told: str) -> None:
    text = Outgoing(TEXT.account, SENDER, VICTIM, "Hello.", TEXT.receipt_url, life)
    Gateway(carrier.url, 1).send(text)
    assert carrier.asked[0]["form"]["ValidityPeriod"] == [told]


def test_the_receipts_address_names_text_and_attempt() -> None:
    assert receipt_url("https://line.example", "7f", 2) == (
        "https://line.example/webhooks/twilio/status/7f/2#rc=3&rp=all"
    )
    assert valid_seconds(MORNING.replace(minute=15), MORNING) == 900
