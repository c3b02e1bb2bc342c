"""A child process ends with its parent, even one that was killed and could tell nobody."""

from __future__ import annotations

import os
import signal
import threading
import time

# Long enough for the calls in hand; whoever isn't done by then is ended.
STOP_SECONDS = 15.0


def follow(parent: int) -> None:
    """Watches from now on, in the background: without that parent this process is told to end, then made to."""
    threading.Thread(target=_watch, args=(parent,), daemon=True, name="caseline-parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)
