"""Starting texts: holding those that are due, what the policy asks of them, and marking them as started."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.store.codec import snapshot_in
from bot.store.contacts import Link
from bot.store.db import Connection, Cursor
from bot.store.outbound import COLUMNS, Due, due_of
from flows.snapshot import Snapshot
from flows.vocabulary import Role


@dataclass(frozen=True)
class Taken:
    """A due text that is held, with all that is asked before it starts.

    `link` is its contact's part in the case, None once there is none; `told_at` is when the contact was last told a
    notice of its kind before it, `told` whether any of the case was.
    """

    due: Due
    facts: str | None
    link: Link | None
    told_at: datetime | None
    told: bool

    @property
    def snapshot(self) -> Snapshot | None:
        """The case as it is."""
        return None if self.facts is None else snapshot_in(self.facts)


@dataclass(frozen=True)
class Start:
    """A text that is handed over now, as it is worded now."""

    due: Due
    body: str
    language: str | None
    segments: int


OPEN_PATIENCE = timedelta(minutes=10)
# A contact's texts go in order: one waits for those before it that are due, due again, or in the carrier's
# hands. It doesn't wait for one that is held for the morning, nor for one whose fate stays open for longer
# than `patience`: the carrier's list is out of reach then, and nobody knows for how long.
# Asked as "none is before it that..." rather than "not exists", so that however few texts the statistics know to be
# unsent, the contact's own are looked up, and not all that there are.
_IN_TURN = """coalesce((
    select e.sequence from messages e
    where e.contact_id = m.contact_id and e.status in ('queued', 'sending')
      and (e.due_at <= %(now)s
           or (e.status = 'sending' and (e.due_at is not null or e.started_at > %(now)s - %(patience)s)))
    order by e.sequence limit 1), m.sequence) >= m.sequence"""
# The locks are taken as the statement runs, on what it found as it began. The coalesce keeps the planner from the
# belief that hardly anything is left when an agency or two are ruled out: it would then sort all that is due.
_HOLD = f"""
with found as materialized (
  select m.id, m.agency, m.case_id, m.contact_id from messages m
  where m.due_at <= %(now)s and {_IN_TURN} and coalesce(m.agency <> all(%(resting)s || array(
      select agency from sender_rests where until > %(now)s
      union all select agency from sender_stops where probe_at > %(now)s)), true)
  order by {{order}} limit %(limit)s),
held_cases as materialized (
  select id from cases where id in (select case_id from found) order by id for share skip locked),
held_contacts as materialized (
  select id from contacts where id in (select contact_id from found) order by id for no key update skip locked)
select id, case_id from found
where (case_id is null or case_id in (select id from held_cases)) and contact_id in (select id from held_contacts)"""
_BY_URGENCY = _HOLD.format(order="m.urgency, m.sequence")
_BY_AGE = _HOLD.format(order="m.due_at")
_TOLD = """from messages t where t.case_id = m.case_id and t.contact_id = m.contact_id and t.notice is not null
      and t.sequence < m.sequence and t.status in ('queued', 'sending', 'sent', 'delivered')"""
# The coalesce keeps it to the primary key: the index of what is due may hold thousands.
_TAKE = f"""
select {COLUMNS}, c.snapshot::text as facts, l.role, l.name, l.linked, l.barred_at is not null as barred,
    l.muted_at is not null as muted,
    (select max(coalesce(t.sent_at, t.created_at)) {_TOLD} and t.kind = m.kind) as told_at,
    exists (select 1 {_TOLD}) as told
from messages m join contacts k on k.id = m.contact_id left join cases c on c.id = m.case_id
    left join case_contacts l on l.case_id = m.case_id and l.contact_id = m.contact_id
where m.id = any(%(held)s) and coalesce(m.due_at <= %(now)s, false) and {_IN_TURN}
order by m.urgency, m.sequence for no key update of m skip locked"""
_START = """
update messages m set status = 'sending', reason = null, attempts = attempts + 1, due_at = null, body = r.body,
    language = coalesce(r.language, m.language), segments = r.segments, started_at = %(now)s,
    lease_until = %(lease_until)s, error_code = null
from (select * from json_to_recordset(%(rows)s::json) as r(id uuid, body text, language text, segments integer)
      limit %(count)s) r
where m.id = r.id"""


def hold(
    connection: Connection, now: datetime, resting: Iterable[str], limit: int, *, by_age: bool = False
) -> Cursor:
    """Asks for up to `limit` texts that are due, of senders that neither rest nor are stopped; their cases and
    contacts are held still until the commit.

    The most urgent come first, or those that have waited longest. Nobody is waited for: what somebody else
    holds is left for later.
    """
    values = {"now": now, "resting": list(resting), "limit": limit, "patience": OPEN_PATIENCE}
    return connection.execute(_BY_AGE if by_age else _BY_URGENCY, values)


def take(connection: Connection, now: datetime, held: Iterable[UUID]) -> Cursor:
    """Asks for the texts whose turn it still is, now that their contacts are held, and holds them too.

    Another worker may have started the one before a moment ago. `taken` reads the answer.
    """
    return connection.execute(_TAKE, {"now": now, "held": list(held), "patience": OPEN_PATIENCE})


def taken(asked: Cursor) -> list[Taken]:
    return [_taken(row) for row in asked]


def start(connection: Connection, starts: Iterable[Start], now: datetime, lease_until: datetime) -> None:
    """Marks taken texts as being handed over, each for its next attempt."""
    rows = [
        {"id": str(text.due.id), "body": text.body, "language": text.language, "segments": text.segments}
        for text in starts
    ]
    if rows:
        values = {"rows": json.dumps(rows), "count": len(rows), "now": now, "lease_until": lease_until}
        connection.execute(_START, values)


def _taken(row: dict[str, Any]) -> Taken:
    due = due_of(row)
    link = None
    if row["role"] is not None:
        link = Link(due.contact, Role(row["role"]), row["name"], row["linked"], row["barred"], row["muted"])
    return Taken(due, row["facts"], link, row["told_at"], row["told"])
