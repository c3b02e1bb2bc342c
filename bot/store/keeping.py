"""Keeping what was decided on case files: one statement for all rows of a kind, in one round trip.

Rows travel as JSON, and find their case by its number and their contact by its phone, so that none waits to be
told the id of another that is as new as itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import contacts
from bot.store.casefiles import CaseFile, Files, Text
from bot.store.codec import snapshot_out
from bot.store.db import Connection
from flows.snapshot import Event, Party
from flows.vocabulary import Outcome, Reason


@dataclass
class Entry:
    """An event's row: what it is, which case it belongs to, what became of it.

    `first` is what its sender was answered, kept for repetitions. `known`: it is there already, and waited. It
    waits until its outcome says otherwise.
    """

    event: Event
    file: CaseFile | None = None
    outcome: Outcome = Outcome.WAITING
    reason: Reason | None = Reason.UNKNOWN_INCIDENT
    first: dict[str, Any] | None = None
    known: bool = False


_OPEN = """
with rows as (select * from json_to_recordset(%(rows)s::json) as r(incident text, state text, protected boolean,
         snapshot text, opened_at timestamptz, waiting timestamptz, survey timestamptz)),
     made as (insert into cases (agency, incident, state, protected, snapshot, opened_at, updated_at,
                  waiting_due_at, survey_due_at)
              select %(agency)s, incident, state, protected, snapshot::jsonb, opened_at, %(now)s, waiting, survey
              from rows returning id, incident)
insert into case_aliases (agency, incident, case_id) select %(agency)s, incident, id from made"""
_CHANGE = """
update cases c set state = r.state, protected = r.protected, snapshot = r.snapshot::jsonb, opened_at = r.opened_at,
    updated_at = %(now)s, waiting_due_at = r.waiting, survey_due_at = r.survey
from json_to_recordset(%(rows)s::json) as r(id bigint, state text, protected boolean, snapshot text,
    opened_at timestamptz, waiting timestamptz, survey timestamptz)
where c.id = r.id"""
# Contacts are made, and theirs locks taken, in one order for everybody.
_MEET = """
insert into contacts (agency, phone, valid, language, consent, created_at)
select %(agency)s, phone, valid, language, consent, %(now)s
from json_to_recordset(%(rows)s::json) as r(phone text, valid boolean, language text, consent text) order by phone
on conflict (agency, phone) do update set language = excluded.language
where contacts.language is null and excluded.language is not null"""
_UNTIE = "update case_contacts set linked = false where case_id = any(%s) and linked"
# Of a case that is new, the number; of one that isn't, the id.
_CASE = """left join case_aliases a on a.agency = %(agency)s and a.incident = r.number"""
_TIE = f"""
insert into case_contacts (case_id, contact_id, role, name)
select coalesce(r.case_id, a.case_id), k.id, r.role, r.name
from json_to_recordset(%(rows)s::json) as r(case_id bigint, number text, phone text, role text, name text)
join contacts k on k.agency = %(agency)s and k.phone = r.phone {_CASE}
order by 1, 2
on conflict (case_id, contact_id) do update set role = excluded.role, name = excluded.name, linked = true"""
_RECORD = f"""
insert into events (agency, event_id, incident, case_id, type, occurred_at, received_at, effective_at, data,
    outcome, reason, first, key_id)
select %(agency)s, r.id, r.incident, coalesce(r.case_id, a.case_id), r.type, r.occurred_at, r.received_at,
    r.effective_at, r.data, r.outcome, r.reason, r.first, %(key_id)s
from json_to_recordset(%(rows)s::json) as r(place integer, id text, incident text, case_id bigint, number text,
    type text, occurred_at timestamptz, received_at timestamptz, effective_at timestamptz, data jsonb,
    outcome text, reason text, first jsonb) {_CASE}
order by r.place"""
_SETTLE = f"""
update events e set outcome = r.outcome, reason = r.reason, first = coalesce(e.first, r.first),
    case_id = coalesce(r.case_id, a.case_id)
from json_to_recordset(%(rows)s::json) as r(id text, case_id bigint, number text, outcome text,
    reason text, first jsonb) {_CASE}
where e.agency = %(agency)s and e.event_id = r.id"""
_WRITE = f"""
insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice, notice_key, body,
    language, status, reason, segments, created_at, due_at, expires_at, key_id, idempotency_key, idempotency_body)
