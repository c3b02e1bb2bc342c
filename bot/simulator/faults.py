"""What can be made to go wrong, and for whom.

`POST /faults` takes one rule, or `{"rules": [rule, ...]}`; it replaces whatever was set before, and `{}`
clears all. One request alone can carry a rule in the header `X-Simulator-Fault` (JSON, without scope). Where
several rules match, the first to name an effect decides it.

Scope of a rule (all optional; without any it matches every send and every TwiML reply):
    to             a phone, or a list of them
    from           a sender, or a list of them
    on             "send", "reply", "list", "fetch", or a list of those
    next           only the next N that match
    probability    0 to 1: chance that a match counts
    seed           of that chance, so that a run can be repeated

Effects on a request:
    refuse             an error code to answer with, before anything is accepted (20003, 20429, 20500, 20503,
                       21606, 21610, 21614, ...), or "drop": hang up without accepting
    accept_then        500: accept the text, then answer 500 with 20500; "drop": accept it, then hang up
    slow_ms            wait this long, then handle the request
    slow_after_ms      handle it, then wait this long before answering
    list_lag_seconds   a text appears in lists only once it is this old (`to` and `from` are the text's)

Effects on a text that was accepted:
    receipt              the code it ends with (30003 dead handset, 30006 landline, 30007 filtered, ...)
    receipt_status       "failed" or "undelivered"; without it, what the code implies
    receipts             "repeated", "reversed", "withheld", or a list of those
    receipt_delay_ms     post receipts this much later than they become true
    transit_ms           time between sent and delivered
    segments_per_second  the sender's pace; texts queue behind one another, as at a carrier
"""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

KINDS: Final = ("send", "reply", "list", "fetch")
RECEIPT_WAYS: Final = ("repeated", "reversed", "withheld")


@dataclass(frozen=True)
class Effects:
    """What goes wrong for one request or text. The defaults are: nothing."""

    refuse: int | str | None = None
    accept_then: int | str | None = None
    slow_ms: float | None = None
    slow_after_ms: float | None = None
    list_lag_seconds: float | None = None
    receipt: int | None = None
    receipt_status: str | None = None
    receipts: tuple[str, ...] = ()
    receipt_delay_ms: float | None = None
    transit_ms: float | None = None
    segments_per_second: float | None = None


NO_EFFECTS: Final = Effects()
_EFFECT_NAMES: Final = tuple(f.name for f in fields(Effects))
_ON_TEXTS: Final = frozenset(_EFFECT_NAMES[5:])


