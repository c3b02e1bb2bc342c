"""The web application, wired once."""

from __future__ import annotations

import re
import time
from importlib.metadata import version
from uuid import uuid4

from flask import Response, g, jsonify, redirect, request
from flask_openapi3 import Info, OpenAPI
from flask_openapi3_swagger.plugins import RegisterPlugin as Swagger
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from bot import logs, metrics, runtime
from bot import settings as settings_module
from bot.runtime import Runtime
from bot.settings import Settings
from webhooks import auth, cases, dispatch, health, openapi, problems, requests, twilio
from webhooks.answers import ProblemOut

# For the requests of a worker process; those that wait for each other's events share one.
CONNECTIONS = 8
LARGEST_BODY = 4 * 1024 * 1024
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def create_app(settings: Settings | None = None, parts: Runtime | None = None) -> OpenAPI:
    """The application for these settings (the environment's, if none are given). Raises SettingsError."""
    if parts is None:
        logs.set_up()
        settings = settings or settings_module.load()
        settings.need("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "PUBLIC_URL")
        parts = runtime.build(runtime.complete(settings), connections=CONNECTIONS)
    app = OpenAPI(
        "caseline",
        info=Info(title="Caseline", version=version("caseline"), description=_DESCRIPTION),
        security_schemes={"key": {"type": "http", "scheme": "bearer"}},
        validation_error_model=ProblemOut,
        validation_error_callback=problems.validation_failed,
        openapi_extensions={"security": [{"key": []}]},
        doc_ui=False,
    )
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.extensions["caseline"] = parts
    problems.register(app)
    _identify_requests(app)
    _admit(app, parts)
    app.register_api(dispatch.blueprint(parts))
    app.register_api(cases.blueprint(parts))
    app.register_api(requests.blueprint(parts))
    app.register_blueprint(twilio.blueprint(parts))
    app.register_blueprint(health.blueprint(parts))
    _publish(app)
    return app


_DESCRIPTION = "The two-way text line that tells a crime victim, as it happens, what became of their call."


def _identify_requests(app: OpenAPI) -> None:
    @app.before_request
    def name() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())
        g.began = time.perf_counter()

    @app.after_request
    def stamp(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id") or str(uuid4())
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        metrics.REQUESTS_SECONDS.labels(request.endpoint or "", str(response.status_code)).observe(seconds)
        return response


def _admit(app: OpenAPI, parts: Runtime) -> None:
    """Only a good key comes past /api/, and only a body that can be read."""
    doorkeeper = auth.Doorkeeper(parts.pool, parts.agencies)

    @app.before_request
    def admit() -> None:
        if not request.path.startswith("/api/"):
            return
        auth.admit(doorkeeper.caller(), request.endpoint)
        if request.method in ("POST", "PUT", "PATCH"):
            if request.endpoint in auth.BODILESS and not request.get_data():
                return
            if not request.is_json:
                raise problems.Problem(415, "Send JSON, as `Content-Type: application/json`.")
            _read_object()


def _read_object() -> None:
    """Raises a problem unless the body is a JSON object, of a depth that can be read."""
    try:
        document = request.get_json()
    except (BadRequest, RecursionError):
        raise problems.Problem(400, "The body is no JSON document.") from None
    if not isinstance(document, dict):
        raise problems.Problem(
            422, "The body must be a JSON object.", [{"pointer": "#", "detail": "must be an object"}]
        )


def _publish(app: OpenAPI) -> None:
    """The API's description, and pages to read it on that need nothing from the internet."""
    # Without this, Swagger's page has every visitor's browser show the document to validator.swagger.io.
    app.config["SWAGGER_CONFIG"] = {"validatorUrl": "none"}
    app.register_blueprint(Swagger.register(doc_url="../openapi.json"), url_prefix="/docs")
    document = openapi.describe(app)

    @app.get("/openapi.json", doc_ui=False)
    def description() -> Response:
        return jsonify(document)

    @app.get("/docs", doc_ui=False)
    def docs() -> BaseResponse:
        return redirect("/docs/swagger", 302)
