"""Every text the simulated carrier has seen, and which of them concern a phone."""

import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Statuses that nothing follows (docs/twilio.md, section 4).
FINAL_STATUSES = frozenset({"delivered", "undelivered", "failed", "canceled", "received", "read"})


@dataclass(slots=True, eq=False)
class Text:
    """One SMS in or out, as the carrier knows it. Times are Unix seconds."""

    sid: str
    direction: str
    from_: str
    to: str
    body: str
    status: str
    num_segments: int = 1
    created: float = field(default_factory=time.time)
    updated: float = 0.0
    sent: float | None = None
    media: tuple[tuple[str, str], ...] = ()
    error_code: int | None = None
    # Sent by the carrier on its own account: the answer to STOP, START or HELP.
    carrier: bool = False
    status_callback: str | None = None
    validity: int = 36000
    redacted: bool = False
    # Receipts handed over: [{"status", "status_code", "attempts"}], in the order of posting.
    receipts: list[dict[str, Any]] = field(default_factory=list)
    # Of an inbound text: how its webhook was answered.
    status_code: int | None = None
    reply: str | None = None
    attempts: int = 0

    def __post_init__(self) -> None:
        self.updated = self.created

    @property
    def phone(self) -> str:
        """The person's side of the text."""
        return self.from_ if self.direction == "inbound" else self.to


def new_sid(*, media: bool = False) -> str:
    """A message's name: SM, or MM when it carries media, and 32 hex digits (docs/twilio.md, section 4)."""
    return f"{'MM' if media else 'SM'}{random.getrandbits(128):032x}"


class Store:
    """Texts by sid, by phone and in order of arrival. Safe to use from many threads.

    `now` is the carrier's clock; a test that moves time sets it.
    """

    now: Callable[[], float] = staticmethod(time.time)

    def __init__(self) -> None:
        self.boot = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._texts: list[Text] = []
        self._by_sid: dict[str, Text] = {}
        self._by_phone: dict[str, list[Text]] = {}
        self._versions: dict[str, int] = {}
        self._deleted: set[str] = set()

    def add(self, text: Text) -> None:
        """Keep a text, taken now."""
        phone = text.phone
        text.created = text.updated = self.now()
        if text.sent is not None:
            text.sent = text.created
        with self._lock:
            self._texts.append(text)
            self._by_sid[text.sid] = text
            self._by_phone.setdefault(phone, []).append(text)
            self._versions[phone] = self._versions.get(phone, 0) + 1

    def touch(self, text: Text) -> None:
        """Say that a text has changed, so that the phone that shows it looks again."""
        phone = text.phone
        text.updated = self.now()
        with self._lock:
            self._versions[phone] = self._versions.get(phone, 0) + 1

    def version(self, phone: str) -> str:
        """A word that changes whenever anything about this phone does; unique to this run."""
        return f"{self.boot}-{self._versions.get(phone, 0)}"

    def get(self, sid: str) -> Text | None:
        """A text that the account can see."""
        return None if sid in self._deleted else self._by_sid.get(sid)

    def delete(self, sid: str) -> None:
        """Take a text out of the account's sight. The ledger, which is ours, still tells of it."""
        with self._lock:
            self._deleted.add(sid)

    def knows(self, phone: str) -> bool:
        """Whether any text went to or came from this phone."""
        return phone in self._by_phone

    def of_phone(self, phone: str) -> list[Text]:
        """All texts to and from a phone, oldest first, the carrier's own included."""
        with self._lock:
            return list(self._by_phone.get(phone, ()))

    def everything(self) -> list[Text]:
        """All texts, oldest first."""
        with self._lock:
            return list(self._texts)

    def visible(self, phone: str | None = None) -> list[Text]:
        """What the account may list, oldest first: not the carrier's own answers, nothing deleted."""
        texts = self.everything() if phone is None else self.of_phone(phone)
        return [text for text in texts if not text.carrier and text.sid not in self._deleted]
