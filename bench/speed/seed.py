"""Filling a database with sets: people with one open case each, their texts, and texts that are due.

The rows are those that the product itself would have written; what it folds and renders is folded and rendered by
it once, with marks in place of the names, and the marks are filled in by PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.speed.baselines.rq_jobs import BODY
from bench.speed.people import AGENCY
from bot.store.codec import notice_out, snapshot_out
from bot.store.db import Connection, connect
from bot.store.messages import URGENCY
from flows.case import fold
from flows.notices import Notice
from flows.snapshot import Event
from flows.vocabulary import EventType, Lane, NoticeKind

# People 1 to so many have the many texts that are asked for; everybody has five.
HEAVY = 20
TEXTS_EACH = 5
# One for each core of the machine that the targets are for.
SESSIONS = 2
_INCIDENT, _PHONE = "@INCIDENT", "+18135550199"

_PEOPLE = """
insert into contacts (id, agency, phone, valid, language, introduced_by, created_at) overriding system value
select n, %(agency)s, '+1813' || 2000000 + n, true, 'en', md5(n::text)::uuid, %(opened)s
from generate_series(%(first)s::bigint, %(last)s) n;
insert into cases (id, agency, incident, state, protected, snapshot, opened_at, updated_at) overriding system value
select n, %(agency)s, 'B-' || n, 'dispatched', false,
    replace(replace(%(snapshot)s, %(incident)s, 'B-' || n), %(phone)s, '+1813' || 2000000 + n)::jsonb,
    %(opened)s, %(opened)s
from generate_series(%(first)s::bigint, %(last)s) n;
insert into case_aliases (agency, incident, case_id)
select %(agency)s, 'B-' || n, n from generate_series(%(first)s::bigint, %(last)s) n;
insert into case_contacts (case_id, contact_id, role)
select n, n, 'victim' from generate_series(%(first)s::bigint, %(last)s) n;
insert into events (agency, event_id, incident, case_id, type, occurred_at, received_at, effective_at, data, outcome)
select %(agency)s, 'B-' || n || '-' || k, 'B-' || n, n, case k when 0 then 'call.created' else 'unit.dispatched' end,
    at, at, at, replace(case k when 0 then %(created)s else %(sent)s end, %(phone)s, '+1813' || 2000000 + n)::jsonb,
    'applied'
from generate_series(2 * %(first)s::bigint, 2 * %(last)s + 1) i, lateral (select i / 2 as n, i %% 2 as k) event,
    lateral (select %(opened)s::timestamptz + k * interval '1 minute' as at) moment
"""


def _hex(k: str) -> str:
    """32 hex digits for text `k` of person `n`: spread over all that there are, as chance would, and ascending,
    so that filling goes through an index from end to end, and whatever comes later lands anywhere in it.
    """
    return f"lpad(to_hex((n * {TEXTS_EACH} + {k}) * %(step)s), 8, '0') || substr(md5({k} || '.' || n), 9)"


_TEXTS = f"""
insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice, notice_key, body,
    language, status, segments, attempts, sid, created_at, started_at, sent_at, delivered_at, intent, reply_to)
select ({_hex("k")})::uuid, %(agency)s, case when heard then 'inbound' else 'outbound' end, n, n,
    case when told then 'officer_dispatched' when not heard then 'reply' end,
    case when told then 'realtime' when not heard then 'reply' end, case when told then 1 when not heard then 0 end,
    case when told then %(notice)s::jsonb end, case when told then 'B-' || n || '-' || k || ':officer_dispatched' end,
    case when heard then 'STATUS' else %(body)s end, 'en',
    case when heard then 'received' when told then 'delivered' else 'sent' end, case when heard then 0 else 1 end,
    case when heard then 0 else 1 end, case when heard or told then 'SM' || {_hex("k")} end,
    at, case when not heard then at end, case when not heard then at end, case when told then at end,
    case when heard then 'status' end, case when not told and not heard then ({_hex("(k - 1)")})::uuid end
