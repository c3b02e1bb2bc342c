"""The bare web application: Flask, psycopg's pool, the SDK's validator and TwiML; RQ where a text must go out."""

from __future__ import annotations

import hashlib
import os
from typing import Any

import psycopg
from flask import Flask, Response, abort, request
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool
from redis import Redis
from rq import Queue
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bench.speed.baselines import rq_jobs

# As many as a web process of ours has (webhooks/app.py).
CONNECTIONS = 8
ANSWER = "Your call is with an officer. If something changes, call 813-555-0130."

app = Flask(__name__)
pool: ConnectionPool[psycopg.Connection[tuple[Any, ...]]] = ConnectionPool(
    os.environ["DATABASE_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS, open=True
)
validator: Any = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
queue = Queue(rq_jobs.QUEUE, connection=Redis.from_url(os.environ["REDIS_URL"]))
public_url = f"http://127.0.0.1:{os.environ['BENCH_BARE_PORT']}"


@app.get("/")
def index() -> str:
    return "ready"


@app.post("/inbound")
def inbound() -> Response:
    """A signed text: recorded, answered."""
    form = request.form
    if not validator.validate(public_url + request.path, form, request.headers.get("X-Twilio-Signature", "")):
        abort(403)
    with pool.connection() as connection:
        connection.execute(
            "insert into bare_texts (sid, phone, body) values (%s, %s, %s) on conflict (sid) do nothing",
            (form["MessageSid"], form["From"], form["Body"]),
        )
    response: Any = MessagingResponse()
    response.message(ANSWER)
    return Response(str(response), content_type="text/xml; charset=utf-8")


@app.post("/events")
def events() -> dict[str, Any]:
    """An event with a key: recorded."""
    secret = request.headers.get("Authorization", "").removeprefix("Bearer ")
    event = request.get_json()
    with pool.connection() as connection:
        hashed = hashlib.sha256(secret.encode()).digest()
        if connection.execute("select id from bare_keys where secret_sha256 = %s", (hashed,)).fetchone() is None:
            abort(401)
        connection.execute(
            "insert into bare_events (id, type, incident, data) values (%s, %s, %s, %s)",
            (event["id"], event["type"], event["incident"], Jsonb(event["data"])),
        )
    return {"results": [{"id": event["id"], "outcome": "applied"}]}


@app.post("/send")
def send() -> dict[str, Any]:
    """An event that must be texted: a job for RQ."""
    queue.enqueue(rq_jobs.send, request.get_json()["phone"], result_ttl=0)
    return {"outcome": "applied"}
