"""POST /api/v1/events: dispatch pushes."""

from __future__ import annotations

import json
from typing import Any

import psycopg
from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import ValidationError

from bot import cases, metrics
from bot.cases import Incoming, Result
from bot.runtime import Runtime
from bot.store import events
from bot.store.db import RETRIED, transact
from flows.vocabulary import EventType, Outcome, Reason
from webhooks.answers import ResultsOut
from webhooks.auth import Caller, caller
from webhooks.problems import Problem, pointer, pointers, readable
from webhooks.schema import EVENTS, MOST_EVENTS, EventsIn, UnknownEvent

TAG = Tag(name="Events", description="What CAD and RMS tell.")
# A person's decision, not a fact of CAD: it needs the scope of one who may act.
WRITE_TYPES = frozenset({EventType.CASE_PROTECTED.value, EventType.CASE_UNPROTECTED.value})
LONGEST_KEPT = 20_000
# Events of a batch that share a transaction: their cases are held for some hundredths of a second.
AT_ONCE = 100


def blueprint(runtime: Runtime) -> APIBlueprint:
    api = APIBlueprint("events", __name__, url_prefix="/api/v1")

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
            return jsonify(results=_batch(runtime, who, document)), 200
        [result] = _take(runtime, who, [document])
        if result.get("reason") == Reason.CONFLICT and result["outcome"] == Outcome.REJECTED:
            raise Problem(409, "This id was used before, with another body.")
        if result.get("reason") == Reason.FORBIDDEN:
            raise Problem(403, "This type of event needs another scope than the key has.")
        if result["outcome"] == Outcome.REJECTED:
            raise Problem(422, "A field is missing or wrong; `errors` names it.", result["errors"])
        return jsonify(results=[result]), 202 if result["outcome"] == Outcome.WAITING else 200

    return api


def _batch(runtime: Runtime, who: Caller, document: dict[str, Any]) -> list[dict[str, Any]]:
    unknown = sorted(set(document) - {"events"})
    listed = document["events"]
    errors = [{"pointer": pointer(name), "detail": "is not a member that is known here"} for name in unknown]
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_EVENTS:
        errors.append({"pointer": "#/events", "detail": f"must be a list of 1 to {MOST_EVENTS} events"})
    if errors:
        raise Problem(422, "The batch can't be read; nothing of it was taken.", errors)
    return _take(runtime, who, listed)


def _take(runtime: Runtime, who: Caller, documents: list[Any]) -> list[dict[str, Any]]:
    """Takes events in, in order, many in one transaction; what became of each.

    No event's fault touches another's: where one keeps its transaction from being kept, each is taken by itself.
    """
    results: dict[int, dict[str, Any]] = {}
    good: list[tuple[int, Incoming]] = []
    for place, document in enumerate(documents):
        read = _read(runtime, who, document)
        if isinstance(read, Incoming):
            good.append((place, read))
        else:
            results[place] = read
    wake = False
    try:
        for start in range(0, len(good), AT_ONCE):
            some = good[start : start + AT_ONCE]
            for (place, _), result in zip(some, _receive(runtime, who, [one for _, one in some]), strict=True):
                results[place] = _became(runtime, who, documents[place], result)
                wake = wake or result.wake
    finally:
        if wake:  # once for all of them, so that a batch doesn't wait for Redis again and again
            runtime.wake()
    return [results[place] for place in range(len(documents))]


def _receive(runtime: Runtime, who: Caller, incoming: list[Incoming]) -> list[Result]:
    now = runtime.clock()
    try:
        return transact(
            runtime.pool,
            lambda connection: cases.receive_all(connection, who.agency, incoming, now, who.key_id),
            pipelined=True,
        )
    except psycopg.OperationalError as fault:
        if not isinstance(fault, RETRIED) or len(incoming) == 1:
            raise  # the database is away: dispatch pushes all of it again
    except Exception:
        if len(incoming) == 1:
            raise
    return _one_by_one(runtime, who, incoming)


def _one_by_one(runtime: Runtime, who: Caller, incoming: list[Incoming]) -> list[Result]:
    """Takes in what can be; a fault of ours is raised when all others are."""
    results: list[Result] = []
    faults: list[Exception] = []
    for one in incoming:
        try:
            results += _receive(runtime, who, [one])
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
    if faults:
        if any(result.wake for result in results):
            runtime.wake()
        raise faults[0]
    return results


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
    metrics.EVENTS.labels(who.agency.key, result.outcome.value).inc()
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
    metrics.EVENTS.labels(who.agency.key, Outcome.REJECTED.value).inc()
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
