"""Locks that know whether a server lives, and how one is launched, awaited and ended.

A server inherits an open, locked file (flock). The kernel holds that lock while any process of the
server is left and drops it with the last, whatever killed it: unlike a process id in a file it
can't be stale, and it isn't free while orphans of a killed PostgreSQL still use its memory.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bot.embedded.accounts import Account
from bot.embedded.errors import EmbeddedError

START_SECONDS = 60.0
"""A crashed PostgreSQL replays its log first."""
POLITE_SECONDS = 20.0
KILLED_SECONDS = 5.0
TURN_SECONDS = 90.0
POLL_SECONDS = 0.01
SLOW_POLL_SECONDS = 0.25
"""Where a start takes long: PostgreSQL logs a line for each session it can't take yet."""

_children: list[subprocess.Popen[bytes]] = []


class Server(Protocol):
    """One embedded server, as this module needs it."""

    @property
    def name(self) -> str: ...
    @property
    def lock(self) -> Path: ...
    @property
    def log(self) -> Path: ...
    @property
    def ends_on(self) -> signal.Signals:
        """The signal that ends it in order."""

    def answers(self) -> bool:
        """Whether it can be used now."""

    def launch(self, lock: int) -> None:
        """Start it and hand it the lock, without waiting for it."""

    def recover(self) -> bool:
        """Put away what keeps it from starting; False where nothing may be put away."""

    def pid(self) -> int | None:
        """Its main process, by its own file: to be trusted only while the lock is held."""


def take(lock: Path) -> int | None:
    """An open file with the lock, or None while somebody else has it."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


def is_held(lock: Path) -> bool:
    """Whether somebody has the lock now."""
    if not lock.exists():
        return False
    handle = take(lock)
    if handle is None:
        return True
    os.close(handle)
    return False


@contextmanager
def turn(lock: Path) -> Iterator[None]:
    """Wait for one's turn and have it. Raises EmbeddedError when it doesn't come within 90 s."""
    deadline = time.monotonic() + TURN_SECONDS
    while (handle := take(lock)) is None:
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Another process has been starting or stopping the servers of {lock} for too long.")
        time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        os.close(handle)


def ensure(servers: Sequence[Server]) -> None:
    """Launch those that don't live, side by side, and wait until all answer.

    Raises EmbeddedError for one that ends while starting, or doesn't answer within 60 s.
    """
    deadline = time.monotonic() + START_SECONDS
    pause = POLL_SECONDS
    waiting = list(servers)
    launched: list[Server] = []
    recovered: list[Server] = []
    while waiting:
        for server in tuple(waiting):
            lock = take(server.lock)
            if lock is None:
                if server.answers():
                    waiting.remove(server)
                continue
            try:
                if server in launched:  # it has ended already
                    if server in recovered or not server.recover():
                        raise EmbeddedError(f"{server.name} did not start: {last_words(server.log)}")
                    recovered.append(server)
                launched.append(server)
                server.launch(lock)
            finally:
                os.close(lock)
        if waiting and time.monotonic() > deadline:
            names = " and ".join(server.name for server in waiting)
            raise EmbeddedError(f"{names} runs but doesn't answer; see {waiting[0].log} and kill it if it hangs.")
        time.sleep(pause)
        pause = min(pause * 1.2, SLOW_POLL_SECONDS)


def halt(server: Server) -> None:
    """End a server: in order within 20 s, by force after that. Nothing living is no error."""
    started = time.monotonic()
    asked: int | None = None
    forced = False
    while is_held(server.lock):
        waited = time.monotonic() - started
        pid = server.pid()
        if waited > POLITE_SECONDS + KILLED_SECONDS:
            raise EmbeddedError(f"{server.name} (process {pid}) doesn't end.")
        if pid is not None and pid != asked:
            asked = pid
            _signal(pid, server.ends_on)
        elif pid is not None and waited > POLITE_SECONDS and not forced:
            forced = True
            _signal(pid, signal.SIGKILL)
        time.sleep(POLL_SECONDS)
    _reap()


def spawn(command: list[str], account: Account, lock: int, log: Path) -> subprocess.Popen[bytes]:
    """Run a server's program detached: its own session, the account's user, no setting of ours.

    Only the lock goes with it; what it says while starting goes to `log`, which starts empty.
    """
    _reap()
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as output:
        child = subprocess.Popen(
            account.command(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            pass_fds=(lock,),
            start_new_session=True,
            umask=0o077,
        )
    _children.append(child)
    return child


def last_words(log: Path) -> str:
    """The line of a start's log that says why it failed, and where the rest is."""
    try:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError:
        lines = []
    told = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    why = told[0] if told else lines[-1] if lines else "it said nothing"
    return f"{why.rstrip('.')}. ({log})"


def _reap() -> None:
    # An ended child stays a zombie until asked after.
    _children[:] = [child for child in _children if child.poll() is None]


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise EmbeddedError(f"Process {pid} is another user's: stop it as that user.") from error
