"""The outbox: what was decided on each notice, written in the transaction of the change behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.store import casefiles, contacts, keeping, late, messages, requests
from bot.store.casefiles import CaseFile, Files, Text, Wanted
from bot.store.codec import notice_out
from bot.store.contacts import Contact, Link
from bot.store.db import Connection
from bot.store.keeping import Entry
from flows.agency import Agency
from flows.answers import decide_answer
from flows.notices import OVERTAKES, SAID_BY, Notice
from flows.policy import REQUEST_INSTEAD, Decision, Listener, decide
from flows.segments import count
from flows.snapshot import Snapshot
from flows.vocabulary import Consent, Intent, MessageStatus, NoticeKind, Reason, Role, Verdict

REQUEST_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Told:
    """What was decided on one notice to one contact."""

    kind: NoticeKind
    phone: str
    decision: Decision
    message_id: UUID


def tell(
    files: Files,
    file: CaseFile,
    agency: Agency,
    notices: Iterable[Notice],
    now: datetime,
    *,
    key_id: str | None = None,
    idempotency: tuple[str, str] | None = None,
) -> list[Told]:
    """Decides each notice for each contact it is for, and puts a text of every decision on the case's file."""
    told: list[Told] = []
    for notice in notices:
        for link in files.links(file):
            phone = link.contact.phone
            if not link.linked or (notice.phones is not None and phone not in notice.phones):
                continue
            message_id = uuid4()
            key = f"{notice.event or f'{message_id if notice.words else file.id}'}:{notice.kind.value}"
            if any(text.key == key for text in file.texts_to(phone)):
                continue
            last = file.told_at(phone, notice.kind)
            coming = file.unsent_kinds(phone) if notice.kind in SAID_BY else ()
            first = _is_first(file, phone)
            decision = decide(notice, file.snapshot, listener(link, agency, first), agency, now, last, coming)
            text = _text(message_id, phone, key, notice, decision, agency.language(link.contact.language), now)
            assert text.written is not None
            text.written |= {"key_id": key_id}
            if idempotency is not None:
                text.written |= dict(zip(("idempotency_key", "idempotency_body"), idempotency, strict=True))
            if decision.verdict is not Verdict.SUPPRESS:
                for earlier in file.texts_to(phone):
                    if earlier.unsent and earlier.kind in OVERTAKES[notice.kind]:
                        earlier.end(MessageStatus.CANCELLED, Reason.SUPERSEDED)
            elif decision.reason in REQUEST_INSTEAD:
                files.wanted.append(Wanted(text, REQUEST_INSTEAD[decision.reason]))
            files.write(file, text)
            told.append(Told(notice.kind, phone, decision, message_id))
    return told


def tell_of(
    connection: Connection,
    agency: Agency,
    case_id: int,
    notices: Iterable[Notice],
    now: datetime,
    *,
    key_id: str | None = None,
    idempotency: tuple[str, str] | None = None,
) -> list[Told]:
    """Tells the contacts of one case, whose row the caller holds."""
    files = casefiles.read(connection, agency.key, [case_id])
    file = files.of_case[case_id]
    told = tell(files, file, agency, notices, now, key_id=key_id, idempotency=idempotency)
    keep(connection, files, now)
    return told


def reconsider(files: Files, file: CaseFile, agency: Agency, now: datetime, but: Collection[UUID] = ()) -> None:
    """Ends the case's unsent texts that its newest facts no longer allow; `but` were decided on these facts."""
    for text in [text for text in file.texts if text.unsent and text.id not in but]:
        decision = decide_again(files, file, text.id, text.notice, text.phone, agency, now)
        if decision is None:
            text.end(MessageStatus.CANCELLED, Reason.CONTACT_REMOVED)
        elif decision.verdict is Verdict.SUPPRESS:
            text.end(*ending(decision))


def decide_again(
    files: Files, file: CaseFile, message_id: UUID, notice: Notice, phone: str, agency: Agency, now: datetime
) -> Decision | None:
    """What the policy says now of a text that is written and not sent; None once the link is gone."""
    link = files.link(file, phone)
    if link is None:
        return None
    last = file.told_at(phone, notice.kind, before=message_id)
    return decide_unsent(notice, file.snapshot, link, agency, now, last, file.was_told_of(phone, before=message_id))


