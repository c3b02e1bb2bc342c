"""`caseline web`, `worker`, `sweep`, `simulate`: the processes."""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import time
from functools import partial

import click
import psycopg
import sqlalchemy
from granian import Granian
from granian.constants import Interfaces

from bot import agencies, metrics_folder, reconcile, runtime, served, settings
from bot import worker as workers
from bot.gateway import Gateway
from bot.rounds import AT_ONCE, Rounds
from bot.settings import Settings, SettingsError
from bot.store import schema

CARRIER = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "PUBLIC_URL")
# So many requests of a process can wait for each other's events to go together (bot/gathering.py).
BLOCKING_THREADS = 12
# Granian's own lines, with the others.
LOGS = {"formatter": "generic", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
# A port that another process gives up within this time isn't called taken.
PORT_SECONDS = 5.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=os.cpu_count() or 1, show_default="one per core", type=click.IntRange(1, 64))
def web(host: str, port: int, workers: int) -> None:
    """Serves the webhooks and the API."""
    ready = _ready()
    _free(host, port)
    _export(ready)
    # Spawned, not forked: each counts in the shared folder, and inherits nothing but the environment.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
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
        log_dictconfig={"handlers": {"console": LOGS, "access": LOGS}},
    )
    server.serve(target_loader=partial(served.load, os.getpid()), wrap_loader=False)


@click.command()
def worker() -> None:
    """Sends what is due, and minds the clock."""
    ready = _ready()
    _export(ready)
    workers.supervise(ready)


@click.command()
def sweep() -> None:
    """Does once, now, what the clock does."""
    ready = _ready(*CARRIER[:2], wait=False)
    parts = runtime.build(ready, connections=reconcile.ABREAST + 2)
    try:
        done = Rounds(parts, Gateway(ready.twilio_base_url, reconcile.ABREAST)).make(AT_ONCE)
    finally:
        parts.close()
    if done.swept is None:
        click.echo("another process is at the clock, or it failed", err=True)
    else:
        click.echo(f"still_waiting {done.swept.still_waiting}")
        click.echo(f"expired {done.swept.expired}")
        click.echo(f"never_matched {done.swept.never_matched}")
    if done.reconciled is not None:
        click.echo(f"found {done.reconciled.found}")
        click.echo(f"sent_again {done.reconciled.again}")
        click.echo(f"still_open {done.reconciled.unknown}")
    if done.missed is not None:
        click.echo(f"missed {done.missed}")
    if done.reconciled is None or done.missed is None:
        raise SystemExit(1)


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
    _free(host, port)
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


def _ready(*needed: str, wait: bool = True) -> Settings:
    """The settings, checked, with servers behind them and a schema that fits. Raises SettingsError.

    A database that is out of reach is waited for, unless `wait` is false: then psycopg's error comes through.
    """
    wanted = settings.load()
    wanted.need(*(needed or CARRIER))
    agencies.load(wanted)
    ready = runtime.complete(wanted)
    assert ready.database_url is not None
    try:
        present, newest = schema.versions(ready.database_url)
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError):
        if not wait:
            raise
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
    metrics_folder.open_folder(ready.data / "metrics")


def _free(host: str, port: int) -> None:
    """Waits for a port that is just being given up. Raises SettingsError if it stays taken.

    The server itself would share it with whoever else lets it be shared, and each would get half the texts.
    """
    ends = time.monotonic() + PORT_SECONDS
    while True:
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
                probe.listen(1)
            return
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or time.monotonic() > ends:
                raise SettingsError(f"cannot listen on {host} port {port}: {fault.strerror}") from None
            time.sleep(0.2)
