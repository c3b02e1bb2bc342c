"""A stand-in for Caseline: it takes the simulator's webhooks, checks their signatures and answers as told."""

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@dataclass
class Received:
    path: str
    form: dict[str, str]
    headers: dict[str, str]
    signed: bool


@dataclass
class Answer:
    status: int = 200
    body: str = EMPTY
    content_type: str = "text/xml"


@dataclass
class Customer:
    auth_token: str
    answer: Answer = field(default_factory=Answer)
    received: list[Received] = field(default_factory=list)

    def __post_init__(self) -> None:
        customer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(parse_qsl(raw, keep_blank_values=True))
                signature = self.headers.get("X-Twilio-Signature", "")
                signed = RequestValidator(customer.auth_token).validate(customer.url + self.path, form, signature)
                customer.received.append(Received(self.path, form, dict(self.headers), signed))
                answer = customer.answer if "inbound" in self.path else Answer(204, "")
                self.send_response(answer.status)
                if answer.body:
                    self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body.encode())))
                self.end_headers()
                self.wfile.write(answer.body.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def says(self, text: str, callback: str | None = None) -> None:
        attribute = f' statusCallback="{callback}"' if callback else ""
        self.answer = Answer(body=f"<Response><Message{attribute}>{text}</Message></Response>")

    def waits_for(self, number: int, path: str = "", seconds: float = 5) -> list[Received]:
        """The first webhooks under a path, once that many have come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = [one for one in self.received if one.path.startswith(path)]
            if len(found) >= number:
                return found
            time.sleep(0.005)
        raise AssertionError(f"{len(found)} webhooks under {path!r} in {seconds} s, not {number}")

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
