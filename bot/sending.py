"""A text on its way to the carrier, and what the carrier said. Apart from the SDK (bot/gateway.py), which is large:
a web process sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.agencies import Account
from flows.failures import Failure

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
CALL_SECONDS = CONNECT_SECONDS + READ_SECONDS
# Twilio takes 1 to 36000 seconds (docs/twilio.md, sending).
LONGEST_VALIDITY = 36_000


@dataclass(frozen=True)
class Outgoing:
    """One text for the carrier. `valid_seconds` is the rest of its life."""

    account: Account
    sender: str
    phone: str
    body: str
    receipt_url: str
    valid_seconds: int


@dataclass(frozen=True)
class Accepted:
    """The carrier took it, under this message SID."""

    sid: str
    segments: int | None


@dataclass(frozen=True)
class Refused:
    """The carrier didn't take it, or nobody can tell (`Failure.AMBIGUOUS`).

    `called` is false when it wasn't asked: its turn came too late in its lease.
    """

    failure: Failure
    code: int | None
    status: int | None = field(default=None, compare=False)
    called: bool = True


def receipt_url(public_url: str, message_id: object, attempt: int) -> str:
    """Where the carrier reports what became of this attempt.

    The fragment asks the carrier to repeat a receipt that didn't get through; it isn't part of what is
    signed (docs/twilio.md, connection overrides).
    """
    return f"{public_url}/webhooks/twilio/status/{message_id}/{attempt}#rc=3&rp=all"


def valid_seconds(expires_at: datetime, now: datetime) -> int:
    return int((expires_at - now).total_seconds())
