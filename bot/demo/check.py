"""The carrier's ledger against the database and the diary: was a text lost, doubled, untrue, sent after STOP?

Nothing here asks the product what it thinks: what was pushed, what was said and what the carrier took are
compared with each other and with the rows that were left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.diary import Diary, Pushed
from bot.demo.record import Record, Row

# A text that was being handed over when the news came counts as handed over; no call lasts longer.
IN_FLIGHT = timedelta(seconds=2)
# What tells each kind of text, and which later facts make it untrue.
PROGRESS = frozenset({"unit.dispatched", "unit.delayed", "unit.on_scene", "call.cleared", "call.cancelled"})
TOLD_BY: Mapping[str, tuple[str, frozenset[str]]] = {
    "report_received": ("call.created", frozenset({"call.cleared", "call.cancelled"})),
    "officer_dispatched": ("unit.dispatched", PROGRESS - {"unit.dispatched"}),
    "officer_delayed": ("unit.delayed", PROGRESS - {"unit.delayed"}),
    "call_finished": ("call.cleared", frozenset({"unit.dispatched", "call.cancelled"})),
    "call_cancelled": ("call.cancelled", PROGRESS - {"call.cancelled"}),
    "case_number_assigned": ("report.filed", frozenset()),
    "detective_assigned": ("case.assigned", frozenset()),
    "case_status": ("case.status_changed", frozenset()),
}
SPANISH = frozenset(
    ["su", "sus", "llamada", "caso", "para", "con", "un", "una", "se", "le", "por", "está", "asignado"]
)
ENGLISH = frozenset({"your", "you", "call", "case", "to", "and", "the", "an", "has", "been", "is", "for"})
TEXTED = frozenset({"victim", "reporting_party", "guardian"})
# What may be answered to a phone that said STOP; whoever writes START hears again.
AFTER_STOP = frozenset({"HELP", "START"})


@dataclass(frozen=True)
class Fault:
    """One text that went wrong. `kind` is lost, doubled, untrue, after_stop or unexpected."""

    kind: str
    what: str


@dataclass(frozen=True)
class Evidence:
    """All that the check looks at."""

    diary: Diary
    ledger: Mapping[str, Any]
    record: Record

    def sent(self) -> Iterator[tuple[Mapping[str, Any], Row | None]]:
        """Every text that the carrier took, with its row (None: the database knows of none)."""
        rows = {row.sid: row for row in self.record.rows if row.direction == "outbound" and row.sid}
        for text in self.ledger["outbound"]:
            yield text, rows.get(text["sid"])


def faults(evidence: Evidence) -> list[Fault]:
    """Everything that went wrong; nothing if all is well."""
    return [
        *lost(evidence),
        *doubled(evidence),
        *untrue(evidence),
        *after_stop(evidence),
        *(Fault("unexpected", sentence) for sentence in evidence.diary.unexpected),
    ]


def lost(evidence: Evidence) -> Iterator[Fault]:
    """Events, texts in and texts out that one side has and the other hasn't."""
    diary, record = evidence.diary, evidence.record
    for pushed in diary.pushed:
        if pushed.event["id"] not in record.events:
            yield Fault("lost", f"the event {pushed.event['id']} was answered and is not in the database")
    rows = {row.id: row for row in record.rows}
    for pushed in diary.pushed:
        for notice in pushed.result.get("notices", ()):
            if notice["message_id"] not in rows:
                yield Fault("lost", f"{notice['kind']} of {pushed.incident} was decided and has no row")
    yield from _lost_outbound(evidence)
    yield from _lost_inbound(evidence)
    reached = {text["to"] for text, row in evidence.sent() if row is None or row.kind != "reply"}
    for pushed in diary.pushed:
        if pushed.kind == "call.created" and _reachable(pushed, diary) and not _phones(pushed) <= reached:
            yield Fault("lost", f"no text of {pushed.incident} reached the carrier")


def _lost_outbound(evidence: Evidence) -> Iterator[Fault]:
    taken = {text["sid"] for text in evidence.ledger["outbound"]}
    for row in evidence.record.rows:
        if row.direction != "outbound":
            continue
        if row.status == "sending" or (row.status == "queued" and not row.held):
            yield Fault("lost", f"{row.kind} of {row.incident} is still {row.status}")
        elif row.status in ("sent", "delivered") and row.sid not in taken:
            yield Fault("lost", f"{row.kind} of {row.incident} is {row.status}, and the carrier never took it")


def _lost_inbound(evidence: Evidence) -> Iterator[Fault]:
    heard = {row.sid for row in evidence.record.rows if row.direction == "inbound"}
    replies = {row.answers: row.body for row in evidence.record.rows if row.answers}
    for text in evidence.ledger["inbound"]:
        if text["sid"] not in heard:
            yield Fault("lost", f"{text['body']!r} was sent to the line and is not in the database")
        elif replies.get(text["sid"]) != text["reply"]:
            yield Fault("lost", f"the answer to {text['body']!r} is not the one in the database")


def _reachable(created: Pushed, diary: Diary) -> bool:
    """Whether this call is one whose contacts should have heard something."""
    if created.incident in diary.silent or created.result["outcome"] == "duplicate":
        return False
    return all(len(phone) == 12 for phone in _phones(created)) and bool(_phones(created))


def _phones(created: Pushed) -> set[str]:
    return {one["phone"] for one in created.event["data"]["contacts"] if one["role"] in TEXTED}