from generate_series(0, (%(last)s::bigint - %(first)s + 1) * (%(to)s - %(from)s + 1) - 1) i,
    lateral (select %(first)s::bigint + i / (%(to)s - %(from)s + 1) as n,
        %(from)s::bigint + i %% (%(to)s - %(from)s + 1) as k) text,
    lateral (select k < 3 as told, k >= 3 and k %% 2 = 1 as heard,
        %(opened)s::timestamptz - k * interval '90 minutes' as at) one
"""
_DUE = """
insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice, notice_key, body,
    language, status, segments, created_at, due_at, expires_at)
select gen_random_uuid(), %(agency)s, 'outbound', n, n, 'officer_dispatched', 'realtime', %(urgency)s,
    %(notice)s::jsonb, %(key)s || ':officer_dispatched', %(body)s, 'en', 'queued', 1, %(now)s, %(now)s, %(until)s
from generate_series(1, %(count)s) n
"""


def fill(url: str, people: int, heavy_texts: int = TEXTS_EACH) -> None:
    """Gives each of so many people a case that an officer was sent to, and five texts; to the first twenty, many.

    The indexes are there all along. Nothing waits for the disk meanwhile, and what refers to what isn't looked up
    again: it is right by making.
    """
    values = _values() | {"from": 1, "to": TEXTS_EACH, "step": 2**32 // ((people + 1) * TEXTS_EACH + 1)}
    share = -(-people // SESSIONS)
    parts = [
        values | {"first": first, "last": min(first + share - 1, people)} for first in range(1, people + 1, share)
    ]
    with ThreadPoolExecutor(SESSIONS) as sessions:
        list(sessions.map(lambda part: _in_session(url, _insert(part)), parts))
    if heavy_texts > TEXTS_EACH:
        many = values | {"first": 1, "last": min(HEAVY, people), "from": TEXTS_EACH + 1, "to": heavy_texts}
        _in_session(url, lambda connection: connection.execute(_TEXTS, many))
    _in_session(url, _numbered)


def due(connection: Connection, count: int, key: str) -> None:
    """A text that is due now to each of the first so many people, about their officer; `key` is new each time."""
    now = datetime.now(UTC)
    notice = Notice(NoticeKind.OFFICER_DISPATCHED, now, f"{_INCIDENT}-1")
    connection.execute(
        _DUE,
        {
            "agency": AGENCY,
            "urgency": URGENCY[Lane.REALTIME],
            "notice": notice_out(notice),
            "key": key,
            "body": BODY,
            "now": now,
            "until": now + timedelta(minutes=15),
            "count": count,
        },
    )


def _values() -> dict[str, Any]:
    opened = datetime.now(UTC) - timedelta(hours=1)
    created = {
        "call_type": "stolen_vehicle",
        "priority": 4,
        "contacts": [{"phone": _PHONE, "role": "victim", "language": "en"}],
    }
    history = [
        Event(f"{_INCIDENT}-0", EventType.CALL_CREATED, _INCIDENT, opened, opened, opened, 1, created),
        Event(f"{_INCIDENT}-1", EventType.UNIT_DISPATCHED, _INCIDENT, *(opened + timedelta(minutes=1),) * 3, 2, {}),
    ]
    return {
        "agency": AGENCY,
        "opened": opened,
        "incident": _INCIDENT,
        "phone": _PHONE,
        "snapshot": snapshot_out(fold(_INCIDENT, history)),
        "created": json.dumps(created),
        "sent": json.dumps({"unit": "4A12"}),
        "notice": notice_out(Notice(NoticeKind.OFFICER_DISPATCHED, opened, f"{_INCIDENT}-1")),
        "body": BODY,
    }


def _insert(values: dict[str, Any]) -> Callable[[Connection], object]:
    def work(connection: Connection) -> None:
        for statement in _PEOPLE.split(";\n"):
            connection.execute(statement, values)
        connection.execute(_TEXTS, values)

    return work


def _numbered(connection: Connection) -> None:
    """What is made from now on gets the numbers after these."""
    for table in ("contacts", "cases"):
        connection.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))")


def _in_session(url: str, work: Callable[[Connection], object]) -> None:
    with connect(url) as connection:
        connection.execute("set synchronous_commit = off")
        connection.execute("set session_replication_role = replica")
        work(connection)