select r.id, %(agency)s, 'outbound', coalesce(r.case_id, a.case_id), k.id, r.kind, r.lane, r.urgency,
    r.notice::jsonb, r.notice_key, r.body, r.language, r.status, r.reason, r.segments, r.created_at, r.due_at,
    r.expires_at, r.key_id, r.idempotency_key, r.idempotency_body
from json_to_recordset(%(rows)s::json) as r(place integer, id uuid, case_id bigint, number text, phone text,
    kind text, lane text, urgency smallint, notice text, notice_key text, body text, language text, status text,
    reason text, segments integer, created_at timestamptz, due_at timestamptz, expires_at timestamptz,
    key_id text, idempotency_key text, idempotency_body text)
join contacts k on k.agency = %(agency)s and k.phone = r.phone {_CASE}
order by r.place"""
_END = """
update messages m set status = r.status, reason = r.reason, due_at = null, lease_until = null
from json_to_recordset(%(rows)s::json) as r(id uuid, status text, reason text)
where m.id = r.id and m.due_at is not null"""


def keep(
    connection: Connection, files: Files, now: datetime, entries: Sequence[Entry] = (), key_id: str | None = None
) -> None:
    """Writes all that the files have and the database hasn't. The files are done with then."""
    every = list({id(file): file for file in (*files.numbers.values(), *files.of_case.values())}.values())
    ended = [text for file in every for text in file.texts if text.changed and text.written is None]
    held = [file.id for file in every if file.retied and file.id is not None]
    shared = {"agency": files.agency, "now": now, "key_id": key_id}

    def write(statement: str, rows: Iterable[dict[str, Any]]) -> None:
        listed = list(rows)
        if listed:
            connection.execute(statement, shared | {"rows": json.dumps(listed, default=str)})

    write(_OPEN, (_case(file, now) for file in every if file.id is None))
    write(_CHANGE, ({"id": file.id} | _case(file, now) for file in every if file.changed and file.id is not None))
    write(_MEET, (_contact(files, phone) for phone in files.named))
    for phone, language in files.corrected.items():
        contacts.correct_language(connection, files.agency, phone, language)
    if held:
        connection.execute(_UNTIE, (held,))
    write(_TIE, (_tie(file, party) for file in every if file.retied for party in file.snapshot.parties))
    write(_RECORD, (_entry(at, one) for at, one in enumerate(entries) if not one.known))
    write(_SETTLE, (_became(one) | {"id": one.event.id} for one in entries if one.known))
    write(_WRITE, (_written(at, *one) for at, one in enumerate(files.written)))
    write(_END, (_ended(text) for text in ended))


def _case(file: CaseFile, now: datetime) -> dict[str, Any]:
    return {
        "incident": file.incident,
        "state": file.snapshot.state,
        "protected": file.snapshot.protected,
        "snapshot": snapshot_out(file.snapshot),
        "opened_at": file.snapshot.opened_at or now,
        "waiting": file.waiting_due_at,
        "survey": file.survey_due_at,
    }


def _contact(files: Files, phone: str) -> dict[str, Any]:
    one = files.contacts[phone]
    return {"phone": phone, "valid": one.valid, "language": one.language, "consent": one.consent}


def _of(file: CaseFile | None) -> dict[str, Any]:
    return {"case_id": file.id, "number": file.incident} if file else {}


def _tie(file: CaseFile, party: Party) -> dict[str, Any]:
    return _of(file) | {"phone": party.phone, "role": party.role, "name": party.name}


def _became(entry: Entry) -> dict[str, Any]:
    return _of(entry.file) | {"outcome": entry.outcome, "reason": entry.reason, "first": entry.first}


def _entry(place: int, entry: Entry) -> dict[str, Any]:
    event = entry.event
    return _became(entry) | {
        "place": place,
        "id": event.id,
        "incident": event.incident,
        "type": event.type,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
        "effective_at": event.effective_at,
        "data": event.data,
    }


def _written(place: int, file: CaseFile, text: Text) -> dict[str, Any]:
    assert text.written is not None
    row = _of(file) | text.written | {"place": place, "status": text.status, "reason": text.reason}
    return row if text.unsent else row | {"due_at": None}


def _ended(text: Text) -> dict[str, Any]:
    return {"id": text.id, "status": text.status, "reason": text.reason}
