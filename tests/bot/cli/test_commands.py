"""The command line: exit status, one clear line, data alone on standard output."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bot import agencies, cli
from bot.cli import processes
from tests.bot.installation import caseline, environment
from tests.line import ACCOUNT, TOKEN, Line


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: bytes
    stderr: bytes


Run = Callable[..., Done]
CARRIER = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": "http://127.0.0.1:9"}
COMMANDS = [
    "",
    "agency",
    "agency check",
    "agency example",
    "db",
    "db check",
    "db upgrade",
    "demo",
    "key",
    "key create",
    "key list",
    "key revoke",
    "segments",
    "simulate",
    "sweep",
    "web",
    "worker",
]


@pytest.fixture
def run(
    clean_database_url: str,
    redis_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Runs a command in this process, over the test's database; settings named in capitals replace the usual."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli.logs, "set_up", lambda: None)
    monkeypatch.setattr(processes, "PORT_SECONDS", 0.3)

    def run(*words: str, **settings: str) -> Done:
        for name, value in (
            {"DATABASE_URL": clean_database_url, "REDIS_URL": redis_url} | CARRIER | settings
        ).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["caseline", *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return Done(int(end.value.code or 0), *capfdbinary.readouterr())

    return run


def one_line(done: Done, status: int = 2) -> str:
    """What a refused command said: one line on standard error, nothing on standard output."""
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (status, b"", 1), done
    assert "Traceback" not in said
    return said


def test_every_command_explains_itself(run: Run) -> None:
    for command in COMMANDS:
        done = run(*command.split(), "--help", DATABASE_URL="", **dict.fromkeys(CARRIER, ""))
        assert (done.returncode, done.stderr) == (0, b""), command
        assert done.stdout.startswith(b"Usage: "), command


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["key", "nothing"],
        ["key", "create"],
        ["key", "create", "tampa", "--scope", "events"],
        ["key", "create", "tampa", "--scope", "everything", "--name", "x"],
        ["key", "create", "tampa", "--scope", "events", "--name", " "],
        ["key", "create", "nowhere", "--scope", "events", "--name", "x"],
        ["web", "--port", "none"],
        ["web", "--port", "70000"],
        ["web", "--workers", "0"],
        ["segments", "--nothing"],
        ["agency", "check", "/no/such/file"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_status_2(run: Run, words: list[str]) -> None:
    one_line(run(*words))


@pytest.mark.parametrize("words", [[], ["key"]], ids=["caseline", "caseline key"])
def test_no_command_at_all_shows_help_and_says_why_it_failed(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"Commands:" in done.stdout


@pytest.mark.parametrize("command", ["web", "worker", "sweep", "simulate"])
def test_a_missing_setting_is_named(run: Run, command: str) -> None:
    assert "TWILIO_AUTH_TOKEN is not set" in one_line(run(command, TWILIO_AUTH_TOKEN=""))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://[x"),
        ("REDIS_URL", "http://x"),
        ("PUBLIC_URL", "line.example"),
        ("CASELINE_AGENCIES", "/no/such/file"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(run: Run, setting: str, value: str) -> None:
    said = one_line(run("sweep", **{setting: value}))
    assert value in said or setting in said


@pytest.mark.parametrize(
    "words", [["db", "upgrade"], ["key", "list"], ["key", "revoke", "x"], ["sweep"]], ids=" ".join
)
def test_a_database_out_of_reach_is_one_line(run: Run, words: list[str]) -> None:
    assert "out of reach" in one_line(run(*words, DATABASE_URL="postgresql://127.0.0.1:9/none"))


def test_a_database_without_a_schema_says_what_to_run(run: Run, clean_database_url: str) -> None:
    bare = clean_database_url.replace("/test_", "/bare_")
    name = re.search(r"/(bare_\w+)\?", bare)
    assert name
    with psycopg.connect(clean_database_url, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name[1]} with (force)")
        connection.execute(f"create database {name[1]}")
    for words in (["key", "list"], ["sweep"], ["web"], ["worker"]):
        assert "caseline db upgrade" in one_line(run(*words, DATABASE_URL=bare))
    assert "caseline db upgrade" in one_line(run("db", "check", DATABASE_URL=bare), status=1)
    for _ in range(2):
        upgraded = run("db", "upgrade", DATABASE_URL=bare)
        assert (upgraded.returncode, upgraded.stdout) == (0, b"")
    assert run("db", "check", DATABASE_URL=bare).returncode == 0


def test_db_check_fails_when_the_database_is_out_of_reach(run: Run) -> None:
    one_line(run("db", "check", DATABASE_URL="postgresql://127.0.0.1:9/none"), status=1)


def test_a_key_is_printed_once_and_alone_and_opens_the_door(line: Line, run: Run) -> None:
    made = run("key", "create", "tampa", "--scope", "events", "--scope", "read", "--name", " CAD of\n Tampa ")
    assert made.returncode == 0
    secret = made.stdout.decode()
    assert re.fullmatch(r"caseline_[A-Za-z0-9_-]{43}\n", secret)
    assert secret.strip().encode() not in made.stderr
    assert line.get("/api/v1/cases/none", key=secret.strip()).status == 404
    assert line.get("/api/v1/cases/none", key="caseline_" + "x" * 43).status == 401
    listed = run("key", "list").stdout.decode().splitlines()
    [mine] = [one for one in listed if "CAD" in one]
    assert len(listed) == 2  # this one, and the test's own
    assert secret.strip() not in "".join(listed)
    key_id = mine.split()[0]
    assert run("key", "revoke", key_id).returncode == 0
    assert line.get("/api/v1/cases/none", key=secret.strip()).status == 401
    assert "no key" in one_line(run("key", "revoke", key_id))
    assert "no key" in one_line(run("key", "revoke", "CAD"))
    assert "revoked" in run("key", "list").stdout.decode()


def test_the_example_of_an_agency_is_right(run: Run, tmp_path: Path) -> None:
    example = run("agency", "example")
    assert example.stdout.decode() == agencies.example()
    (tmp_path / "agencies.toml").write_bytes(example.stdout)
    checked = run("agency", "check", str(tmp_path / "agencies.toml"))
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize(
    "wrong", [b"", b"agencies = 1", b"[", b"\xff\xfe", b"[agencies.tampa]\nname = 'T'\nnonsense = 1"]
)
def test_a_wrong_agencies_file_fails_its_check_in_one_line(run: Run, tmp_path: Path, wrong: bytes) -> None:
    (tmp_path / "agencies.toml").write_bytes(wrong)
    one_line(run("agency", "check", str(tmp_path / "agencies.toml")), status=1)


def test_segments_takes_any_bytes_and_gives_a_json_line_for_each_line() -> None:
    lines = [
        b"Hello",
        b"",
        b"\xff\xfe\x00",
        "¿Qué? 👮".encode(),
        b"x" * 200,
        b"\xed\xa0\x80",
        b"cr\r",
        b"\xe2\x80\xa8two",
    ]
    done = caseline("segments", env=environment(), stdin=b"\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    found = [json.loads(one) for one in done.stdout.decode().split("\n")[:-1]]
    assert len(found) == len(lines)
    assert set(found[0]) == {"text", "encoding", "segments", "units"}
    assert [one["segments"] for one in found][:5] == [1, 1, 1, 1, 2]


def test_a_sweep_says_what_it_did(run: Run) -> None:
    done = run("sweep")
    assert done.returncode == 0
    names = ["still_waiting", "expired", "never_matched", "found", "sent_again", "still_open", "missed"]
    assert done.stdout.decode().split()[::2] == names


@pytest.mark.parametrize("command", ["web", "simulate"])
@pytest.mark.parametrize("shared", [False, True])
def test_a_port_in_use_is_one_line(run: Run, command: str, shared: bool) -> None:
    with socket.socket() as taken:
        if shared:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "in use" in one_line(run(command, "--port", str(taken.getsockname()[1])))


def test_a_host_that_is_not_ours_is_one_line(run: Run) -> None:
    one_line(run("web", "--host", "203.0.113.1", "--port", "8000"))


def test_a_process_of_its_own_ends_as_the_command_does() -> None:
    assert caseline("nothing", env=environment()).returncode == 2
    assert caseline("--version", env=environment()).stdout.startswith(b"caseline")
