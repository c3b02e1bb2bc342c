"""What everything stands on: the servers, a database for each part of the run, and the processes under test."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import urllib3
from psycopg import sql
from redis import Redis
from rq import Worker

from bench.services import Service, free_ports
from bench.speed import launch, seed
from bench.speed.child import Child
from bench.speed.load import Load
from bench.speed.people import AGENCY
from bot import agencies, embedded, runtime
from bot.store import keys, schema
from bot.store.db import connect

ROOT = Path(__file__).parents[2]
# On both sides of every comparison: as many as the machine that the targets are for has cores.
WEB_WORKERS = 2
READY_SECONDS = 60.0
LAUNCH = (sys.executable, "-m", launch.__name__)
Say = Callable[[str], None]


class Line:
    """The line of one part of the run: a database of its own, and whichever processes that part starts.

    Processes start side by side; `ready` waits for all of them.
    """

    def __init__(self, folder: Path, servers: embedded.Servers, database: str, stack: ExitStack) -> None:
        self.folder = folder
        self.database_url = make_database(servers.database_url, database)
        schema.upgrade(self.database_url)
        self.redis_url = servers.redis_url
        self.redis = Redis.from_url(self.redis_url)
        self.redis.flushdb()
        self.key = self._make_key()
        self.account, self.token = "AC" + "0" * 32, secrets.token_hex(16)
        self.web_port, self.carrier_port, self.bare_port = free_ports(3)
        self.web_url, self.carrier_url = _local(self.web_port), _local(self.carrier_port)
        self._stack = stack
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=30.0))
        self._services: list[Service] = []
        self._addresses: list[str] = []
        self._workers = 0

    def web(self) -> Service:
        """`caseline web`."""
        self._addresses.append(self.web_url + "/healthz")
        return self._start("web", [*LAUNCH, "web", "--port", str(self.web_port), "--workers", str(WEB_WORKERS)])

    def bare(self) -> Service:
        """The bare web application (baselines/web.py), served as `caseline web` is."""
        self._addresses.append(_local(self.bare_port) + "/")
        return self._start("bare", [sys.executable, "-m", "bench.speed.baselines.serve"])

    def carrier(self, threads: int) -> Service:
        """The carrier simulator, which takes so many requests at once."""
        self._addresses.append(self.carrier_url + "/faults")
        command = [*LAUNCH, "simulate", "--port", str(self.carrier_port)]
        return self._start("simulate", command, {launch.CARRIER_THREADS: str(threads)})

    def worker(self, in_flight: int, name: str = "worker") -> Service:
        """`caseline worker`."""
        self._workers += 1
        return self._start(name, [*LAUNCH, "worker"], {launch.IN_FLIGHT: str(in_flight)})

    def rq_worker(self) -> Service:
        """RQ's own worker process for the bare application's jobs."""
        self._workers += 1
        return self._start("rq", [sys.executable, "-m", "bench.speed.baselines.rq_worker"])

    def ready(self) -> None:
        """Waits until all that was started answers, or waits for work. Raises SystemExit if it doesn't come up."""
        ends = time.monotonic() + READY_SECONDS
        while not (all(map(self._answers, self._addresses)) and len(self.drainers()) == self._workers):
            gone = [one for one in self._services if not one.runs]
            if gone or time.monotonic() > ends:
                words = [
                    f"{one.name}: {one.log.read_text(errors='replace')[-2000:]}" for one in gone or self._services
                ]
                raise SystemExit("speed: not everything comes up\n" + "\n".join(words))
            time.sleep(0.05)

    def retire(self, worker: Service) -> None:
        """A worker goes, and is off RQ's books."""
        worker.stop()
        self._services.remove(worker)
        self._workers -= 1
        self.ready()

    def call_back(self, worker: Service) -> None:
        """A worker that was retired is there again, and waits for work."""
        worker.start()
        self._services.append(worker)
        self._workers += 1
        self.ready()

    def drainers(self) -> list[int]:
        """The process ids of the workers that wait for work, by RQ's books."""
        return [one.pid for one in Worker.all(connection=self.redis) if one.pid]

    def carrier_takes(self, milliseconds: int) -> None:
        """How long the carrier takes to answer a send from now on, beside its own work. It posts no receipts.

        A receipt is the web processes' work, on the same cores: it is no part of what a worker sends.
        """
        rule = {"receipts": "withheld"} | ({"slow_ms": milliseconds} if milliseconds else {})
        answer = self._http.request("POST", self.carrier_url + "/faults", json=rule)
        assert answer.status == 200, answer.data

    def ledger(self) -> list[Mapping[str, str]]:
        """The texts that the carrier took from us, oldest first."""
        found: list[Mapping[str, str]] = self._http.request("GET", self.carrier_url + "/ledger").json()["outbound"]
        return found

    def helper(self, module: str) -> Child:
        """A helper process that measures."""
        log = self.folder / f"{module.rpartition('.')[2]}.log"
        return self._stack.enter_context(Child(module, self.environment(), log))

    def load(self) -> Load:
        return Load(self.helper("bench.speed.load"), self.folder)

    def environment(self) -> dict[str, str]:
        """What every process is told, and nothing of this machine's settings."""
        ours = ("CASELINE_", "TWILIO_", "BENCH_", "PROMETHEUS_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "CASELINE_DATA": str(self.folder / "data"),
            "CASELINE_AGENCIES": str(self.folder / "agencies.toml"),
            "TWILIO_ACCOUNT_SID": self.account,
            "TWILIO_AUTH_TOKEN": self.token,
            "TWILIO_BASE_URL": self.carrier_url,
            "PUBLIC_URL": self.web_url,
            "BENCH_BARE_PORT": str(self.bare_port),
        }

    def _start(self, name: str, command: Sequence[str], more: Mapping[str, str] | None = None) -> Service:
        service = Service(name, command, self.environment() | dict(more or {}), self.folder)
        self._services.append(service)
        self._stack.callback(service.stop)
        return service

    def _make_key(self) -> str:
        secret = secrets.token_urlsafe(32)
        with connect(self.database_url) as connection:
            hashed = hashlib.sha256(secret.encode()).digest()
            keys.add(connection, "bench", AGENCY, "bench", ("events", "read"), hashed, runtime.now())
        return secret

    def _answers(self, url: str) -> bool:
        try:
            return self._http.request("GET", url, timeout=2.0).status == 200
        except urllib3.exceptions.HTTPError:
            return False


