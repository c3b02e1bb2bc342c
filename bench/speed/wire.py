"""Whole HTTP requests as bytes, made ready (and signed) before anything is timed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench.speed.people import SENDER
from bot.simulator.inbound import inbound_form
from bot.simulator.state import Text, new_sid


def texts(phones: Iterable[str], body: str, *, url: str, path: str, account: str, token: str) -> list[bytes]:
    """A text from each of these phones, as the carrier posts it, each with a MessageSid of its own."""
    validator: Any = RequestValidator(token)
    found = []
    for phone in phones:
        text = Text(new_sid(), "inbound", phone, SENDER, body, "received")
        form = inbound_form(text, account, None)
        signature = validator.compute_signature(url + path, form)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": signature,
        }
        found.append(_request("POST", path, headers, urlencode(form).encode("ascii")))
    return found


def json_post(path: str, document: object, key: str) -> bytes:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    return _request("POST", path, headers, json.dumps(document).encode())


def get(path: str, key: str) -> bytes:
    return _request("GET", path, {"Authorization": f"Bearer {key}"}, b"")


def _request(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(body)}", "Accept: */*", "", ""]
    return "\r\n".join(lines).encode("ascii") + body
