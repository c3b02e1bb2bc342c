"""`caseline web`, `worker`, `sweep`, `simulate`: the processes."""

from __future__ import annotations

import os
from pathlib import Path

import click
import psycopg
import sqlalchemy
from granian import Granian
from granian.constants import Interfaces

from bot import agencies, clock, runtime, settings
from bot import worker as workers
from bot.settings import Settings, SettingsError
from bot.store import schema

CARRIER = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "PUBLIC_URL")
# A blocking worker with many threads has long tails; a few are enough to overlap waiting for the database.
BLOCKING_THREADS = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=os.cpu_count() or 1, show_default="one per core", type=click.IntRange(1, 64))
def web(host: str, port: int, workers: int) -> None:
    """Serves the webhooks and the API."""
    ready = _ready()
    _export(ready)
    Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backlog=1024,
        websockets=False,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()


@click.command()
def worker() -> None:
    """Sends what is due, and minds the clock."""
    ready = _ready()
    _export(ready)
    workers.supervise(ready)


@click.command()
def sweep() -> None:
    """Does once, now, what the clock does."""
    ready = _ready(*CARRIER[:2])
    parts = runtime.build(ready, connections=2)
    try:
        done = clock.sweep(parts.pool, parts.agencies, parts.clock(), parts.wake)
    finally:
        parts.close()
    if done is None:
        click.echo("another process is sweeping", err=True)
        return
    click.echo(f"still_waiting {done.still_waiting}")
    click.echo(f"expired {done.expired}")
    click.echo(f"never_matched {done.never_matched}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
def simulate(host: str, port: int) -> None:
    """Runs the carrier simulator: a development tool that takes Twilio's place."""
    from bot.simulator.config import SimulatorConfig
    from bot.simulator.serve import serve

    wanted = settings.load()
    wanted.need(*CARRIER)
    known = agencies.load(wanted)
    assert wanted.public_url is not None
    account = next(iter(known.accounts.values()))
    serve(
        SimulatorConfig(
            account_sid=account.sid,
            auth_token=account.tokens[0],
            public_url=wanted.public_url,
            senders={one.sender: one.keyword_replies for one in known.by_key.values()},
        ),
        host,
        port,
    )


def _ready(*needed: str) -> Settings:
    """The settings, checked, with servers behind them and a schema that fits. Raises SettingsError."""
    wanted = settings.load()
    wanted.need(*(needed or CARRIER))
    agencies.load(wanted)
    ready = runtime.complete(wanted)
    assert ready.database_url is not None
    try:
        present, newest = schema.versions(ready.database_url)
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError):
        click.echo("caseline: the database is out of reach; waiting for it", err=True)
        return ready
    if present != newest:
        raise SettingsError(f"the database is at schema {present or 'none'}, not {newest}: run `caseline db upgrade`")
    return ready


def _export(ready: Settings) -> None:
    """Tells the processes that this one starts what it found out."""
    assert ready.database_url is not None
    assert ready.redis_url is not None
    os.environ["DATABASE_URL"] = ready.database_url
    os.environ["REDIS_URL"] = ready.redis_url
    folder = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(ready.data.resolve() / "metrics")))
    folder.mkdir(parents=True, exist_ok=True)
