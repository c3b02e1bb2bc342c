"""Errors as RFC 9457 problem details."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, g, json
from psycopg import OperationalError
from psycopg_pool import PoolTimeout
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request can't be read",
    401: "A key is needed",
    403: "This key may not do that",
    404: "There is no such thing",
    409: "That can't be done now",
    405: "That can't be done here",
    413: "The request is too large",
    415: "That is no JSON",
    422: "A field is at fault",
    500: "Something is wrong here",
    503: "Try again in a moment",
}


# Where a fault lies that pydantic finds by looking at the whole.
_PLACES = {"merge": ("data", "into")}


class Problem(Exception):
    """Ends a request with a problem document. `errors` name the fields at fault, as JSON pointers."""

    def __init__(self, status: int, detail: str, errors: Sequence[dict[str, str]] = (), **members: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.members = members


def render(status: int, detail: str, errors: Sequence[dict[str, str]] = (), **members: Any) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Something is wrong"),
        "status": status,
        "detail": detail,
        **members,
    }
    if errors:
        body["errors"] = list(errors)
    return Response(json.dumps(body), status=status, content_type=MEDIA_TYPE)


def readable(text: str) -> str:
    """The text with what no database and no strict reader of JSON takes (NUL, half surrogates) replaced."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def pointer(*path: object) -> str:
    """A JSON pointer (RFC 6901), as a fragment."""
    parts = (readable(str(part)).replace("~", "~0").replace("/", "~1") for part in path)
    return "#" + "".join(f"/{part}" for part in parts)


def pointers(wrong: ValidationError) -> list[dict[str, str]]:
    """What pydantic found, as pointers into the JSON document. Nobody's words are repeated in it."""
    found = []
    for error in wrong.errors(include_url=False, include_input=False, include_context=False):
        path = _PLACES.get(error["type"], error["loc"])
        detail = error["msg"].removeprefix("Value error, ")
        if error["type"] == "extra_forbidden":
            detail = "is not a member that is known here"
        found.append({"pointer": pointer(*path), "detail": detail})
    return found


def validation_failed(wrong: ValidationError) -> Response:
    return render(422, "A field is missing or wrong; `errors` names it.", pointers(wrong))


def register(app: Flask) -> None:
    """Every error of the app becomes a problem document."""
    # Flask would log an exception whole, and its message may repeat somebody's words.
    app.logger.disabled = True

    @app.errorhandler(Problem)
    def known(problem: Problem) -> Response:
        return render(problem.status, problem.detail, problem.errors, **problem.members)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None:
            return error.response  # type: ignore[return-value]  # made by `abort(response)`
        status = error.code or 500
        answer = render(status, error.description or TITLES.get(status, "Something is wrong"))
        for name, value in error.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeout)
    def out_of_reach(fault: Exception) -> Response:
        log.error("database.out_of_reach", fault=type(fault).__name__, request_id=g.get("request_id"))
        answer = render(503, "The database is out of reach; nothing was recorded.")
        answer.headers["Retry-After"] = "2"
        return answer

    @app.errorhandler(500)
    def unexpected(error: HTTPException) -> Response:
        cause = getattr(error, "original_exception", None)
        # Where it happened and of what kind; never its message, which may repeat somebody's words.
        log.error("http.failed", fault=type(cause).__name__, at=_places(cause), request_id=g.get("request_id"))
        return render(500, "Something went wrong here; it was recorded.")


def _places(cause: BaseException | None) -> list[str]:
    frames = traceback.extract_tb(cause.__traceback__) if cause else []
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
