"""Errors: problem documents, request ids, and what a fault may say aloud."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import cases, runtime
from bot.settings import Settings
from tests.line import ACCOUNT, TOKEN, VICTIM, Line, contact
from tests.webhooks.carrier import INBOUND, inbound_form, post
from webhooks.app import create_app

SECRET = "Ana-Lucia Quintero"


def test_every_error_is_a_problem_document(line: Line) -> None:
    key = line._auth(None)
    asked: list[tuple[int, str, str, dict[str, Any]]] = [
        (401, "GET", "/api/v1/requests", {}),
        (404, "GET", "/nothing", {}),
        (404, "GET", "/api/v1/nothing", {"headers": key}),
        (404, "GET", "/docs/swagger/nothing.js", {}),
        (405, "GET", "/api/v1/events", {"headers": key}),
        (405, "DELETE", "/healthz", {}),
        (405, "PUT", INBOUND, {}),
        (400, "POST", "/api/v1/events", {"headers": key | {"Content-Type": "application/json"}, "data": "{"}),
        (415, "POST", "/api/v1/events", {"headers": key, "data": "x"}),
        (422, "POST", "/api/v1/events", {"headers": key, "json": {}}),
        (403, "POST", INBOUND, {"data": {"Body": "x"}}),
    ]
    for status, method, path, how in asked:
        answer = line.http.request(method, line.url + path, **how)
        assert answer.status_code == status, (method, path)
        assert answer.headers["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert {"type", "title", "status", "detail"} <= set(body)
        assert (body["status"], body["type"]) == (status, "about:blank")
        assert body["title"] != "Something is wrong"
        assert answer.headers["X-Request-Id"]
        assert "<html" not in answer.text
    assert "POST" in line.http.get(line.url + "/api/v1/events", headers=key).headers["Allow"]


def test_every_answer_has_a_request_id_and_a_good_one_is_kept(line: Line) -> None:
    for path in ("/healthz", "/readyz", "/nothing", "/openapi.json", "/docs/swagger", "/metrics", "/api/v1/requests"):
        answers = [line.http.get(line.url + path) for _ in range(2)]
        assert answers[0].headers["X-Request-Id"] != answers[1].headers["X-Request-Id"]
        given = line.http.get(line.url + path, headers={"X-Request-Id": "trace-1.a_B"})
        assert given.headers["X-Request-Id"] == "trace-1.a_B"
        for odd in ("a b", "x" * 65, "<script>", "é".encode()):
            answer = line.http.get(line.url + path, headers={"X-Request-Id": odd})
            assert answer.headers["X-Request-Id"] not in ("a b", "x" * 65, "<script>", "é")
    assert post(line, INBOUND, inbound_form()).headers["X-Request-Id"]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that would be logged, by us and by every library."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=False,
    )
    yield written
    structlog.configure(**before)
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_fault_of_ours_is_500_and_says_nothing_of_anybody(
    line: Line, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError(f"{SECRET} {VICTIM}")

    from webhooks import problems

    monkeypatch.setattr(problems, "log", structlog.get_logger("test"))
    monkeypatch.setattr(cases, "receive_all", broken)
    answer = line.post("/api/v1/events", line.event("call.created", contacts=[contact(name=SECRET)]))
    assert (answer.status, answer.body["status"]) == (500, 500)
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = str(answer.body) + log.getvalue()
    assert "RuntimeError" in log.getvalue()
    assert answer.headers["X-Request-Id"] in log.getvalue()
    for word in (SECRET, VICTIM, "Traceback", "raise "):
        assert word not in said
    assert "webhooks" not in str(answer.body)


def test_the_database_refusing_a_value_is_told_without_the_value(
    line: Line, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Any, *_: Any) -> None:
        connection.execute("select %s::jsonb", (f'{{"{SECRET}": "\\u0000',))

    monkeypatch.setattr(cases, "receive_all", broken)
    assert line.post("/api/v1/events", line.event("call.created")).status == 500
    assert SECRET not in log.getvalue()


def test_an_ordinary_day_leaves_no_words_no_names_and_no_phones_in_the_log(line: Line, log: io.StringIO) -> None:
    line.push("call.created", contacts=[contact(name=SECRET)], call_type="GTA")
    line.work()
    line.says(VICTIM, f"this is {SECRET}, call me")
    line.push("call.created", contacts=[contact("not a phone", name=SECRET)], priority="4")
    line.post("/api/v1/cases/2026-1/messages", {"body": f"{SECRET} called"}, Idempotency_Key="k")
    line.faults(refuse=21614, on="send")
    line.work(receipts=False)
    post(line, INBOUND, inbound_form(SECRET), signature="x")
    ours = "\n".join(one for one in log.getvalue().splitlines() if "connectionpool" not in one)
    for word in (SECRET, VICTIM, VICTIM[1:], "not a phone"):
        assert word not in ours


@pytest.fixture
def cut_off(redis_url: str) -> Iterator[Any]:
    """The application with a database that isn't there."""
    settings = Settings(
        _env_file=None,
        database_url="postgresql://caseline@127.0.0.1:1/caseline",
        redis_url=redis_url,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        public_url="http://localhost",
    )
    parts = runtime.build(settings, connections=2)
    yield create_app(parts=parts).test_client()
    parts.close()


def test_without_the_database_everything_says_so_and_when_to_come_back(cut_off: Any) -> None:
    from twilio.request_validator import RequestValidator

    form = inbound_form("STOP")
    signature = RequestValidator(TOKEN).compute_signature("http://localhost" + INBOUND, form)
    answers = [
        cut_off.get("/api/v1/requests", headers={"Authorization": "Bearer x"}),
        cut_off.post(INBOUND, data=form, headers={"X-Twilio-Signature": signature}),
    ]
    for answer in answers:
        assert answer.status_code == 503
        assert answer.content_type == "application/problem+json"
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.headers["X-Request-Id"]
    assert cut_off.post(INBOUND, data=form, headers={"X-Twilio-Signature": "x"}).status_code == 403
    assert cut_off.get("/healthz").status_code == 200
    assert cut_off.get("/openapi.json").status_code == 200
    assert cut_off.get("/metrics").status_code == 200
    began = time.monotonic()
    ready = cut_off.get("/readyz")
    assert time.monotonic() - began < 3
    assert ready.status_code == 503
    assert (ready.json["status"], ready.json["database"]) == ("down", "down")
