"""Settings: from the environment or `.env`, and one clear line for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with no `.env`."""
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_everything_embedded_is_used() -> None:
    found = settings.load()
    assert (found.database_url, found.redis_url, found.public_url, found.agencies) == (None, None, None, None)
    assert found.data == Path(".caseline")


def test_each_name_of_the_contract_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {
        "DATABASE_URL": "postgresql://u:p@h/d",
        "REDIS_URL": "unix:///run/redis.sock",
        "CASELINE_DATA": "/srv/caseline",
        "CASELINE_AGENCIES": "/etc/agencies.toml",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "new",
        "TWILIO_AUTH_TOKEN_OLD": "old",
        "TWILIO_BASE_URL": "http://127.0.0.1:8001",
        "PUBLIC_URL": "https://line.example.gov/",
    }
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    found = settings.load()
    assert found.database_url == names["DATABASE_URL"]
    assert found.redis_url == names["REDIS_URL"]
    assert (found.data, found.agencies) == (Path("/srv/caseline"), Path("/etc/agencies.toml"))
    assert found.twilio_auth_token is not None
    assert found.twilio_auth_token.get_secret_value() == "new"
    assert found.twilio_auth_token_old is not None
    assert found.public_url == "https://line.example.gov"
    assert found.twilio_base_url == "http://127.0.0.1:8001"


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PUBLIC_URL=https://file.example\nTWILIO_ACCOUNT_SID=ACfile\n", encoding="utf-8")
    monkeypatch.setenv("PUBLIC_URL", "https://environment.example")
    found = settings.load()
    assert (found.public_url, found.twilio_account_sid) == ("https://environment.example", "ACfile")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert settings.load().database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:secret@h/d"),
        ("DATABASE_URL", "sqlite:///secret.db"),
        ("REDIS_URL", "valkey+unix:///secret"),
        ("PUBLIC_URL", "line.example.gov/secret"),
        ("PUBLIC_URL", "ftp://secret"),
        ("PUBLIC_URL", "https://h/?secret=1"),
        ("PUBLIC_URL", "https://h/#secret"),
        ("PUBLIC_URL", "https://"),
        ("TWILIO_BASE_URL", "secret"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_that_does_not_repeat_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        settings.load()
    assert str(wrong.value).startswith(f"{name}: must ")
    assert "secret" not in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://h:port")
    with pytest.raises(SettingsError, match=r"^PUBLIC_URL: "):
        settings.load()


def test_a_command_names_the_first_setting_that_it_misses() -> None:
    found = Settings(_env_file=None, twilio_account_sid="AC1")
    found.need("TWILIO_ACCOUNT_SID")
    with pytest.raises(SettingsError, match=r"^PUBLIC_URL is not set"):
        found.need("TWILIO_ACCOUNT_SID", "PUBLIC_URL", "TWILIO_AUTH_TOKEN")


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "hush")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN_OLD", "hush")
    assert "hush" not in repr(settings.load())


def test_an_agencys_own_variable_is_found_in_the_environment_or_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SHORE_TOKEN=file\nTAMPA_TOKEN=file\nEMPTY=\n", encoding="utf-8")
    monkeypatch.setenv("TAMPA_TOKEN", "environment")
    found = settings.load()
    names = ("SHORE_TOKEN", "TAMPA_TOKEN", "EMPTY", "NONE")
    assert [found.variable(name) for name in names] == ["file", "environment", None, None]
