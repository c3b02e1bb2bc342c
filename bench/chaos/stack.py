"""The processes of the campaign, each of which can be killed and comes back.

Everything hangs on a pipe of this process (bot/demo/leash.py), so that however it ends, nothing stays behind.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from bot import agencies, embedded, runtime
from bot.demo import leash
from bot.embedded.paths import Layout
from bot.store import keys, schema
from bot.store.db import connect

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()")
HERE = Path(__file__).parent


class Service:
    """`caseline web`, `worker` or `simulate`: a process, or several, in a group of its own."""

    def __init__(self, name: str, arguments: list[str], environment: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self._arguments = arguments
        self._environment = environment
        self._folder = folder
        self.start()

    def start(self) -> None:
        with open(self._folder / f"{self.name}.log", "ab") as log:
            self._popen = subprocess.Popen(
                [sys.executable, "-I", "-S", str(leash.__file__), *COMMAND, *self._arguments],
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

    def kill_part(self, draw: float) -> None:
        """One of the processes that it consists of; whoever minds it starts another."""
        parts = sorted(_descendants(self._popen.pid))[1:]  # not the leash
        if parts:
            with suppress(ProcessLookupError):
                os.kill(parts[int(draw * len(parts))], signal.SIGKILL)

    def ensure(self) -> None:
        if self._popen.poll() is not None:
            self.start()

    def stop(self) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        try:
            self._popen.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


class Stack:
    """All that runs, and where it answers."""

    def __init__(self, folder: Path, broken: str | None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._lock = threading.Lock()
        servers = embedded.start(self.data)
        schema.upgrade(servers.database_url)
        self.database_url = servers.database_url
        web, carrier = _free_ports()
        self.web_url, self.carrier_url = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{carrier}"
        self.key = self._make_key()
        environment = self._environment(servers, broken)
        arguments = {
            "simulate": ["simulate", "--port", str(carrier)],
            "web": ["web", "--port", str(web), "--workers", "1"],
            "worker": ["worker"],
        }
        self.services = {name: Service(name, one, environment, folder) for name, one in arguments.items()}
        self._environment_of_commands = environment

    def kill(self, victim: str, away: float, draw: float) -> None:
        """Kills, waits for so long, and brings back what nobody else would."""
        name, _, part = victim.partition(" ")
        if part:
            self.services[name].kill_part(draw)
        elif name in self.services:
            self.services[name].kill()
            time.sleep(away)
            self.services[name].start()
        else:
            self._kill_server(name, away)

    def _kill_server(self, name: str, away: float) -> None:
        pid = embedded.running(self.data).get("valkey" if name == "redis" else name)
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if name == "redis":
            shutil.rmtree(Layout(self.data).home("valkey") / "appendonlydir", ignore_errors=True)  # emptied
        time.sleep(away)
        embedded.start(self.data)

    def ensure(self) -> None:
        """Everything runs."""
        embedded.start(self.data)
        for service in self.services.values():
            service.ensure()

    def sweep(self) -> None:
        """`caseline sweep`, once."""
        subprocess.run(
            [*COMMAND, "sweep"],
            cwd=self.folder,
            env=self._environment_of_commands,
            capture_output=True,
            check=False,
            timeout=60,
        )

    def wait_until_ready(self, seconds: float = 60.0) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            with suppress(requests.RequestException):
                ready = requests.get(self.web_url + "/readyz", timeout=3).json()
                requests.get(self.carrier_url + "/faults", timeout=3)
                if ready["database"] == "ok" and ready["workers"]:
                    return
            time.sleep(0.2)
        raise SystemExit(f"chaos: the line does not come up; its logs are in {self.folder}")

    def _environment(self, servers: embedded.Servers, broken: str | None) -> dict[str, str]:
        toml = agencies.example().replace("segments_per_second = 30", "segments_per_second = 200")
        toml = toml.replace('quiet_hours = ["21:00", "08:00"]', 'quiet_hours = ["00:00", "00:00"]')
        (self.folder / "agencies.toml").write_text(toml)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CASELINE_", "TWILIO_"))}
        # The break, if any, is loaded by every Python before the product is (bench/chaos/breaks).
        path = [str(HERE / "breaks" / broken)] if broken else []
        path += [str(HERE.parents[1])]
        return kept | {
            "PYTHONPATH": os.pathsep.join(path),
            "DATABASE_URL": servers.database_url,
            "REDIS_URL": servers.redis_url,
            "CASELINE_DATA": str(self.data),
            "CASELINE_AGENCIES": str(self.folder / "agencies.toml"),
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
            "TWILIO_BASE_URL": self.carrier_url,
            "PUBLIC_URL": self.web_url,
        }

    def _make_key(self) -> str:
        secret = secrets.token_urlsafe(32)
        with connect(self.database_url) as connection:
            hashed = hashlib.sha256(secret.encode()).digest()
            keys.add(connection, "chaos", "tampa", "chaos", ("events", "read", "write"), hashed, runtime.now())
        return secret


@contextmanager
def running(broken: str | None) -> Iterator[Stack]:
    """The stack in a folder of its own, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="caseline-chaos-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)  # the servers run as another user, who must be able to pass
    try:
        stack = Stack(folder, broken)
        try:
            yield stack
        finally:
            for name in ("web", "worker", "simulate"):
                stack.services[name].stop()
    finally:
        embedded.stop(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _descendants(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = {pid}
    while True:
        more = {child for child, parent in pairs if parent in found} - found
        if not more:
            return found - {pid}
        found |= more
