"""`make bench`: the figures of speed, one a line on standard output; progress, and what is short, on standard error.

`--only NAME,...` measures some of them, `--quick` little of everything: its figures say nothing but that it runs.
`--keep` writes them into docs/bench.md, with a plot of each.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Collection, Sequence

from bench.speed import events, ground, growth, idle, inbound, outbound
from bench.speed import figures as told
from bench.speed.figures import TARGETS, Figure
from bench.speed.ground import Ground, Say
from bench.speed.memory import WEB, WORKER, Memory
from bench.speed.sizes import FULL, QUICK, Size

Part = Callable[[Ground, Size, Memory, Say], list[Figure]]
# Each part with the figures that only it yields.
PARTS: tuple[tuple[Part, tuple[str, ...]], ...] = (
    (inbound.measure, inbound.FIGURES),
    (outbound.quick_carrier, outbound.QUICK_FIGURES),
    (outbound.slow_carrier, outbound.SLOW_FIGURES),
    (outbound.two_workers, outbound.TWO_FIGURES),
    (idle.measure, idle.FIGURES),
    (events.measure, events.FIGURES),
    (growth.measure, growth.FIGURES),
)
# What a process has taken is noted at the end of parts; these do if no other part is wanted.
NOTED = {WEB: inbound.measure, WORKER: outbound.slow_carrier}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="speed", description=__doc__)
    parser.add_argument("--only", default="", help="some figures, by name, with commas between")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that it runs")
    parser.add_argument("--keep", action="store_true", help="write docs/bench.md and docs/bench/")
    given = parser.parse_args(arguments)
    wanted = set(filter(None, given.only.split(","))) or set(TARGETS)
    if unknown := wanted - set(TARGETS):
        parser.error(f"no figure is called {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    found = run(wanted, QUICK if given.quick else FULL)
    for line in told.lines(found):
        sys.stdout.write(line + "\n")
    for line in told.short(found):
        sys.stderr.write(line + "\n")
    if given.keep:
        from bench.speed import report  # matplotlib is slow to load

        report.keep(found)
    return 0


def run(wanted: Collection[str], size: Size) -> list[Figure]:
    """The figures that are wanted, in their order."""
    began = time.monotonic()

    def say(words: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:4.0f} s  {words}\n")
        sys.stderr.flush()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped then, too
    memory, found = Memory(), []
    with ground.standing() as stands:
        for part, names in PARTS:
            if set(wanted) & {*names, *(name for name, one in NOTED.items() if one is part)}:
                say(f"now {', '.join(names)}")
                found += part(stands, size, memory, say)
    found += memory.figures()
    return sorted((one for one in found if one.name in wanted), key=lambda one: list(TARGETS).index(one.name))


if __name__ == "__main__":
    sys.exit(main())
