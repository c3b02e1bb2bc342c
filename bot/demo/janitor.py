"""A script that waits until its standard input closes, then stops a data folder's servers and removes it.

`python -m bot.demo.janitor FOLDER`: see leash.py for why a pipe.
"""

import shutil
import signal
import sys
from pathlib import Path

from bot import embedded


def main(folder: Path) -> None:
    """Wait, stop, remove."""
    sys.stdin.buffer.read()
    embedded.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        main(Path(sys.argv[1]))
    except embedded.EmbeddedError as fault:
        sys.exit(str(fault))
