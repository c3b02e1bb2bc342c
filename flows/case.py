"""The case: one shared machine over a table, and a fold of events in their total order.

A case's state is never stored progress; it is what its events add up to. So the order in which they arrive
doesn't matter: the same events give the same snapshot. Two things are outside that order, because they act
on receipt: protection, and dates in the future (which count as the time of receipt).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from transitions import Machine

from flows.snapshot import Event, Party, Person, Snapshot
from flows.vocabulary import OUR_OWN, CaseState, CaseStatus, DelayReason, Disposition, EventType, Role

S = CaseState
E = EventType

# At the same moment, what opens a call comes before what happens to it.
RANK = {kind: rank for rank, kind in enumerate(EventType)}

ANY = tuple(S)
# trigger, from, to. What the table doesn't name leaves the state as it is.
TRANSITIONS: tuple[tuple[EventType | CaseStatus, Iterable[CaseState], CaseState], ...] = (
    # A dispatch after the end, or during the investigation, opens the call again. A second unit to a call
    # that already has one changes nothing.
    (
        E.UNIT_DISPATCHED,
        [S.REPORTED, S.DELAYED, S.CLEARED, S.ASSIGNED, S.INVESTIGATING, S.INACTIVE, S.CLOSED, S.CANCELLED],
        S.DISPATCHED,
    ),
    (E.UNIT_DELAYED, [S.REPORTED, S.DISPATCHED], S.DELAYED),
    (E.UNIT_ON_SCENE, [S.REPORTED, S.DISPATCHED, S.DELAYED], S.ON_SCENE),
    # RMS may be ahead of CAD: a detective who has the case already keeps it when the call is cleared.
    (E.CALL_CLEARED, [S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE, S.CANCELLED], S.CLEARED),
    (E.CALL_CANCELLED, [S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE], S.CANCELLED),
    (E.CASE_ASSIGNED, ANY, S.ASSIGNED),
    (CaseStatus.INVESTIGATING, ANY, S.INVESTIGATING),
    (CaseStatus.REOPENED, ANY, S.INVESTIGATING),
    (CaseStatus.INACTIVE, ANY, S.INACTIVE),
    (CaseStatus.CLEARED_BY_ARREST, ANY, S.CLOSED),
    (CaseStatus.EXCEPTIONALLY_CLEARED, ANY, S.CLOSED),
    (CaseStatus.UNFOUNDED, ANY, S.CLOSED),
    (CaseStatus.CLOSED, ANY, S.CLOSED),
)

# The call is going on.
LIVE = frozenset({S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE})
# The case has come to an end, as far as its person can tell.
ENDS = frozenset({S.CLEARED, S.CLOSED})
# What an event says is settled once one of these is known to come later in the case's order.
PROGRESS = frozenset(
    {E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CLEARED, E.CALL_CANCELLED}
    | {E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED}
)

# What a victim may hear of: the case has moved. A contact or a correction is no such thing.
MOVES = PROGRESS | {E.CALL_CREATED, E.REPORT_FILED}
# Where a case is while a status that RMS gave it is still the last word.
STATES_OF_STATUS: dict[CaseStatus, frozenset[CaseState]] = {
    CaseStatus.INVESTIGATING: frozenset({S.INVESTIGATING, S.ASSIGNED}),
    CaseStatus.REOPENED: frozenset({S.INVESTIGATING, S.ASSIGNED}),
    CaseStatus.INACTIVE: frozenset({S.INACTIVE}),
    CaseStatus.CLEARED_BY_ARREST: frozenset({S.CLOSED}),
    CaseStatus.EXCEPTIONALLY_CLEARED: frozenset({S.CLOSED}),
    CaseStatus.UNFOUNDED: frozenset({S.CLOSED}),
    CaseStatus.CLOSED: frozenset({S.CLOSED}),
    CaseStatus.PROPERTY_RECOVERED: frozenset(S),
}


class _Progress:
    """The machine's model: nothing but a state."""

    def __init__(self) -> None:
        self.state: str = S.REPORTED.value


