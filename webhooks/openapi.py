"""The published description of the API: what the routes say of themselves, and what no model of theirs can.

Added here: how each problem looks, the header that a person's own words need, and the routes that the
carrier and an operator's monitoring use.
"""

from __future__ import annotations

from typing import Any

from flask_openapi3 import OpenAPI

from flows.vocabulary import Reason
from webhooks.problems import MEDIA_TYPE

PROBLEMS = {
    400: "The request can't be read",
    401: "No good key",
    403: "The key lacks the scope",
    404: "Not there, or another agency's",
    409: "A conflict, or forbidden by policy",
    413: "Too large",
    415: "Not sent as JSON",
    422: "A field is at fault",
    503: "The database is out of reach: `Retry-After` says when to try again",
}
# What may go wrong wherever a key is asked for, and what else with a body, by method.
_ALWAYS = (401, 403, 422, 503)
_WITH_A_BODY = (400, 409, 413, 415)

_FORM = "application/x-www-form-urlencoded"
_SIGNED = {
    "name": "X-Twilio-Signature",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "Over PUBLIC_URL, path, query and parameters, with the account's token.",
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "The same key again is the same text again, written once; with another body it is 422.",
}


def describe(app: OpenAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the whole surface."""
    document: dict[str, Any] = app.api_doc
    for path, item in document["paths"].items():
        for method, operation in item.items():
            statuses = (*_ALWAYS, *(_WITH_A_BODY if method == "post" else ()), *((404,) if "{" in path else ()))
            operation["responses"] |= {str(status): _problem(status) for status in sorted(statuses)}
            operation["responses"] = dict(sorted(operation["responses"].items()))
    document["paths"]["/api/v1/cases/{incident}/messages"]["post"]["parameters"].append(_IDEMPOTENCY_KEY)
    schemas = document["components"]["schemas"]
    schemas["Reason"]["description"] = "\n".join(f"- `{reason.value}`: {reason.meaning}" for reason in Reason)
    document["paths"] |= _CARRIER | _MONITORING
    for item in document["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                response.setdefault("headers", {})["X-Request-Id"] = {"schema": {"type": "string"}}
    return document


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    problem: dict[str, Any] = {"description": PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
    if status == 503:
        problem["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return problem


def _form(*names: str, required: tuple[str, ...]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": list(required),
        "additionalProperties": {"type": "string"},
    }
    return {"required": True, "content": {_FORM: {"schema": schema}}}


_CARRIER: dict[str, Any] = {
    "/webhooks/twilio/inbound": {
        "post": {
            "tags": ["Carrier"],
            "summary": "A text to the line",
            "operationId": "inbound",
            "security": [],
            "parameters": [_SIGNED],
            "requestBody": _form(
                *("MessageSid", "AccountSid", "From", "To", "Body", "NumMedia"),
                *("MediaUrl0", "MediaContentType0", "OptOutType"),
                required=("MessageSid", "AccountSid", "From", "To"),
            ),
            "responses": {
                "200": {
                    "description": "TwiML with at most one `<Message>`",
                    "content": {"text/xml": {"schema": {"type": "string"}}},
                },
                "400": _problem(400),
                "403": {**_problem(403), "description": "Not signed by one of our accounts"},
                "503": _problem(503),
            },
        }
    },
    "/webhooks/twilio/status/{message_id}/{attempt}": {
        "post": {
            "tags": ["Carrier"],
            "summary": "A delivery receipt",
            "operationId": "status",
            "security": [],
            "parameters": [
                {
                    "name": "message_id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "format": "uuid"},
                },
                {"name": "attempt", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}},
                _SIGNED,
            ],
            "requestBody": _form(
                *("MessageSid", "AccountSid", "MessageStatus", "ErrorCode"),
                required=("MessageSid", "AccountSid", "MessageStatus"),
            ),
            "responses": {
                "204": {"description": "Taken"},
                "403": {**_problem(403), "description": "Not signed by one of our accounts"},
                "404": {**_problem(404), "description": "No receipt's address"},
                "503": _problem(503),
            },
        }
    },
}

_STATUS = {"type": "string", "enum": ["ok", "degraded", "down"]}
_READY = {
    "type": "object",
    "required": ["status", "database", "redis", "workers", "lanes", "senders"],
    "properties": {
        "status": _STATUS,
        "database": {"type": "string", "enum": ["ok", "down"]},
        "redis": {"type": "string", "enum": ["ok", "down"]},
        "workers": {"type": "integer", "minimum": 0},
        "lanes": {
            "type": "object",
            "description": "Per lane, how many texts are due and for how long the oldest has been.",
            "additionalProperties": {
                "type": "object",
                "properties": {"due": {"type": "integer"}, "oldest_seconds": {"type": "number"}},
            },
        },
        "senders": {
            "type": "object",
            "description": "Per agency, whether the carrier takes its texts.",
            "additionalProperties": {
                "type": "object",
                "required": ["status"],
                "properties": {
                    "status": {"type": "string", "enum": ["ok", "stopped"]},
                    "error_code": {"type": ["integer", "null"]},
                },
            },
        },
        "demonstration": {"type": "array", "items": {"type": "string"}},
    },
}


def _get(summary: str, responses: dict[str, Any], tag: str = "Monitoring") -> dict[str, Any]:
    return {
        "get": {
            "tags": [tag],
            "summary": summary,
            "operationId": summary.lower().replace(" ", "_"),
            "security": [],
            "responses": responses,
        }
    }


def _json(schema: dict[str, Any], description: str = "OK") -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_MONITORING: dict[str, Any] = {
    "/healthz": _get(
        "The process answers", {"200": _json({"type": "object", "properties": {"status": {"const": "ok"}}})}
    ),
    "/readyz": _get(
        "How the line is",
        {"200": _json(_READY, "`ok` or `degraded`"), "503": _json(_READY, "The database is out of reach")},
    ),
    "/metrics": _get(
        "Figures for Prometheus",
        {"200": {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    ),
    "/openapi.json": _get("This document", {"200": _json({"type": "object"})}, "Documentation"),
    "/docs": _get("This document as a page", {"302": {"description": "To the page"}}, "Documentation"),
}
