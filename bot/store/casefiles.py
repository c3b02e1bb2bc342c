"""Case files: all that deciding about cases and their texts asks, read together, and written together.

A file is read with its case's row locked (`hold`), changed in memory by bot/cases.py and bot/outbox.py, and
kept by bot/store/keeping.py: a few statements, however many cases, events and texts there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.codec import notice_in, snapshot_in
from bot.store.contacts import Contact, Link
from bot.store.db import Connection
from flows.notices import Notice
from flows.snapshot import Event, Snapshot
from flows.vocabulary import Consent, EventType, MessageStatus, NoticeKind, Reason, RequestKind, Role

# The id of a contact that isn't in the database yet: after all that are.
NEW = 1 << 62
# A text of these statuses has gone to its contact, or is to go.
TOLD = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.DELIVERED})


@dataclass
class Text:
    """What was decided on one notice for one contact.

    `at` is when it went or else was written; `unsent`, that it is due, now or later. `written` is the row of one
    that isn't in the database yet, `changed` that one which is there has ended.
    """

    id: UUID
    phone: str
    kind: NoticeKind
    key: str
    status: MessageStatus
    at: datetime
    unsent: bool
    told: Any = None
    reason: Reason | None = None
    written: dict[str, Any] | None = None
    changed: bool = False

    @property
    def notice(self) -> Notice:
        """What it tells."""
        found: Notice = self.told if isinstance(self.told, Notice) else notice_in(self.told)
        return found

    def end(self, status: MessageStatus, reason: Reason) -> None:
        """It was not sent and won't be."""
        self.status, self.reason, self.unsent = status, reason, False
        self.changed = True


@dataclass
class Tie:
    """A contact's part in a case, by its phone."""

    phone: str
    role: Role
    name: str | None
    linked: bool = True
    barred: bool = False
    muted: bool = False


@dataclass
class CaseFile:
    """One case: its facts, what was told of it, whom it concerns. `id` is None for one that is new."""

    id: int | None
    incident: str
    snapshot: Snapshot
    opened_at: datetime
    updated_at: datetime
    events: list[Event] = field(default_factory=list)
    ties: dict[str, Tie] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    merged: bool = False
    # Which of it is to be written.
    changed: bool = False
    retied: bool = False
    waiting_due_at: datetime | None = None
    survey_due_at: datetime | None = None

    def texts_to(self, phone: str, before: UUID | None = None) -> Iterator[Text]:
        """What was decided to tell a contact, in order, up to a text."""
        for text in self.texts:
            if text.id == before:
                return
            if text.phone == phone:
                yield text

    def told_at(self, phone: str, kind: NoticeKind, before: UUID | None = None) -> datetime | None:
        """When a contact was last told a notice of this kind."""
        found = [text.at for text in self.texts_to(phone, before) if text.kind is kind and text.status in TOLD]
        return max(found, default=None)

    def was_told_of(self, phone: str, before: UUID | None = None) -> bool:
        """Whether any notice has gone, or is to go, to a contact."""
        return any(text.status in TOLD for text in self.texts_to(phone, before))

    def unsent_kinds(self, phone: str) -> set[NoticeKind]:
        """The kinds of the texts that a contact is still to get."""
        return {text.kind for text in self.texts_to(phone) if text.unsent}

    def decided(self, kind: NoticeKind) -> bool:
        """Whether a notice of this kind was decided once already, for anybody."""
        return any(text.kind is kind for text in self.texts)


@dataclass(frozen=True)
class Wanted:
    """A request that a decision opens, because a person must do what a text may not."""

    text: Text
    kind: RequestKind