def _build() -> Machine:
    """One machine for all cases, built at import; models are passed to its events."""
    machine = Machine(
        model=None,
        states=[state.value for state in S],
        initial=S.REPORTED.value,
        auto_transitions=False,
    )
    for trigger, source, dest in TRANSITIONS:
        sources: list[Any] = [state.value for state in source]
        machine.add_transition(trigger.value, sources, dest.value)
    return machine


MACHINE = _build()


def order_key(event: Event) -> tuple[datetime, int, str]:
    """The total order of a case's events: when, then the rank of the type, then the id."""
    return (event.effective_at, RANK[event.type], event.id)


class _Numbers:
    """Which call each incident number stands for, as merges are told."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}

    def call(self, number: str) -> str:
        while number in self._into:
            number = self._into[number]
        return number

    def merge(self, number: str, into: str) -> None:
        gone, stays = self.call(number), self.call(into)
        if gone != stays:
            self._into[gone] = stays


class _Folding:
    """A case as far as its events have been read, in their order."""

    def __init__(self, incident: str) -> None:
        self.incident = incident
        self.known = Snapshot(incident=incident, aliases=frozenset({incident}))
        self._progress, self._numbers = _Progress(), _Numbers()
        self._read: list[Event] = []

    def read(self, ordered: Iterable[Event]) -> Snapshot:
        """Reads on; what is known by then, but for its protection."""
        for event in ordered:
            if event.type is E.CALL_MERGED:
                self.known = _merge(self.known, self._numbers, event, self._read)
            elif self._numbers.call(event.incident) == self._numbers.call(self.incident):
                self.known = _apply(self.known, self._progress, event)
            self._read.append(event)
        return self.known


def fold(incident: str, events: Iterable[Event]) -> Snapshot:
    """What the events of a case add up to, whatever order they came in.

    Events of a call that was merged into this one count from the merge on: what happened to the other
    number before it (its own "cleared", above all) says nothing about this call. Its contacts come along.
    """
    received = _received(events)
    return _Folding(incident).read(sorted(received, key=order_key)).but(protected=_protected(received))


@dataclass(frozen=True)
class Around:
    """A case around one of its events: as `before` is without the event, `after` with it, and `until` up to it,
    whatever is known to have come later. Of `until` the protection isn't known.
    """

    until: Snapshot
    before: Snapshot
    after: Snapshot


def around(incident: str, event: Event, others: Iterable[Event]) -> Around:
    """What `fold` makes of a case's other events, with and without this one: read once if it is the last."""
    without = _received(others)
    received = _received([*without, event])
    ordered = sorted(without, key=order_key)
    mine = order_key(event)
    place = sum(order_key(one) < mine for one in ordered)
    folding = _Folding(incident)
    until = folding.read(ordered[:place])
    before = _Folding(incident).read(ordered) if ordered[place:] else until
    after = folding.read(([] if event.type in OUR_OWN else [event]) + ordered[place:])
    return Around(until, before.but(protected=_protected(without)), after.but(protected=_protected(received)))


def _received(events: Iterable[Event]) -> list[Event]:
    """What CAD and RMS told, in the order of receipt."""
    return sorted((event for event in events if event.type not in OUR_OWN), key=lambda event: event.sequence)


def surviving(incident: str, events: Iterable[Event]) -> str:
    """The number of the call that `incident` has become part of, by every merge that is known."""
    return _merged(events).call(incident)


def overtaken(incident: str, event: Event, events: Iterable[Event]) -> bool:
    """Whether what `event` tells is already history, by the events that are known to come after it.

    So is what happened to a call before it was merged into this one.
    """
    settles = _OVERTAKEN_BY.get(event.type)
    if settles is None:
        return False
    counting = _counting(incident, [*events, event])
    if event not in counting:
        return True
    mine = order_key(event)
    return any(other.type in settles and order_key(other) > mine for other in counting)


def contradicts(event: Event, until: Snapshot) -> bool:
    """Whether the state of the case, just before `event`, rules it out (an arrival after the end)."""
    possible = _POSSIBLE_IN.get(event.type)
    return possible is not None and until.state not in possible


