"""How much of everything is measured: enough to trust (about eight minutes), or just enough to see that it runs."""

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
    seconds=3.0,
    contacts=400,
    outbound=5_000,
    default_sdk=2_000,
    rq_jobs=400,
    slow=2_000,
    two_workers=1_280,
    idle_events=30,
    batches=4,
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
