"""How much of everything is measured: enough to trust (under ten minutes), or just enough to see that it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`seconds` are those of one side of one round of HTTP load; the rest are counts."""

    rounds: int
    seconds: float
    contacts: int
    outbound: int
    default_sdk: int
    rq_jobs: int
    slow: int
    two_workers: int
    idle_events: int
    batches: int
    batch: int
    small_cases: int
    large_cases: int
    heavy_texts: int
    probes: int


FULL = Size(
    rounds=5,
    seconds=2.5,
    contacts=400,
    outbound=5_000,
    default_sdk=1_500,
    rq_jobs=300,
    slow=960,
    two_workers=640,
    idle_events=25,
    batches=2,
    batch=500,
    small_cases=1_000,
    large_cases=1_000_000,
    heavy_texts=500,
    probes=200,
)
QUICK = Size(
    rounds=2,
    seconds=0.4,
    contacts=40,
    outbound=120,
    default_sdk=60,
    rq_jobs=20,
    slow=100,
    two_workers=130,
    idle_events=4,
    batches=2,
    batch=20,
    small_cases=100,
    large_cases=1_000,
    heavy_texts=50,
    probes=30,
)
