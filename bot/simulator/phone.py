"""A page with a phone on it, so that a person can be the victim.

GET /phone/{number}             the page, complete in itself
GET /phone/{number}/messages    what it shows, with an ETag: 304 while nothing has changed
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from bot.simulator.controls import rfc3339
from bot.simulator.core import Simulator
from bot.simulator.state import Text
from bot.simulator.validation import phone_number


def phone_blueprint(simulator: Simulator) -> Blueprint:
    """The page's routes."""
    blueprint = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates")

    def owned(written: str) -> str:
        number = phone_number(written.strip())
        if number is None or number in simulator.config.senders:
            abort(404, "No phone can have this number.")
        return number

    @blueprint.get("/<number>")
    def page(number: str) -> str:
        return render_template("phone.html", number=owned(number), senders=sorted(simulator.config.senders))

    @blueprint.get("/<number>/messages")
    def messages(number: str) -> Response:
        phone = owned(number)
        version = simulator.store.version(phone)
        if version in request.if_none_match:
            response = Response(status=304)
        else:
            texts = simulator.store.of_phone(phone)
            response = jsonify(messages=[_bubble(text) for text in texts], line=_line(texts))
        response.set_etag(version)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return blueprint


def _line(texts: list[Text]) -> str | None:
    """The sender that the phone last heard from, or else last wrote to."""
    for text in reversed(texts):
        if text.direction != "inbound":
            return text.from_
    return texts[-1].to if texts else None


def _bubble(text: Text) -> dict[str, Any]:
    sent_by_phone = text.direction == "inbound"
    return {
        "sid": text.sid,
        "mine": sent_by_phone,
        "line": text.to if sent_by_phone else text.from_,
        "body": text.body,
        "at": rfc3339(text.created),
        "status": text.status,
        "error_code": text.error_code,
        "carrier": text.carrier,
        "media": len(text.media),
    }
