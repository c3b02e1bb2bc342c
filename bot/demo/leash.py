"""A script that runs a command for as long as its standard input stays open: `leash.py COMMAND...`

Whoever starts it holds the other end of that pipe. However the holder ends, even by kill -9, the pipe closes
and the command is ended: by SIGTERM, and after some seconds by force, with all that it started.
"""

import os
import signal
import subprocess
import sys
import threading

POLITE_SECONDS = 8.0


def main(command: list[str]) -> int:
    """Run the command; its exit status."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_hold, args=(child,), daemon=True).start()
    status = child.wait()
    os.killpg(0, signal.SIGTERM)  # what it left behind, if it was killed
    return status


def _hold(child: "subprocess.Popen[bytes]") -> None:
    sys.stdin.buffer.read()
    child.terminate()
    try:
        child.wait(POLITE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(0, signal.SIGKILL)  # the leash leads a group of its own


if __name__ == "__main__":
    # What is sent to the group is not for the leash. A handler, because the command would inherit SIG_IGN.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    sys.exit(main(sys.argv[1:]))
