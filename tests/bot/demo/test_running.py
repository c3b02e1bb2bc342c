"""The whole demonstration, as anybody would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("demo")
CASELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


def test_the_demonstration_at_full_speed_loses_doubles_and_invents_nothing(tmp_path: Path) -> None:
    # Settings that would lead elsewhere have no part in it.
    elsewhere = {"DATABASE_URL": "postgresql://nowhere.invalid/x", "REDIS_URL": "redis://nowhere.invalid"}
    environment = os.environ | elsewhere | {"TMPDIR": str(tmp_path), "CASELINE_AGENCIES": "/nowhere.toml"}
    ended = subprocess.run(
        [*CASELINE, "demo", "--once"], env=environment, capture_output=True, text=True, timeout=110, check=False
    )
    assert ended.returncode == 0, ended.stderr
    for word in ("call_finished", "reply", "opted_out", "call_type_not_listed", "p99"):
        assert word in ended.stdout
    assert "\x1b" not in ended.stdout
    assert [one.name for one in tmp_path.iterdir()] == []
