"""What is measured: the targets, the values of each round, and the figure that they come to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Target:
    """What a figure should come to: `least` or `most` (the other is None), and what it is, in words."""

    what: str
    least: float | None = None
    most: float | None = None

    def met(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        sign, bound = (">=", self.least) if self.least is not None else ("<=", self.most or 0.0)
        return f"{sign} {bound:.2f}" if bound < 10 else f"{sign} {bound:.0f}"


# In the order in which they are told.
TARGETS: Mapping[str, Target] = {
    "inbound_vs_bare": Target("STATUS turns a second, of what a bare signed insert does", least=0.50),
    "inbound_p99_vs_bare": Target("99th percentile of the same, in times the bare one's", most=2.5),
    "outbound_vs_sdk": Target("texts a second of one worker, of a bare loop over the same client", least=0.85),
    "outbound_vs_default_sdk": Target("the same, of a loop over the SDK's own client on 8 threads", least=1.2),
    "outbound_slow_carrier_vs_sdk": Target(
        "the same as the first, 32 in flight, at a carrier that takes 50 ms", least=0.95
    ),
    "two_workers_vs_one": Target("texts a second of two workers, of one, at a carrier that takes 200 ms", least=1.8),
    "outbound_vs_rq_per_message": Target("texts a second of one worker, of an RQ job for each text", least=5),
    "event_to_carrier_vs_rq": Target("from an event's POST to the carrier, at idle, in times RQ's", most=1.5),
    "events_single_vs_bare": Target("events a second, one a request, of what a bare checked insert does", least=0.5),
    "events_batch_vs_single": Target("events a second in batches of 500, in times those one by one", least=4),
    "growth_inbound_p50": Target("a STATUS turn's median, a million cases against a thousand", most=1.25),
    "growth_status_p50": Target("the same of reading a case", most=1.25),
    "web_rss_mb": Target("resident memory of one web process (MB)", most=200),
    "worker_rss_mb": Target("resident memory of a worker's drainer (MB)", most=130),
}


@dataclass(frozen=True)
class Series:
    """One side's values, one a round. `p99` are the 99th percentiles of the same rounds, where there are any."""

    name: str
    values: Sequence[float]
    p99: Sequence[float] = ()

    @property
    def median(self) -> float:
        return median(self.values)


@dataclass(frozen=True)
class Figure:
    """A figure of `TARGETS`, and what it was made of: ours, what it is held against (if anything), their unit.

    `extras` are further lines of output that belong to it.
    """

    name: str
    value: float
    unit: str
    ours: Series
    baseline: Series | None = None
    extras: Mapping[str, float] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        return TARGETS[self.name]

    @property
    def met(self) -> bool:
        return self.target.met(self.value)


def compared(
    name: str, unit: str, ours: Series, baseline: Series, *, extras: Mapping[str, float] | None = None
) -> Figure:
    """The figure that is ours divided by the baseline's, median by median."""
    return Figure(name, ratio(ours.values, baseline.values), unit, ours, baseline, extras or {})


def ratio(ours: Sequence[float], baseline: Sequence[float]) -> float:
    """How many times the baseline's median ours is."""
    return median(ours) / median(baseline)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all is no larger than (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def number(value: float) -> str:
    """A plain number, with as many decimals as say something: three for a ratio."""
    decimals = 3 if abs(value) < 10 else 2 if abs(value) < 100 else 0
    return f"{value:.{decimals}f}"


def lines(figures: Sequence[Figure]) -> list[str]:
    """`name value`, one a figure, each followed by its extras."""
    found = []
    for one in figures:
        found.append(f"{one.name} {number(one.value)}")
        found += [f"{name} {number(value)}" for name, value in one.extras.items()]
    return found


def short(figures: Sequence[Figure]) -> list[str]:
    """A line for each figure that is short of its target."""
    return [f"{one.name} {number(one.value)}, wanted {one.target}" for one in figures if not one.met]
