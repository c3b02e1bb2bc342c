"""Twilio's paths but for sending: list, fetch, redact or cancel, delete (docs/twilio.md, section 4)."""

import hmac
import json
from typing import Any

from flask import Blueprint, Response, request

from bot.simulator import listing
from bot.simulator.core import Simulator
from bot.simulator.errors import RestError
from bot.simulator.misfortune import after, before, effects_on
from bot.simulator.resource import render
from bot.simulator.send import authorization_of, error_headers
from bot.simulator.state import FINAL_STATUSES, Text


def messages_blueprint(simulator: Simulator) -> Blueprint:
    """The routes of one account."""
    blueprint = Blueprint("messages", __name__, url_prefix="/2010-04-01/Accounts/<account_sid>")
    config, store, faults = simulator.config, simulator.store, simulator.faults
    authorization = authorization_of(config.account_sid, config.auth_token)

    def check_account(account_sid: str) -> None:
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, authorization):
            raise RestError(20003)
        if account_sid != config.account_sid:
            raise RestError(20404, path=request.path)

    def known(sid: str) -> Text:
        text = store.get(sid)
        if text is None or text.carrier:
            raise RestError(20404, path=request.path)
        return text

    @blueprint.errorhandler(RestError)
    def refuse(error: RestError) -> Response:
        response = _json(error.body(), error.status)
        response.headers.extend(error_headers(error))
        return response

    @blueprint.post("/Messages.json")
    def send_for_another_account(account_sid: str) -> Response:
        """Sends of the simulator's own account never come here (send.py)."""
        check_account(account_sid)
        raise RestError(20404, path=request.path)

    @blueprint.get("/Messages.json")
    def list_messages(account_sid: str) -> Response:
        check_account(account_sid)
        query = request.args.to_dict()
        to, from_ = query.get("To", ""), query.get("From", "")
        effects = effects_on(faults, request.environ, "list", to, from_)
        before(effects, request.environ, to, from_)
        page = listing.page_of(store, faults, query, config.account_sid, config.senders)
        after(effects, request.environ)
        return _json(page, 200)

    @blueprint.get("/Messages/<sid>.json")
    def fetch(account_sid: str, sid: str) -> Response:
        check_account(account_sid)
        text = known(sid)
        effects = effects_on(faults, request.environ, "fetch", text.to, text.from_)
        before(effects, request.environ, text.to, text.from_)
        after(effects, request.environ)
        return _json(render(text, config.account_sid), 200)

    @blueprint.post("/Messages/<sid>.json")
    def update(account_sid: str, sid: str) -> Response:
        """An empty Body redacts a finished text. Only a scheduled one could be canceled; none is here."""
        check_account(account_sid)
        text = known(sid)
        if request.form.get("Status"):
            raise RestError(30409 if request.form["Status"] == "canceled" else 20001)
        if request.form.get("Body") != "":
            raise RestError(20001)
        if text.status not in FINAL_STATUSES:
            raise RestError(20009)
        text.redacted = True
        store.touch(text)
        return _json(render(text, config.account_sid), 200)

    @blueprint.delete("/Messages/<sid>.json")
    def delete(account_sid: str, sid: str) -> Response:
        check_account(account_sid)
        text = known(sid)
        if text.status not in FINAL_STATUSES:
            raise RestError(20009)
        store.delete(sid)
        return Response(status=204)

    return blueprint


def _json(members: dict[str, Any], status: int) -> Response:
    return Response(json.dumps(members), status=status, mimetype="application/json")
