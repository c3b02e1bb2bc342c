"""What stands beside Twilio's paths: the ledger, texts from phones, faults. No key is asked.

GET  /ledger    everything that went through, and who opted out
POST /inbound   {"from", "to", "body", "media"?, "sid"?, "opt_out_type"?}: a text from a phone; `to`
                may be a number that is no sender, as one of the account's that no agency claims
POST /faults    see bot/simulator/faults.py; GET shows what is in force
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from bot.simulator.core import Simulator
from bot.simulator.faults import FaultErrors
from bot.simulator.inbound import Phoned
from bot.simulator.state import Text
from bot.simulator.validation import MAX_BODY, phone_number

_SID: Final = re.compile(r"(SM|MM)[0-9a-f]{32}")
_SHORT_CODE: Final = re.compile(r"\d{3,6}", re.ASCII)
_INBOUND_MEMBERS: Final = frozenset({"from", "to", "body", "media", "sid", "opt_out_type"})
Problems = list[tuple[str, str]]


def controls_blueprint(simulator: Simulator) -> Blueprint:
    """The routes beside Twilio's."""
    blueprint = Blueprint("controls", __name__)

    @blueprint.get("/ledger")
    def ledger() -> Response:
        return jsonify(ledger_of(simulator))

    @blueprint.post("/inbound")
    def inbound() -> Response:
        phoned, problems = parse_inbound(request.get_json(silent=True), simulator.config.senders)
        if phoned is None:
            return unprocessable("This text cannot be sent.", problems)
        outcome = simulator.inbound.receive(phoned)
        return jsonify(
            sid=outcome.sid,
            status_code=outcome.status_code,
            reply=outcome.reply,
            error_code=outcome.error_code,
        )

    @blueprint.get("/faults")
    def show_faults() -> Response:
        return jsonify(rules=simulator.faults.listed())

    @blueprint.post("/faults")
    def set_faults() -> Response:
        simulator.faults.set(request.get_json(silent=True))
        return jsonify(rules=simulator.faults.listed())

    @blueprint.app_errorhandler(FaultErrors)
    def refuse_faults(error: FaultErrors) -> Response:
        return unprocessable("These faults cannot be set.", error.problems)

    return blueprint


def ledger_of(simulator: Simulator) -> dict[str, Any]:
    """All that went out and came in, oldest first."""
    texts = simulator.store.everything()
    return {
        "outbound": [_outbound(text) for text in texts if text.direction != "inbound"],
        "inbound": [_inbound(text) for text in texts if text.direction == "inbound"],
        "opted_out": simulator.opt_outs.listed(),
    }


def parse_inbound(members: object, senders: Mapping[str, str]) -> tuple[Phoned | None, Problems]:
    """A posting to /inbound, or what is wrong with it."""
    if not isinstance(members, dict):
        return None, [("#", "must be an object")]
    problems: Problems = [(f"#/{name}", "is unknown") for name in sorted(set(members) - _INBOUND_MEMBERS)]
    from_, to, body = members.get("from"), members.get("to"), members.get("body")
    phone, line = _number(from_, short=True), _number(to)
    if phone is None or phone in senders:
        problems.append(("#/from", "must be a phone's number"))
    if line is None:
        problems.append(("#/to", "must be a number of the line"))
    if not _is_sendable(body):
        problems.append(("#/body", f"must be a string of at most {MAX_BODY} characters, no half surrogates"))
    sid, opt_out_type = members.get("sid"), members.get("opt_out_type")
    if sid is not None and not (isinstance(sid, str) and _SID.fullmatch(sid)):
        problems.append(("#/sid", "must be SM or MM and 32 hex digits"))
    if opt_out_type not in (None, "STOP", "START", "HELP"):
        problems.append(("#/opt_out_type", "must be STOP, START or HELP"))
    media = members.get("media", [])
    if not _is_media(media):
        problems.append(("#/media", "must be a list of at most 10 objects with url and content_type"))
    if problems:
        return None, problems
    attached = tuple((item["url"], item["content_type"]) for item in media)
    return Phoned(str(phone), str(line), str(body), attached, sid, opt_out_type), []


def _number(written: object, *, short: bool = False) -> str | None:
    """A number in E.164, or, where that may be, a short code."""
    if not isinstance(written, str):
        return None
    return written if short and _SHORT_CODE.fullmatch(written) else phone_number(written)


def _is_sendable(body: object) -> bool:
    if not isinstance(body, str) or len(body) > MAX_BODY:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in body)


def _is_media(media: object) -> bool:
    return (
        isinstance(media, list)
        and len(media) <= 10
        and all(
            isinstance(item, dict)
            and set(item) == {"url", "content_type"}
            and all(isinstance(value, str) for value in item.values())
            for item in media
        )
    )


def unprocessable(title: str, problems: Problems) -> Response:
    """422 that names every member at fault."""
    errors = [{"pointer": pointer, "detail": detail} for pointer, detail in problems]
    detail = "; ".join(f"{pointer} {words}" for pointer, words in problems)
    response = jsonify(type="about:blank", title=title, status=422, detail=detail, errors=errors)
    response.status_code = 422
    response.mimetype = "application/problem+json"
    return response


def rfc3339(moment: float) -> str:
    """A Unix time as the ledger and the phone write it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def _outbound(text: Text) -> dict[str, Any]:
    return {
        "sid": text.sid,
        "to": text.to,
        "from": text.from_,
        "body": text.body,
        "status": text.status,
        "accepted_at": rfc3339(text.created),
        "direction": text.direction,
        "num_segments": text.num_segments,
        "error_code": text.error_code,
        "carrier": text.carrier,
        "validity_period": text.validity,
        "status_callback": text.status_callback,
        "receipts": list(text.receipts),
    }


def _inbound(text: Text) -> dict[str, Any]:
    return {
        "sid": text.sid,
        "from": text.from_,
        "to": text.to,
        "body": text.body,
        "status_code": text.status_code,
        "reply": text.reply,
        "received_at": rfc3339(text.created),
        "error_code": text.error_code,
        "attempts": text.attempts,
    }
