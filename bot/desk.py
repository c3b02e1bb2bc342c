"""The desk's own words: what a person writes to a contact, by the same rules as every other text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot import outbox
from bot.store import cases, contacts, messages
from bot.store.contacts import Link
from bot.store.db import Connection
from flows.agency import Agency
from flows.guard import MOST_SEGMENTS, Broken, refuse
from flows.notices import Notice
from flows.segments import count
from flows.snapshot import TEXT_FIRST
from flows.texts import desk_text
from flows.vocabulary import NoticeKind, Reason, Verdict


@dataclass(frozen=True)
class Written:
    """A text that was taken, or the one that this key had made already."""

    message_id: UUID
    wake: bool


@dataclass(frozen=True)
class Unwritten:
    """Why nothing was written: an unknown case or contact, a broken rule, the policy, a key used twice."""

    why: str
    pointer: str | None = None
    rule: Broken | None = None
    policy: Reason | None = None
    missing: bool = False


def write(
    connection: Connection,
    agency: Agency,
    incident: str,
    body: str,
    phone: str | None,
    idempotency_key: str,
    key_id: str,
    now: datetime,
) -> Written | Unwritten:
    """Writes a person's words to a contact of a case. Nothing is written when the answer is Unwritten."""
    asked = json.dumps([incident, body, phone])
    earlier = _earlier(connection, agency, idempotency_key, asked)
    if earlier is not None:
        return earlier
    case = cases.find(connection, agency.key, incident, lock=True)
    if case is None:
        return Unwritten("no such case", missing=True)
    # The same key twice at once: the second waited for the case, and finds the first's text now.
    earlier = _earlier(connection, agency, idempotency_key, asked)
    if earlier is not None:
        return earlier
    broken = refuse(body, agency)
    if broken is not None:
        return Unwritten(broken.meaning, pointer="#/body", rule=broken)
    link = _whom(contacts.of_case(connection, case.id), phone)
    if link is None:
        return Unwritten("is no contact of this case", pointer="#/contact")
    notice = Notice(NoticeKind.DESK, now, phones=frozenset({link.contact.phone}), words=body)
    barrier = outbox.barrier(notice, case.snapshot, link, agency, now)
    if barrier is not None:
        return Unwritten(barrier.meaning, policy=barrier)
    listener = outbox.listener(link, agency)
    whole = desk_text(body, agency, listener.language, introduce=not listener.introduced)
    if count(whole).segments > MOST_SEGMENTS:  # with who we are, and the duties of a first text
        return Unwritten(Broken.TOO_LONG.meaning, pointer="#/body", rule=Broken.TOO_LONG)
    told = outbox.tell_of(
        connection,
        agency,
        case.id,
        [notice],
        now,
        key_id=key_id,
        idempotency=(idempotency_key, asked),
    )
    return Written(told[0].message_id, told[0].decision.verdict is Verdict.SEND)


def _earlier(connection: Connection, agency: Agency, idempotency_key: str, asked: str) -> Written | Unwritten | None:
    row: dict[str, Any] | None = messages.by_idempotency_key(connection, agency.key, idempotency_key)
    if row is None:
        return None
    if row["idempotency_body"] != asked:
        return Unwritten("this Idempotency-Key was used with another body", pointer="#")
    return Written(row["id"], False)


def _whom(links: list[Link], phone: str | None) -> Link | None:
    """The contact named; else the one whom a text about this case is for first."""
    if phone is not None:
        return next((link for link in links if link.contact.phone == phone), None)
    ranked = sorted(
        (link for link in links if link.linked and not link.barred and link.role in TEXT_FIRST),
        key=lambda link: TEXT_FIRST.index(link.role),
    )
    return ranked[0] if ranked else None
