"""Texts to the carrier: a worker that drains due rows, against loops with no database."""

from __future__ import annotations

import time
from collections.abc import Callable

from rq import Queue

from bench.speed import seed
from bench.speed.child import Child
from bench.speed.figures import Figure, Series, compared
from bench.speed.ground import Ground, Line, Say
from bench.speed.memory import Memory
from bench.speed.sizes import Size
from bot.store.db import Connection, connect
from bot.wake import QUEUE
from bot.worker import IN_FLIGHT

QUICK_FIGURES = ("outbound_vs_sdk", "outbound_vs_default_sdk", "outbound_vs_rq_per_message")
SLOW_FIGURES = ("outbound_slow_carrier_vs_sdk",)
TWO_FIGURES = ("two_workers_vs_one",)
# At a slow carrier, for both sides.
SLOW_IN_FLIGHT, SLOW_MS, SLOWER_MS = 32, 50, 200
# As `caseline simulate` has, and as many as two slow workers keep busy.
CARRIER_THREADS, SLOW_CARRIER_THREADS = 16, 72
DEFAULT_THREADS = 8
DRAIN_SECONDS = 120.0


def quick_carrier(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    """At the simulator's own speed: the worker, the same client bare, the SDK's default client, RQ."""
    with ground.line("outbound") as line:
        ground.fill(line, size.outbound)
        line.carrier(CARRIER_THREADS)
        line.worker(IN_FLIGHT)
        line.ready()
        line.carrier_takes(0)
        helper = line.helper("bench.speed.baselines.senders")
        sides: dict[str, Callable[[str], float]] = {
            "Caseline": lambda key: _drained(line, size.outbound, key),
            "bare loop": lambda _: _looped(helper, "pooled", size.outbound, IN_FLIGHT),
            "SDK's default": lambda _: _looped(helper, "default", size.default_sdk, DEFAULT_THREADS),
            "RQ, a job each": lambda _: _looped(helper, "rq", size.rq_jobs, 1),
        }
        _drained(line, max(20, size.outbound // 10), "warm")
        for way, threads in (("pooled", IN_FLIGHT), ("default", DEFAULT_THREADS), ("rq", 1)):
            _looped(helper, way, 20 * threads, threads)
        found = _rounds("outbound", sides, size.rounds, say)
        memory.note_worker(line)
    ours = found["Caseline"]
    others = ("bare loop", "SDK's default", "RQ, a job each")
    return [compared(name, "texts/s", ours, found[other]) for name, other in zip(QUICK_FIGURES, others, strict=True)]


def slow_carrier(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    """At a carrier that takes its time to answer."""
    with ground.line("slow") as line:
        ground.fill(line, size.slow)
        line.carrier(SLOW_CARRIER_THREADS)
        line.worker(SLOW_IN_FLIGHT)
        line.ready()
        line.carrier_takes(SLOW_MS)
        helper = line.helper("bench.speed.baselines.senders")
        sides: dict[str, Callable[[str], float]] = {
            "Caseline": lambda key: _drained(line, size.slow, key),
            "bare loop": lambda _: _looped(helper, "pooled", size.slow, SLOW_IN_FLIGHT),
        }
        _drained(line, 2 * SLOW_IN_FLIGHT, "warm")
        _looped(helper, "pooled", 2 * SLOW_IN_FLIGHT, SLOW_IN_FLIGHT)
        found = _rounds("slow carrier", sides, size.rounds, say)
        memory.note_worker(line)
    return [compared(SLOW_FIGURES[0], "texts/s", found["Caseline"], found["bare loop"])]


def two_workers(ground: Ground, size: Size, memory: Memory, say: Say) -> list[Figure]:
    """One worker, and two, at a carrier that is slower than either."""
    with ground.line("two") as line:
        ground.fill(line, size.two_workers)
        line.carrier(SLOW_CARRIER_THREADS)
        line.worker(SLOW_IN_FLIGHT)
        second = line.worker(SLOW_IN_FLIGHT, "second")
        line.ready()
        line.carrier_takes(SLOWER_MS)
        _drained(line, 4 * SLOW_IN_FLIGHT, "warm", workers=2)
        two: list[float] = []
        one: list[float] = []
        for number in range(size.rounds):
            # Two and one, one and two: the second worker comes and goes once every other round.
            if number % 2 == 0:
                two.append(_drained(line, size.two_workers, f"two{number}", workers=2))
                line.retire(second)
                one.append(_drained(line, size.two_workers // 2, f"one{number}"))
            else:
                one.append(_drained(line, size.two_workers // 2, f"one{number}"))
                line.call_back(second)
                two.append(_drained(line, size.two_workers, f"two{number}", workers=2))
            say(f"two workers {number + 1}: {two[-1]:.0f}/s, one {one[-1]:.0f}/s")
        memory.note_worker(line)
    return [compared(TWO_FIGURES[0], "texts/s", Series("two workers", two), Series("one worker", one))]


def _rounds(what: str, sides: dict[str, Callable[[str], float]], rounds: int, say: Say) -> dict[str, Series]:
    """Each side once a round, one after the other."""
    values: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name, run in sides.items():
            values[name].append(run(f"round{number}"))
        say(f"{what} {number + 1}: " + ", ".join(f"{name} {found[-1]:.0f}/s" for name, found in values.items()))
    return {name: Series(name, found) for name, found in values.items()}


def _drained(line: Line, texts: int, key: str, workers: int = 1) -> float:
    """Texts a second, from the first one's claim until the last one's result is kept.

    Each worker is woken once, as several commits would. Raises SystemExit when not every text went.
    """
    with connect(line.database_url) as connection:
        seed.due(connection, texts, key)
        queue = Queue(QUEUE, connection=line.redis)
        for _ in range(workers):
            queue.enqueue("bot.jobs.drain", result_ttl=0)
        ends = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < ends:
            time.sleep(0.1)  # the question costs next to nothing, but not nothing
            if not _unsent(connection):
                break
        row = connection.execute(
            """select count(*) as sent, extract(epoch from max(sent_at) - min(started_at))::float as seconds
               from messages where notice_key = %s and status = 'sent'""",
            (f"{key}:officer_dispatched",),
        ).fetchone()
        assert row is not None
        if row["sent"] != texts:
            raise SystemExit(f"speed: of {texts} due texts {row['sent']} were sent")
        # Autovacuum would do this at a moment of its own choosing.
        connection.execute("vacuum (analyze) messages")
        return texts / float(row["seconds"])


def _unsent(connection: Connection) -> bool:
    row = connection.execute(
        "select exists (select 1 from messages where status in ('queued', 'sending')) as some"
    ).fetchone()
    return row is not None and row["some"]


def _looped(helper: Child, way: str, texts: int, threads: int) -> float:
    return texts / float(helper.ask(way=way, texts=texts, threads=threads)["seconds"])
