"""The carrier's webhooks: a text to us, and what became of a text of ours.

Both are form posts, signed over the public address, the parameters and the account's token (docs/twilio.md,
signature). What isn't signed by one of our accounts gets 403, and nothing of it is kept but a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, abort, request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from bot import inbox, metrics, receipts
from bot.inbox import Heard
from bot.phones import e164
from bot.runtime import Runtime
from bot.sending import receipt_url
from bot.store.db import transact
from bot.store.messages import Reply

Form = MultiDict[str, str]
LONGEST_BODY = 1600
LONGEST_SID = LONGEST_PHONE = 64
MOST_MEDIA = 10
# Above the carrier's highest code, and within what the record holds.
HIGHEST_CODE = 999_999
_DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?>{}'


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
        if not heard.phone:
            abort(400, "From is missing.")
        now = runtime.clock()
        taken = inbox.take(runtime.pool, agency, heard, now)
        if taken.intent is not None:
            metrics.INBOUND.labels(agency.key if agency else "", taken.intent).inc()
        return Response(_twiml(taken.reply, public_url), content_type="text/xml; charset=utf-8")

    @hooks.post("/status/<uuid:message_id>/<int:attempt>")
    def status(message_id: UUID, attempt: int) -> tuple[str, int]:
        form = _signed(runtime, "status")
        said = form.get("MessageStatus") or form.get("SmsStatus") or ""
        now = runtime.clock()
        wake = transact(
            runtime.pool,
            lambda connection: receipts.take(
                connection,
                runtime.agencies,
                form["AccountSid"],
                message_id,
                attempt,
                _sid(form),
                said,
                _number(form.get("ErrorCode", ""), HIGHEST_CODE),
                now,
            ),
        )
        metrics.RECEIPTS.labels(said if said in receipts.STATUSES else "other").inc()
        if wake:
            runtime.wake()
        return "", 204

    return hooks


@lru_cache(maxsize=64)
def _origin(public_url: str) -> str:
    parts = urlsplit(public_url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def signed_url(public_url: str, path: str, query: bytes) -> str:
    """The address that the carrier signed, from what only we know (the public one) and what was asked for.

    The query stays as it came, percent signs and all; a name and password in the address, and a fragment,
    aren't signed.
    """
    return f"{_origin(public_url)}{path}" + (f"?{query.decode('latin-1')}" if query else "")


def signed_by(tokens: Iterable[str], url: str, form: Mapping[str, str], signature: str) -> bool:
    """Whether one of the tokens made this signature over the address and the parameters."""
    return any(_validator(token).validate(url, form, signature) for token in tokens)


def _signed(runtime: Runtime, kind: str) -> Form:
    """The parameters, if one of our accounts signed them for our public address; else 403."""
    form = request.form
    url = signed_url(runtime.settings.public_url or "", request.path, request.query_string)
    tokens = runtime.agencies.tokens(form.get("AccountSid", ""))
    if not signed_by(tokens, url, form, request.headers.get("X-Twilio-Signature", "")):
        _refuse(kind)
    # What no text of PostgreSQL's holds, and nothing that a person types, is left out.
    if not any("\x00" in value for value in form.values()):
        return form
    return MultiDict((name, value.replace("\x00", "")) for name, value in form.items(multi=True))


def _refuse(kind: str) -> None:
    metrics.BAD_SIGNATURES.labels(kind).inc()
    abort(403, "The signature isn't one of ours.")


@lru_cache(maxsize=64)
def _validator(token: str) -> RequestValidator:
    return RequestValidator(token)


def _heard(form: Form) -> Heard:
    return Heard(
        sid=_sid(form),
        phone=e164(form.get("From", "")) or form.get("From", "")[:LONGEST_PHONE],
        body=form.get("Body", "")[:LONGEST_BODY],
        media=_media(form, _number(form.get("NumMedia", ""), MOST_MEDIA) or 0),
        opt_out_type=form.get("OptOutType") or None,
    )


def _sid(form: Form) -> str:
    return (form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or "")[:LONGEST_SID]


def _number(written: str, most: int) -> int | None:
    """The number, no higher than `most`; None for what isn't one."""
    return min(int(written[:18]), most) if written.isascii() and written.isdecimal() else None


def _media(form: Form, count: int) -> list[dict[str, str]]:
    """Pictures are kept as references: they stay with the carrier until a person opens them."""
    return [
        {"url": form.get(f"MediaUrl{n}", ""), "content_type": form.get(f"MediaContentType{n}", "")}
        for n in range(count)
    ]


def _twiml(reply: Reply | None, public_url: str) -> str:
    """The answer as the SDK's MessagingResponse would write it, which takes many times as long."""
    if reply is None:
        return _DOCUMENT.format("<Response />")
    receipts_to = quoteattr(receipt_url(public_url, reply.message_id, 1))
    return _DOCUMENT.format(
        f"<Response><Message statusCallback={receipts_to}>{escape(reply.body)}</Message></Response>"
    )
