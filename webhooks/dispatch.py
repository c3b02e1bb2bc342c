"""POST /api/v1/events: dispatch pushes."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import ValidationError

from bot import metrics
from bot.cases import Incoming, Result
from bot.intake import Intake
from bot.runtime import Runtime
from bot.store import events
from bot.store.db import transact
from flows.vocabulary import EventType, Outcome, Reason
from webhooks.answers import ResultsOut
from webhooks.auth import Caller, caller
from webhooks.problems import Problem, pointer, pointers, readable
from webhooks.schema import EVENTS, MOST_EVENTS, EventsIn, UnknownEvent

TAG = Tag(name="Events", description="What CAD and RMS tell.")
# A person's decision, not a fact of CAD: it needs the scope of one who may act.
WRITE_TYPES = frozenset({EventType.CASE_PROTECTED.value, EventType.CASE_UNPROTECTED.value})
LONGEST_KEPT = 20_000


def blueprint(runtime: Runtime) -> APIBlueprint:
    api = APIBlueprint("events", __name__, url_prefix="/api/v1")
    intake = Intake(runtime)

    @api.post(
        "/events",
        tags=[TAG],
        summary="Push one event, or up to 500",
        description=(
            "One event: the status says how it went (200 applied, duplicate, stale or suppressed; 202 waiting; "
            "409 same id with another body; 422 invalid). A batch: 200 with one result per event, in order."
        ),
        responses={200: ResultsOut, 202: ResultsOut},
    )
    def push(body: EventsIn) -> tuple[Response, int]:
        who = caller()
        document = body.root
        if isinstance(document, dict) and "events" in document:
            return jsonify(results=_batch(runtime, intake, who, document)), 200
        result = _take_one(runtime, intake, who, document)
        if result.get("reason") == Reason.CONFLICT and result["outcome"] == Outcome.REJECTED:
            raise Problem(409, "This id was used before, with another body.")
        if result.get("reason") == Reason.FORBIDDEN:
            raise Problem(403, "This type of event needs another scope than the key has.")
        if result["outcome"] == Outcome.REJECTED:
            raise Problem(422, "A field is missing or wrong; `errors` names it.", result["errors"])
        return jsonify(results=[result]), 202 if result["outcome"] == Outcome.WAITING else 200

    return api


def _batch(runtime: Runtime, intake: Intake, who: Caller, document: dict[str, Any]) -> list[dict[str, Any]]:
    unknown = sorted(set(document) - {"events"})
    listed = document["events"]
    errors = [{"pointer": pointer(name), "detail": "is not a member that is known here"} for name in unknown]
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_EVENTS:
        errors.append({"pointer": "#/events", "detail": f"must be a list of 1 to {MOST_EVENTS} events"})
    if errors:
        raise Problem(422, "The batch can't be read; nothing of it was taken.", errors)
    return _take(runtime, intake, who, listed)


def _take(runtime: Runtime, intake: Intake, who: Caller, documents: list[Any]) -> list[dict[str, Any]]:
    """Takes a batch's events in, in order; what became of each. A fault of ours is raised when all others are in."""
    read = [_read(runtime, who, document) for document in documents]
    came = iter(intake.many(who.agency, who.key_id, [one for one in read if isinstance(one, Incoming)]))
    results: list[dict[str, Any]] = []
    faults: list[Exception] = []
    for document, one in zip(documents, read, strict=True):
        result = next(came) if isinstance(one, Incoming) else one
        if isinstance(result, Exception):
            faults.append(result)
        else:
            results.append(_became(runtime, who, document, result) if isinstance(result, Result) else result)
    if faults:
        raise faults[0]
    return results


def _take_one(runtime: Runtime, intake: Intake, who: Caller, document: Any) -> dict[str, Any]:
    read = _read(runtime, who, document)
    if not isinstance(read, Incoming):
        return read
    return _became(runtime, who, document, intake.one(who.agency, who.key_id, read))


def _read(runtime: Runtime, who: Caller, document: Any) -> Incoming | dict[str, Any]:
    """An event that may be taken in; else what is answered to one that may not."""
    try:
        incoming = _parse(document)
    except ValidationError as wrong:
        return _refuse(runtime, who, document, Reason.INVALID, pointers(wrong))
    if not who.may("write" if incoming.type in WRITE_TYPES else "events"):
        return _refuse(runtime, who, document, Reason.FORBIDDEN, [_NO_SCOPE])
    return incoming


def _became(runtime: Runtime, who: Caller, document: Any, result: Result) -> dict[str, Any]:
    if result.outcome is Outcome.REJECTED:
        return _refuse(runtime, who, document, Reason.CONFLICT, [_CONFLICT])
    metrics.events(who.agency.key, result.outcome.value).inc()
    if result.skew_seconds is not None:
        metrics.SKEWED.labels(who.agency.key).inc()
    return _shown(result)


_NO_SCOPE = {"pointer": "#/type", "detail": "this key lacks the scope for this type of event"}
_CONFLICT = {"pointer": "#/id", "detail": "this id was used before, with another body"}


def _parse(document: Any) -> Incoming:
    kind = document.get("type") if isinstance(document, dict) else None
    model = EVENTS.get(kind, UnknownEvent) if isinstance(kind, str) else UnknownEvent
    event: Any = model.model_validate(document)
    return Incoming(
        id=event.id,
        type=EventType(event.type),
        incident=event.incident,
        occurred_at=event.occurred_at,
        data=event.data.model_dump(mode="json", exclude_none=True),
    )


def _refuse(
    runtime: Runtime, who: Caller, document: Any, reason: Reason, errors: list[dict[str, str]]
) -> dict[str, Any]:
    """Keeps what was refused, as it came, and says what is wrong with it."""
    now = runtime.clock()
    kept = _as_it_came(document)
    transact(
        runtime.pool,
        lambda connection: events.reject(connection, who.agency.key, now, reason, kept, errors, who.key_id),
    )
    metrics.events(who.agency.key, Outcome.REJECTED.value).inc()
    given = document.get("id") if isinstance(document, dict) else None
    return {
        "id": readable(given) if isinstance(given, str) else None,
        "outcome": Outcome.REJECTED.value,
        "reason": reason.value,
        "errors": errors,
    }


def _as_it_came(document: Any) -> str:
    try:
        return json.dumps(document)[:LONGEST_KEPT]
    except RecursionError:  # read at the very edge of what can be nested
        return "nested too deep to be kept"


def _shown(result: Result) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": result.id,
        "outcome": result.outcome.value,
        "reason": result.reason.value if result.reason else None,
        "notices": list(result.notices),
    }
    if result.first is not None:
        shown["first"] = result.first
    if result.skew_seconds is not None:
        shown["skew_seconds"] = result.skew_seconds
    return shown
