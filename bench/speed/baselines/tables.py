"""The bare application's tables."""

from __future__ import annotations

import hashlib

from bot.store.db import connect

TABLES = """
create table if not exists bare_texts (
    id bigint generated always as identity primary key,
    sid text not null unique,
    phone text not null,
    body text not null,
    received_at timestamptz not null default now()
);
create table if not exists bare_keys (id text primary key, secret_sha256 bytea not null unique);
create table if not exists bare_events (
    id text primary key,
    type text not null,
    incident text not null,
    data jsonb not null,
    received_at timestamptz not null default now()
);
"""


def make(database_url: str, key: str) -> None:
    """The tables, and a key that may push."""
    with connect(database_url) as connection:
        connection.execute(TABLES)
        hashed = hashlib.sha256(key.encode()).digest()
        connection.execute("insert into bare_keys values ('bench', %s) on conflict do nothing", (hashed,))
