"""`caseline key`: who may call the API."""

from __future__ import annotations

import hashlib
import secrets

import click

from bot import agencies, runtime, settings
from bot.store import keys
from bot.store.db import connect

SCOPES = ("events", "read", "write", "admin")


@click.group()
def key() -> None:
    """The API's keys."""


@key.command()
@click.argument("agency")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="Repeatable.")
@click.option("--name", required=True, help="Whose key it is, for people.")
def create(agency: str, scopes: tuple[str, ...], name: str) -> None:
    """Makes a key for AGENCY and prints it, once, alone on standard output."""
    name = " ".join(name.split())
    if not name:
        raise click.UsageError("--name is empty; say whose key it is")
    wanted = settings.load()
    known = agencies.load(wanted).by_key
    if agency not in known:
        raise click.UsageError(f"there is no agency {agency!r}; there is {', '.join(sorted(known))}")
    ready = runtime.complete(wanted)
    key_id = secrets.token_hex(4)
    secret = "caseline_" + secrets.token_urlsafe(32)
    assert ready.database_url is not None
    with connect(ready.database_url) as connection:
        keys.add(
            connection,
            key_id,
            agency,
            name,
            dict.fromkeys(scopes),
            hashlib.sha256(secret.encode()).digest(),
            runtime.now(),
        )
    click.echo(f"key {key_id} for {agency}: it is shown only now", err=True)
    click.echo(secret)


@key.command("list")
def list_keys() -> None:
    """One key a line: its id, agency, scopes, state, name."""
    ready = runtime.complete(settings.load())
    assert ready.database_url is not None
    with connect(ready.database_url) as connection:
        for row in keys.all_keys(connection):
            state = f"revoked {row['revoked_at']:%Y-%m-%d}" if row["revoked_at"] else "in force"
            click.echo(f"{row['id']}  {row['agency']}  {','.join(row['scopes'])}  {state}  {row['name']}")


@key.command()
@click.argument("key_id", metavar="ID")
def revoke(key_id: str) -> None:
    """Ends a key at once."""
    ready = runtime.complete(settings.load())
    assert ready.database_url is not None
    with connect(ready.database_url) as connection:
        if not keys.revoke(connection, key_id, runtime.now()):
            raise click.UsageError(f"there is no key {key_id!r} in force")
    click.echo(f"key {key_id} is revoked", err=True)