def decide_unsent(
    notice: Notice,
    snapshot: Snapshot,
    link: Link,
    agency: Agency,
    now: datetime,
    told_at: datetime | None,
    told: bool,
) -> Decision:
    """The same, where it is known when the contact was last told the like, and whether it was told of the case."""
    first = snapshot.code_word is not None and not told
    return decide(notice, snapshot, listener(link, agency, first), agency, now, told_at)


def keep(
    connection: Connection, files: Files, now: datetime, entries: Sequence[Entry] = (), key_id: str | None = None
) -> None:
    """Writes what was decided, and opens the requests that it gives cause for."""
    keeping.keep(connection, files, now, entries, key_id)
    for wanted in files.wanted:
        whose = messages.about(connection, wanted.text.id)
        requests.open_request(
            connection,
            files.agency,
            wanted.kind,
            now,
            REQUEST_LIFE,
            **whose,
            detail={"notice": wanted.text.kind.value},
            message_id=wanted.text.id,
        )


def _text(
    message_id: UUID, phone: str, key: str, notice: Notice, decision: Decision, language: str, now: datetime
) -> Text:
    unsent = decision.verdict is not Verdict.SUPPRESS
    row = {
        "id": message_id,
        "phone": phone,
        "kind": notice.kind,
        "lane": decision.lane,
        "urgency": messages.URGENCY[decision.lane],
        "notice": notice_out(notice),
        "notice_key": key,
        "body": decision.body,
        "language": language,
        "segments": count(decision.body).segments if decision.body else 0,
        "created_at": now,
        "due_at": decision.until or now,
        "expires_at": decision.expires_at,
    }
    status = MessageStatus.QUEUED if unsent else MessageStatus.SUPPRESSED
    return Text(message_id, phone, notice.kind, key, status, now, unsent, notice, decision.reason, row)


def decide_answer_again(
    connection: Connection,
    message_id: UUID,
    snapshot: Snapshot | None,
    link: Link | None,
    contact: Contact,
    agency: Agency,
    now: datetime,
) -> Decision:
    """What the policy says now of an answer that goes late."""
    row = late.reply(connection, message_id)
    person = link or Link(contact, Role.OTHER, None, linked=False, barred=False)
    introduced = contact.introduced_by not in (None, message_id)
    return decide_answer(
        Intent(row["intent"]),
        row["body"],
        snapshot if row["tells_case"] else None,
        replace(listener(person, agency), language=agency.language(row["language"]), introduced=introduced),
        agency,
        now,
        row["expires_at"],
    )


def ending(decision: Decision) -> tuple[MessageStatus, Reason]:
    """How an unsent text ends that the policy no longer allows."""
    if decision.reason is Reason.TOO_OLD:
        return MessageStatus.EXPIRED, Reason.EXPIRED
    return MessageStatus.CANCELLED, decision.reason or Reason.SUPERSEDED


def end(connection: Connection, message_id: UUID, decision: Decision) -> None:
    """Ends an unsent text that the policy no longer allows, with the reason for it."""
    messages.end_unsent(connection, [message_id], *ending(decision))


def barrier(notice: Notice, snapshot: Snapshot, link: Link, agency: Agency, now: datetime) -> Reason | None:
    """Why the policy forbids this notice to this contact; None when it may go, now or later."""
    decision = decide(notice, snapshot, listener(link, agency), agency, now)
    return decision.reason if decision.verdict is Verdict.SUPPRESS else None


def silence(
    connection: Connection,
    agency: Agency,
    contact_id: int,
    how: str,
    now: datetime,
    *,
    message_id: UUID | None = None,
    words: str | None = None,
) -> None:
    """The phone is opted out, from this transaction on; what was to be sent to it isn't."""
    contacts.set_consent(
        connection, agency.key, contact_id, Consent.OPTED_OUT, how, now, message_id=message_id, words=words
    )
    messages.cancel_unsent_of_contact(connection, contact_id, Reason.OPTED_OUT)


def _is_first(file: CaseFile, phone: str) -> bool:
    """Whether this is the first text about a case, where that matters: it repeats the code word."""
    return file.snapshot.code_word is not None and not file.was_told_of(phone)


def listener(link: Link, agency: Agency, first: bool = False) -> Listener:
    """A contact as the policy sees it."""
    contact = link.contact
    return Listener(
        phone=contact.phone,
        role=link.role,
        language=agency.language(contact.language),
        consent=contact.consent,
        introduced=contact.introduced_by is not None,
        valid=contact.valid,
        linked=link.linked,
        barred=link.barred,
        muted=link.muted,
        first=first,
    )
