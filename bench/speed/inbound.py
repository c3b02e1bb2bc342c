"""A whole STATUS turn against a bare signed insert, on the same workers of the same server."""

from __future__ import annotations

import itertools

from bench.speed import wire
from bench.speed.baselines import tables
from bench.speed.figures import Figure, Series, compared, percentile
from bench.speed.ground import Ground, Line, Say
from bench.speed.load import Load, Measured
from bench.speed.memory import Memory
from bench.speed.people import phone
from bench.speed.sizes import Size

FIGURES = ("inbound_vs_bare", "inbound_p99_vs_bare")
AT_ONCE = 16
OURS, BARE = "/webhooks/twilio/inbound", "/inbound"
# Words that no table knows, so that the language model is there when memory is noted.
UNHEARD = "would somebody kindly let the owner of that blue bicycle know whatever came out of it"


def measure(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    with ground.line("inbound") as line:
        ground.fill(line, size.contacts)
        tables.make(line.database_url, line.key)
        web, _ = line.web(), line.bare()
        load = line.load()
        line.ready()
        ours, bare = [_warm(line, load, path) for path in (OURS, BARE)]
        runs: dict[str, list[Measured]] = {OURS: [], BARE: []}
        for number in range(size.rounds):
            for path, rate in ((OURS, ours), (BARE, bare)):
                requests = _requests(line, path, int(rate * size.seconds * 1.5) + AT_ONCE, size.contacts)
                runs[path].append(_run(line, load, path, requests, size.seconds))
            say(f"inbound {number + 1}: {runs[OURS][-1].rate:.0f}/s, bare {runs[BARE][-1].rate:.0f}/s")
        _run(line, load, OURS, _requests(line, OURS, 4 * AT_ONCE, size.contacts, UNHEARD), None)
        memory.note_web(web)
    sides = [
        Series(name, [run.rate for run in runs[path]], [1000 * percentile(run.seconds, 0.99) for run in runs[path]])
        for name, path in (("Caseline", OURS), ("bare", BARE))
    ]
    slowest = [Series(side.name, side.p99) for side in sides]
    return [compared(FIGURES[0], "requests/s", *sides), compared(FIGURES[1], "ms", *slowest)]


def _warm(line: Line, load: Load, path: str) -> float:
    """Requests a second once everything is loaded: so many must be made ready."""
    requests = _requests(line, path, 20 * AT_ONCE, 40)
    _run(line, load, path, requests[: 4 * AT_ONCE], None)
    return _run(line, load, path, requests[4 * AT_ONCE :], None).rate


def _requests(line: Line, path: str, count: int, people: int, body: str = "STATUS") -> list[bytes]:
    numbers = itertools.islice(itertools.cycle(range(1, people + 1)), count)
    port = line.web_port if path == OURS else line.bare_port
    return wire.texts(
        map(phone, numbers),
        body,
        url=f"http://127.0.0.1:{port}",
        path=path,
        account=line.account,
        token=line.token,
    )


def _run(line: Line, load: Load, path: str, requests: list[bytes], seconds: float | None) -> Measured:
    port = line.web_port if path == OURS else line.bare_port
    return load.run(port, requests, at_once=AT_ONCE, expect=b"<Message", seconds=seconds)
