"""The page of `caseline demo`: a phone to be the victim on, and beside it the case as dispatch sees it.

GET  /            the page, complete in itself; the phone is the simulator's own, in a frame
GET  /timeline    what it shows, with an ETag: 304 while nothing has changed
POST /dispatch    {"button": 0}: what dispatch does next
The API key stays in this process. Only a browser on this computer is answered.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.demo.client import DemoError

OWN_NAMES = frozenset({"127.0.0.1", "localhost"})


def create_page(
    phone: str,
    carrier_url: str,
    buttons: Sequence[str],
    timeline: Callable[[], dict[str, Any]],
    press: Callable[[int], str],
) -> Flask:
    """The page for `phone`; `timeline` tells what dispatch sees, `press` does what a button says."""
    app = Flask(__name__, static_folder=None)

    @app.before_request
    def only_here() -> None:
        if request.host.partition(":")[0] not in OWN_NAMES:
            abort(403, "This page is for a browser on the computer that runs the demonstration.")

    @app.get("/")
    def page() -> str:
        frame = f"{carrier_url}/phone/{quote(phone, safe='')}"
        return render_template("demo.html", phone=phone, frame=frame, buttons=buttons)

    @app.get("/timeline")
    def show() -> Response:
        try:
            body = json.dumps(timeline())
        except DemoError:
            abort(503)
        version = hashlib.sha256(body.encode()).hexdigest()[:16]
        unchanged = version in request.if_none_match
        response = Response(status=304) if unchanged else Response(body, mimetype="application/json")
        response.set_etag(version)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.post("/dispatch")
    def act() -> tuple[Response, int]:
        # A JSON body is what a page of another origin can't send unasked.
        body = request.get_json(silent=True) if request.is_json else None
        button = body.get("button") if isinstance(body, dict) else None
        if not isinstance(button, int) or isinstance(button, bool) or not 0 <= button < len(buttons):
            return jsonify(detail="There is no such button."), 422
        try:
            return jsonify(detail=press(button)), 200
        except DemoError as fault:
            return jsonify(detail=str(fault)), 503

    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serves the page on a free port of this computer; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: the terminal tells the story."""
