"""The processes of the campaign, each of which can be killed and comes back."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from bench.services import CASELINE, Service, free_ports
from bot import agencies, embedded, runtime
from bot.embedded.paths import Layout
from bot.store import keys, schema
from bot.store.db import connect

HERE = Path(__file__).parent


class Stack:
    """All that runs, and where it answers."""

    def __init__(self, folder: Path, broken: str | None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._lock = threading.Lock()
        servers = embedded.start(self.data)
        schema.upgrade(servers.database_url)
        self.database_url = servers.database_url
        web, carrier = free_ports(2)
        self.web_url, self.carrier_url = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{carrier}"
        self.key = self._make_key()
        environment = self._environment(servers, broken)
        arguments = {
            "simulate": ["simulate", "--port", str(carrier)],
            "web": ["web", "--port", str(web), "--workers", "1"],
            "worker": ["worker"],
        }
        self.services = {
            name: Service(name, [*CASELINE, *one], environment, folder) for name, one in arguments.items()
        }
        self._environment_of_commands = environment

    def kill(self, victim: str, away: float, draw: float) -> None:
        """Kills, waits for so long, and brings back what nobody else would."""
        name, _, part = victim.partition(" ")
        if part:
            self._kill_part(self.services[name], draw)
        elif name in self.services:
            self.services[name].kill()
            time.sleep(away)
            self.services[name].start()
        else:
            self._kill_server(name, away)

    @staticmethod
    def _kill_part(service: Service, draw: float) -> None:
        """One of the processes that it consists of; whoever minds it starts another."""
        parts = service.parts()[1:]  # not the command itself
        if parts:
            with suppress(ProcessLookupError):
                os.kill(parts[int(draw * len(parts))], signal.SIGKILL)

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
            [*CASELINE, "sweep"],
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