def _merged(events: Iterable[Event]) -> _Numbers:
    numbers = _Numbers()
    for event in sorted(events, key=order_key):
        if event.type is E.CALL_MERGED:
            numbers.merge(event.incident, event.data["into"])
    return numbers


def _counting(incident: str, events: Iterable[Event]) -> list[Event]:
    """The events that say something about this call: its own, and a merged call's from the merge on."""
    numbers = _Numbers()
    counting = []
    for event in sorted(events, key=order_key):
        if event.type is E.CALL_MERGED:
            numbers.merge(event.incident, event.data["into"])
        elif numbers.call(event.incident) == numbers.call(incident):
            counting.append(event)
    return counting


_POSSIBLE_IN: dict[EventType, frozenset[CaseState]] = {
    E.UNIT_DELAYED: LIVE - {S.ON_SCENE},
    E.UNIT_ON_SCENE: LIVE,
    E.CALL_CANCELLED: LIVE | {S.CANCELLED},
}
_OVERTAKEN_BY: dict[EventType, frozenset[EventType]] = {
    E.UNIT_DISPATCHED: PROGRESS,
    E.UNIT_DELAYED: PROGRESS,
    E.UNIT_ON_SCENE: PROGRESS - {E.UNIT_DISPATCHED},
    E.CALL_CANCELLED: PROGRESS,
    E.CALL_CLEARED: frozenset({E.CALL_CLEARED, E.UNIT_DISPATCHED}),
    E.REPORT_FILED: frozenset({E.REPORT_FILED}),
    E.CASE_ASSIGNED: frozenset({E.CASE_ASSIGNED}),
    E.CASE_STATUS_CHANGED: frozenset({E.CASE_STATUS_CHANGED}),
}


def _person(data: dict[str, Any] | None) -> Person | None:
    return Person(data["name"], data.get("badge"), data.get("phone"), data.get("email")) if data else None


def _merge(known: Snapshot, numbers: _Numbers, merge: Event, before: list[Event]) -> Snapshot:
    """Another call becomes this one: its number is an alias from now on, its contacts come along."""
    gone, stays = numbers.call(merge.incident), numbers.call(merge.data["into"])
    mine = numbers.call(known.incident)
    numbers.merge(gone, stays)
    if gone == stays or mine not in (gone, stays):
        return known
    other = fold(gone if mine == stays else stays, before)
    return known.but(
        aliases=known.aliases | other.aliases,
        parties=_joined(other.parties, known.parties),
    )


def _apply(known: Snapshot, progress: _Progress, event: Event) -> Snapshot:
    if event.incident != known.incident and event.type in (E.CALL_CREATED, E.CALL_UPDATED):
        # The other number's own type and priority are not this call's; whom it names is.
        return known.but(parties=_joined(_named(event), known.parties))
    before = CaseState(progress.state)
    trigger = event.data["status"] if event.type is E.CASE_STATUS_CHANGED else event.type.value
    moves = MACHINE.events.get(trigger)
    if moves is not None and progress.state in moves.transitions:
        moves.trigger(progress)
    after = CaseState(progress.state)
    if event.type in _LEARN:
        known = _LEARN[event.type](known, event, before)
    facts: dict[str, Any] = {"moved_at": event.effective_at}
    if after is not before:
        ended_at = event.effective_at if after in ENDS else None
        facts |= {"state": after, "state_by": event.id, "ended_at": ended_at}
    if event.type in MOVES:
        facts["news_at"] = event.effective_at
    return known.but(**facts)


