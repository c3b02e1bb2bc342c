"""API keys: 256 random bits, kept as their SHA-256; revoked, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from bot.store.db import Connection


def add(
    connection: Connection,
    key_id: str,
    agency: str,
    name: str,
    scopes: Iterable[str],
    secret_sha256: bytes,
    now: datetime,
) -> None:
    connection.execute(
        """insert into api_keys (id, agency, name, scopes, secret_sha256, created_at)
           values (%s, %s, %s, %s, %s, %s)""",
        (key_id, agency, name, list(scopes), secret_sha256, now),
    )


def find(connection: Connection, secrets_sha256: Collection[bytes]) -> dict[bytes, dict[str, Any]]:
    """The keys in force with these hashes."""
    rows = connection.execute(
        """select secret_sha256, id, agency, name, scopes from api_keys
           where secret_sha256 = any(%s) and revoked_at is null""",
        (list(secrets_sha256),),
    )
    return {bytes(row["secret_sha256"]): row for row in rows}


def all_keys(connection: Connection) -> list[dict[str, Any]]:
    return connection.execute(
        "select id, agency, name, scopes, created_at, revoked_at from api_keys order by created_at, id"
    ).fetchall()


def revoke(connection: Connection, key_id: str, now: datetime) -> bool:
    """Whether there was such a key in force."""
    return (
        connection.execute(
            "update api_keys set revoked_at = %s where id = %s and revoked_at is null", (now, key_id)
        ).rowcount
        == 1
    )
