"""The carrier's ledger against the database. Nothing here asks the product what it thinks of itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.chaos.load import Diary
from bot.store.db import Connection
from flows.failures import ON_RECEIPT, Failure

# A start that was committed before STOP was, and whose call was slow: what the faults add, and a busy machine.
HANDED_OVER = timedelta(seconds=3)
NEVER_LEFT = {code for code, failure in ON_RECEIPT.items() if failure is Failure.RETRY}
AFTER_STOP = ("stop", "help", "start", "emergency")
ENDED_WELL = ("sent", "delivered", "undelivered", "suppressed", "cancelled")
_ADDRESS = re.compile(r"/webhooks/twilio/status/([0-9a-f-]{36})/(\d+)")


@dataclass(frozen=True)
class Fault:
    """One thing that went wrong: lost, doubled, after_stop or stuck."""

    kind: str
    what: str


@dataclass(frozen=True)
class Evidence:
    diary: Diary
    ledger: dict[str, Any]
    rows: list[dict[str, Any]]
    consents: list[dict[str, Any]]
    events: dict[str, str]

    @property
    def by_id(self) -> dict[str, dict[str, Any]]:
        return {str(row["id"]): row for row in self.rows}


def gather(connection: Connection, ledger: dict[str, Any], diary: Diary) -> Evidence:
    rows = connection.execute(
        """select m.id, m.direction, m.kind, m.status, m.reason, m.error_code, m.sid, m.other_sids, m.due_at,
               m.intent, k.phone, q.intent as answers from messages m left join contacts k on k.id = m.contact_id
           left join messages q on q.id = m.reply_to order by m.sequence"""
    ).fetchall()
    consents = connection.execute(
        "select k.phone, h.at, h.consent from consent_history h join contacts k on k.id = h.contact_id order by h.id"
    ).fetchall()
    events = connection.execute("select event_id, outcome from events").fetchall()
    return Evidence(diary, ledger, rows, consents, {row["event_id"]: row["outcome"] for row in events})


def faults(evidence: Evidence) -> list[Fault]:
    return [*_lost(evidence), *_doubled(evidence), *_after_stop(evidence), *_stuck(evidence)]


def _lost(evidence: Evidence) -> Iterator[Fault]:
    """Events, texts in and texts out that one side has and the other hasn't, or that ended for no good reason."""
    by_id = evidence.by_id
    for result in evidence.diary.results:
        if evidence.events.get(result["id"]) is None:
            yield Fault("lost", f"event {result['id']} was answered and isn't there")
        told = (result.get("first") or result).get("notices") or ()
        for notice in told:
            if notice["message_id"] not in by_id:
                yield Fault("lost", f"{notice['kind']} of {result['id']} was decided and has no row")
    taken = {text["sid"] for text in evidence.ledger["outbound"]}
    for row in evidence.rows:
        if row["direction"] != "outbound":
            continue
        if row["status"] in ("sent", "delivered") and row["kind"] != "reply" and row["sid"] not in taken:
            yield Fault("lost", f"{row['kind']} {row['id']} is {row['status']}, and the carrier never took it")
        if row["status"] == "expired" or (row["status"] == "failed" and row["error_code"] is None):
            yield Fault("lost", f"{row['kind']} {row['id']} ended as {row['status']} ({row['reason']})")
    heard = {row["sid"]: row for row in evidence.rows if row["direction"] == "inbound"}
    for text in evidence.ledger["inbound"]:
        known = heard.get(text["sid"])
        if known is None or known["intent"] is None:
            yield Fault("lost", f"a text of {text['from']} ({text['body']!r}) isn't there")
    yield from _lost_consent(evidence)


def _lost_consent(evidence: Evidence) -> Iterator[Fault]:
    """Whoever said STOP last is opted out at the end."""
    last = {text["from"]: text["body"] for text in evidence.ledger["inbound"] if text["body"] in ("STOP", "START")}
    known = {row["phone"]: row["consent"] for row in evidence.consents}
    for phone, body in last.items():
        if body == "STOP" and known.get(phone) != "opted_out":
            yield Fault("lost", f"the STOP of {phone} doesn't count")


def _doubled(evidence: Evidence) -> Iterator[Fault]:
    """More than one acceptance of the same text, but for those that the carrier says never left."""
    accepted: Counter[str] = Counter()
    for text in evidence.ledger["outbound"]:
        address = _ADDRESS.search(text["status_callback"] or "")
        if address is None:
            yield Fault("doubled", f"a text to {text['to']} names no row")
        elif text["error_code"] not in NEVER_LEFT:
            accepted[address[1]] += 1
    for message_id, count in accepted.items():
        if count > 1:
            yield Fault("doubled", f"{message_id} was taken {count} times")


def _after_stop(evidence: Evidence) -> Iterator[Fault]:
    """Texts that were taken after a STOP had been recorded, but for what STOP itself allows."""
    silences: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for change in evidence.consents:
        spans = silences[change["phone"]]
        is_open = bool(spans) and spans[-1][1] is None
        if change["consent"] == "opted_out" and not is_open:
            spans.append((change["at"], None))
        elif change["consent"] == "granted" and is_open:
            spans[-1] = (spans[-1][0], change["at"])
    by_id = evidence.by_id
    for text in evidence.ledger["outbound"]:
        address = _ADDRESS.search(text["status_callback"] or "")
        row = by_id.get(address[1]) if address else None
        if row is not None and row["kind"] == "reply" and row["answers"] in AFTER_STOP:
            continue
        at = datetime.fromisoformat(text["accepted_at"])
        for since, until in silences[text["to"]]:
            if since + HANDED_OVER < at and (until is None or at < until):
                late = (at - since).total_seconds()
                yield Fault("after_stop", f"{row['kind'] if row else 'a text'} to {text['to']}, {late:.1f} s after")


def _stuck(evidence: Evidence) -> Iterator[Fault]:
    for row in evidence.rows:
        if row["direction"] == "outbound" and row["status"] in ("queued", "sending"):
            yield Fault("stuck", f"{row['kind']} {row['id']} is {row['status']}, due {row['due_at']}")