def doubled(evidence: Evidence) -> Iterator[Fault]:
    """The same news to the same phone more often than it happened."""
    rows = Counter((row.phone, row.body) for row in evidence.record.rows if row.status in ("sent", "delivered"))
    taken = Counter((text["to"], text["body"]) for text in evidence.ledger["outbound"])
    for (phone, body), count in taken.items():
        if 0 < rows[phone, body] < count:
            yield Fault(
                "doubled", f"{phone} got {count} times what the database sent {rows[phone, body]} times: {body}"
            )
    happened: Counter[tuple[str, str]] = Counter()
    for incident, kind, _ in {(one.incident, one.kind, one.event["id"]) for one in evidence.diary.pushed}:
        happened[incident, kind] += 1
    told = Counter((row.incident or "", row.kind or "", text["to"]) for text, row in evidence.sent() if row)
    for (incident, kind, phone), count in told.items():
        if kind in TOLD_BY and count > happened[incident, TOLD_BY[kind][0]]:
            yield Fault("doubled", f"{phone} got {kind} of {incident} {count} times")
    answers = Counter(row.answers for _, row in evidence.sent() if row and row.answers)
    for sid, count in answers.items():
        if count > 1:
            yield Fault("doubled", f"the text {sid} was answered {count} times")


def untrue(evidence: Evidence) -> Iterator[Fault]:
    """Texts that no fact, or no longer any fact, stood behind; about calls, or to phones, that must not hear."""
    diary = evidence.diary
    contacts = _contacts(diary)
    for text, row in evidence.sent():
        said = f"{row.kind if row else 'a text'} to {text['to']}"
        if row is None:
            yield Fault("untrue", f"{said} is not in the database: {text['body']}")
            continue
        if row.kind == "reply":
            continue
        incident = row.incident or ""
        if incident in diary.silent:
            yield Fault("untrue", f"{said} tells of {incident}, which nobody may be texted about")
        language = contacts.get(incident, {}).get(text["to"])
        if language is None:
            yield Fault("untrue", f"{said} tells of {incident}, which is not that phone's")
        elif _language(text["body"]) != language:
            yield Fault("untrue", f"{said} is not in {language}: {text['body']}")
        yield from _untrue_words(said, text["body"], incident, diary)
        at = datetime.fromisoformat(text["accepted_at"])
        began = max(row.started_at, at - IN_FLIGHT) if row.started_at else at
        events = [one for one in diary.pushed if one.incident == incident]
        if _protected_before(began, events):
            yield Fault("untrue", f"{said} was sent after {incident} became protected")
        if row.kind is not None and row.kind in TOLD_BY and not _stands(row.kind, events, began, at):
            yield Fault("untrue", f"{said} of {incident} had been overtaken when it was sent")


def _contacts(diary: Diary) -> dict[str, dict[str, str]]:
    """Incident -> phone -> language, for those that may be texted."""
    found: dict[str, dict[str, str]] = {}
    for pushed in diary.pushed:
        if pushed.kind == "call.created":
            for one in pushed.event["data"]["contacts"]:
                if one["role"] in TEXTED:
                    found.setdefault(pushed.incident, {})[one["phone"]] = one.get("language", "en")
    return found


def _language(body: str) -> str:
    words = {word.strip(".,:?¿!¡").casefold() for word in body.split()}
    return "es" if len(words & SPANISH) > len(words & ENGLISH) else "en"


def _untrue_words(said: str, body: str, incident: str, diary: Diary) -> Iterator[Fault]:
    """A case number or badge that belongs to another call."""
    for pushed in diary.pushed:
        officer = pushed.event["data"].get("officer", {})
        for fact in (pushed.event["data"].get("case_number"), officer.get("badge")):
            mine = any(
                fact in (one.event["data"].get("case_number"), one.event["data"].get("officer", {}).get("badge"))
                for one in diary.pushed
                if one.incident == incident
            )
            if fact and fact in body and not mine:
                yield Fault("untrue", f"{said} of {incident} names {fact}, which is of {pushed.incident}")


def _protected_before(began: datetime, events: list[Pushed]) -> bool:
    return any(one.answered < began and one.event["data"].get("flags") for one in events)


def _stands(kind: str, events: list[Pushed], began: datetime, at: datetime) -> bool:
    """Whether the newest fact known when the sending began was the one that this text tells."""
    told_by, undone_by = TOLD_BY[kind]
    makes = [one.occurred for one in events if one.kind == told_by and one.started <= at]
    undoes = [one.occurred for one in events if one.kind in undone_by and one.answered <= began]
    if not makes:
        return False
    return not undoes or max(makes) >= max(undoes)


def after_stop(evidence: Evidence) -> Iterator[Fault]:
    """Anything but direct answers to HELP and START, from the moment STOP was answered until START."""
    said = sorted(evidence.diary.said, key=lambda one: one.answered)
    for text, row in evidence.sent():
        at = datetime.fromisoformat(text["accepted_at"])
        mine = [one for one in said if one.phone == text["to"]]
        closed = None
        for one in mine:
            if one.stops and one.answered < at:
                closed = one
            elif one.body.upper() == "START" and one.started < at:
                closed = None
        if closed is None:
            continue
        asked = next((one for one in mine if row and one.sid == row.answers), None)
        if asked is None or asked.body.upper() not in AFTER_STOP:
            yield Fault("after_stop", f"{row.kind if row else 'a text'} to {text['to']} after {closed.body!r}")
    for barring in said:
        if barring.bars:
            yield from _after_wrong_number(evidence, barring.phone, barring.answered)


def _after_wrong_number(evidence: Evidence, phone: str, at: datetime) -> Iterator[Fault]:
    barred = {
        one.incident
        for one in evidence.diary.pushed
        if one.kind == "call.created" and one.answered < at and phone in _phones(one)
    }
    for text, row in evidence.sent():
        late = datetime.fromisoformat(text["accepted_at"]) > at
        if row and text["to"] == phone and row.incident in barred and late and row.kind != "reply":
            yield Fault("untrue", f"{row.kind} of {row.incident} to {phone} after 'wrong number'")
