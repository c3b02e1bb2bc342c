"""Delivery receipts: what the carrier says became of a text, whatever order it says it in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bot import fate
from bot.agencies import Agencies
from bot.store import cases, contacts, outbound
from bot.store.db import Connection
from flows.vocabulary import MessageStatus

# The carrier's words (docs/twilio.md, status callback); those that say nothing new are left out.
STATUSES = {
    "sent": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.DELIVERED,
    "undelivered": MessageStatus.UNDELIVERED,
    "failed": MessageStatus.FAILED,
    "canceled": MessageStatus.FAILED,
}


def take(
    connection: Connection,
    agencies: Agencies,
    account_sid: str,
    message_id: UUID,
    attempt: int,
    sid: str,
    said: str,
    code: int | None,
    now: datetime,
) -> bool:
    """Takes one receipt in; whether something is due because of it, so that a worker should wake.

    A receipt for a text that we don't know or that another account sent, that names no text of the
    carrier's, or that says nothing new, changes nothing.
    """
    status = STATUSES.get(said)
    if status is None or not sid:
        return False
    row = outbound.find(connection, message_id, lock=False)
    account = agencies.accounts.get(row["agency"]) if row else None
    if row is None or account is None or account.sid != account_sid:
        return False
    if row["case_id"] is not None:  # case, contact, text: the order of locks everywhere
        cases.by_id(connection, row["case_id"], lock=True)
    contacts.hold(connection, row["contact_id"])
    row = outbound.find(connection, message_id, lock=True)
    assert row is not None
    if status is not MessageStatus.DELIVERED and row["resends"] and row["due_at"] is not None:
        return False  # late or repeated words about the attempt that failed
    return fate.receipt(connection, agencies.by_key[row["agency"]], row, status, code, sid, attempt, now)
