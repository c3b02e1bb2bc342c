"""Lines for tests of the sending half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import agencies
from tests.line import Line


@pytest.fixture
def quick_line(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    """A line whose sender is never held back by its pace."""
    toml = agencies.example().replace("segments_per_second = 30", "segments_per_second = 2000")
    with Line(clean_database_url, redis_url, toml=toml) as running:
        yield running
