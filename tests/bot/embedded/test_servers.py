"""The life of the embedded servers: start, attach, stop, and any of them killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import redis

from bot import embedded

START = "import pathlib, sys; from bot import embedded; embedded.start(pathlib.Path(sys.argv[1])); "
SAY_PIDS = "print(sorted(embedded.running(pathlib.Path(sys.argv[1])).items()))"


def note(servers: embedded.Servers, word: str) -> None:
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (word text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [word])


def notes(servers: embedded.Servers) -> list[str]:
    with psycopg.connect(servers.database_url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM notes ORDER BY word")]


def ping(servers: embedded.Servers) -> bool:
    with redis.Redis.from_url(servers.redis_url) as client:
        return bool(client.ping())


def test_both_answer_at_the_addresses_they_were_started_with(data: Path) -> None:
    servers = embedded.start(data)

    with psycopg.connect(servers.database_url) as connection:
        row = connection.execute(
            "SELECT current_database(), current_setting('server_encoding'), current_setting('TimeZone'), "
            "current_setting('listen_addresses'), current_setting('fsync'), lower('É')"
        ).fetchone()
    assert row == ("caseline", "UTF8", "UTC", "", "on", "é")
    assert ping(servers)
    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.config_get("port") in ({"port": "0"}, {b"port": b"0"})


def test_a_second_start_attaches_to_what_runs(data: Path) -> None:
    first = embedded.start(data)
    pids = embedded.running(data)

    started = time.monotonic()
    second = embedded.start(data)

    assert second == first
    assert time.monotonic() - started < 0.5
    assert embedded.running(data) == pids
    assert sorted(pids) == ["postgres", "valkey"]


def test_what_was_written_is_there_after_a_stop(data: Path) -> None:
    servers = embedded.start(data)
    note(servers, "kept")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("job", "kept")

    embedded.stop(data)
    assert embedded.running(data) == {}
    servers = embedded.start(data)

    assert notes(servers) == ["kept"]
    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.get("job") in (b"kept", "kept")


def test_a_killed_postgres_comes_back_with_what_was_committed(data: Path) -> None:
    servers = embedded.start(data)
    note(servers, "committed")
    before = embedded.running(data)

    with psycopg.connect(servers.database_url):  # its backend is orphaned by the kill
        os.kill(before["postgres"], signal.SIGKILL)
        servers = embedded.start(data)

    after = embedded.running(data)
    assert notes(servers) == ["committed"]
    assert after["postgres"] != before["postgres"]
    assert after["valkey"] == before["valkey"]


def test_a_killed_valkey_comes_back(data: Path) -> None:
    embedded.start(data)
    before = embedded.running(data)

    os.kill(before["valkey"], signal.SIGKILL)
    servers = embedded.start(data)

    after = embedded.running(data)
    assert ping(servers)
    assert after["valkey"] != before["valkey"]
    assert after["postgres"] == before["postgres"]


def test_a_queue_file_that_cannot_be_loaded_is_put_aside(data: Path) -> None:
    embedded.start(data, postgres=False)
    embedded.stop(data)
    for manifest in (data / "valkey" / "appendonlydir").glob("*.manifest"):
        manifest.write_text("nonsense\n")

    servers = embedded.start(data, postgres=False)

    assert ping(servers)
    assert (data / "valkey" / "appendonlydir.broken").is_dir()


def test_a_caller_killed_in_the_middle_of_a_first_start_leaves_nothing_in_the_way(data: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", START, data]) as caller:
        deadline = time.monotonic() + 10
        while not (data / "postgres.new" / "base").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        caller.kill()
    assert not (data / "postgres").exists()

    servers = embedded.start(data)

    note(servers, "fine")
    assert notes(servers) == ["fine"]
    assert ping(servers)


def test_an_old_process_id_that_another_program_has_by_now_is_no_obstacle(data: Path) -> None:
    embedded.start(data, valkey=False)
    embedded.stop(data)
    pid_file = data / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{data / 'postgres'}\n1\n5432\n/nowhere\n\n  1  1\nready\n")

    servers = embedded.start(data, valkey=False)

    assert embedded.running(data)["postgres"] != os.getpid()
    note(servers, "fine")


def test_callers_that_start_at_once_share_one_pair(data: Path) -> None:
    command = [sys.executable, "-c", START + SAY_PIDS, str(data)]
    callers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]

    said = {caller.communicate(timeout=60)[0] for caller in callers}

    assert [caller.returncode for caller in callers] == [0, 0, 0]
    assert len(said) == 1
    assert said == {f"{sorted(embedded.running(data).items())}\n"}


def test_the_servers_outlive_their_caller_and_its_process_group(data: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START + "print(flush=True); sys.stdin.read()", data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as caller:
        assert caller.stdout is not None
        caller.stdout.readline()
        os.killpg(caller.pid, signal.SIGKILL)

    pids = embedded.running(data)

    assert sorted(pids) == ["postgres", "valkey"]
    embedded.start(data)
    assert embedded.running(data) == pids


def test_only_the_wanted_server_is_started(data: Path) -> None:
    servers = embedded.start(data, postgres=False)
    assert servers.database_url == ""
    assert list(embedded.running(data)) == ["valkey"]
    assert not (data / "postgres").exists()
    embedded.stop(data)

    servers = embedded.start(data, valkey=False)
    assert servers.redis_url == ""
    assert list(embedded.running(data)) == ["postgres"]


def test_stopping_what_does_not_run_is_no_error(data: Path) -> None:
    embedded.stop(data)
    embedded.stop(data)

    assert embedded.running(data) == {}
    assert not data.exists()
