"""The carrier's webhooks: a text to us, and what became of a text of ours.

Both are form posts, signed over the public address, the parameters and the account's token (docs/twilio.md,
signature). What isn't signed by one of our accounts gets 403, and nothing of it is kept but a count.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse
from werkzeug.datastructures import MultiDict

from bot import inbox, metrics, receipts
from bot.gateway import receipt_url
from bot.inbox import Heard, Reply
from bot.phones import e164
from bot.runtime import Runtime
from bot.store.db import transact

Form = MultiDict[str, str]
LONGEST_BODY = 1600


def blueprint(runtime: Runtime) -> Blueprint:
    hooks = Blueprint("twilio", __name__, url_prefix="/webhooks/twilio")
    public_url = runtime.settings.public_url or ""

    @hooks.post("/inbound")
    def inbound() -> Response:
        form = _signed(runtime, "inbound")
        agency = runtime.agencies.by_sender.get(e164(form.get("To", "")) or form.get("To", ""))
        if agency is not None and runtime.agencies.accounts[agency.key].sid != form["AccountSid"]:
            _refuse("inbound")  # signed by an account of ours, for a number of another's
        heard = _heard(form)
        if not heard.sid:
            abort(400, "MessageSid is missing.")
        now = runtime.clock()
        taken = transact(runtime.pool, lambda connection: inbox.take(connection, agency, heard, now))
        if taken.intent is not None:
            metrics.INBOUND.labels(agency.key if agency else "", taken.intent).inc()
        return Response(_twiml(taken.reply, public_url), content_type="text/xml; charset=utf-8")

    @hooks.post("/status/<uuid:message_id>/<int:attempt>")
    def status(message_id: UUID, attempt: int) -> tuple[str, int]:
        form = _signed(runtime, "status")
        said = form.get("MessageStatus") or form.get("SmsStatus") or ""
        code = form.get("ErrorCode", "")
        now = runtime.clock()
        wake = transact(
            runtime.pool,
            lambda connection: receipts.take(
                connection,
                runtime.agencies,
                message_id,
                attempt,
                form.get("MessageSid", ""),
                said,
                int(code) if code.isdecimal() else None,
                now,
            ),
        )
        metrics.RECEIPTS.labels(said if said in receipts.STATUSES else "other").inc()
        if wake:
            runtime.wake()
        return "", 204

    return hooks


def _signed(runtime: Runtime, kind: str) -> Form:
    """The parameters, if one of our accounts signed them for our public address; else 403."""
    form = request.form
    url = f"{runtime.settings.public_url}{request.path}"
    if request.query_string:
        url += "?" + request.query_string.decode("latin-1")
    signature = request.headers.get("X-Twilio-Signature", "")
    tokens = runtime.agencies.tokens(form.get("AccountSid", ""))
    if not any(_validator(token).validate(url, form, signature) for token in tokens):
        _refuse(kind)
    return form


def _refuse(kind: str) -> None:
    metrics.BAD_SIGNATURES.labels(kind).inc()
    abort(403, "The signature isn't one of ours.")


@lru_cache(maxsize=64)
def _validator(token: str) -> RequestValidator:
    return RequestValidator(token)


def _heard(form: Form) -> Heard:
    count = form.get("NumMedia", "0")
    return Heard(
        sid=form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or "",
        phone=e164(form.get("From", "")) or form.get("From", "")[:64],
        # PostgreSQL text holds no NUL; nothing that a person types does either.
        body=form.get("Body", "").replace("\x00", "")[:LONGEST_BODY],
        media=_media(form, min(int(count), 10) if count.isdecimal() else 0),
        opt_out_type=form.get("OptOutType") or None,
    )


def _media(form: Form, count: int) -> list[dict[str, str]]:
    """Pictures are kept as references: they stay with the carrier until a person opens them."""
    return [
        {"url": form.get(f"MediaUrl{n}", ""), "content_type": form.get(f"MediaContentType{n}", "")}
        for n in range(count)
    ]


def _twiml(reply: Reply | None, public_url: str) -> str:
    response: Any = MessagingResponse()
    if reply is not None:
        response.message(reply.body, status_callback=receipt_url(public_url, reply.message_id, 1))
    return str(response)


__all__ = ["Callable", "blueprint"]
