"""Requests in people's hands: claimed by one key, closed with a note and, if wanted, a text to the victim.

Claiming what one has claimed already, or closing in the same words again, gets the same answer: a client may
try again. What another key has claimed can't be claimed; it can be closed, since shifts change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot import desk
from bot.store import cases, requests
from bot.store.db import Connection
from flows.agency import Agency


@dataclass(frozen=True)
class Done:
    """The request as it is now; whether a text is due because of it."""

    request: dict[str, Any]
    wake: bool = False


@dataclass(frozen=True)
class Refused:
    """Why nothing was changed: it isn't there, somebody else has it or has closed it, or its reply may not go."""

    why: str
    missing: bool = False
    reply: desk.Unwritten | None = None


def claim(connection: Connection, agency: Agency, request_id: UUID, key_id: str, now: datetime) -> Done | Refused:
    row = requests.find(connection, agency.key, request_id, lock=True)
    if row is None:
        return Refused("There is no request with this id.", missing=True)
    if row["state"] == "closed":
        return Refused("This request is closed.")
    if row["state"] == "claimed":
        mine = row["claimed_by"] == key_id
        return Done(row) if mine else Refused("Another key has claimed this request.")
    requests.claim(connection, request_id, key_id, now)
    return _now(connection, agency, request_id)


def close(
    connection: Connection,
    agency: Agency,
    request_id: UUID,
    note: str,
    reply: str | None,
    key_id: str,
    now: datetime,
) -> Done | Refused:
    """Closes a request; its reply, if there is one, goes out by the rules of every text of a person's own.

    Where the reply may not go, the request stays as it was. The case is locked first, as everywhere.
    """
    row = requests.find(connection, agency.key, request_id)
    if row is None:
        return Refused("There is no request with this id.", missing=True)
    if row["case_id"] is not None:
        cases.by_id(connection, row["case_id"], lock=True)
    row = requests.find(connection, agency.key, request_id, lock=True)
    assert row is not None
    closing = {"note": note, "reply": reply}
    if row["state"] == "closed":
        again = row["closed_by"] == key_id and row["closing"] == closing
        return Done(row) if again else Refused("This request is closed.")
    wake = False
    if reply is not None:
        if row["incident"] is None:
            return Refused("This request belongs to no case, so nobody can be texted about it.")
        written = desk.write(
            connection, agency, row["incident"], reply, row["phone"], f"close of request {request_id}", key_id, now
        )
        if isinstance(written, desk.Unwritten):
            return Refused(written.why, reply=written)
        wake = written.wake
    requests.close(connection, request_id, key_id, note, closing, now)
    return Done(_now(connection, agency, request_id).request, wake)


def _now(connection: Connection, agency: Agency, request_id: UUID) -> Done:
    row = requests.find(connection, agency.key, request_id)
    assert row is not None
    return Done(row)
