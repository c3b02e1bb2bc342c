"""What is known of a phone that texts us, as its text finds it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import contacts
from bot.store.codec import snapshot_in
from bot.store.contacts import Contact
from bot.store.db import Connection
from flows.snapshot import Snapshot
from flows.vocabulary import Role


@dataclass(frozen=True)
class Linked:
    """A case that the phone belongs to."""

    case_id: int
    snapshot: Snapshot
    role: Role
    barred: bool
    muted: bool


@dataclass(frozen=True)
class Known:
    """`recorded`: this MessageSid is there already; `contact` is None for a phone that nobody named yet.

    `talk` holds the open dialogue (`state` None: none is), the last notice that a digit can answer
    (`offer_kind` None: none went), and how many texts of this phone we couldn't read: answered `lately`, and
    the last ones `in_a_row`.
    """

    recorded: bool
    contact: Contact | None
    talk: dict[str, Any]
    cases: list[Linked]


_MINE = "(select id from contacts where agency = %(agency)s and phone = %(phone)s)"

_TALK = f"""
    with recorded as (select exists (select 1 from messages where sid = %(sid)s) as recorded),
    talk as (
        select d.state, d.options, d.asked_at, d.notes, c.incident as focus
        from dialogues d left join cases c on c.id = d.focus
        where d.contact_id = {_MINE} and d.closed_at is null),
    heard as (
        select intent, reason, created_at,
               count(*) filter (where intent <> 'unknown') over (order by sequence desc) as others_since
        from messages
        where contact_id = {_MINE} and direction = 'inbound' and intent is not null and created_at >= %(today)s),
    unread as (
        select count(*) filter (where intent = 'unknown' and reason is null and created_at >= %(lately)s) as lately,
               count(*) filter (where others_since = 0) as in_a_row
        from heard),
    offer as (
        select m.kind as offer_kind, c.incident as offer_incident, coalesce(m.sent_at, m.started_at) as offer_at
        from messages m join cases c on c.id = m.case_id
        where m.contact_id = {_MINE} and m.kind = any(%(offers)s) and m.started_at >= %(offered)s
          and m.status in ('sending', 'sent', 'delivered') and not (m.kind = 'survey' and exists (
              select 1 from survey_answers s where s.case_id = m.case_id and s.contact_id = m.contact_id))
        order by m.sequence desc limit 1)
    select * from recorded cross join unread left join talk on true left join offer on true"""

_CASES = f"""
    select c.id, c.snapshot, l.role, l.barred_at is not null as barred, l.muted_at is not null as muted
    from case_contacts l join cases c on c.id = l.case_id
    where l.contact_id = {_MINE} and l.linked order by c.opened_at, c.id"""


def of_phone(
    connection: Connection,
    agency: str,
    phone: str,
    sid: str,
    *,
    lately: datetime,
    today: datetime,
    offers: Collection[str],
    offered: datetime,
) -> Known:
    """What is known of a phone, its contact locked until the transaction ends.

    The statements leave together, and none needs another's answer. Each is a statement of its own all the
    same, so that what comes after the lock sees what was committed while it was waited for.
    """
    asked = {
        "agency": agency,
        "phone": phone,
        "sid": sid,
        "lately": lately,
        "today": today,
        "offers": list(offers),
        "offered": offered,
    }
    contact = contacts.lock(connection, agency, phone)
    talk = connection.execute(_TALK, asked)
    linked = connection.execute(_CASES, asked)
    row = talk.fetchone()
    assert row is not None
    return Known(row["recorded"], contacts.locked(contact), row, [_linked(one) for one in linked])


def _linked(row: dict[str, Any]) -> Linked:
    return Linked(row["id"], snapshot_in(row["snapshot"]), Role(row["role"]), row["barred"], row["muted"])
