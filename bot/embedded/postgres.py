"""The embedded PostgreSQL: one cluster, one database, one private socket."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import errors, sql

from bot.embedded.accounts import Account
from bot.embedded.binaries import postgres_programs
from bot.embedded.errors import EmbeddedError
from bot.embedded.paths import Layout
from bot.embedded.processes import last_words, spawn

NAME = "caseline"
"""The database and its only user."""

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",  # only names the socket
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A week of logs, one file a day, each overwritten a week later.
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    # Statements and the details of errors hold phones and words of victims. At `log` the server tells
    # of its own troubles only, and `terse` leaves out DETAIL, where a failed statement is quoted.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}


@dataclass(frozen=True)
class Postgres:
    """The PostgreSQL of one data folder (a `processes.Server`)."""

    layout: Layout
    sockets: Path
    account: Account
    name: str = "postgres"
    ends_on: signal.Signals = signal.SIGINT  # "fast": ends the sessions, keeps what was committed

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
    def url(self) -> str:
        """The database's address, with all that libpq would otherwise take from the environment."""
        return self._url(NAME)

    def _url(self, database: str) -> str:
        where = f"host={quote(str(self.sockets), safe='')}&port={SETTINGS['port']}"
        return f"postgresql://{NAME}@/{database}?{where}"

    def answers(self) -> bool:
        """Whether it takes sessions; makes our database where that is still missing.

        Asked through the database `postgres`: libpq gives no SQLSTATE for a missing one.
        """
        try:
            with psycopg.connect(self._url("postgres"), connect_timeout=5, autocommit=True) as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if found.fetchone() is None:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        except (errors.DuplicateDatabase, errors.UniqueViolation):
            return True  # another process was faster
        except psycopg.OperationalError:
            return False
        return True

    def launch(self, lock: int) -> None:
        """Start the server on its data, which a first start makes."""
        programs, major = postgres_programs(self._major())
        if not (self.home / "PG_VERSION").exists():
            self._initialise(programs, major, lock)
        self._forget_a_stranger()
        options = [option for name, value in SETTINGS.items() for option in ("-c", f"{name}={value}")]
        options += ["-c", f"unix_socket_directories={self._listed(self.sockets)}"]
        spawn([str(programs / "postgres"), "-D", str(self.home), *options], self.account, lock, self.log)

    def recover(self) -> bool:
        """Nothing of the system of record is ever put away."""
        return False

    def pid(self) -> int | None:
        try:
            return int((self.home / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _major(self) -> int | None:
        try:
            written = (self.home / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return None
        if not written.isdecimal():
            raise EmbeddedError(f"{self.home} isn't the data of a PostgreSQL that Caseline knows ({written[:20]!r}).")
        return int(written)

    def _initialise(self, programs: Path, major: int, lock: int) -> None:
        """Make the cluster beside its place and move it there whole, so that a kill leaves no half of one."""
        if self.home.exists() and any(self.home.iterdir()):
            raise EmbeddedError(f"{self.home} isn't empty and isn't the data of a PostgreSQL: move it away.")
        fresh = self.home.with_name(f"{self.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        os.mkdir(fresh, 0o700)
        self.account.own(fresh)
        locale = (
            ["--locale=C"] if major < 17 else ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        )
        command = [str(programs / "initdb"), "-D", str(fresh), "-U", NAME, "-E", "UTF8", *locale]
        command += ["--auth-local=trust", "--auth-host=reject", "--no-instructions"]
        try:
            status = spawn(command, self.account, lock, self.log).wait(timeout=60)
        except subprocess.TimeoutExpired:
            raise EmbeddedError(f"Making the database in {self.home} takes too long. ({self.log})") from None
        if status != 0:
            raise EmbeddedError(f"The database in {self.home} couldn't be made: {last_words(self.log)}")
        os.rename(fresh, self.home)

    def _forget_a_stranger(self) -> None:
        """Remove a stale postmaster.pid whose number another program has by now.

        The caller has the lock, so no server that it started lives. PostgreSQL removes the file of a
        dead process itself, but takes any living process of its user, or a zombie, for a server.
        """
        pid = self.pid()
        if pid is not None and str(self.home) not in _command_line(pid):
            (self.home / "postmaster.pid").unlink(missing_ok=True)

    @staticmethod
    def _listed(folder: Path) -> str:
        # The setting is a list: quotes let a name hold commas and spaces.
        return '"' + str(folder).replace('"', '""') + '"'


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
    told = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return told.stdout
