"""Serves the bare application with the very settings of `caseline web` (bot/cli/processes.py)."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces

from bench.speed.ground import WEB_WORKERS
from bot.cli.processes import BLOCKING_THREADS


def load() -> Callable[..., object]:
    app: Callable[..., object] = importlib.import_module("bench.speed.baselines.web").app
    return app


def main() -> None:
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "bench.speed.baselines.web:app",
        address="127.0.0.1",
        port=int(os.environ["BENCH_BARE_PORT"]),
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=BLOCKING_THREADS,
        backlog=1024,
        websockets=False,
        log_access=False,
    ).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main()
