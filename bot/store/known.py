"""What is known of a phone that texts us, as its text finds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import contacts
from bot.store.codec import snapshot_in
from bot.store.contacts import Contact
from bot.store.db import Connection
from flows.dialogue import LASTS, OPENED_BY
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
    """`recorded`: this MessageSid is there already.

    `talk` holds the open dialogue (`state` None: none is), the last notice that a digit can answer
    (`offer_kind` None: none went), and how many texts of this phone we couldn't read: answered `lately`, and
    the last ones `in_a_row`.
    """

    recorded: bool
    contact: Contact
    talk: dict[str, Any]
    cases: list[Linked]


# How far back unanswerable texts count towards the loop guard; and how far back as one after the other.
_LATELY, _TODAY = "interval '10 minutes'", "interval '24 hours'"
# The notices that a digit can answer, and how far back. Named here, not handed over, so that PostgreSQL knows
# which index (messages_offers) holds them.
_OFFERS = ", ".join(f"'{kind}'" for kind in sorted(OPENED_BY))
_OFFERED = f"interval '{max(LASTS[state] for state in OPENED_BY.values()).total_seconds():.0f} seconds'"

# One row for each of the contact's cases, the rest in every one of them; without a case one row all the same.
_TALK = f"""
    select exists (select 1 from messages where sid = %(sid)s) as recorded,
        d.state, d.options, d.asked_at, d.notes, f.incident as focus,
        o.offer_kind, o.offer_incident, o.offer_at, u.lately, u.in_a_row,
        l.case_id, l.snapshot, l.role, l.barred, l.muted
    from contacts k
    left join dialogues d on d.contact_id = k.id and d.closed_at is null
    left join cases f on f.id = d.focus
    left join lateral (
        select m.kind as offer_kind, c.incident as offer_incident, coalesce(m.sent_at, m.started_at) as offer_at
        from messages m join cases c on c.id = m.case_id
        where m.contact_id = k.id and m.kind in ({_OFFERS}) and m.started_at >= %(now)s - {_OFFERED}
          and m.status in ('sending', 'sent', 'delivered') and not (m.kind = 'survey' and exists (
              select 1 from survey_answers s where s.case_id = m.case_id and s.contact_id = k.id))
        order by m.sequence desc limit 1) o on true
    cross join lateral (
        select count(*) filter (where m.reason is null and m.created_at >= %(now)s - {_LATELY}) as lately,
               count(*) filter (where m.sequence > (
                   select coalesce(max(sequence), 0) from messages
                   where contact_id = k.id and direction = 'inbound' and intent <> 'unknown')) as in_a_row
        from messages m
        where m.contact_id = k.id and m.intent = 'unknown' and m.direction = 'inbound'
          and m.created_at >= %(now)s - {_TODAY}) u
    left join lateral (
        select c.id as case_id, c.snapshot, c.opened_at, l.role,
               l.barred_at is not null as barred, l.muted_at is not null as muted
        from case_contacts l join cases c on c.id = l.case_id
        where l.contact_id = k.id and l.linked) l on true
    where k.agency = %(agency)s and k.phone = %(phone)s order by l.opened_at, l.case_id"""


def of_phone(connection: Connection, agency: str, phone: str, sid: str, now: datetime) -> Known | None:
    """What is known of a phone, its contact locked until the transaction ends; None if nobody named it yet.

    The two statements leave together, and neither needs the other's answer. They are two all the same: what
    comes after the lock sees what was committed while it was waited for.
    """
    lock = contacts.lock(connection, agency, phone)
    talk = connection.execute(_TALK, {"agency": agency, "phone": phone, "sid": sid, "now": now})
    rows = talk.fetchall()
    contact = contacts.locked(lock)
    if contact is None or not rows:
        return None
    linked = [_linked(row) for row in rows if row["case_id"] is not None]
    return Known(rows[0]["recorded"], contact, rows[0], linked)


def _linked(row: dict[str, Any]) -> Linked:
    return Linked(row["case_id"], snapshot_in(row["snapshot"]), Role(row["role"]), row["barred"], row["muted"])
