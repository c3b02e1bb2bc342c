"""Settings, from the environment or `.env`."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting is missing or wrong: one clear line for the operator."""


class Settings(BaseSettings):
    """What an installation is told from outside; docs/settings.md explains each name."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str | None = None
    redis_url: str | None = None
    data: Path = Field(default=Path(".caseline"), alias="CASELINE_DATA")
    agencies: Path | None = Field(default=None, alias="CASELINE_AGENCIES")
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_auth_token_old: SecretStr | None = None
    twilio_base_url: str | None = None
    public_url: str | None = None

    @field_validator("database_url")
    @classmethod
    def _postgresql_only(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must start with postgresql://")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis_only(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @field_validator("public_url", "twilio_base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        _ = parts.port  # raises for one that is none
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise ValueError("must be an address such as https://caseline.example.gov")
        return value.rstrip("/")

    def variable(self, name: str) -> str | None:
        """A variable that an agency's table names, from where the settings themselves come from."""
        file = self.model_config.get("env_file")
        return os.environ.get(name) or (dotenv_values(str(file)).get(name) if file else None) or None

    def need(self, *names: str) -> None:
        """Raises SettingsError naming the first of `names` (settings) that isn't set."""
        for name in names:
            if getattr(self, name.lower()) is None:
                raise SettingsError(f"{name} is not set; it is needed by this command (see docs/settings.md)")


def load() -> Settings:
    """The settings of this process. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
