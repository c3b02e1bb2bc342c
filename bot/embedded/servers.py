"""Start, attach to and stop the servers of one data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.embedded import processes
from bot.embedded.accounts import account_for
from bot.embedded.errors import EmbeddedError
from bot.embedded.paths import Layout, forget_sockets, make_data_folder, socket_folder
from bot.embedded.postgres import Postgres
from bot.embedded.processes import Server
from bot.embedded.valkey import Valkey


@dataclass(frozen=True)
class Servers:
    """Where the servers of a data folder answer; an address is empty for one that wasn't wanted."""

    database_url: str
    redis_url: str
    data: Path


def start(data: Path, *, postgres: bool = True, valkey: bool = True) -> Servers:
    """Attach to the wanted servers under `data`, starting those that don't run.

    They outlive the caller. Any number of processes may call this at once: they share one pair.
    Call it before forking, so that no child inherits the locks that are open meanwhile.

    1. make the folder, choose the OS user and the folder of the sockets
    2. under the folder's lock, launch each wanted server unless it answers
    3. wait until each answers

    Raises EmbeddedError when the folder can't be used or a server doesn't come up.
    """
    layout = Layout(Path(os.path.abspath(data)))
    with _one_sentence(layout.data):
        if not (postgres or valkey):
            return Servers("", "", layout.data)
        make_data_folder(layout)
        database, queue = _prepare(layout)
        if not all(server.answers() for server in _wanted(database, queue, postgres, valkey)):
            with processes.turn(layout.lock):
                database, queue = _prepare(layout)  # a stop may have come between
                processes.ensure(_wanted(database, queue, postgres, valkey))
        return Servers(database.url if postgres else "", queue.url if valkey else "", layout.data)


def stop(data: Path) -> None:
    """Stop what runs under `data`, keeping its data; nothing running is no error.

    Raises EmbeddedError when a server is another user's or doesn't end.
    """
    layout = Layout(Path(os.path.abspath(data)))
    if not layout.lock.exists():
        return
    with _one_sentence(layout.data), processes.turn(layout.lock):
        for server in _known(layout):
            processes.halt(server)
        forget_sockets(layout)


def running(data: Path) -> dict[str, int]:
    """The process ids of the servers that run under `data`, by name (`postgres`, `valkey`)."""
    layout = Layout(Path(os.path.abspath(data)))
    if not layout.lock.exists():
        return {}
    pids: dict[str, int] = {}
    with _one_sentence(layout.data):
        for server in _known(layout):
            pid = server.pid()
            if pid is not None and processes.is_held(server.lock):
                pids[server.name] = pid
    return pids


def _prepare(layout: Layout) -> tuple[Postgres, Valkey]:
    account = account_for(layout)
    sockets = socket_folder(layout, account)
    return Postgres(layout, sockets, account), Valkey(layout, sockets, account)


def _wanted(database: Postgres, queue: Valkey, postgres: bool, valkey: bool) -> list[Server]:
    return [*([database] if postgres else []), *([queue] if valkey else [])]


def _known(layout: Layout) -> list[Server]:
    account = account_for(layout)
    # Who only asks or stops needs no socket.
    return [Postgres(layout, layout.sockets, account), Valkey(layout, layout.sockets, account)]


@contextmanager
def _one_sentence(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(data)
        raise EmbeddedError(f"CASELINE_DATA {data} can't be used: {where}: {error.strerror}") from error
