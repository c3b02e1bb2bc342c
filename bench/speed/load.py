"""The load: requests that were made ready beforehand, on kept connections, as fast as they are answered.

One thread over epoll, no HTTP library and nothing computed but the time: the load shares the cores with what it
measures, so it must be cheap. The same for both sides.
"""

from __future__ import annotations

import gc
import pickle
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bench.speed import child
from bench.speed.child import Child

ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Measured:
    """One run: requests a second, and how many seconds each took, in the order of their ends."""

    rate: float
    seconds: tuple[float, ...]


class Load:
    """Runs requests against a port from the helper process."""

    def __init__(self, helper: Child, folder: Path) -> None:
        self._helper, self._folder = helper, folder

    def run(
        self, port: int, requests: Sequence[bytes], *, at_once: int, expect: bytes, seconds: float | None = None
    ) -> Measured:
        """Sends them all, or as many as `seconds` allow. `expect` stands in every good answer.

        Raises SystemExit with what was answered instead, if anything was.
        """
        with NamedTemporaryFile(dir=self._folder, suffix=".requests") as file:
            pickle.dump(list(requests), file)
            file.flush()
            found = self._helper.ask(
                port=port, path=file.name, at_once=at_once, expect=expect.decode(), seconds=seconds
            )
        if found["wrong"]:
            raise SystemExit(f"speed: port {port} answered {found['wrong']!r}")
        return Measured(len(found["took"]) / found["lasted"], tuple(found["took"]))


@dataclass
class _Line:
    """One connection, and the request that is on it."""

    socket: socket.socket
    sent_at: float = 0.0
    got: bytearray = field(default_factory=bytearray)


def measure(port: int, path: str, at_once: int, expect: str, seconds: float | None) -> dict[str, Any]:
    """The helper's work: see `Load.run`."""
    requests: list[bytes] = pickle.loads(Path(path).read_bytes())
    gc.freeze()
    gc.disable()
    try:
        return _measure(port, iter(requests), at_once, expect.encode(), seconds)
    finally:
        gc.enable()


def _measure(
    port: int, requests: Iterator[bytes], at_once: int, expect: bytes, seconds: float | None
) -> dict[str, Any]:
    took: list[float] = []
    wrong: str | None = None
    with selectors.DefaultSelector() as selector:
        for _ in range(at_once):
            selector.register(_connect(port), selectors.EVENT_READ)
        lines = {key.fd: _Line(key.fileobj) for key in selector.get_map().values()}  # type: ignore[arg-type]
        began = time.perf_counter()
        ends = began + (seconds if seconds is not None else 1e9)
        busy = sum(_send(line, requests) for line in lines.values())
        while busy:
            ready = selector.select(ANSWER_SECONDS)
            if not ready:
                wrong = wrong or "nothing"
                break
            for key, _ in ready:
                line = lines[key.fd]
                answer = _receive(line)
                if answer is None:
                    continue
                now = time.perf_counter()
                took.append(now - line.sent_at)
                if expect not in answer:
                    wrong = wrong or answer.decode("utf-8", "replace")[:2000]
                if now >= ends or wrong or not _send(line, requests):
                    busy -= 1
        lasted = time.perf_counter() - began
        for line in lines.values():
            line.socket.close()
    return {"took": took, "lasted": lasted, "wrong": wrong}


def _connect(port: int) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return one


def _send(line: _Line, requests: Iterator[bytes]) -> bool:
    """Puts the next request on the line; False when there is none."""
    request = next(requests, None)
    if request is None:
        return False
    line.got.clear()
    line.sent_at = time.perf_counter()
    line.socket.sendall(request)
    return True


def _receive(line: _Line) -> bytes | None:
    """The whole answer, once it is there."""
    piece = line.socket.recv(262_144)
    line.got += piece
    head = line.got.find(b"\r\n\r\n")
    if not piece:
        return bytes(line.got) or b"(hung up)"
    if head < 0:
        return None
    length = line.got[:head].lower().find(b"content-length:")
    if length < 0:
        return bytes(line.got)
    size = int(line.got[length + 15 : line.got.find(b"\r\n", length)])
    return bytes(line.got) if len(line.got) >= head + 4 + size else None


if __name__ == "__main__":
    child.serve(measure)
