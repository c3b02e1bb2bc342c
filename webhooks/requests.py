"""What only a person can do: listed, claimed, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from psycopg.errors import UniqueViolation
from pydantic import BaseModel

from bot import requests as work
from bot.runtime import Runtime
from bot.store import requests
from bot.store.db import transact
from webhooks.answers import RequestOut, RequestsOut
from webhooks.auth import caller
from webhooks.cases import paged, why_not
from webhooks.problems import Problem
from webhooks.schema import Close, RequestsPage

TAG = Tag(name="Requests", description="What only a person can do.")


class RequestPath(BaseModel):
    id: str


def blueprint(runtime: Runtime) -> APIBlueprint:
    api = APIBlueprint("requests", __name__, url_prefix="/api/v1")

    @api.get("/requests", tags=[TAG], summary="Requests, oldest first", responses={200: RequestsOut})
    def asked(query: RequestsPage) -> Response:
        who = caller()
        with runtime.pool.connection() as connection:
            rows = requests.page(
                connection,
                who.agency.key,
                state=query.state,
                kind=query.kind,
                incident=query.incident,
                after=query.after,
                limit=query.limit + 1,
            )
        return jsonify(**paged("requests", rows, query.limit, _shown))

    @api.get("/requests/<id>", tags=[TAG], summary="One request", responses={200: RequestOut})
    def one(path: RequestPath) -> Response:
        who = caller()
        with runtime.pool.connection() as connection:
            row = requests.find(connection, who.agency.key, _uuid(path.id))
        if row is None:
            raise Problem(404, "There is no request with this id.")
        return jsonify(_shown(row))

    @api.post(
        "/requests/<id>/claim",
        tags=[TAG],
        summary="Somebody takes it on",
        description="The same key again gets the same answer; 409 where another key has it, or it is closed.",
        responses={200: RequestOut},
    )
    def claim(path: RequestPath) -> Response:
        who = caller()
        now, request_id = runtime.clock(), _uuid(path.id)
        return _answer(
            runtime,
            transact(runtime.pool, lambda conn: work.claim(conn, who.agency, request_id, who.key_id, now)),
        )

    @api.post(
        "/requests/<id>/close",
        tags=[TAG],
        summary="It is done: a note and, if wanted, a text to the victim",
        description=(
            "The reply keeps the rules of `POST /cases/{incident}/messages`: 422 where its words break a rule, 409 "
            "where policy forbids it; the request then stays open. The same key with the same body again gets the "
            "same answer; closing what is closed is otherwise 409."
        ),
        responses={200: RequestOut},
    )
    def close(path: RequestPath, body: Close) -> Response:
        who = caller()
        now, request_id = runtime.clock(), _uuid(path.id)
        try:
            done = transact(
                runtime.pool,
                lambda conn: work.close(conn, who.agency, request_id, body.note, body.reply, who.key_id, now),
            )
        except UniqueViolation:
            raise Problem(409, "This request is being closed just now.") from None
        return _answer(runtime, done)

    return api


def _answer(runtime: Runtime, done: work.Done | work.Refused) -> Response:
    if isinstance(done, work.Refused):
        if done.missing:
            raise Problem(404, done.why)
        if done.reply is not None:
            raise why_not(done.reply, words="reply")
        raise Problem(409, done.why)
    if done.wake:
        runtime.wake()
    return jsonify(_shown(done.request))


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Problem(404, "There is no request with this id.") from None


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "kind": row["kind"],
        "state": row["state"],
        "urgent": row["urgent"],
        "incident": row["incident"],
        "contact": row["phone"],
        "detail": row["detail"],
        "messages": [str(one) for one in row["messages"]],
        "opened_at": row["opened_at"].isoformat(),
        "due_at": row["due_at"].isoformat(),
        "claimed_by": row["claimed_by"],
        "closed_at": row["closed_at"].isoformat() if row["closed_at"] else None,
        "note": row["note"],
    }
