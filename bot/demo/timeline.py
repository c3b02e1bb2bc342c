"""A phone's cases as dispatch sees them: what the API says of them, in one line of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.demo.client import Dispatch
from flows.vocabulary import CaseState, Consent, EventType, Intent, MessageStatus, NoticeKind, Outcome, Reason
from flows.vocabulary import RequestKind as Asked

Entry = dict[str, Any]


def of_cases(dispatch: Dispatch, incidents: tuple[str, ...]) -> dict[str, Any]:
    """`{"cases": [...], "entries": [...]}` of those of the incidents that dispatch has opened."""
    cases: list[dict[str, Any]] = []
    entries: list[Entry] = []
    for incident in incidents:
        answer = dispatch.case(incident)
        if answer.status != 200:
            continue
        cases.append(case_of(answer.body))
        entries += [_event(one, incident) for one in answer.body["history"]]
        entries += [_message(one, incident) for one in dispatch.messages(incident).body["messages"]]
        entries += [_request(one, incident) for one in dispatch.requests(incident).body["requests"]]
    return {"cases": cases, "entries": sorted(entries, key=lambda one: one["at"])}


def case_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """What stands at the head: where the case stands, in words."""
    contact = case["contacts"][0] if case["contacts"] else {"consent": "", "language": None}
    return {
        "incident": case["incident"],
        "call_type": (case["call_type"] or "").replace("_", " "),
        "state": CaseState(case["state"]).meaning,
        "case_number": case["case_number"],
        "protected": case["protected"],
        "consent": Consent(contact["consent"]).meaning if contact["consent"] else "",
        "language": contact["language"] or "not known yet",
    }


def _event(event: Mapping[str, Any], incident: str) -> Entry:
    note = "" if event["outcome"] == Outcome.APPLIED else Outcome(event["outcome"]).meaning
    if event["reason"]:
        note = f"{note} {Reason(event['reason']).meaning}".strip()
    return _entry(
        "dispatch", event["received_at"], EventType(event["type"]).meaning, incident, note=note, key=event["id"]
    )


def _message(text: Mapping[str, Any], incident: str) -> Entry:
    if text["direction"] == "inbound":
        intent = text.get("intent")
        note = f"Understood as: {Intent(intent).meaning}" if intent else ""
        return _entry("victim", text["created_at"], "The phone wrote", incident, text["body"], note, key=text["id"])
    kind = text["kind"]
    title = "The line answered" if kind == "reply" else NoticeKind(kind).meaning
    note = MessageStatus(text["status"]).meaning
    if text["reason"]:
        note += " " + Reason(text["reason"]).meaning
    entry = _entry("line", text["created_at"], title, incident, text["body"] or "", note, key=text["id"])
    return entry | {"unsent": text["status"] not in ("sending", "sent", "delivered")}


def _request(asked: Mapping[str, Any], incident: str) -> Entry:
    title = f"A person is asked: {Asked(asked['kind']).meaning}"
    note = "Urgent." if asked["urgent"] else ""
    return _entry("request", asked["opened_at"], title, incident, note=note, key=asked["id"])


def _entry(side: str, at: str, title: str, incident: str, body: str = "", note: str = "", *, key: str) -> Entry:
    return {"key": key, "side": side, "at": at, "title": title, "incident": incident, "body": body, "note": note}
