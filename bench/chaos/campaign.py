"""One campaign: load and kills together, then quiet, then the verdict."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import requests

from bench.chaos import verdict
from bench.chaos.load import Load
from bench.chaos.plan import AIMED_AT, Plan, aimed, from_now_on
from bench.chaos.stack import Stack, running
from bot.store.db import connect

# After the last kill everything must have come to its end within this (contract: 60 s after all answer again).
QUIET_SECONDS = 90.0
LONGEST_SECONDS = 840.0
# For how long an aimed kill waits for a text to be in the carrier's hands.
AIM_SECONDS = 4.0


@dataclass
class Outcome:
    """The figures, and a sentence for each thing that went wrong."""

    figures: dict[str, int]
    faults: list[verdict.Fault]
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        return not any(self.figures[name] for name in ("lost", "doubled", "after_stop", "stuck"))


class Killer(threading.Thread):
    """Kills by the plan."""

    def __init__(self, stack: Stack, plan: Plan) -> None:
        super().__init__(daemon=True)
        self.killed: Counter[str] = Counter()
        self._stack, self._plan = stack, plan
        self._waiting = (0.0, 0.0)

    @property
    def progress(self) -> float:
        """How far the plan has come, between two kills too, so that the load never waits for one."""
        after, since = self._waiting
        part = min(1.0, (time.monotonic() - since) / after) if after else 0.0
        return (self.killed.total() + part) / len(self._plan.kills)

    def run(self) -> None:
        for kill in self._plan.kills:
            self._waiting = (kill.after, time.monotonic())
            time.sleep(kill.after)
            self._waiting = (0.0, 0.0)
            if kill.aimed:
                _aim(self._stack, from_now_on(self._plan.faults, self.killed.total()))
            self._stack.kill(kill.victim, kill.away, kill.draw)
            if kill.aimed:
                _set_faults(self._stack, from_now_on(self._plan.faults, self.killed.total()))
            self.killed[kill.victim] += 1


def run(plan: Plan, *, broken: str | None = None, impatient: bool = False) -> Outcome:
    """Runs a plan. `impatient` sweeps by command what would else be settled within a minute."""
    with running(broken) as stack:
        stack.wait_until_ready()
        _set_faults(stack, plan.faults)
        killer = Killer(stack, plan)
        load = Load(plan, stack.web_url, stack.carrier_url, stack.key, lambda: killer.progress)
        began = time.monotonic()
        load.start()
        killer.start()
        while (killer.is_alive() or not load.over) and time.monotonic() - began < LONGEST_SECONDS:
            time.sleep(0.5 if impatient else 10)
            _say(
                f"{time.monotonic() - began:4.0f} s: {killer.killed.total()} kills, "
                f"{load.diary.pushed} events, {load.diary.said} texts in"
            )
        killer.join()
        stack.ensure()
        stack.wait_until_ready()
        _set_faults(stack, {})
        _become_quiet(stack, impatient)
        _say(f"{time.monotonic() - began:4.0f} s: quiet")
        ledger = requests.get(stack.carrier_url + "/ledger", timeout=60).json()
        with connect(stack.database_url) as connection:
            evidence = verdict.gather(connection, ledger, load.diary)
        found = verdict.faults(evidence)
    kinds = Counter(fault.kind for fault in found)
    figures = {
        "messages": len(ledger["outbound"]),
        "inbound": len(ledger["inbound"]),
        "missed": load.diary.unanswered,
        "kills": killer.killed.total(),
        **{name: kinds[name] for name in ("lost", "doubled", "after_stop", "stuck")},
    }
    if not load.over:
        figures["stuck"] += 1
        found.append(verdict.Fault("stuck", "the load didn't come to its end"))
    return Outcome(figures, found, killer.killed)


def _become_quiet(stack: Stack, impatient: bool) -> None:
    """Waits until nothing is on its way any more, or the time for that is over."""
    began = time.monotonic()
    while time.monotonic() - began < QUIET_SECONDS:
        time.sleep(1)
        if impatient and time.monotonic() - began > 14:
            stack.sweep()
        ledger = requests.get(stack.carrier_url + "/ledger", timeout=60).json()
        with connect(stack.database_url) as connection:
            row = connection.execute(
                "select count(*) as n from messages where status in ('queued', 'sending')"
            ).fetchone()
            heard = connection.execute("select count(*) as n from messages where direction = 'inbound'").fetchone()
        assert row is not None
        assert heard is not None
        if row["n"] == 0 and heard["n"] == len(ledger["inbound"]):
            return


def _set_faults(stack: Stack, faults: dict[str, Any]) -> None:
    requests.post(stack.carrier_url + "/faults", json=faults, timeout=10).raise_for_status()


def _aim(stack: Stack, faults: dict[str, Any]) -> None:
    """Returns when the carrier has taken a text and hasn't said so yet, or none came."""
    _set_faults(stack, aimed(faults))
    ends = time.monotonic() + AIM_SECONDS
    while time.monotonic() < ends:
        time.sleep(0.05)
        rules = requests.get(stack.carrier_url + "/faults", timeout=10).json()["rules"]
        if rules[0]["left"] < AIMED_AT:
            return


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201
