"""Processes of a bench: each in a group of its own, on a leash, its words in a file.

Everything hangs on a pipe of this process (bot/demo/leash.py), so that however it ends, nothing stays behind.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from bot.demo import leash

CASELINE = (sys.executable, "-c", "from bot.cli import main; main()")


class Service:
    """A command that runs until it is stopped: a process, or several."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self._command = list(command)
        self._environment = environment
        self._folder = folder
        self.start()

    @property
    def log(self) -> Path:
        return self._folder / f"{self.name}.log"

    @property
    def runs(self) -> bool:
        return self._popen.poll() is None

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self._popen = subprocess.Popen(
                [sys.executable, "-I", "-S", str(leash.__file__), *self._command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=dict(self._environment),
                start_new_session=True,
            )

    def kill(self) -> None:
        """All of it at once, as a machine dies."""
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()

    def parts(self) -> list[int]:
        """The process ids that it consists of, without the leash's."""
        return sorted(_descendants(self._popen.pid))

    def ensure(self) -> None:
        if not self.runs:
            self.start()

    def stop(self) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        try:
            self._popen.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def free_ports(count: int) -> list[int]:
    """Ports that are free now, none of them twice."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _descendants(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = {pid}
    while True:
        more = {child for child, parent in pairs if parent in found} - found
        if not more:
            return found - {pid}
        found |= more
