"""The outbox: what was decided on each notice, written in the transaction of the change behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.store import contacts, late, messages, requests
from bot.store.codec import notice_in
from bot.store.contacts import Contact, Link
from bot.store.db import Connection
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
    connection: Connection,
    agency: Agency,
    case_id: int,
    snapshot: Snapshot,
    notices: Iterable[Notice],
    now: datetime,
    *,
    key_id: str | None = None,
    idempotency: tuple[str, str] | None = None,
) -> list[Told]:
    """Decides each notice for each contact it is for, and writes a row of every decision."""
    told: list[Told] = []
    links = contacts.of_case(connection, case_id)
    for notice in notices:
        for link in links:
            if not link.linked or (notice.phones is not None and link.contact.phone not in notice.phones):
                continue
            last = messages.told_at(connection, case_id, link.contact.id, notice.kind.value)
            coming = messages.unsent_kinds(connection, case_id, link.contact.id) if notice.kind in SAID_BY else ()
            first = _is_first(connection, case_id, snapshot, link)
            decision = decide(notice, snapshot, listener(link, agency, first), agency, now, last, coming)
            message_id = uuid4()
            written = messages.add_notice(
                connection,
                message_id,
                agency.key,
                case_id,
                link.contact.id,
                notice,
                f"{notice.event or f'{message_id if notice.words else case_id}'}:{notice.kind.value}",
                decision,
                MessageStatus.SUPPRESSED if decision.verdict is Verdict.SUPPRESS else MessageStatus.QUEUED,
                agency.language(link.contact.language),
                count(decision.body).segments if decision.body else 0,
                now,
                key_id=key_id,
                idempotency=idempotency,
            )
            if not written:
                continue
            told.append(Told(notice.kind, link.contact.phone, decision, message_id))
            if decision.verdict is not Verdict.SUPPRESS:
                messages.supersede(connection, case_id, link.contact.id, OVERTAKES[notice.kind], but=message_id)
            elif decision.reason in REQUEST_INSTEAD:
                requests.open_request(
                    connection,
                    agency.key,
                    REQUEST_INSTEAD[decision.reason],
                    now,
                    REQUEST_LIFE,
                    case_id=case_id,
                    contact_id=link.contact.id,
                    detail={"notice": notice.kind.value},
                    message_id=message_id,
                )
    return told


def reconsider(connection: Connection, agency: Agency, case_id: int, snapshot: Snapshot, now: datetime) -> None:
    """Ends the case's unsent texts that its newest facts no longer allow."""
    links = {link.contact.id: link for link in contacts.of_case(connection, case_id)}
    for row in messages.unsent_of_case(connection, case_id):
        decision = decide_again(
            connection,
            row["id"],
            notice_in(row["notice"]),
            case_id,
            snapshot,
            links.get(row["contact_id"]),
            agency,
            now,
        )
        if decision is None:
            messages.end_unsent(connection, [row["id"]], MessageStatus.CANCELLED, Reason.CONTACT_REMOVED)
        elif decision.verdict is Verdict.SUPPRESS:
            end(connection, row["id"], decision)


def decide_again(
    connection: Connection,
    message_id: UUID,
    notice: Notice,
    case_id: int,
    snapshot: Snapshot,
    link: Link | None,
    agency: Agency,
    now: datetime,
) -> Decision | None:
    """What the policy says now of a text that is written and not sent; None once the link is gone."""
    if link is None:
        return None
    last = messages.told_at(connection, case_id, link.contact.id, notice.kind.value, before=message_id)
    first = _is_first(connection, case_id, snapshot, link, before=message_id)
    return decide(notice, snapshot, listener(link, agency, first), agency, now, last)


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


def end(connection: Connection, message_id: UUID, decision: Decision) -> None:
    """Ends an unsent text that the policy no longer allows, with the reason for it."""
    if decision.reason is Reason.TOO_OLD:
        messages.end_unsent(connection, [message_id], MessageStatus.EXPIRED, Reason.EXPIRED)
    else:
        messages.end_unsent(connection, [message_id], MessageStatus.CANCELLED, decision.reason or Reason.SUPERSEDED)


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


def _is_first(
    connection: Connection, case_id: int, snapshot: Snapshot, link: Link, before: UUID | None = None
) -> bool:
    """Whether this is the first text about a case, where that matters: it repeats the code word."""
    if snapshot.code_word is None:
        return False
    return not messages.was_told_of(connection, case_id, link.contact.id, before)


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
