"""Everything running: embedded PostgreSQL and Valkey, the carrier simulator, web and worker, as real processes.

Each process hangs on a pipe of this one (leash.py), so that however this one ends, nothing stays behind.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import embedded, runtime
from bot.demo.client import Carrier, DemoError, Dispatch, wait_until
from bot.settings import SettingsError
from bot.store import keys, schema
from bot.store.db import connect

START_SECONDS = 40.0
STOP_SECONDS = 30.0
HERE = Path(__file__).parent
Say = Callable[[str], None]


@dataclass(frozen=True)
class Stack:
    """The running line, and how to speak to it."""

    dispatch: Dispatch
    carrier: Carrier
    web_url: str
    database_url: str
    check: Callable[[], None]
    """Raises DemoError when a process has ended."""


@dataclass(frozen=True)
class _Process:
    name: str
    popen: subprocess.Popen[bytes]
    log: Path


@contextmanager
def running(agency: str, kept_in: Path | None, say: Say) -> Iterator[Stack]:
    """Starts everything in a data folder of its own, and stops it at the end.

    The folder is made new under `kept_in` (CASELINE_DATA), or as a temporary one; it goes with the rest.
    Raises DemoError when a part doesn't start, SettingsError when the folder can't be used.
    """
    with ExitStack() as stack:
        data = stack.enter_context(_folder(kept_in, say))
        processes: list[_Process] = []
        stack.callback(_stop, processes, say)
        processes.append(_start("janitor", ["-m", "bot.demo.janitor", str(data)], {}, data, leash=False))
        say("Starting PostgreSQL and Valkey")
        servers = _servers(data)
        key = _make_key(servers.database_url, agency)
        ports = _free_ports(2)
        web_url, carrier_url = (f"http://127.0.0.1:{port}" for port in ports)
        settings = {
            "DATABASE_URL": servers.database_url,
            "REDIS_URL": servers.redis_url,
            "CASELINE_DATA": str(data),
            "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
            "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
            "TWILIO_BASE_URL": carrier_url,
            "PUBLIC_URL": web_url,
        }
        say("Starting the carrier simulator, web and worker")
        for name, arguments in (
            ("simulate", ["simulate", "--port", str(ports[1])]),
            ("web", ["web", "--port", str(ports[0]), "--workers", "1"]),
            ("worker", ["worker"]),
        ):
            command = ["-c", "from bot.cli import main; main()", *arguments]
            processes.append(_start(name, command, settings, data))
        dispatch, carrier = Dispatch(web_url, key), Carrier(carrier_url)

        def check() -> None:
            _alive(processes)

        def ready() -> bool:
            check()
            return carrier.ready() and dispatch.ready()

        wait_until(ready, START_SECONDS, "the start")
        yield Stack(dispatch, carrier, web_url, servers.database_url, check)


@contextmanager
def _folder(kept_in: Path | None, say: Say) -> Iterator[Path]:
    """A new folder; the janitor removes it."""
    if kept_in is None:
        yield _open_to_servers(Path(tempfile.mkdtemp(prefix="caseline-demo-")))
        return
    data = kept_in.resolve() / "demo"
    try:
        kept_in.mkdir(parents=True, exist_ok=True)
        lock = os.open(kept_in / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise SettingsError(f"CASELINE_DATA {kept_in} can't be used: {fault.strerror}") from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(f"another demonstration is running in {kept_in}: stop it first (Ctrl-C)") from None
        if data.exists():
            say("Stopping and removing what an earlier demonstration left behind")
            embedded.stop(data)
            shutil.rmtree(data)
        data.mkdir(mode=0o700)
        yield _open_to_servers(data)
    except embedded.EmbeddedError as fault:
        raise DemoError(str(fault)) from None
    finally:
        os.close(lock)


def _open_to_servers(folder: Path) -> Path:
    """As root the servers run as another user, who must be able to pass."""
    if os.geteuid() == 0:
        folder.chmod(0o711)
    return folder


def _servers(data: Path) -> embedded.Servers:
    try:
        servers = embedded.start(data)
    except embedded.EmbeddedError as fault:
        raise DemoError(str(fault)) from None
    schema.upgrade(servers.database_url)
    return servers


def _make_key(database_url: str, agency: str) -> str:
    secret = secrets.token_urlsafe(32)
    hashed = hashlib.sha256(secret.encode()).digest()
    with connect(database_url) as connection:
        keys.add(connection, "demo", agency, "demonstration", ("events", "read", "write"), hashed, runtime.now())
    return secret


def _free_ports(count: int) -> list[int]:
    """Ports that are free now, none of them twice."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _start(
    name: str, arguments: list[str], settings: Mapping[str, str], data: Path, *, leash: bool = True
) -> _Process:
    """Starts Python on `arguments`; no setting of this machine leaks in, nor a `.env` of this folder."""
    environment = {key: value for key, value in os.environ.items() if not _is_setting(key)} | dict(settings)
    holder = [sys.executable, "-I", "-S", str(HERE / "leash.py")] if leash else []
    log = data / "logs" / f"{name}.log"
    log.parent.mkdir(exist_ok=True)
    with open(log, "ab") as output:
        popen = subprocess.Popen(
            [*holder, sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=data,
            env=environment,
            start_new_session=True,
        )
    return _Process(name, popen, log)


def _is_setting(name: str) -> bool:
    return name in ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PROMETHEUS_MULTIPROC_DIR") or name.startswith(
        ("CASELINE_", "TWILIO_")
    )


def _alive(processes: list[_Process]) -> None:
    for one in processes:
        if one.popen.poll() is not None:
            lines = one.log.read_text(errors="replace").strip().splitlines() if one.log.is_file() else []
            raise DemoError(f"{one.name} ended: {lines[-1] if lines else f'exit status {one.popen.returncode}'}")


def _stop(processes: list[_Process], say: Say) -> None:
    """Lets go of every leash and waits; the servers, which the others stand on, last. Nothing interrupts it."""
    say("Stopping everything that was started")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for group in (processes[1:], processes[:1]):
        for one in group:
            assert one.popen.stdin is not None
            one.popen.stdin.close()
        for one in group:
            try:
                one.popen.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                say(f"{one.name} did not end and is killed")
                one.popen.kill()
                one.popen.wait()