@dataclass
class Files:
    """The files read for one transaction, and the contacts that they name, by phone.

    `numbers` are the incident numbers that lead to a file. `named` are the contacts that are new, or whose
    language is; `corrected` the languages that dispatch says are others than we thought; `written`
    the new texts, in order; `wanted` what a person must do because of what was decided; `waiting` events that came
    before their call.
    """

    agency: str
    of_case: dict[int, CaseFile] = field(default_factory=dict)
    numbers: dict[str, CaseFile] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    corrected: dict[str, str] = field(default_factory=dict)
    written: list[tuple[CaseFile, Text]] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    waiting: list[Event] = field(default_factory=list)

    def links(self, file: CaseFile) -> list[Link]:
        """A case's links, in the order of their phones."""
        known = [self.link(file, phone) for phone in sorted(file.ties)]
        return [link for link in known if link]

    def link(self, file: CaseFile, phone: str) -> Link | None:
        """A phone's part in a case; None if it has none."""
        tie = file.ties.get(phone)
        if tie is None:
            return None
        return Link(self.contacts[phone], tie.role, tie.name, tie.linked, tie.barred, tie.muted)

    def write(self, file: CaseFile, text: Text) -> None:
        """A new text about a case, after all that were decided so far."""
        file.texts.append(text)
        self.written.append((file, text))

    def name(self, phone: str, valid: bool, language: str | None) -> None:
        """A case names this phone: it is a contact from now on, and its language known if nobody knew it."""
        known = self.contacts.get(phone)
        if known is None:
            consent = Consent.GRANTED if valid else Consent.UNREACHABLE
            self.contacts[phone] = Contact(NEW, phone, valid, language, ("", 0), consent, None)
        elif known.language is None and language is not None:
            self.contacts[phone] = replace(known, language=language)
        else:
            return
        self.named.add(phone)

    def correct(self, phone: str, language: str) -> None:
        """Dispatch says which language this phone's owner speaks. The case may have let go of the phone since."""
        if phone in self.contacts:
            self.contacts[phone] = replace(self.contacts[phone], language=language)
            self.corrected[phone] = language


_HELD = """select c.id, c.merged_into is not null as merged from case_aliases a join cases c on c.id = a.case_id
    where a.agency = %s and a.incident = any(%s) order by c.id for no key update of c"""
_NUMBERED = "c.id in (select case_id from case_aliases where agency = %s and incident = any(%s))"
# One row a case. What it is made of comes as JSON: one statement, whatever there is.
_FILE = """
select c.id, c.incident, c.snapshot, c.opened_at, c.updated_at, c.waiting_due_at, c.survey_due_at,
  (select array_agg(a.incident) from case_aliases a where a.case_id = c.id) as numbers,
  (select json_agg(json_build_array(l.role, l.name, l.linked, l.barred_at is not null, l.muted_at is not null,
       k.id, k.phone, k.valid, k.language, k.heard_language, k.heard_count, k.consent, k.introduced_by)
       order by k.id)
   from case_contacts l join contacts k on k.id = l.contact_id where l.case_id = c.id) as ties,
  (select json_agg(json_build_array(m.id, k.phone, m.kind, m.notice_key, m.status, coalesce(m.sent_at, m.created_at),
       m.due_at is not null, case when m.due_at is not null then m.notice end) order by m.sequence)
   from messages m join contacts k on k.id = m.contact_id
   where m.case_id = c.id and m.notice is not null) as texts{events}
from cases c where {which} order by c.id"""
_EVENTS = """,
  (select json_agg(json_build_array(e.event_id, e.type, e.incident, e.occurred_at, e.received_at, e.effective_at,
       e.sequence, e.data) order by e.sequence)
   from events e where e.case_id = c.id) as events"""
_BY_NUMBER = _FILE.format(events=_EVENTS, which=_NUMBERED)
_BY_ID = _FILE.format(events="", which="c.id = any(%s)")


_CONTACTS = """
(select json_agg(json_build_array(k.id, k.phone, k.valid, k.language, k.heard_language, k.heard_count, k.consent,
     k.introduced_by)) from contacts k where k.agency = %(agency)s and k.phone = any(%(phones)s)) as contacts"""
_WAITING = """
(select json_agg(json_build_array(e.event_id, e.type, e.incident, e.occurred_at, e.received_at, e.effective_at,
     e.sequence, e.data) order by e.sequence)
 from events e where e.agency = %(agency)s and e.outcome = 'waiting'
   and (e.incident = any(%(opening)s) or (e.type = 'call.merged' and e.data ->> 'into' = any(%(opening)s))))
as waiting"""
_MET = f"select {_CONTACTS}"
_MET_AND_WAITING = f"select {_CONTACTS}, {_WAITING}"


