"""Running the simulator: for a developer until stopped, or for the length of a test."""

import dataclasses
import threading
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Self

from granian import Granian
from granian.constants import Interfaces
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.simulator.app import create_simulator, simulator_of
from bot.simulator.config import SimulatorConfig
from bot.simulator.core import Simulator

# Enough for slow answers and inbound texts that wait for their webhook, on one process.
THREADS = 16


def serve(config: SimulatorConfig, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve until interrupted, from one process: the ledger lives in it."""
    plain = dataclasses.replace(config, senders=dict(config.senders))
    server = Granian(
        "bot.simulator.app:create_simulator",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
    )
    server.serve(target_loader=partial(_load, plain), wrap_loader=False)


def _load(config: SimulatorConfig) -> Callable[..., Any]:
    return create_simulator(config)


class _QuietHandler(WSGIRequestHandler):
    """Keeps connections open, and logs nothing: paths and filters hold phone numbers."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


class RunningSimulator:
    """A simulator on a free port of this process, for as long as the `with` block lasts.

    with RunningSimulator(config) as running:
        client = ...running.url...
        running.simulator.store.everything()
    """

    def __init__(self, config: SimulatorConfig, host: str = "127.0.0.1", port: int = 0) -> None:
        self.app = create_simulator(config)
        self._server = make_server(host, port, self.app, threaded=True, request_handler=_QuietHandler)
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.url = f"http://{host}:{self._server.port}"

    @property
    def simulator(self) -> Simulator:
        """The carrier itself: its store, opt-outs and faults."""
        return simulator_of(self.app)

    def send_inbound_to(self, public_url: str) -> None:
        """From now on POST texts to this base address, for a customer whose port is known only late."""
        config = dataclasses.replace(self.simulator.config, public_url=public_url)
        self.simulator.inbound.url = config.inbound_url

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.simulator.close()
        self._thread.join(timeout=5)
