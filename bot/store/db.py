"""Connections, transactions and the one retry that locks may need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

Connection = psycopg.Connection[DictRow]
Pool = ConnectionPool[Connection]
T = TypeVar("T")

# The pool's pauses between attempts double up to about half of this; then whoever asks next makes it try again.
_RECONNECT_SECONDS = 5.0
# Two transactions met in the wrong order: PostgreSQL gave one of them up, and it may simply be done again.
RETRIED = (errors.DeadlockDetected, errors.SerializationFailure)


def open_pool(url: str, size: int, *, name: str = "caseline") -> Pool:
    """A pool for this process (a pool that is inherited across a fork breaks both sides).

    A database that can't be reached now is waited for in the background; a request waits 3 s for it.
    """
    return ConnectionPool(
        url,
        connection_class=Connection,
        min_size=1,
        max_size=size,
        timeout=3.0,
        open=True,
        reconnect_timeout=_RECONNECT_SECONDS,
        check=ConnectionPool.check_connection,
        name=name,
        kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": 3},
    )


def connect(url: str, **options: Any) -> Connection:
    """One connection, for commands that need no pool."""
    return psycopg.connect(url, row_factory=dict_row, autocommit=True, connect_timeout=3, **options)


def transact(pool: Pool, work: Callable[[Connection], T]) -> T:
    """Runs `work` in a transaction of its own, a second time if the first lost a race of locks.

    `work` may be called twice, so it keeps nothing outside the database.
    """
    try:
        return _once(pool, work)
    except RETRIED:
        return _once(pool, work)


def _once(pool: Pool, work: Callable[[Connection], T]) -> T:
    with pool.connection() as connection, connection.transaction():
        return work(connection)
