"""What becomes of a text that didn't simply go: refused, failed after acceptance, or out of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import outbox
from bot.sending import Refused
from bot.store import cases, contacts, messages, outbound, requests, rests, senders
from bot.store.db import Connection
from bot.store.outbound import Due
from flows.agency import Agency
from flows.failures import PROBE, REASON, Failure, Scope, on_receipt, rest, slows
from flows.notices import instead_of
from flows.policy import Decision
from flows.vocabulary import Consent, MessageStatus, Reason, RequestKind

# A text that the carrier blamed on the sender lets another one try first whether the sender is mended.
BEHIND = timedelta(seconds=10)


def refused(connection: Connection, agency: Agency, due: Due, attempt: int, result: Refused, now: datetime) -> None:
    """The carrier's answer to a send was no, or was none.

    It counts only while that attempt is the open one: a receipt or the reconciler may have been faster.
    """
    row = outbound.find(connection, due.id, lock=True)
    if row is None or row["attempts"] != attempt or row["status"] != MessageStatus.SENDING or row["due_at"]:
        return
    if result.failure is Failure.AMBIGUOUS:
        outbound.ambiguous(connection, due.id)
    elif result.failure is Failure.RETRY:
        wait = rest(result.code, attempt) if result.called else timedelta(0)
        not_taken(connection, due.id, now + wait, result.code)
    elif result.failure is Failure.SENDER_BROKEN:
        senders.stop(connection, agency.key, result.code, now, now + PROBE)
        not_taken(connection, due.id, now + PROBE + BEHIND, result.code)
    else:
        failed = MessageStatus.FAILED
        if outbound.finish(connection, due.id, failed, REASON[result.failure], result.code, now):
            _consequences(connection, agency, due.id, due.case_id, due.contact.id, result.failure, result.code, now)


def not_taken(connection: Connection, message_id: UUID, due_at: datetime, code: int | None) -> None:
    """The carrier certainly doesn't have it: it goes again, if the policy still lets it then."""
    contacts.forget_introduction(connection, message_id)
    outbound.due_again(connection, message_id, due_at, code)


def never_known(connection: Connection, agency: Agency, row: dict[str, Any], now: datetime) -> None:
    """Nobody could find out for days whether the carrier had it: it ends, and a person hears of it."""
    if outbound.finish(connection, row["id"], MessageStatus.FAILED, Reason.FATE_UNKNOWN, None, now):
        _consequences(connection, agency, row["id"], row["case_id"], row["contact_id"], Failure.AMBIGUOUS, None, now)


def receipt(
    connection: Connection,
    agency: Agency,
    row: dict[str, Any],
    status: MessageStatus,
    code: int | None,
    sid: str,
    attempt: int,
    now: datetime,
) -> bool:
    """A receipt that moves a text forward; whether something is due again because of it.

    `row` is the text, locked. A receipt of an attempt that another has replaced counts only if it says that
    the text arrived.
    """
    if status in (MessageStatus.SENT, MessageStatus.DELIVERED):
        if status is MessageStatus.DELIVERED or not _never_left(row, attempt):
            outbound.finish(connection, row["id"], status, None, None, now, sid)
        return False
    if attempt != row["attempts"]:
        return False
    failure = on_receipt(code)
    if failure is Failure.RETRY and row["notice"] is not None and now < row["expires_at"]:
        due_at = now + rest(code, attempt)
        if due_at < row["expires_at"] and outbound.never_left(connection, row["id"], sid, due_at, code):
            contacts.forget_introduction(connection, row["id"])
            scope, seconds = slows(failure, None, code)
            if scope is Scope.SENDER:
                rests.rest(connection, [agency.key], now + seconds, code)
            return True
    if failure is Failure.EXPIRED:
        status = MessageStatus.EXPIRED
    reason = REASON[failure] if failure in (Failure.EXPIRED, Failure.OPTED_OUT) else Reason.NOT_DELIVERED
    if not outbound.finish(connection, row["id"], status, reason, code, now, sid):
        return False
    if failure is Failure.EXPIRED and row["case_id"] is not None and row["notice"] is not None:
        return _replace(connection, agency, row["case_id"], row["id"], now)
    _consequences(connection, agency, row["id"], row["case_id"], row["contact_id"], failure, code, now)
    return False


def _never_left(row: dict[str, Any], attempt: int) -> bool:
    """Whether a receipt said already that this attempt didn't leave the carrier: its `sent` comes late."""
    return row["resends"] > 0 and (attempt < row["attempts"] or row["due_at"] is not None)


def overtaken(connection: Connection, agency: Agency, due: Due, decision: Decision | None, now: datetime) -> None:
    """A text that was written and may not go any more; one whose time ran out is replaced."""
    if decision is None:
        outbound.finish(connection, due.id, MessageStatus.CANCELLED, Reason.CONTACT_REMOVED, None, now)
        return
    outbox.end(connection, due.id, decision)
    if decision.reason is Reason.TOO_OLD:
        _tell_instead(connection, agency, due, now)


def out_of_time(connection: Connection, agency: Agency, due: Due, now: datetime) -> bool:
    """The clock found an unsent text whose life is over: what is true now takes its place."""
    if due.case_id is not None:
        cases.hold(connection, due.case_id)
    if not messages.end_unsent(connection, [due.id], MessageStatus.EXPIRED, Reason.EXPIRED):
        return False
    _tell_instead(connection, agency, due, now)
    return True


def _replace(connection: Connection, agency: Agency, case_id: int, message_id: UUID, now: datetime) -> bool:
    """The carrier's queue outlived the text: the person gets what is true now."""
    due = outbound.as_due(connection, message_id)
    if due is None:
        return False
    contacts.forget_introduction(connection, message_id)
    return _tell_instead(connection, agency, due, now)


def _tell_instead(connection: Connection, agency: Agency, due: Due, now: datetime) -> bool:
    if due.notice is None or due.case_id is None:
        return False  # an answer whose time is over: the person can ask again
    link = contacts.link_of(connection, due.case_id, due.contact.id)
    if link is None:
        return False
    instead = instead_of(due.notice, link.contact.phone, now)
    if instead is None:
        return False
    return bool(outbox.tell_of(connection, agency, due.case_id, [instead], now))


def _consequences(
    connection: Connection,
    agency: Agency,
    message_id: UUID,
    case_id: int | None,
    contact_id: int,
    failure: Failure,
    code: int | None,
    now: datetime,
) -> None:
    """What a final failure means for the phone, for our sender, and for a person who should know."""
    contacts.forget_introduction(connection, message_id)
    how = f"carrier error {code}"
    if failure is Failure.OPTED_OUT:
        outbox.silence(connection, agency, contact_id, how, now, message_id=message_id)
        return
    if failure is Failure.UNREACHABLE and not contacts.is_opted_out(connection, contact_id):
        # A phone that said STOP stays opted out: that outlasts what the carrier says of it later.
        contacts.set_consent(connection, agency.key, contact_id, Consent.UNREACHABLE, how, now, message_id=message_id)
        messages.cancel_unsent_of_contact(connection, contact_id, Reason.UNREACHABLE)
    if failure is Failure.SENDER_BROKEN:
        senders.stop(connection, agency.key, code, now, now + PROBE)
    requests.open_request(
        connection,
        agency.key,
        RequestKind.UNDELIVERED,
        now,
        outbox.REQUEST_LIFE,
        case_id=case_id,
        contact_id=contact_id,
        detail={"error_code": code},
        message_id=message_id,
    )
