"""Data folders of every kind: long, odd, private, unusable."""

import os
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from bot import embedded
from bot.embedded.paths import SOCKET_LIMIT, Layout


def works(servers: embedded.Servers) -> bool:
    with psycopg.connect(servers.database_url) as connection:
        asked = connection.execute("SELECT 1").fetchone() == (1,)
    with redis.Redis.from_url(servers.redis_url) as client:
        return asked and bool(client.ping())


def test_a_path_too_long_for_sockets_works_through_a_short_private_folder(tmp_path: Path) -> None:
    data = tmp_path / ("long" * 30) / "data"
    try:
        servers = embedded.start(data)
        short = Path(os.readlink(data / "run"))

        assert works(servers)
        assert len(os.fsencode(servers.redis_url.removeprefix("unix://"))) <= SOCKET_LIMIT
        assert stat.S_IMODE(os.lstat(short).st_mode) == 0o700
        assert embedded.start(data) == servers
    finally:
        embedded.stop(data)
    assert not short.exists()


def test_a_short_folder_that_somebody_prepared_is_refused(tmp_path: Path) -> None:
    data = tmp_path / ("long" * 30) / "data"
    embedded.start(data, postgres=False)
    embedded.stop(data)
    short = Path(os.readlink(data / "run"))
    short.mkdir()
    short.chmod(0o777)
    try:
        with pytest.raises(embedded.EmbeddedError, match="open to other users"):
            embedded.start(data)
    finally:
        short.rmdir()


def test_a_path_with_odd_characters_works(tmp_path: Path) -> None:
    data = tmp_path / "a, b%41 é'\"?#"
    try:
        assert works(embedded.start(data))
    finally:
        embedded.stop(data)


def test_nobody_else_can_reach_the_sockets_or_the_data(data: Path) -> None:
    embedded.start(data)

    for name in ("run", "postgres", "valkey"):
        assert stat.S_IMODE(os.stat(data / name).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(data).st_mode) in (0o700, 0o711)
    for name in ("run/.s.PGSQL.5432", "run/valkey.sock"):
        assert stat.S_IMODE(os.stat(data / name).st_mode) == 0o700


def test_a_file_in_the_place_of_the_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    with pytest.raises(embedded.EmbeddedError, match="is a file"):
        embedded.start(tmp_path / "data")


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(embedded.EmbeddedError, match="can't be used"):
        embedded.start(tmp_path / "file" / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_said_plainly(data: Path) -> None:
    data.mkdir(mode=0o500)

    with pytest.raises(embedded.EmbeddedError, match="can't be written"):
        embedded.start(data)


def test_data_of_another_postgresql_is_left_alone(data: Path) -> None:
    Layout(data).home("postgres").mkdir(parents=True, mode=0o700)
    (data / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(embedded.EmbeddedError, match="made by PostgreSQL 9"):
        embedded.start(data, valkey=False)

    assert (data / "postgres" / "PG_VERSION").read_text() == "9\n"


def test_the_log_quotes_no_statement_and_no_value(data: Path) -> None:
    servers = embedded.start(data, valkey=False)
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE phones (phone text PRIMARY KEY)")
        connection.execute("INSERT INTO phones VALUES ('+18135550101')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO phones VALUES ('+18135550101')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT %s::int", ["my words"])
    embedded.stop(data)

    logged = "".join(log.read_text() for log in (data / "postgres" / "log").iterdir())
    logged += (data / "postgres.start.log").read_text()
    assert "ready to accept connections" in logged
    assert "5550101" not in logged
    assert "my words" not in logged
