"""The schema's version: bringing a database up to date, and checking that it is."""

from __future__ import annotations

from pathlib import Path

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

_HERE = Path(__file__).parent / "migrations"
# Two processes that start at once upgrade one after the other.
_LOCK = 0x6361736C


def upgrade(url: str) -> None:
    """Brings the database to the newest schema; does nothing to one that is there."""
    config = _config()
    with _engine(url).connect() as connection:
        connection.execute(sqlalchemy.text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(sqlalchemy.text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()


def versions(url: str) -> tuple[str | None, str | None]:
    """The database's schema version, and the newest that this release knows."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with _engine(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    return config


def _engine(url: str) -> sqlalchemy.Engine:
    # Migrations only: Alembic speaks through SQLAlchemy, everything else through psycopg.
    return sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(url, connect_timeout=3),
        poolclass=sqlalchemy.pool.NullPool,
    )
