"""A helper process that measures: it is asked and answers in JSON, one line each, and keeps what it has warmed up.

Apart from this process, so that neither's threads nor garbage are in the other's times.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Child:
    """`python -m MODULE`, which answers questions until it is let go."""

    def __init__(self, module: str, environment: Mapping[str, str], log: Path) -> None:
        with open(log, "ab") as words:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                env=dict(environment),
                cwd=log.parent,
            )
        self._module, self._log = module, log

    def ask(self, **question: Any) -> dict[str, Any]:
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._popen.stdin.write(json.dumps(question).encode() + b"\n")
        self._popen.stdin.flush()
        line = self._popen.stdout.readline()
        if not line:
            raise SystemExit(f"speed: {self._module} ended; its words are in {self._log}")
        found: dict[str, Any] = json.loads(line)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        try:
            self._popen.wait(10)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()


def serve(answer: Callable[..., Mapping[str, Any]]) -> None:
    """The child's side: calls `answer` with each question's members until nobody asks any more."""
    output = sys.stdout
    sys.stdout = sys.stderr  # whatever else is printed is no answer
    for line in sys.stdin:
        output.write(json.dumps(answer(**json.loads(line))) + "\n")
        output.flush()