class Ground:
    """The servers of a run, in a folder that goes with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._servers = embedded.start(folder / "data")
        toml = agencies.example().replace("segments_per_second = 30", "segments_per_second = 2000")
        toml = toml.replace('quiet_hours = ["21:00", "08:00"]', 'quiet_hours = ["00:00", "00:00"]')
        (folder / "agencies.toml").write_text(toml)

    def fill(self, line: Line, people: int, heavy_texts: int = seed.TEXTS_EACH) -> None:
        """People with cases and texts (see seed.py), and the database in the order in which autovacuum would have it.

        Nothing is written out twice meanwhile, and autovacuum waits.
        """
        with connect(line.database_url) as connection:
            for name, value in (("max_wal_size", "16GB"), ("checkpoint_timeout", "30min"), ("autovacuum", "off")):
                connection.execute(f"alter system set {name} = '{value}'")
            connection.execute("select pg_reload_conf()")
            seed.fill(line.database_url, people, heavy_texts)
            connection.execute("vacuum (analyze, parallel 2)")
            connection.execute("alter system reset all")
            connection.execute("select pg_reload_conf()")
            connection.execute("checkpoint")

    @contextmanager
    def line(self, database: str) -> Iterator[Line]:
        """A line with nothing in it. At the end all of its processes are stopped, and its database goes."""
        with ExitStack() as stack:
            stack.callback(drop_database, self._servers.database_url, database)
            yield Line(self.folder, self._servers, database, stack)


@contextmanager
def standing() -> Iterator[Ground]:
    """Starts the servers; at the end they are stopped, and all that they kept is removed."""
    folder = Path(tempfile.mkdtemp(prefix="caseline-speed-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)  # the servers run as another user, who must be able to pass
    try:
        yield Ground(folder)
    finally:
        embedded.stop(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def make_database(server_url: str, name: str) -> str:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return server_url.replace("/caseline?", f"/{name}?")


def drop_database(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"
