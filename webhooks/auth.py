"""Who speaks: API keys and their scopes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import g, request

from bot.agencies import Agencies
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


@dataclass(frozen=True)
class Caller:
    """A good key: its agency, and what it may do."""

    key_id: str
    agency: Agency
    scopes: frozenset[str]

    def may(self, *scopes: str) -> bool:
        return bool(self.scopes & {"admin", *scopes})


def authenticate(pool: Pool, agencies: Agencies) -> Caller:
    """The caller of this request. Raises a 401 problem without a good key."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise Problem(401, "Send the key as `Authorization: Bearer <key>`.")
    hashed = hashlib.sha256(secret.strip().encode("utf-8", "surrogateescape")).digest()
    with pool.connection() as connection:
        row = keys.find(connection, hashed)
    if row is None or row["agency"] not in agencies.by_key:
        raise Problem(401, "This key is unknown or revoked.")
    return Caller(row["id"], agencies.by_key[row["agency"]], frozenset(row["scopes"]))


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
