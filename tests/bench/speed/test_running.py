"""`make bench` runs: a little of it, of which nothing is concluded."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from bench.speed.__main__ import main
from bench.speed.ground import ROOT


@pytest.mark.timeout(120)
@pytest.mark.xdist_group("chaos")
def test_a_quick_run_prints_the_figures_that_were_asked_for() -> None:
    command = [sys.executable, "-m", "bench.speed", "--quick", "--only", "inbound_vs_bare,web_rss_mb"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["inbound_vs_bare", "web_rss_mb"]
    assert all(re.fullmatch(r"\w+ \d+(\.\d+)?", line) for line in lines)


def test_an_unknown_figure_is_refused_with_the_names_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "nonsense"])
    assert "inbound_vs_bare" in capsys.readouterr().err
