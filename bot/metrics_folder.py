"""The folder in which the processes of one installation count together (prometheus-client's way)."""

from __future__ import annotations

import os
import re
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_FILE = re.compile(r"_(\d+)\.db")


def open_folder(default: Path) -> None:
    """Names the folder to the processes that this one starts, makes it, and clears it of the dead."""
    folder = Path(os.environ.setdefault(VARIABLE, str(default.resolve())))
    folder.mkdir(parents=True, exist_ok=True)
    prune()


def prune() -> None:
    """Removes the files of processes that are no more; a counter that goes down is a restart to Prometheus."""
    folder = os.environ.get(VARIABLE)
    for file in Path(folder).glob("*.db") if folder else ():
        found = _FILE.search(file.name)
        if found and not _alive(int(found[1])):
            file.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
