"""POST Messages.json: taking a text (docs/twilio.md, section 4).

The one path that benchmarks wait for, so it stands in front of the framework: WSGI in, WSGI out.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_input_stream

from bot.simulator import validation
from bot.simulator.core import Simulator
from bot.simulator.errors import RestError
from bot.simulator.faults import FaultErrors
from bot.simulator.misfortune import after, before, effects_on
from bot.simulator.resource import messages_path, render

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_REASONS = {201: "201 CREATED", 400: "400 BAD REQUEST", 401: "401 UNAUTHORIZED", 429: "429 TOO MANY REQUESTS"}


def authorization_of(account_sid: str, auth_token: str) -> bytes:
    """The Authorization header that the account's requests must carry."""
    return b"Basic " + b64encode(f"{account_sid}:{auth_token}".encode())


def error_headers(error: RestError) -> list[tuple[str, str]]:
    """Headers that come with a refusal beside its body."""
    if error.status == 401:
        return [("WWW-Authenticate", 'Basic realm="Twilio API"')]
    return [("Twilio-Concurrent-Requests", "100")] if error.status == 429 else []


class SendPath:
    """Answers sends of the simulator's own account; hands every other request on."""

    def __init__(self, simulator: Simulator, others: "WSGIApplication") -> None:
        config = simulator.config
        self._simulator = simulator
        self._others = others
        self._path = f"{messages_path(config.account_sid)}.json"
        self._authorization = authorization_of(config.account_sid, config.auth_token)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] != self._path or environ["REQUEST_METHOD"] != "POST":
            return self._others(environ, start_response)
        content = get_input_stream(environ).read()
        headers = [("Content-Type", "application/json")]
        try:
            members, status = self._take(environ, content), 201
        except RestError as error:
            members, status = error.body(), error.status
            headers += error_headers(error)
        except FaultErrors as error:
            members, status = (
                {"status": 422, "title": "These faults cannot be set.", "detail": str(error)},
                422,
            )
            headers = [("Content-Type", "application/problem+json")]
        except HTTPException as dropped:
            return dropped.get_response(environ)(environ, start_response)
        body = json.dumps(members).encode()
        headers.append(("Content-Length", str(len(body))))
        start_response(_REASONS.get(status, f"{status} ERROR"), headers)
        return [body]

    def _take(self, environ: "WSGIEnvironment", content: bytes) -> dict[str, object]:
        """Check in Twilio's order, keep the text, answer that it is queued, then let it travel."""
        given = environ.get("HTTP_AUTHORIZATION", "").encode()
        if not hmac.compare_digest(given, self._authorization):
            raise RestError(20003)
        pairs = parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True)
        form = dict(pairs)
        simulator, config = self._simulator, self._simulator.config
        to, sender = form.get("To", ""), form.get("From", "")
        effects = effects_on(simulator.faults, environ, "send", to, sender)
        before(effects, environ, to, sender)
        media = [value for name, value in pairs if name == "MediaUrl"] if "MediaUrl" in form else []
        text = validation.check(form, media, config.senders, simulator.opt_outs.pairs)
        members = render(text, config.account_sid)
        simulator.delivery.accept(text, effects)
        after(effects, environ)
        return members
