"""Webhooks posted by hand, as the carrier posts them: for what its simulator never says."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from tests.line import ACCOUNT, SENDER, TOKEN, VICTIM, Line

INBOUND = "/webhooks/twilio/inbound"
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response />'
_numbers = itertools.count(1)


def sid() -> str:
    return f"SM{next(_numbers):032x}"


@dataclass(frozen=True)
class Posted:
    """What a webhook answered."""

    status: int
    text: str
    headers: Message


def post(
    line: Line, path: str, form: Any, *, token: str = TOKEN, signature: str | None = None, **headers: str
) -> Posted:
    """Signs a form for the line's public address and posts it, every character of the path as it is."""
    form = MultiDict(form)
    if signature is None:
        signature = RequestValidator(token).compute_signature(line.url + path, form)
    sent = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return send(line, path, urlencode(list(form.items(multi=True))), sent)


def send(line: Line, path: str, body: str, headers: dict[str, str]) -> Posted:
    """A plain POST, with nothing made tidier on the way (as `requests` would)."""
    connection = HTTPConnection(urlsplit(line.url).netloc, timeout=10)
    try:
        connection.request("POST", path, body, {name: value.encode() for name, value in headers.items()})
        answer = connection.getresponse()
        return Posted(answer.status, answer.read().decode(), answer.headers)
    finally:
        connection.close()


def inbound_form(body: str = "STATUS", phone: str = VICTIM, **more: str) -> dict[str, str]:
    return {
        "MessageSid": sid(),
        "AccountSid": ACCOUNT,
        "From": phone,
        "To": SENDER,
        "Body": body,
        "NumMedia": "0",
    } | more


def receipt(
    line: Line, message_id: str, status: str, code: int | str | None = None, attempt: int = 1, **more: str
) -> int:
    """Posts a delivery receipt; the answer's status."""
    form = {"AccountSid": ACCOUNT, "MessageSid": "SM" + message_id.replace("-", ""), "MessageStatus": status} | more
    if code is not None:
        form["ErrorCode"] = str(code)
    return post(line, f"/webhooks/twilio/status/{message_id}/{attempt}", form).status
