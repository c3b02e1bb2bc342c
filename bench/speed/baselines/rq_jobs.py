"""The bare application's job: one text through the SDK."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from twilio.rest import Client

from bench.speed.people import SENDER
from bot.gateway import PooledHttpClient
from bot.sending import receipt_url

QUEUE = "bare"
# As long as an "officer assigned" text of ours: one segment.
BODY = (
    "Tampa Police: An officer has been assigned to your call. If something changes, call 813-555-0130. "
    "In danger, call or text 911."
)


@cache
def client() -> Client:
    """The SDK's client of this process, over the same pooled HTTP client that Caseline uses."""
    http = PooledHttpClient(os.environ["TWILIO_BASE_URL"], connections=1)
    return Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"], http_client=http)


def text(phone: str) -> dict[str, Any]:
    """What a send of ours says, too."""
    return {
        "to": phone,
        "from_": SENDER,
        "body": BODY,
        "status_callback": receipt_url(os.environ["PUBLIC_URL"], "00000000-0000-4000-8000-000000000000", 1),
        "validity_period": 900,
    }


def send(phone: str) -> None:
    client().messages.create(**text(phone))
