"""The embedded Valkey (or Redis): the queue, on one private socket."""

import os
import shutil
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.embedded.accounts import Account
from bot.embedded.binaries import valkey_program
from bot.embedded.paths import VALKEY_SOCKET, Layout, private_folder
from bot.embedded.processes import spawn

APPENDS = "appendonlydir"


@dataclass(frozen=True)
class Valkey:
    """The Valkey of one data folder (a `processes.Server`)."""

    layout: Layout
    sockets: Path
    account: Account
    name: str = "valkey"
    ends_on: signal.Signals = signal.SIGTERM

    @property
    def home(self) -> Path:
        return self.layout.home(self.name)

    @property
    def lock(self) -> Path:
        return self.layout.alive(self.name)

    @property
    def log(self) -> Path:
        return self.layout.startup_log(self.name)

    @property
    def socket(self) -> Path:
        return self.sockets / VALKEY_SOCKET

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    def answers(self) -> bool:
        """Whether it says PONG; while it still loads its file it doesn't."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(5)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def launch(self, lock: int) -> None:
        """Start the server on its data; at most a second of the queue is lost by a crash."""
        private_folder(self.home, self.account)
        (self.home / "valkey.pid").unlink(missing_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "pidfile": str(self.home / "valkey.pid"),
            "daemonize": "no",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "appenddirname": APPENDS,
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        options = [option for name, value in settings.items() for option in (f"--{name}", value)]
        spawn([str(valkey_program()), *options], self.account, lock, self.log)

    def recover(self) -> bool:
        """Put a queue aside that can't be loaded: the outbox table is the truth and wakes it again."""
        appends = self.home / APPENDS
        if not appends.exists():
            return False
        broken = self.home / f"{APPENDS}.broken"
        shutil.rmtree(broken, ignore_errors=True)
        os.rename(appends, broken)
        return True

    def pid(self) -> int | None:
        try:
            return int((self.home / "valkey.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
