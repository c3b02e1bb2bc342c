"""Connections, transactions and the one retry that a lost race may need."""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

Connection = psycopg.Connection[DictRow]
Cursor = psycopg.Cursor[DictRow]
T = TypeVar("T")

# The pool's pauses between attempts double up to about half of this; then whoever asks next makes it try again.
_RECONNECT_SECONDS = 5.0
# Two transactions met: PostgreSQL gave one of them up, and it may simply be done again. Where both were to
# write the same thing for the first time, the second try finds it written.
RETRIED = (errors.DeadlockDetected, errors.SerializationFailure, errors.UniqueViolation)


class Pool(ConnectionPool[Connection]):
    """A pool that hands out no connection that has died while it was unused, as all do when PostgreSQL restarts.

    psycopg_pool's own `check` asks the server each time, and pauses a second and more between dead ones.
    """

    def getconn(self, timeout: float | None = None) -> Connection:
        while True:
            connection = super().getconn(timeout)
            if not _died(connection):
                return connection
            connection.close()
            self.putconn(connection)  # which opens another in its place


def _died(connection: Connection) -> bool:
    """Then, and else hardly ever, there is something to read from an unused connection."""
    try:
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        if waiting.poll(0):
            ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return True
    return False


def open_pool(url: str, size: int, *, name: str = "caseline") -> Pool:
    """A pool for this process (a pool that is inherited across a fork breaks both sides).

    A database that can't be reached now is waited for in the background; a request waits 3 s for it, or for
    as long again if it waits for others' (bot/gathering.py).
    """
    return Pool(
        url,
        connection_class=Connection,
        min_size=1,
        max_size=size,
        timeout=3.0,
        open=True,
        reconnect_timeout=_RECONNECT_SECONDS,
        name=name,
        configure=_configure,
        kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": 3},
    )


def _configure(connection: Connection) -> None:
    """Every statement here finds its rows by an index. A plan that was made while a table was small, and is kept,
    must not read the whole of it when it has grown; and none is worth being compiled.
    """
    connection.execute("set enable_seqscan = off; set jit = off")


def connect(url: str, **options: Any) -> Connection:
    """One connection, for commands that need no pool."""
    return psycopg.connect(url, row_factory=dict_row, autocommit=True, connect_timeout=3, **options)


def transact(pool: Pool, work: Callable[[Connection], T], *, pipelined: bool = False) -> T:
    """Runs `work` in a transaction of its own, a second time if the first lost a race to another.

    `work` may be called twice, so it keeps nothing outside the database. Pipelined, its statements leave
    without waiting for the answers to those before, and only a fetch waits: `rowcount` isn't known, and what is
    wrong with a statement is raised by a later one, or by the commit.
    """
    once = _pipelined if pipelined else _once
    try:
        return once(pool, work)
    except RETRIED:
        return once(pool, work)


def _once(pool: Pool, work: Callable[[Connection], T]) -> T:
    with pool.connection() as connection, connection.transaction():
        return work(connection)


def _pipelined(pool: Pool, work: Callable[[Connection], T]) -> T:
    # psycopg's own transaction() would wait for the answers to BEGIN and COMMIT. After an error PostgreSQL skips
    # what was sent behind it, COMMIT too, and the pool's connection() rolls back.
    with pool.connection() as connection, connection.pipeline():
        connection.execute("begin")
        done = work(connection)
        connection.execute("commit")
    return done
