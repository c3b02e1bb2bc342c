"""What happened: the facts of real calls (calls.csv) as events of our API, with their times moved to now."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from flows.agency import Agency
from flows.vocabulary import Disposition, EventType

CANCELLED = "cancelled"
E = EventType


@dataclass(frozen=True)
class Call:
    """One real call. Seconds run from the moment it was queued; `ended` is a disposition, or `cancelled`."""

    number: str
    source: str
    call_type: str
    flags: tuple[str, ...]
    priority: int | None
    queued: datetime
    dispatched_s: int
    arrived_s: int | None
    cleared_s: int
    ended: str
    report_number: str | None


@dataclass(frozen=True)
class Contact:
    """Whom dispatch names. The phones are fictitious (555-01xx), and so is everybody."""

    phone: str
    role: str = "victim"
    language: str | None = None

    def told(self) -> dict[str, Any]:
        name = {"name": f"Demonstration {self.phone[-2:]}"}
        return {
            "phone": self.phone,
            "role": self.role,
            **name,
            **({"language": self.language} if self.language else {}),
        }


@dataclass(frozen=True)
class Step:
    """One event of a call, so many seconds after it was queued."""

    after_s: int
    type: EventType


def load() -> tuple[Call, ...]:
    """The calls of calls.csv, in its order."""
    text = resources.files("bot.demo").joinpath("calls.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(map(_call, rows))


def _call(row: dict[str, str]) -> Call:
    return Call(
        number=row["call"],
        source=row["source"],
        call_type=row["call_type"],
        flags=tuple(row["flags"].split()),
        priority=int(row["priority"]) if row["priority"] else None,
        queued=datetime.fromisoformat(row["queued"]),
        dispatched_s=int(row["dispatched_s"]),
        arrived_s=int(row["arrived_s"]) if row["arrived_s"] else None,
        cleared_s=int(row["cleared_s"]),
        ended=CANCELLED if row["ended"] == CANCELLED else Disposition(row["ended"]).value,
        report_number=row["report_number"] or None,
    )


def phones(agency: Agency) -> Iterator[str]:
    """Fictitious numbers (area code 813, 555-0101 to 555-0199), none of them the agency's own."""
    for last in range(101, 200):
        phone = f"+18135550{last}"
        if phone not in (agency.sender, agency.desk_phone):
            yield phone


def steps(call: Call) -> tuple[Step, ...]:
    """A call's events in the order in which they happened."""
    found = [Step(0, E.CALL_CREATED), Step(call.dispatched_s, E.UNIT_DISPATCHED)]
    if call.arrived_s is not None:
        found.append(Step(call.arrived_s, E.UNIT_ON_SCENE))
    found.append(Step(call.cleared_s, E.CALL_CANCELLED if call.ended == CANCELLED else E.CALL_CLEARED))
    return tuple(found)


def event(call: Call, kind: EventType, contact: Contact, at: datetime, tag: str, **changed: Any) -> dict[str, Any]:
    """The event as dispatch's CAD would push it, happening `at`. `tag` tells its events apart.

    `changed` replaces members of its data; an empty one is left out.
    """
    return {
        "id": f"{call.number}-{tag}",
        "type": kind.value,
        "incident": call.number,
        "occurred_at": at.isoformat(),
        "data": {name: value for name, value in (_data(call, kind, contact) | changed).items() if value != ""},
    }


def _data(call: Call, kind: EventType, contact: Contact) -> dict[str, Any]:
    match kind:
        case E.CALL_CREATED:
            priority = {} if call.priority is None else {"priority": call.priority}
            return {"call_type": call.call_type, "flags": list(call.flags), "contacts": [contact.told()], **priority}
        case E.UNIT_DISPATCHED | E.UNIT_ON_SCENE:
            return {"unit": f"D{call.number[-2:]}"}
        case E.CALL_CLEARED:
            number = {"case_number": call.report_number} if call.report_number else {}
            return {"disposition": call.ended, "officer": officer(call), **number}
        case E.REPORT_FILED:
            return {"case_number": call.report_number}
        case E.CASE_ASSIGNED:
            return {"investigator": {"name": "Detective Demo", "phone": "+18135550130"}}
        case _:
            return {}


def officer(call: Call) -> dict[str, str]:
    """An officer that doesn't exist; the badge tells one call's from another's."""
    return {"name": "Officer Demo", "badge": f"D{call.number[-4:]}"}


def silent(call: Call, agency: Agency) -> bool:
    """Whether the agency's own lists keep this call from being texted about."""
    return bool(call.flags) or agency.call_type(call.call_type) is None or call.priority in agency.silent_priorities