def hold(
    connection: Connection,
    agency: str,
    incidents: Collection[str],
    phones: Collection[str] = (),
    opening: Collection[str] = (),
) -> Files:
    """The files that these incident numbers lead to, their cases locked until the transaction ends; the contacts
    of `phones`, and what waits for the calls that are `opening`.

    Locks are taken in one order, and what is read is read after they are held, by statements that leave together.
    """
    numbers = list(incidents)
    aside = {"agency": agency, "phones": list(phones), "opening": list(opening)}
    while True:
        held = connection.execute(_HELD, (agency, numbers))
        filed = connection.execute(_BY_NUMBER, (agency, numbers))
        met = connection.execute(_MET_AND_WAITING if opening else _MET, aside) if phones or opening else None
        merged = any(row["merged"] for row in held.fetchall())
        files = _files(agency, filed.fetchall())
        if met is not None:
            _meet(files, met.fetchone() or {})
        if not merged:  # else: while we waited, one became part of another
            break
    strangers = {phone for event in files.waiting for phone in phones_of(event.data)} - files.contacts.keys()
    if strangers:
        _meet(files, connection.execute(_MET, aside | {"phones": list(strangers)}).fetchone() or {})
    return files


def phones_of(data: Mapping[str, Any]) -> set[str]:
    """The phones that an event names."""
    named = [*data.get("contacts", ()), *([data["contact"]] if "contact" in data else ())]
    return {one["phone"] for one in named if isinstance(one, dict)}


def _meet(files: Files, row: dict[str, Any]) -> None:
    for contact in row["contacts"] or ():
        known = _contact(*contact)
        files.contacts[known.phone] = known
    files.waiting += [_event(*event) for event in row.get("waiting") or ()]


def read(connection: Connection, agency: str, case_ids: Collection[int]) -> Files:
    """The files of these cases, without their events; whoever changes one holds its case."""
    return _files(agency, connection.execute(_BY_ID, (list(case_ids),)).fetchall())


def _files(agency: str, rows: Iterable[dict[str, Any]]) -> Files:
    files = Files(agency)
    for row in rows:
        file = CaseFile(
            row["id"],
            row["incident"],
            snapshot_in(row["snapshot"]),
            row["opened_at"],
            row["updated_at"],
            waiting_due_at=row["waiting_due_at"],
            survey_due_at=row["survey_due_at"],
        )
        for role, name, linked, barred, muted, *contact in row["ties"] or ():
            known = _contact(*contact)
            files.contacts[known.phone] = known
            file.ties[known.phone] = Tie(known.phone, Role(role), name, linked, barred, muted)
        file.texts = [_text(*text) for text in row["texts"] or ()]
        file.events = [_event(*event) for event in row.get("events") or ()]
        files.of_case[row["id"]] = file
        files.numbers |= dict.fromkeys(row["numbers"] or (), file)
    return files


def _contact(
    id: int,
    phone: str,
    valid: bool,
    language: str | None,
    heard_language: str,
    heard_count: int,
    consent: str,
    introduced_by: str | None,
) -> Contact:
    introduced = UUID(introduced_by) if introduced_by else None
    return Contact(id, phone, valid, language, (heard_language, heard_count), Consent(consent), introduced)


def _text(id: str, phone: str, kind: str, key: str, status: str, at: str, unsent: bool, notice: Any) -> Text:
    when = datetime.fromisoformat(at)
    return Text(UUID(id), phone, NoticeKind(kind), key, MessageStatus(status), when, unsent, notice)


def _event(
    id: str, type: str, incident: str, occurred_at: str, received_at: str, effective_at: str, sequence: int, data: Any
) -> Event:
    when = datetime.fromisoformat
    return Event(
        id, EventType(type), incident, when(occurred_at), when(received_at), when(effective_at), sequence, data
    )