def _created(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    parties = _named(event)
    if known.opened_at is not None:  # told twice under two ids: nobody whom the second names is lost
        return known.but(parties=_joined(parties, known.parties))
    return known.but(
        call_type=known.call_type or event.data.get("call_type"),
        priority=known.priority if known.priority is not None else event.data.get("priority"),
        district=known.district or event.data.get("district"),
        code_word=known.code_word or event.data.get("code_word"),
        opened_at=event.effective_at,
        state_by=known.state_by or event.id,
        parties=_joined(parties, known.parties),
    )


def _updated(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    named = ("call_type", "priority", "district")
    return known.but(**{name: event.data[name] for name in named if event.data.get(name) is not None})


def _dispatched(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    if before is S.ON_SCENE or before is S.DISPATCHED:
        return known
    return known.but(
        dispatched_at=event.effective_at,
        delay_reason=None,
        disposition=None,
        finished_by=None,
    )


def _delayed(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    if before not in (S.REPORTED, S.DISPATCHED, S.DELAYED):
        return known
    return known.but(delay_reason=DelayReason(event.data.get("reason") or DelayReason.OTHER), state_by=event.id)


def _cleared(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    officer = _person(event.data.get("officer")) or known.officer
    number = event.data.get("case_number") or known.case_number
    disposition = Disposition(event.data["disposition"])
    same = (officer, number, disposition) == (known.officer, known.case_number, known.disposition)
    return known.but(
        officer=officer,
        disposition=disposition,
        finished_by=known.finished_by if same and known.finished_by else event.id,
        **_numbered(known, event),
    )


def _filed(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    return known.but(**_numbered(known, event))


def _assigned(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    investigator = _person(event.data["investigator"])
    same = investigator == known.investigator
    return known.but(
        investigator=investigator,
        investigator_by=known.investigator_by if same else event.id,
        **_numbered(known, event),
    )


def _status(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    status = CaseStatus(event.data["status"])
    # The same word again is no news, unless the case has been somewhere else since.
    same = status is known.status and before in STATES_OF_STATUS[status]
    return known.but(status=status, status_by=known.status_by if same else event.id)


def _numbered(known: Snapshot, event: Event) -> dict[str, Any]:
    """The case number, and who told it first: a number that is only repeated is no news."""
    number = event.data.get("case_number")
    if not number or number == known.case_number:
        return {}
    return {"case_number": number, "case_number_by": event.id}


def _contact(known: Snapshot, event: Event, before: CaseState) -> Snapshot:
    new = _party(event.data["contact"])
    if event.type is E.CONTACT_REMOVED:
        return known.but(parties=tuple(one for one in known.parties if one.phone != new.phone))
    former = {new.phone, event.data.get("old_phone")}
    old = next((one for one in known.parties if one.phone in former), None)
    if old is not None:
        new = replace(new, name=new.name or old.name, language=new.language or old.language)
    others = [one for one in known.parties if one.phone not in former]
    return known.but(parties=(*others, new))


_LEARN: dict[EventType, Callable[[Snapshot, Event, CaseState], Snapshot]] = {
    E.CALL_CREATED: _created,
    E.CALL_UPDATED: _updated,
    E.UNIT_DISPATCHED: _dispatched,
    E.UNIT_DELAYED: _delayed,
    E.CALL_CLEARED: _cleared,
    E.REPORT_FILED: _filed,
    E.CASE_ASSIGNED: _assigned,
    E.CASE_STATUS_CHANGED: _status,
    E.CONTACT_ADDED: _contact,
    E.CONTACT_UPDATED: _contact,
    E.CONTACT_REMOVED: _contact,
}


def _named(event: Event) -> list[Party]:
    return [_party(one) for one in event.data.get("contacts", ())]


def _party(data: dict[str, Any]) -> Party:
    return Party(data["phone"], Role(data["role"]), data.get("name"), data.get("language"))


def _joined(first: Iterable[Party], second: Iterable[Party]) -> tuple[Party, ...]:
    """Both lists, a phone once: what the second says of it stands."""
    by_phone = {one.phone: one for one in (*first, *second)}
    return tuple(by_phone.values())


def _protected(received: Iterable[Event]) -> bool:
    """Protection acts on receipt: any flag sets it, and only case.unprotected lifts it.

    Lifting it counts for the numbers that are one call by then, and for no call that is merged in later.
    """
    protected: set[str] = set()
    numbers = _Numbers()
    for event in received:
        if event.type is E.CALL_MERGED:
            numbers.merge(event.incident, event.data["into"])
        elif event.type is E.CASE_UNPROTECTED:
            lifted = numbers.call(event.incident)
            protected = {number for number in protected if numbers.call(number) != lifted}
        elif event.type is E.CASE_PROTECTED or event.data.get("flags"):
            protected.add(event.incident)
    return bool(protected)
