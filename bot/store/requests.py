"""Requests: what only a person can do. One is open per kind and case, or per kind and phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from bot.store.codec import jsonb
from bot.store.db import Connection
from flows.vocabulary import RequestKind

# What follows within one request is added to its words, and its pictures are counted together.
_JOINED = """
    case when requests.detail ? 'words' and excluded.detail ? 'words' then jsonb_build_object('words',
        (requests.detail ->> 'words') || E'\\n' || (excluded.detail ->> 'words')) else '{}'::jsonb end ||
    case when requests.detail ? 'media' and excluded.detail ? 'media' then jsonb_build_object('media',
        ((requests.detail ->> 'media')::int + (excluded.detail ->> 'media')::int)::text) else '{}'::jsonb end"""


def open_request(
    connection: Connection,
    agency: str,
    kind: RequestKind,
    now: datetime,
    due_in: timedelta,
    *,
    urgent: bool = False,
    case_id: int | None = None,
    contact_id: int | None = None,
    detail: dict[str, Any] | None = None,
    message_id: UUID | None = None,
) -> None:
    """Opens a request, or adds to the one that is open: its messages, its urgency, the earlier due time."""
    if case_id is not None:
        target = "(agency, kind, case_id) where state <> 'closed' and case_id is not null"
    else:
        target = "(agency, kind, contact_id) where state <> 'closed' and case_id is null and contact_id is not null"
    connection.execute(
        f"""insert into requests (id, agency, kind, urgent, case_id, contact_id, detail, messages,
                opened_at, due_at)
            values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            on conflict {target} do update
            set messages = requests.messages || excluded.messages,
                detail = requests.detail || excluded.detail || {_JOINED},
                urgent = requests.urgent or excluded.urgent,
                due_at = least(requests.due_at, excluded.due_at)""",
        (
            uuid4(),
            agency,
            kind.value,
            urgent,
            case_id,
            contact_id,
            jsonb(detail or {}),
            [message_id] if message_id else [],
            now,
            now + due_in,
        ),
    )


def take_back(
    connection: Connection, agency: str, kind: RequestKind, case_id: int | None, contact_id: int, now: datetime
) -> None:
    """Closes what the person no longer asks for, unless somebody is at it already."""
    connection.execute(
        """update requests set state = 'closed', closed_at = %s, note = 'taken back by text'
           where agency = %s and kind = %s and state = 'open' and contact_id = %s
             and (case_id = %s or %s::bigint is null)""",
        (now, agency, kind.value, contact_id, case_id, case_id),
    )


def claim(connection: Connection, request_id: UUID, key_id: str, now: datetime) -> None:
    connection.execute(
        "update requests set state = 'claimed', claimed_by = %s, claimed_at = %s where id = %s",
        (key_id, now, request_id),
    )


def close(
    connection: Connection, request_id: UUID, key_id: str, note: str, closing: dict[str, Any], now: datetime
) -> None:
    """Ends a request; `closing` is what was asked for, so that the same again gets the same answer."""
    connection.execute(
        """update requests set state = 'closed', closed_at = %s, closed_by = %s, note = %s, closing = %s
           where id = %s""",
        (now, key_id, note, jsonb(closing), request_id),
    )


def find(connection: Connection, agency: str, request_id: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """One request, with what a change of it needs to know."""
    return connection.execute(
        f"""select {_SHOWN}, r.case_id, r.closed_by, r.closing {_FROM}
            where r.agency = %s and r.id = %s {"for no key update of r" if lock else ""}""",
        (agency, request_id),
    ).fetchone()


_SHOWN = """r.id, r.sequence, r.kind, r.state, r.urgent, c.incident, k.phone, r.detail, r.messages,
    r.opened_at, r.due_at, r.claimed_by, r.closed_at, r.note"""
_FROM = "from requests r left join cases c on c.id = r.case_id left join contacts k on k.id = r.contact_id"


def page(
    connection: Connection,
    agency: str,
    *,
    state: str | None,
    kind: str | None,
    incident: str | None,
    after: int,
    limit: int,
) -> list[dict[str, Any]]:
    """Requests in the order of opening, after the sequence number `after`."""
    return connection.execute(
        f"""select {_SHOWN} {_FROM}
           where r.agency = %(agency)s and r.sequence > %(after)s
             and (%(state)s::text is null or r.state = %(state)s)
             and (%(kind)s::text is null or r.kind = %(kind)s)
             and (%(incident)s::text is null or r.case_id in (
                 select case_id from case_aliases where agency = %(agency)s and incident = %(incident)s))
           order by r.sequence limit %(limit)s""",
        {
            "agency": agency,
            "state": state,
            "kind": kind,
            "incident": incident,
            "after": after,
            "limit": limit,
        },
    ).fetchall()
