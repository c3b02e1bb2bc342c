"""What each web process serves: loaded there, and nothing of the command that started it (bot/cli/processes.py)."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from bot.parent import follow
from flows.intents import load as load_model


def load(parent: int) -> Callable[..., object]:
    """The application; the process ends when `caseline web` was killed, and gives the port free."""
    follow(parent)
    app: Callable[..., object] = importlib.import_module("wsgi").app
    load_model()  # before the first text, not while its sender waits
    return app