class FaultErrors(ValueError):
    """A posting that is no set of rules. `problems` lists (JSON pointer, sentence)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{pointer} {detail}" for pointer, detail in problems))
        self.problems = problems


@dataclass
class Rule:
    """One rule: whom it concerns, how often, and what happens."""

    source: dict[str, Any]
    effects: Effects
    to: frozenset[str] = frozenset()
    from_: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    left: int | None = None
    probability: float = 1.0
    dice: random.Random = field(default_factory=random.Random)

    def matches(self, kind: str, to: str, from_: str) -> bool:
        """Whether the rule concerns this request or text, its chance and count left aside."""
        return kind in self.on and (not self.to or to in self.to) and (not self.from_ or from_ in self.from_)


class Faults:
    """The rules in force. `armed` is False when there are none, so that the usual path costs one look."""

    def __init__(self) -> None:
        self.armed = False
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def set(self, posting: object) -> None:
        """Replace all rules by those of a posting. Raises FaultErrors and changes nothing if it is faulty."""
        rules = parse_rules(posting)
        with self._lock:
            self._rules = rules
            self.armed = bool(rules)

    def listed(self) -> list[dict[str, Any]]:
        """The rules as posted, with how many matches each has left."""
        with self._lock:
            return [rule.source if rule.left is None else rule.source | {"left": rule.left} for rule in self._rules]

    def take(self, kind: str, to: str, from_: str) -> Effects:
        """What befalls this request or text; uses up one match of each rule that counts."""
        found: dict[str, Any] = {}
        with self._lock:
            for rule in self._rules:
                if rule.left == 0 or not rule.matches(kind, to, from_):
                    continue
                if rule.probability < 1 and rule.dice.random() >= rule.probability:
                    continue
                if rule.left is not None:
                    rule.left -= 1
                found = rule.source | found
        return _effects(found) if found else NO_EFFECTS

    def list_lag(self, text_to: str, text_from: str) -> float:
        """How old a text must be, in seconds, before lists show it."""
        with self._lock:
            return max(
                (
                    rule.effects.list_lag_seconds
                    for rule in self._rules
                    if rule.effects.list_lag_seconds is not None
                    and (not rule.to or text_to in rule.to)
                    and (not rule.from_ or text_from in rule.from_)
                ),
                default=0.0,
            )


def parse_rules(posting: object) -> list[Rule]:
    """The rules in a posting: none, one, or a list under `rules`."""
    if not isinstance(posting, dict):
        raise FaultErrors([("#", "must be an object")])
    if not posting:
        return []
    if "rules" not in posting:
        return [_rule(posting, "#")]
    others = sorted(set(posting) - {"rules"})
    if others:
        raise FaultErrors([(f"#/{name}", "cannot stand beside rules") for name in others])
    if not isinstance(posting["rules"], list):
        raise FaultErrors([("#/rules", "must be a list")])
    return [_rule(item, f"#/rules/{index}") for index, item in enumerate(posting["rules"])]


def parse_header(rule: object) -> Effects:
    """The effects that one request asks for itself, in its header."""
    if isinstance(rule, dict):
        scoped = sorted(set(rule) & set(_SCOPE))
        if scoped:
            raise FaultErrors([(f"#/{name}", "has no meaning for a single request") for name in scoped])
    return _rule(rule, "#").effects


def _rule(item: object, at: str) -> Rule:
    if not isinstance(item, dict):
        raise FaultErrors([(at, "must be an object")])
    problems = []
    for name, value in item.items():
        check = _MEMBERS.get(name)
        if check is None:
            problems.append((f"{at}/{name}", "is not a member of a fault"))
        elif not check[0](value):
            problems.append((f"{at}/{name}", check[1]))
    if problems:
        raise FaultErrors(problems)
    effects = _effects(item)
    default_on = ("send", "reply") if set(item) & _ON_TEXTS else ("send",)
    return Rule(
        source=dict(item),
        effects=effects,
        to=frozenset(_listed(item.get("to", ()))),
        from_=frozenset(_listed(item.get("from", ()))),
        on=frozenset(_listed(item.get("on", default_on))),
        left=item.get("next"),
        probability=item.get("probability", 1.0),
        dice=random.Random(item.get("seed")),  # chance that can be repeated, not secrecy
    )


def _effects(item: Mapping[str, Any]) -> Effects:
    named = {name: item[name] for name in _EFFECT_NAMES if name in item}
    if "receipts" in named:
        named["receipts"] = tuple(_listed(named["receipts"]))
    return Effects(**named)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _number(low: float) -> Callable[[object], bool]:
    return lambda v: isinstance(v, int | float) and not isinstance(v, bool) and low <= v <= 1e6


def _whole(low: int, high: int = 10**9) -> Callable[[object], bool]:
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def _words(*allowed: str) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            return False
        return all(isinstance(item, str) and (not allowed or item in allowed) for item in items)

    return check


_CODE: Final = _whole(10000, 99999)
_MILLISECONDS: Final = (_number(0), "must be milliseconds, 0 or more")
_Check = tuple[Callable[[object], bool], str]
_SCOPE: Final[dict[str, _Check]] = {
    "to": (_words(), "must be a phone or a list of phones"),
    "from": (_words(), "must be a sender or a list of senders"),
    "on": (_words(*KINDS), f"must be one or a list of {', '.join(KINDS)}"),
    "next": (_whole(1), "must be a whole number, 1 or more"),
    "probability": (lambda v: _number(0)(v) and float(str(v)) <= 1, "must be a number from 0 to 1"),
    "seed": (_whole(0), "must be a whole number"),
}
_MEMBERS: Final[dict[str, _Check]] = _SCOPE | {
    "refuse": (lambda v: v == "drop" or _CODE(v), "must be an error code of five digits, or drop"),
    "accept_then": (lambda v: v in ("drop", 500), "must be 500 or drop"),
    "slow_ms": _MILLISECONDS,
    "slow_after_ms": _MILLISECONDS,
    "list_lag_seconds": (_number(0), "must be seconds, 0 or more"),
    "receipt": (_CODE, "must be an error code of five digits"),
    "receipt_status": (lambda v: v in ("failed", "undelivered"), "must be failed or undelivered"),
    "receipts": (_words(*RECEIPT_WAYS), f"must be one or a list of {', '.join(RECEIPT_WAYS)}"),
    "receipt_delay_ms": _MILLISECONDS,
    "transit_ms": _MILLISECONDS,
    "segments_per_second": (_number(0.001), "must be a number above 0"),
}
