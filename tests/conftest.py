"""What all tests stand on: one real PostgreSQL and one real Valkey for the run, a database of one's own for
each test process, and a whole line (web, worker, carrier simulator) on a clock that the test moves.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from bot import embedded, logs
from bot.embedded import postgres
from bot.store import schema
from tests.line import Line

_FOLDER = "CASELINE_TEST_SERVERS"
# How long an example takes says more of the machine than of the product.
settings.register_profile("caseline", deadline=None)
settings.load_profile("caseline")


def pytest_configure(config: pytest.Config) -> None:
    """The first process makes the servers' folder; the others inherit it. No setting of the machine leaks in."""
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="caseline-tests-")
        for name in ("DATABASE_URL", "REDIS_URL", "CASELINE_DATA", "CASELINE_AGENCIES", "PUBLIC_URL"):
            os.environ.pop(name, None)
        for name in [name for name in os.environ if name.startswith("TWILIO_")]:
            del os.environ[name]
    logs.set_up(logging.CRITICAL)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ.pop(_FOLDER))
        embedded.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> embedded.Servers:
    """The run's servers, started by whichever process asks first. Nobody waits for their disk: it is thrown away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(postgres.SETTINGS, "fsync", "off")
        return embedded.start(Path(os.environ[_FOLDER]))


@pytest.fixture(scope="session")
def database_url(servers: embedded.Servers, worker_id: str) -> str:
    """A migrated database that no other test process uses."""
    name = f"test_{worker_id}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    url = servers.database_url.replace("/caseline?", f"/{name}?")
    assert url != servers.database_url
    schema.upgrade(url)
    return url


@pytest.fixture(scope="session")
def redis_url(servers: embedded.Servers, worker_id: str) -> str:
    """A Valkey database that no other test process uses."""
    number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1
    return f"{servers.redis_url}?db={number}"


def empty(database_url: str) -> None:
    """Every table emptied, even those that the product itself can only add to."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        tables = [row[0] for row in connection.execute("select tablename from pg_tables where schemaname = 'public'")]
        tables.remove("alembic_version")
        # What a test before this one left running may still hold a row: it is given a moment, twice.
        for patience in ("1s", "5s"):
            try:
                _truncate(connection, tables, patience)
                return
            except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable):
                if patience == "5s":
                    raise


def _truncate(connection: psycopg.Connection, tables: list[str], patience: str) -> None:
    with connection.transaction():
        connection.execute(f"set local lock_timeout = '{patience}'")
        connection.execute("set local session_replication_role = replica")
        connection.execute("alter table consent_history disable trigger user")
        connection.execute("truncate " + ", ".join(tables) + " restart identity")
        connection.execute("alter table consent_history enable trigger user")


@pytest.fixture
def clean_database_url(database_url: str) -> str:
    """The database, with nothing in it."""
    empty(database_url)
    return database_url


@pytest.fixture
def line(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    """A whole line in this process: see tests/line.py."""
    with Line(clean_database_url, redis_url) as running:
        yield running
