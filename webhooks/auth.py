"""Who speaks: API keys and their scopes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request

from bot.agencies import Agencies
from bot.gathering import Gathering
from bot.store import keys
from bot.store.db import Pool
from flows.agency import Agency
from webhooks.problems import Problem

# Which of these a key must hold, by route. Protection of a case is pushed as an event, with the scope `write`.
SCOPES: dict[str, tuple[str, ...]] = {
    "events.push": ("events", "write"),
    "cases.show": ("read",),
    "cases.texts": ("read",),
    "cases.text": ("read",),
    "cases.write": ("write",),
    "requests.asked": ("read",),
    "requests.one": ("read",),
    "requests.claim": ("write",),
    "requests.close": ("write",),
}
# These need no body: their path says it all.
BODILESS = frozenset({"requests.claim"})


# Keys that are looked up together.
MOST_TOGETHER = 16


@dataclass(frozen=True)
class Caller:
    """A good key: its agency, and what it may do."""

    key_id: str
    agency: Agency
    scopes: frozenset[str]

    def may(self, *scopes: str) -> bool:
        return bool(self.scopes & {"admin", *scopes})


class Doorkeeper:
    """Knows who asks by their key. What several requests show at once is looked up together (bot/gathering.py)."""

    def __init__(self, pool: Pool, agencies: Agencies) -> None:
        self._pool = pool
        self._agencies = agencies
        self._keys: Gathering[bytes, dict[str, Any] | None] = Gathering(self._look_up, MOST_TOGETHER)

    def caller(self) -> Caller:
        """The caller of this request. Raises a 401 problem without a good key."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            raise Problem(401, "Send the key as `Authorization: Bearer <key>`.")
        hashed = hashlib.sha256(secret.strip().encode("utf-8", "surrogateescape")).digest()
        row = self._keys.ask(hashed)
        if row is None or row["agency"] not in self._agencies.by_key:
            raise Problem(401, "This key is unknown or revoked.")
        return Caller(row["id"], self._agencies.by_key[row["agency"]], frozenset(row["scopes"]))

    def _look_up(self, hashes: Sequence[bytes]) -> list[dict[str, Any] | None]:
        with self._pool.connection() as connection:
            found = keys.find(connection, set(hashes))
        return [found.get(hashed) for hashed in hashes]


def caller() -> Caller:
    """Who asks, once `admit` has let them in."""
    who: Caller = g.caller
    return who


def admit(who: Caller, endpoint: str | None) -> None:
    """Lets a key come as far as its scopes reach. Raises a 403 problem."""
    scopes = SCOPES[endpoint] if endpoint is not None else ()
    if scopes and not who.may(*scopes):
        raise Problem(403, f"This needs a key with the scope `{scopes[0]}`.")
    g.caller = who
