"""Keeping what was decided on case files: in two statements, however many cases, events and texts there are."""

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


# What is looked up is named by lists beside the rows, so that an index finds it. In one statement nobody sees what
# another part of it writes, so each row is written by one part only. The locks on contacts are taken in one order
# for everybody.
_OPEN = """
with kept as materialized (select %(rows)s::jsonb as rows),
made as (
    insert into cases (agency, incident, state, protected, snapshot, opened_at, updated_at, waiting_due_at,
        survey_due_at)
    select %(agency)s, incident, state, protected, snapshot::jsonb, opened_at, %(now)s, waiting, survey
    from kept, jsonb_to_recordset(rows -> 'opened') as r(incident text, state text, protected boolean,
        snapshot text, opened_at timestamptz, waiting timestamptz, survey timestamptz)
    returning id, incident),
aliased as (insert into case_aliases (agency, incident, case_id) select %(agency)s, incident, id from made)
insert into contacts (agency, phone, valid, language, consent, created_at)
select %(agency)s, phone, valid, language, consent, %(now)s
from kept, jsonb_to_recordset(rows -> 'named') as r(phone text, valid boolean, language text, consent text)
order by phone
on conflict (agency, phone) do update set language = excluded.language
where contacts.language is null and excluded.language is not null"""
_KEEP = """
with kept as materialized (select %(rows)s::jsonb as rows),
made as (
    select incident, case_id as id from case_aliases
    where agency = %(agency)s and incident = any(%(numbers)s::text[])),
phones as (select phone, id from contacts where agency = %(agency)s and phone = any(%(phones)s::text[])),
changed as (
    update cases c set state = r.state, protected = r.protected, snapshot = r.snapshot::jsonb,
        opened_at = r.opened_at, updated_at = %(now)s, waiting_due_at = r.waiting, survey_due_at = r.survey
    from kept, jsonb_to_recordset(rows -> 'changed') as r(id bigint, state text, protected boolean, snapshot text,
        opened_at timestamptz, waiting timestamptz, survey timestamptz)
    where c.id = r.id and c.id = any(%(changed)s::bigint[])),
ties as (
    select coalesce(r.case_id, made.id) as case_id, phones.id as contact_id, r.role, r.name
    from kept, jsonb_to_recordset(rows -> 'ties') as r(case_id bigint, number text, phone text, role text, name text)
    join phones using (phone) left join made on made.incident = r.number),
untied as (
    update case_contacts l set linked = false
    where l.linked and l.case_id = any(%(retied)s::bigint[])
      and not exists (select 1 from ties where ties.case_id = l.case_id and ties.contact_id = l.contact_id)),
tied as (
    insert into case_contacts (case_id, contact_id, role, name) select * from ties order by 1, 2
    on conflict (case_id, contact_id) do update set role = excluded.role, name = excluded.name, linked = true),
recorded as (
    insert into events (agency, event_id, incident, case_id, type, occurred_at, received_at, effective_at, data,
        outcome, reason, first, key_id)
    select %(agency)s, r.id, r.incident, coalesce(r.case_id, made.id), r.type, r.occurred_at, r.received_at,
        r.effective_at, r.data, r.outcome, r.reason, r.first, %(key_id)s
    from kept, jsonb_to_recordset(rows -> 'events') as r(place integer, id text, incident text, case_id bigint,
        number text, type text, occurred_at timestamptz, received_at timestamptz, effective_at timestamptz,
        data jsonb, outcome text, reason text, first jsonb) left join made on made.incident = r.number
    order by r.place),
settled as (
    update events e set outcome = r.outcome, reason = r.reason, first = coalesce(e.first, r.first),
        case_id = coalesce(r.case_id, made.id)
    from kept, jsonb_to_recordset(rows -> 'settled') as r(id text, case_id bigint, number text, outcome text,
        reason text, first jsonb) left join made on made.incident = r.number
    where e.agency = %(agency)s and e.event_id = r.id and e.event_id = any(%(settled)s::text[])),
ended as (
    update messages m set status = r.status, reason = r.reason, due_at = null, lease_until = null
    from kept, jsonb_to_recordset(rows -> 'ended') as r(id uuid, status text, reason text)
    where m.id = r.id and m.id = any(%(ended)s::uuid[]) and m.due_at is not null)
insert into messages (id, agency, direction, case_id, contact_id, kind, lane, urgency, notice, notice_key, body,
    language, status, reason, segments, created_at, due_at, expires_at, key_id, idempotency_key, idempotency_body)
select r.id, %(agency)s, 'outbound', coalesce(r.case_id, made.id), phones.id, r.kind, r.lane, r.urgency,
    r.notice::jsonb, r.notice_key, r.body, r.language, r.status, r.reason, r.segments, r.created_at, r.due_at,
    r.expires_at, r.key_id, r.idempotency_key, r.idempotency_body
from kept, jsonb_to_recordset(rows -> 'texts') as r(place integer, id uuid, case_id bigint, number text, phone text,
    kind text, lane text, urgency smallint, notice text, notice_key text, body text, language text, status text,
    reason text, segments integer, created_at timestamptz, due_at timestamptz, expires_at timestamptz,
    key_id text, idempotency_key text, idempotency_body text)
join phones using (phone) left join made on made.incident = r.number
order by r.place"""
# psycopg reads a longer statement anew each time.
_OPEN, _KEEP = " ".join(_OPEN.split()), " ".join(_KEEP.split())
assert len(_KEEP) < 4096


def keep(
    connection: Connection, files: Files, now: datetime, entries: Sequence[Entry] = (), key_id: str | None = None
) -> None:
    """Writes all that the files have and the database hasn't. The files are done with then."""
    every = list({id(file): file for file in (*files.numbers.values(), *files.of_case.values())}.values())
    for phone, language in sorted(files.corrected.items()):
        contacts.correct_language(connection, files.agency, phone, language)
    shared: dict[str, Any] = {"agency": files.agency, "now": now, "key_id": key_id}
    new = [file for file in every if file.id is None]
    if new or files.named:
        opened = {
            "opened": [_case(file, now) for file in new],
            "named": [_contact(files, phone) for phone in files.named],
        }
        connection.execute(_OPEN, shared | {"rows": json.dumps(opened, default=str)})
    changed = {file.id: file for file in every if file.changed and file.id is not None}
    retied = [file for file in every if file.retied]
    settled = {one.event.id: one for one in entries if one.known}
    ended = {text.id: text for file in every for text in file.texts if text.changed and text.written is None}
    rows = {
        "changed": [_case(file, now) | {"id": case_id} for case_id, file in changed.items()],
        "ties": [_tie(file, party) for file in retied for party in file.snapshot.parties],
        "events": [_entry(place, one) for place, one in enumerate(entries) if not one.known],
        "settled": [_became(one) | {"id": event_id} for event_id, one in settled.items()],
        "texts": [_written(place, *one) for place, one in enumerate(files.written)],
        "ended": [_ended(text) for text in ended.values()],
    }
    if not any(rows.values()):
        return
    looked_up = {
        "numbers": _array(file.incident for file in new),
        "phones": _array({one["phone"] for one in (*rows["ties"], *rows["texts"])}),
        "changed": _array(changed),
        "retied": _array(file.id for file in retied if file.id is not None),
        "settled": _array(settled),
        "ended": _array(ended),
    }
    connection.execute(_KEEP, shared | looked_up | {"rows": json.dumps(rows, default=str)})


def _array(values: Iterable[object]) -> str:
    """A list as PostgreSQL writes one: the same type of parameter however long it is, so one plan serves all."""
    escaped = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"


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
