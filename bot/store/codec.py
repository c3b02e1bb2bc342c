"""Facts to JSON and back, for the columns that hold them."""

from __future__ import annotations

import json
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from flows.notices import Notice
from flows.snapshot import Snapshot

_SNAPSHOT = TypeAdapter(Snapshot)
_NOTICE = TypeAdapter(Notice)


def snapshot_out(snapshot: Snapshot) -> str:
    return _SNAPSHOT.dump_json(snapshot).decode()


def snapshot_in(value: Any) -> Snapshot:
    """From JSON's text, or from what it was loaded as."""
    return _SNAPSHOT.validate_json(value) if isinstance(value, str) else _SNAPSHOT.validate_python(value)


def notice_out(notice: Notice) -> str:
    return _NOTICE.dump_json(notice).decode()


def notice_in(value: Any) -> Notice:
    """From JSON's text, or from what it was loaded as."""
    return _NOTICE.validate_json(value) if isinstance(value, str) else _NOTICE.validate_python(value)


def jsonb(value: Any) -> Jsonb:
    return Jsonb(value, dumps=lambda one: json.dumps(one, separators=(",", ":"), default=str))
