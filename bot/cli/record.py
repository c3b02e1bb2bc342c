"""`caseline db`: the database's schema."""

from __future__ import annotations

import click
import psycopg
import sqlalchemy

from bot import runtime, settings
from bot.store import schema


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Brings the database to the newest schema."""
    ready = runtime.complete(settings.load())
    assert ready.database_url is not None
    _reachable(ready.database_url)
    schema.upgrade(ready.database_url)
    click.echo(f"the database is at schema {schema.versions(ready.database_url)[0]}", err=True)


@db.command()
def check() -> int:
    """Says whether the database is there and up to date; exits 1 when it isn't."""
    ready = runtime.complete(settings.load())
    assert ready.database_url is not None
    try:
        present, newest = schema.versions(ready.database_url)
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError):
        click.echo("the database is out of reach", err=True)
        return 1
    if present != newest:
        click.echo(
            f"the database is at schema {present or 'none'}, not {newest}: run `caseline db upgrade`",
            err=True,
        )
        return 1
    click.echo(f"the database is at schema {newest}", err=True)
    return 0


def _reachable(url: str) -> None:
    """Raises psycopg's own error, which the command turns into one line."""
    psycopg.connect(url, connect_timeout=3).close()
