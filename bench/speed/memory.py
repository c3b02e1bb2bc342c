"""How much memory the processes under test have taken, as noted at the end of each part of the run."""

from __future__ import annotations

import subprocess
from collections import defaultdict

from bench.services import Service
from bench.speed.figures import Figure, Series
from bench.speed.ground import Line

WEB, WORKER = "web_rss_mb", "worker_rss_mb"


class Memory:
    """Resident memory in MB (of 10^6 bytes): the most that any process had at the end of its part."""

    def __init__(self) -> None:
        self._noted: dict[str, list[float]] = defaultdict(list)

    def note_web(self, service: Service) -> None:
        """The web processes: whatever `caseline web` has started, without itself."""
        self._noted[WEB].append(max(_resident(service.parts()[1:]).values()))

    def note_worker(self, line: Line) -> None:
        """The drainers, by RQ's books."""
        self._noted[WORKER].append(max(_resident(line.drainers()).values()))

    def figures(self) -> list[Figure]:
        return [Figure(name, max(values), "MB", Series("Caseline", values)) for name, values in self._noted.items()]


def _resident(pids: list[int]) -> dict[int, float]:
    """MB by process id; those that are gone are left out."""
    told = subprocess.run(
        ["ps", "-o", "pid=,rss=", "-p", ",".join(map(str, pids))], capture_output=True, text=True, check=False
    )
    pairs = (line.split() for line in told.stdout.splitlines())
    return {int(pid): int(kilobytes) * 1024 / 1e6 for pid, kilobytes in pairs}
