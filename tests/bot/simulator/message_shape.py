"""The Message resource as Twilio publishes it.

Source: components/schemas/api.v2010.account.message of spec/json/twilio_api_v2010.json in
github.com/twilio/twilio-oai, written as JSON Schema (OpenAPI 3.0's `nullable` becomes a null type).
"""

from typing import Any

STATUSES = [
    "queued",
    "sending",
    "sent",
    "failed",
    "delivered",
    "undelivered",
    "receiving",
    "received",
    "accepted",
    "scheduled",
    "read",
    "partially_delivered",
    "canceled",
]
DIRECTIONS = ["inbound", "outbound-api", "outbound-call", "outbound-reply"]
RFC_2822 = r"^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$"

_text = {"type": ["string", "null"]}
_moment = {"type": ["string", "null"], "pattern": RFC_2822}


def _sid(letters: str) -> dict[str, Any]:
    return {
        "type": ["string", "null"],
        "minLength": 34,
        "maxLength": 34,
        "pattern": f"^{letters}[0-9a-fA-F]{{32}}$",
    }


MESSAGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "body": _text,
        "num_segments": _text,
        "direction": {"enum": DIRECTIONS},
        "from": _text,
        "to": _text,
        "date_updated": _moment,
        "price": _text,
        "error_message": _text,
        "uri": _text,
        "account_sid": _sid("AC"),
        "num_media": _text,
        "status": {"enum": STATUSES},
        "messaging_service_sid": _sid("MG"),
        "sid": _sid("(SM|MM)"),
        "date_sent": _moment,
        "date_created": _moment,
        "error_code": {"type": ["integer", "null"]},
        "price_unit": _text,
        "api_version": _text,
        "subresource_uris": {"type": ["object", "null"]},
    },
}
MESSAGE["required"] = sorted(MESSAGE["properties"])
MESSAGE["additionalProperties"] = False

PAGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "messages": {"type": "array", "items": MESSAGE},
        "end": {"type": "integer"},
        "first_page_uri": {"type": "string"},
        "next_page_uri": _text,
        "page": {"type": "integer"},
        "page_size": {"type": "integer"},
        "previous_page_uri": _text,
        "start": {"type": "integer"},
        "uri": {"type": "string"},
    },
    "additionalProperties": False,
}
PAGE["required"] = sorted(PAGE["properties"])

ERROR: dict[str, Any] = {
    "type": "object",
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string", "minLength": 1},
        "more_info": {"type": "string", "pattern": r"^https://www\.twilio\.com/docs/errors/\d{5}$"},
        "status": {"type": "integer"},
    },
    "required": ["code", "message", "more_info", "status"],
    "additionalProperties": False,
}
