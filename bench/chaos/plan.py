"""What will happen, drawn from one seed: calls and their events, what phones text, what is killed when."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

# One call's life; with two contacts each line is up to two texts.
STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("call.created", {}),
    ("unit.dispatched", {"unit": "4A12"}),
    ("unit.delayed", {"reason": "higher_priority"}),
    ("unit.dispatched", {"unit": "4A15"}),
    ("call.cleared", {"disposition": "report_taken", "officer": {"name": "J. Lane", "badge": "4127"}}),
    ("report.filed", {}),
    ("case.assigned", {"investigator": {"name": "R. Ortiz", "badge": "2210"}}),
    ("case.status_changed", {"status": "investigating"}),
    ("case.status_changed", {"status": "cleared_by_arrest"}),
)
SAID = ("STATUS",) * 8 + ("HELP",) * 3 + ("STOP",) * 3 + ("START",) * 2 + ("thanks", "is anybody there", "what now")
# Whole services, single processes of theirs, and servers.
# What holds a text while the carrier has it: half of its kills are aimed at such a moment.
AIMED_AT = 1000
SENDERS = frozenset({"worker", "worker part", "postgres"})
VICTIMS = ("web", "web part", "worker", "worker part", "worker part", "redis", "postgres")


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    calls: int
    inbound: int
    kills: int
    seconds_between_kills: float
    texts: int


FULL = Size(calls=760, inbound=2_050, kills=104, seconds_between_kills=5.2, texts=10_000)
SMALL = Size(calls=24, inbound=60, kills=7, seconds_between_kills=1.2, texts=200)


@dataclass(frozen=True)
class Said:
    phone: str
    body: str


@dataclass(frozen=True)
class Kill:
    """What is killed, how long after the kill before, and for how long it stays away.

    `aimed`: the carrier takes texts and is slow to say so just then.
    """

    victim: str
    after: float
    away: float
    draw: float
    aimed: bool


@dataclass(frozen=True)
class Plan:
    seed: int
    size: Size
    rounds: list[list[dict[str, Any]]]
    said: list[Said]
    kills: list[Kill]
    faults: dict[str, Any]


def phones_of(call: int) -> tuple[str, str]:
    return f"+1813556{call * 2:04}", f"+1813556{call * 2 + 1:04}"


def draw(seed: int, size: Size) -> Plan:
    """The whole plan of a seed. Only how the processes share out their time differs between two runs."""
    dice = random.Random(seed)
    rounds = [[_event(call, step) for call in range(size.calls)] for step in range(len(STORY))]
    for one in rounds:
        dice.shuffle(one)
    said = [Said(dice.choice(phones_of(dice.randrange(size.calls))), dice.choice(SAID)) for _ in range(size.inbound)]
    victims = [VICTIMS[place % len(VICTIMS)] for place in range(size.kills)]
    dice.shuffle(victims)
    kills = [
        Kill(
            victim,
            dice.uniform(0.3, 1.7) * size.seconds_between_kills,
            dice.uniform(0.0, 1.5),
            dice.random(),
            aimed=victim in SENDERS and dice.random() < 0.5,
        )
        for victim in victims
    ]
    return Plan(seed, size, rounds, said, kills, _faults(dice))


def _event(call: int, step: int) -> dict[str, Any]:
    kind, data = STORY[step]
    incident = f"2026-{call:06}"
    if kind == "call.created":
        contacts = [{"phone": phone, "role": "victim", "language": "en"} for phone in phones_of(call)]
        data = {"call_type": "stolen_vehicle", "priority": 4, "contacts": contacts}
    if kind == "report.filed":
        data = {"case_number": f"26-{call:05}"}
    return {"id": f"{incident}-{step}", "type": kind, "incident": incident, "data": data}


def aimed(faults: dict[str, Any]) -> dict[str, Any]:
    """The faults, while a kill is being aimed: texts are taken, and no answer comes for a moment.

    The first rule counts how many it has met.
    """
    return {"rules": [{"on": "send", "slow_after_ms": 600, "next": AIMED_AT}, *faults["rules"]]}


def from_now_on(faults: dict[str, Any], kill: int) -> dict[str, Any]:
    """The faults after a kill, with dice of their own: set again, the old ones would fall as they did before."""
    return {"rules": [rule | {"seed": rule["seed"] + kill} if "seed" in rule else rule for rule in faults["rules"]]}


def _faults(dice: random.Random) -> dict[str, Any]:
    """What the carrier does wrong, each with its chance."""

    def rule(probability: float, **effects: Any) -> dict[str, Any]:
        return {"probability": probability, "seed": dice.randrange(10**6), **effects}

    return {
        "rules": [
            rule(0.015, accept_then="drop"),
            rule(0.015, accept_then=500),
            rule(0.010, refuse="drop"),
            rule(0.005, refuse=20429),
            rule(0.010, refuse=20503),
            rule(0.003, refuse=21610),
            rule(0.050, slow_ms=250),
            rule(0.050, slow_after_ms=400),
            rule(0.010, receipt=30003),
            rule(0.010, receipt=30500),
            rule(0.020, receipts="withheld"),
            rule(0.100, receipts="repeated"),
            rule(0.100, receipts="reversed"),
            rule(0.100, receipts=["repeated", "reversed"]),
            rule(0.050, on="list", refuse=20503),
            rule(1.0, list_lag_seconds=3),
        ]
    }
