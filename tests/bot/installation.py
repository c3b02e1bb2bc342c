"""A real installation for tests: `caseline` as processes on free ports, over servers of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import requests
from redis import Redis

from bot import embedded
from bot.store import schema
from bot.store.db import connect
from tests.line import ACCOUNT, TOKEN, VICTIM, contact

CASELINE = [sys.executable, "-c", "import sys; sys.argv[0] = 'caseline'; from bot.cli import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(true: Callable[[], Any], what: str, seconds: float = 60.0) -> Any:
    """Polls until something is true."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            found = true()
        except (requests.RequestException, ValueError):
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def environment(**settings: str) -> dict[str, str]:
    """What a process of the product is told, and nothing of this machine's."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2])} | settings


def caseline(*words: str, env: dict[str, str], stdin: bytes = b"", cwd: Path | None = None) -> Any:
    """Runs one command to its end."""
    return subprocess.run([*CASELINE, *words], env=env, input=stdin, capture_output=True, timeout=30, cwd=cwd)


def alive(pid: int) -> bool:
    """Whether a process is there, and not just waiting for its parent to notice that it isn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def family(pid: int) -> list[int]:
    """A process and all that came from it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


class Installation:
    """Servers in a folder, and whichever processes the test starts. `with` ends them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.web_port, self.carrier_port = free_port(), free_port()
        self.url, self.carrier = f"http://127.0.0.1:{self.web_port}", f"http://127.0.0.1:{self.carrier_port}"
        self.running: list[subprocess.Popen[bytes]] = []
        self.http = requests.Session()
        self.http.trust_env = False

    def __enter__(self) -> Self:
        self.servers = embedded.start(self.folder)
        schema.upgrade(self.servers.database_url)
        self.env = environment(
            DATABASE_URL=self.servers.database_url,
            REDIS_URL=self.servers.redis_url,
            CASELINE_DATA=str(self.folder),
            TWILIO_ACCOUNT_SID=ACCOUNT,
            TWILIO_AUTH_TOKEN=TOKEN,
            TWILIO_BASE_URL=self.carrier,
            PUBLIC_URL=self.url,
        )
        self.key = caseline("key", "create", "tampa", "--scope", "admin", "--name", "t", env=self.env).stdout.decode()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.running:
            for pid in family(process.pid):
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)
            process.wait()
        self.http.close()
        embedded.stop(self.folder)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a command; its words go to a file named after it."""
        with (self.folder / f"{words[0]}-{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*CASELINE, *words], env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder
            )
        self.running.append(process)
        return process

    def web(self, workers: int = 2) -> subprocess.Popen[bytes]:
        process = self.start("web", "--port", str(self.web_port), "--workers", str(workers))
        until(lambda: self.http.get(self.url + "/healthz", timeout=2).ok, "web answers")
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        process = self.start("worker")
        until(lambda: self._at_work(process), "a worker is there")
        return process

    def simulate(self) -> subprocess.Popen[bytes]:
        process = self.start("simulate", "--port", str(self.carrier_port))
        until(lambda: self.ledger() is not None, "the carrier answers")
        return process

    def ready(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(self.url + "/readyz", timeout=4).json()
        return found

    def ledger(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(self.carrier + "/ledger", timeout=4).json()
        return found

    def sent(self, phones: Collection[str]) -> list[str]:
        """Of these phones, those that the carrier took a text for, once per text."""
        return [text["to"] for text in self.ledger()["outbound"] if text["to"] in phones]

    def faults(self, **rule: Any) -> None:
        """The carrier's faults from now on; none to clear them."""
        assert self.http.post(self.carrier + "/faults", json=rule, timeout=10).ok

    def open(self) -> int:
        """How many texts are in somebody's hands, or were when they died."""
        with connect(self.servers.database_url) as connection:
            statement = "select count(*) as n from messages where status = 'sending' and due_at is null"
            row = connection.execute(statement).fetchone()
        assert row is not None
        found: int = row["n"]
        return found

    def counted(self, name: str) -> float:
        """The sum of a metric over its labels."""
        lines = self.http.get(self.url + "/metrics", timeout=4).text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        """SIGTERM, and their end; all of a family within its time."""
        members = [pid for one in processes for pid in family(one.pid)]
        for process in processes:
            process.terminate()
        for process in processes:
            assert process.wait(20) == 0
        until(lambda: not any(map(alive, members)), "no process is left")

    def push(self, type: str, incident: str, **data: Any) -> int:
        """Pushes one event as dispatch would, as often as it takes to be answered; the HTTP status."""
        if type == "call.created":
            data = {"call_type": "stolen_vehicle", "priority": 4, "contacts": [contact(VICTIM)]} | data
        occurred_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        event = {"id": str(uuid4()), "type": type, "incident": incident, "occurred_at": occurred_at, "data": data}
        return int(until(lambda: self._post(event), "the event is answered"))

    def _at_work(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether its drainer waits for work; those that were killed stay on RQ's books for a while."""
        redis = Redis.from_url(self.servers.redis_url)
        pids = {redis.hget(key, "pid") for key in redis.smembers("rq:workers")}
        return any(str(pid).encode() in pids for pid in children(process.pid))

    def _post(self, event: dict[str, Any]) -> int | None:
        answer = self.http.post(
            self.url + "/api/v1/events",
            json=event,
            headers={"Authorization": f"Bearer {self.key.strip()}"},
            timeout=15,
        )
        return answer.status_code if answer.status_code < 500 else None

    def words(self) -> str:
        """All that the product's processes said; the simulator is a developer's tool."""
        files = (one for one in sorted(self.folder.glob("*.log")) if not one.name.startswith("simulate"))
        return "".join(file.read_text() for file in files)
