"""What dispatch reads and writes about a case: the case, its texts, a person's own words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel

from bot import desk
from bot.runtime import Runtime
from bot.store import cases, contacts, events, messages
from bot.store.cases import Case
from bot.store.db import Connection, transact
from flows.case import RANK
from flows.vocabulary import EventType, MessageStatus
from webhooks.answers import CaseOut, MessageOut, MessagesOut
from webhooks.auth import Caller, caller
from webhooks.problems import Problem
from webhooks.schema import DeskText, Incident, Page

TAG = Tag(name="Cases", description="What is known of a case, and what was texted about it.")


class CasePath(BaseModel):
    incident: Incident


class MessagePath(BaseModel):
    id: str


def blueprint(runtime: Runtime) -> APIBlueprint:
    api = APIBlueprint("cases", __name__, url_prefix="/api/v1")

    @api.get("/cases/<path:incident>", tags=[TAG], summary="A case", responses={200: CaseOut})
    def show(path: CasePath) -> Response:
        who = caller()
        with runtime.pool.connection() as connection:
            case = _case(connection, who, path.incident)
            return jsonify(_shown_case(connection, case))

    @api.get(
        "/cases/<path:incident>/messages",
        tags=[TAG],
        summary="A case's texts, in and out",
        responses={200: MessagesOut},
    )
    def texts(path: CasePath, query: Page) -> Response:
        who = caller()
        with runtime.pool.connection() as connection:
            case = _case(connection, who, path.incident)
            rows = messages.page(connection, case.id, query.after, query.limit + 1)
        return jsonify(**paged("messages", rows, query.limit, lambda row: _shown_text(row, runtime)))

    @api.get("/messages/<id>", tags=[TAG], summary="One text", responses={200: MessageOut})
    def text(path: MessagePath) -> Response:
        who = caller()
        with runtime.pool.connection() as connection:
            return jsonify(_text(connection, who, _uuid(path.id), runtime))

    @api.post(
        "/cases/<path:incident>/messages",
        tags=[TAG],
        summary="A person's own words",
        description="Needs an `Idempotency-Key`. 409 where policy forbids a text; 422 where the words break a rule.",
        responses={201: MessageOut},
    )
    def write(path: CasePath, body: DeskText) -> tuple[Response, int]:
        who = caller()
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > 200:
            raise Problem(400, "Send an `Idempotency-Key` header of up to 200 characters.")
        now = runtime.clock()
        written = transact(
            runtime.pool,
            lambda connection: desk.write(
                connection, who.agency, path.incident, body.body, body.contact, key, who.key_id, now
            ),
        )
        if isinstance(written, desk.Unwritten):
            raise why_not(written)
        if written.wake:
            runtime.wake()
        with runtime.pool.connection() as connection:
            return jsonify(_text(connection, who, written.message_id, runtime)), 201

    return api


def _case(connection: Connection, who: Caller, incident: str) -> Case:
    case = cases.find(connection, who.agency.key, incident)
    if case is None:
        raise Problem(404, "There is no case with this incident number.")
    return case


def _text(connection: Connection, who: Caller, message_id: UUID, runtime: Runtime) -> dict[str, Any]:
    row = messages.show(connection, who.agency.key, message_id)
    if row is None:
        raise Problem(404, "There is no text with this id.")
    return _shown_text(row, runtime)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Problem(404, "There is no text with this id.") from None


def why_not(unwritten: desk.Unwritten, words: str = "body") -> Problem:
    """Why a person's own words weren't taken; `words` is the member that held them."""
    if unwritten.missing:
        return Problem(404, "There is no case with this incident number.")
    if unwritten.policy is not None:
        return Problem(409, unwritten.why, reason=unwritten.policy.value)
    pointer = (unwritten.pointer or "#").replace("#/body", f"#/{words}")
    errors = [{"pointer": pointer, "detail": unwritten.why}]
    rule = {"rule": unwritten.rule.value} if unwritten.rule is not None else {}
    return Problem(422, unwritten.why, errors, **rule)


def _shown_case(connection: Connection, case: Case) -> dict[str, Any]:
    known = case.snapshot
    history = sorted(
        events.history(connection, case.id),
        key=lambda row: (row["effective_at"], RANK[EventType(row["type"])], row["event_id"]),
    )
    return {
        "incident": case.incident,
        "case_number": known.case_number,
        "state": known.state.value,
        "protected": known.protected,
        "call_type": known.call_type,
        "opened_at": case.opened_at.isoformat(),
        "updated_at": case.updated_at.isoformat(),
        "contacts": [
            {
                "phone": link.contact.phone,
                "role": link.role.value,
                "language": link.contact.language,
                "consent": link.contact.consent.value,
                "muted": link.muted,
                "wrong_number": link.barred,
            }
            for link in contacts.of_case(connection, case.id)
            if link.linked
        ],
        "history": [
            {
                "id": row["event_id"],
                "type": row["type"],
                "occurred_at": row["occurred_at"].isoformat(),
                "received_at": row["received_at"].isoformat(),
                "outcome": row["outcome"],
                "reason": row["reason"],
            }
            for row in history
        ],
    }


def _shown_text(row: dict[str, Any], runtime: Runtime) -> dict[str, Any]:
    status = row["status"]
    if status == MessageStatus.QUEUED and row["due_at"] > runtime.clock():
        status = MessageStatus.HELD.value
    shown = {
        "id": str(row["id"]),
        "direction": row["direction"],
        "kind": row["kind"],
        "contact": row["phone"],
        "body": row["body"],
        "language": row["language"],
        "status": status,
        "reason": row["reason"],
        "error_code": row["error_code"],
        "segments": row["segments"],
        "attempts": row["attempts"],
        "sid": row["sid"],
        "created_at": row["created_at"].isoformat(),
        "sent_at": row["sent_at"].isoformat() if row["sent_at"] else None,
        "delivered_at": row["delivered_at"].isoformat() if row["delivered_at"] else None,
    }
    if row["direction"] == "inbound":
        shown["intent"] = row["intent"]
        if row["media"]:
            shown["media"] = row["media"]
    return shown


def paged(name: str, rows: list[dict[str, Any]], limit: int, show: Any) -> dict[str, Any]:
    """A page, and where the next one starts: one row more than asked for was read to know."""
    more = len(rows) > limit
    return {
        name: [show(row) for row in rows[:limit]],
        "next": str(rows[limit - 1]["sequence"]) if more else None,
    }
