"""Requests: what only a person can do. One is open per kind and case, or per kind and phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from bot.store.codec import jsonb
from bot.store.db import Connection
from flows.vocabulary import RequestKind


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
                detail = requests.detail || excluded.detail,
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
        """select r.id, r.sequence, r.kind, r.state, r.urgent, c.incident, k.phone, r.detail, r.messages,
                  r.opened_at, r.due_at, r.claimed_by, r.closed_at, r.note
           from requests r left join cases c on c.id = r.case_id left join contacts k on k.id = r.contact_id
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
