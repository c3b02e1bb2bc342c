"""The scenes of scenes.toml: who writes what, and what goes wrong on the way."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from bot.demo.story import Call, Contact, phones, steps
from flows.agency import Agency
from flows.vocabulary import EventType


@dataclass(frozen=True)
class Push:
    """Events to push: one, or several `together`; what is expected of it stands beside it."""

    call: Call
    kinds: tuple[EventType, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    ago: float = 0
    again: bool = False
    outcome: str | None = "applied"
    decision: str | None = None
    reason: str | None = None
    at: float = 0


@dataclass(frozen=True)
class Says:
    """Words that the phone writes. `hears` None: any answer will do; "": silence."""

    body: str
    hears: str | None = None
    stops: bool = False
    bars: bool = False


Act = Push | Says


@dataclass(frozen=True)
class Scene:
    title: str
    contact: Contact
    acts: tuple[Act, ...]

    @property
    def calls(self) -> tuple[Call, ...]:
        return tuple(dict.fromkeys(act.call for act in self.acts if isinstance(act, Push)))


@dataclass(frozen=True)
class Button:
    """What dispatch may do next on the page."""

    label: str
    push: Push


@dataclass(frozen=True)
class Script:
    """Everything that is played: `live` is the call of the page, `buttons` what may follow it."""

    scenes: tuple[Scene, ...]
    live: Scene
    buttons: tuple[Button, ...]


def load(calls: Sequence[Call], agency: Agency) -> Script:
    """The script over these calls: the scenes first, then a plain one for each call that is in none."""
    table = tomllib.loads(resources.files("bot.demo").joinpath("scenes.toml").read_text(encoding="utf-8"))
    by_number = {call.number: call for call in calls}
    free = phones(agency)
    phone = next(free)
    live = _live(table["live"], by_number, phone)
    scenes = [_scene(one, by_number, free) for one in table["scenes"]]
    played = {call.number for scene in scenes for call in scene.calls}
    scenes += [_plain(call, next(free)) for call in calls if call.number not in played]
    buttons = tuple(Button(one["label"], _push(one, live.calls[0], by_number)) for one in table["live"]["buttons"])
    return Script(tuple(scenes), live, buttons)


def _live(table: Mapping[str, Any], calls: Mapping[str, Call], phone: str) -> Scene:
    call = calls[table["call"]]
    return Scene("You", Contact(phone), tuple(_push(one, call, calls) for one in table["acts"]))


def _scene(table: Mapping[str, Any], calls: Mapping[str, Call], free: Any) -> Scene:
    contact = Contact(table.get("phone") or next(free), table.get("role", "victim"), table.get("language"))
    first = calls[table["calls"][0]]
    return Scene(table["title"], contact, tuple(_act(one, first, calls) for one in table["acts"]))


def _act(table: Mapping[str, Any], first: Call, calls: Mapping[str, Call]) -> Act:
    if "says" in table:
        stops = table.get("stops", table["says"] == "STOP")
        return Says(table["says"], table.get("hears"), stops, table.get("bars", False))
    return _push(table, first, calls)


def _push(table: Mapping[str, Any], first: Call, calls: Mapping[str, Call]) -> Push:
    return Push(
        call=calls[table["call"]] if "call" in table else first,
        kinds=tuple(EventType(one) for one in table.get("together", [table.get("push")])),
        data=table.get("data", {}),
        ago=table.get("ago", 0),
        again=table.get("again", False),
        outcome=table.get("outcome", "applied"),
        decision=table.get("decision"),
        reason=table.get("reason"),
        at=table.get("at", 0),
    )


def _plain(call: Call, phone: str) -> Scene:
    acts = tuple(Push(call, (step.type,), outcome=None) for step in steps(call))
    return Scene(f"{call.call_type.replace('_', ' ').capitalize()}, {call.source}", Contact(phone), acts)
