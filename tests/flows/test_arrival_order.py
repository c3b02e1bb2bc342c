"""Whatever happens, in whatever order it is heard of: the case ends the same, and no text is ever untrue.

The histories are hypothesis's. `Desk` is the dispatch journey without a database: events arrive one by one, and now
and then a worker sends what is due.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from flows.case import around, fold, order_key, surviving
from flows.notices import OVERTAKES, RULES, Notice, instead_of, waiting_since
from flows.outcomes import settle
from flows.policy import Decision, Listener, decide
from flows.snapshot import Event, Snapshot
from flows.vocabulary import (
    CaseState,
    CaseStatus,
    Consent,
    DelayReason,
    Disposition,
    EventType,
    NoticeKind,
    Outcome,
    Role,
    Verdict,
)
from tests.flows.factories import ANA, BEN, CAM, LEADS, TAMPA, at, event, party

E, K, S = EventType, NoticeKind, CaseState
# What, to which call, at which minute, with which data.
Happening = tuple[EventType, str, float, dict[str, Any]]
CALLS = ("2026-1", "2026-2", "2026-3")
PHONES = (ANA, BEN, CAM)
# Equal, close and far apart.
MINUTES = st.sampled_from([0, 0, 1, 1.5, 2, 5, 14, 16, 30, 90, 600, 1500])


@st.composite
def happenings(draw: st.DrawFn, calls: tuple[str, ...] = CALLS) -> list[Happening]:
    """The calls' openings, and up to nine other things. A call is merged only into a later one."""
    story: list[Happening] = []
    for place, call in enumerate(calls):
        named = [party(PHONES[place])]
        story.append((E.CALL_CREATED, call, draw(st.sampled_from([0, 0, 3])), {"contacts": named}))
    for place in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(sorted(set(E) - {E.CASE_PROTECTED, E.CASE_UNPROTECTED})))
        call = draw(st.sampled_from(calls))
        if kind is E.CALL_MERGED:
            later = [one for one in calls if one > call]
            if not later:
                continue
            story.append((kind, call, draw(MINUTES), {"into": draw(st.sampled_from(later))}))
        else:
            story.append((kind, call, draw(MINUTES), draw(_data(kind, place))))
    return story


def _data(kind: EventType, place: int) -> st.SearchStrategy[dict[str, Any]]:
    """Names and numbers that no other event of the story gives, so that a text shows where it has them from."""
    letter = "ABCDEFGHJK"[place]
    phone, role = st.sampled_from(PHONES), st.sampled_from([Role.VICTIM, Role.VICTIM, Role.WITNESS])
    contact = st.builds(party, phone, role)
    person = {"name": f"Officer {letter}{letter.lower()}nn"}
    number = st.sampled_from([None, f"26-{place}{place}"])
    shapes: dict[EventType, dict[str, Any]] = {
        E.CALL_CREATED: {"contacts": st.lists(contact, max_size=2)},
        E.CALL_UPDATED: {"priority": st.sampled_from([3, 5])},
        E.UNIT_DELAYED: {"reason": st.sampled_from(sorted(DelayReason))},
        E.CALL_CLEARED: {
            "disposition": st.sampled_from(sorted(Disposition)),
            "officer": st.just(person),
            "case_number": number,
        },
        E.REPORT_FILED: {"case_number": st.just(f"26-{place}{place}")},
        E.CASE_ASSIGNED: {"investigator": st.just(person), "case_number": number},
        E.CASE_STATUS_CHANGED: {"status": st.sampled_from(sorted(CaseStatus))},
        E.CONTACT_ADDED: {"contact": contact},
        E.CONTACT_UPDATED: {"contact": contact, "old_phone": st.sampled_from([None, *PHONES])},
        E.CONTACT_REMOVED: {"contact": contact},
    }
    return st.fixed_dictionaries(shapes.get(kind, {}))


def ending(incident: str, events: list[Event]) -> Snapshot:
    return replace(fold(incident, events), protected=False)


@given(happenings(), st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_order_of_arrival_ends_in_the_same_case(story: list[Happening], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(story))))
    heard = [
        event(kind, minute, id=f"e{place}", incident=call, received=3000, sequence=place, **facts)
        for place, (kind, call, minute, facts) in enumerate(story)
    ]
    otherwise = [replace(heard[place], sequence=sequence) for sequence, place in enumerate(order)]
    for incident in CALLS:
        assert ending(incident, heard) == ending(incident, otherwise)
        assert surviving(incident, heard) == surviving(incident, otherwise)


@given(happenings(), st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_case_around_an_event_is_what_folding_it_with_and_without_the_event_gives(
    story: list[Happening], data: st.DataObject
) -> None:
    heard = [
        event(kind, minute, id=f"e{place}", incident=call, received=3000, sequence=place, **facts)
        for place, (kind, call, minute, facts) in enumerate(story)
    ]
    one = data.draw(st.sampled_from(heard))
    others = [other for other in heard if other is not one]
    earlier = [other for other in others if order_key(other) < order_key(one)]
    for incident in CALLS:
        case = around(incident, one, others)
        assert (case.before, case.after) == (fold(incident, others), fold(incident, heard))
        assert replace(case.until, protected=False) == ending(incident, earlier)


@given(happenings())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_merged_call_is_the_surviving_one_under_another_number(
    story: list[Happening],
) -> None:
    heard = [event(kind, minute, incident=call, received=3000, **facts) for kind, call, minute, facts in story]
    for incident in CALLS:
        assert incident in fold(surviving(incident, heard), heard).aliases


# One by one


@dataclass
class Row:
    """A text in the outbox."""

    notice: Notice
    phone: str
    decision: Decision
    status: str = "queued"


@dataclass
class File:
    """A case, and what was written about it."""

    incident: str
    events: list[Event] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sent: list[tuple[NoticeKind, str, datetime]] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        return fold(self.incident, self.events)


class Desk:
    """The dispatch journey in memory; every text that goes is held against what is true at that moment."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.waiting: list[Event] = []
        self.seen: set[str] = set()
        self.texts: list[tuple[str, str | None, NoticeKind, str]] = []

    def hear(self, new: Event, now: datetime) -> None:
        if new.id in self.seen:
            return
        self.seen.add(new.id)
        if new.type is E.CALL_CREATED and new.incident not in self.files:
            self.files[new.incident] = File(new.incident)
        if not self._known(new):
            self.waiting.append(new)
            return
        self._apply(new, now)
        if new.type is E.CALL_CREATED:
            for one in list(self.waiting):
                if new.incident in (one.incident, one.data.get("into")) and self._known(one):
                    self.waiting.remove(one)
                    self._apply(one, now)

    def tick(self, now: datetime) -> None:
        """The clock, then a worker."""
        for file in self._files():
            due = waiting_since(file.snapshot, TAMPA)
            told = any(row.notice.kind is K.STILL_WAITING for row in file.rows)
            if due is not None and due <= now and not told:
                self._tell(file, (Notice(K.STILL_WAITING, due),), now)
            for row in [row for row in file.rows if row.status == "queued" and now >= row.decision.expires_at]:
                row.status = "expired"
                instead = instead_of(row.notice, row.phone, now)
                if instead is not None:
                    self._tell(file, (instead,), now)
            for row in file.rows:
                if row.status == "queued":
                    self._send(file, row, now)

    def _files(self) -> list[File]:
        return list({id(file): file for file in self.files.values()}.values())

    def _known(self, new: Event) -> bool:
        into = new.data["into"] if new.type is E.CALL_MERGED else new.incident
        return new.incident in self.files and into in self.files

    def _apply(self, new: Event, now: datetime) -> None:
        file = self.files[new.incident]
        file.events.append(new)
        if new.type is E.CALL_MERGED:
            file = self._merge(file, self.files[new.data["into"]], new)
        settled = settle(file.incident, new, file.events, TAMPA)
        assert settled.outcome in (Outcome.APPLIED, Outcome.STALE)
        assert settled.after == file.snapshot
        self._tell(file, settled.notices, now)
        for row in file.rows:
            if row.status == "queued" and self._decide(file, row, now).verdict is Verdict.SUPPRESS:
                row.status = "cancelled"

    def _merge(self, one: File, other: File, new: Event) -> File:
        if one is other:
            return one
        stays = surviving(new.incident, [*one.events, *other.events])
        kept, gone = (one, other) if stays == one.incident else (other, one)
        kept.events += gone.events
        kept.rows += gone.rows
        kept.sent += gone.sent
        self.files = {number: kept if file is gone else file for number, file in self.files.items()}
        return kept

    def _tell(self, file: File, notices: tuple[Notice, ...], now: datetime) -> None:
        for notice in notices:
            for one in file.snapshot.parties:
                if notice.phones is not None and one.phone not in notice.phones:
                    continue
                row = Row(notice, one.phone, Decision(Verdict.SUPPRESS, None, RULES[notice.kind].lane, now))
                row.decision = self._decide(file, row, now)
                if row.decision.verdict is Verdict.SUPPRESS:
                    row.status = "suppressed"
                else:
                    for older in file.rows:
                        same = older.phone == row.phone and older.notice.kind in OVERTAKES[notice.kind]
                        if same and older.status == "queued":
                            older.status = "cancelled"
                file.rows.append(row)

    def _decide(self, file: File, row: Row, now: datetime) -> Decision:
        case = file.snapshot
        role = next((one.role for one in case.parties if one.phone == row.phone), None)
        who = Listener(row.phone, role or Role.OTHER, "en", Consent.GRANTED, introduced=True, linked=role is not None)
        told = [when for kind, phone, when in file.sent if (kind, phone) == (row.notice.kind, row.phone)]
        mine = [one for one in file.rows if one.phone == row.phone and one.status == "queued"]
        coming = [one.notice.kind for one in mine if row not in file.rows]
        return decide(row.notice, case, who, TAMPA, now, max(told, default=None), coming)

    def _send(self, file: File, row: Row, now: datetime) -> None:
        decision = self._decide(file, row, now)
        if decision.verdict is Verdict.HOLD:
            return
        row.status = "sent" if decision.verdict is Verdict.SEND else "cancelled"
        if row.status == "sent":
            hold_true(file, row, decision.body)
            file.sent.append((row.notice.kind, row.phone, now))
            self.texts.append((file.incident, row.notice.event, row.notice.kind, row.phone))


@dataclass
class Truth:
    """What the design says is true of a call, worked out the simplest way there is."""

    state: CaseState = S.REPORTED
    dispatched: bool = False
    names: frozenset[str] = frozenset()
    number: str | None = None


def truth(incident: str, events: list[Event]) -> Truth:
    found, numbers, officer, detective = Truth(), {incident}, None, None
    ordered = sorted(events, key=order_key)
    merged_at: dict[str, int] = {}
    for place, one in enumerate(ordered):
        if one.type is E.CALL_MERGED and surviving(one.incident, ordered[: place + 1]) == incident:
            mine = {
                one.incident for one in ordered[: place + 1] if _part(one.incident, incident, ordered[: place + 1])
            }
            merged_at |= dict.fromkeys(mine - numbers, place)
            numbers |= mine
        if one.incident not in numbers or one.type is E.CALL_MERGED:
            continue
        what = CaseStatus(one.data["status"]) if one.type is E.CASE_STATUS_CHANGED else one.type
        sources, to = LEADS.get(what, (set(), S.REPORTED))
        if found.state in sources:
            found.state = to
        found.dispatched |= what is E.UNIT_DISPATCHED
        found.number = one.data.get("case_number") or found.number
        officer = (one.data.get("officer") or {}).get("name", officer)
        detective = (one.data.get("investigator") or {}).get("name", detective)
    found.names = frozenset(name for name in (officer, detective) if name)
    return found


def _part(number: str, incident: str, events: list[Event]) -> bool:
    return surviving(number, events) == incident


CALL_IS_ON = {S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE}
SAYS = {
    "An officer has been assigned": {S.DISPATCHED},
    "Your call is delayed": {S.DELAYED},
    "No officer has been assigned": {S.REPORTED, S.DELAYED},
    "An officer has your call now": {S.ON_SCENE},
    "Your call is finished": set(S) - CALL_IS_ON - {S.CANCELLED},
    "Your call was cancelled": {S.CANCELLED},
    "A detective has your case": set(S) - {S.CLOSED, S.CANCELLED},
    "is paused": {S.INACTIVE},
    "is closed": {S.CLOSED},
    "someone was arrested": {S.CLOSED},
    "being worked on": {S.INVESTIGATING, S.ASSIGNED},
}


def hold_true(file: File, row: Row, body: str) -> None:
    """No word of a text may be untrue when it goes."""
    now_true = truth(file.incident, file.events)
    for words, states in SAYS.items():
        if words in body:
            assert now_true.state in states, f"{body!r} while {now_true.state}"
    if "No officer has been assigned" in body:
        assert not now_true.dispatched
    assert set(re.findall(r"Officer [A-Z][a-z]nn", body)) <= now_true.names, body
    assert set(re.findall(r"26-\d\d", body)) <= {now_true.number}, body


@given(happenings(), st.data())
@settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.generate])
def test_no_text_is_untrue_when_it_goes_and_none_goes_twice(story: list[Happening], data: st.DataObject) -> None:
    delays = st.sampled_from([0, 0, 0, 0.5, 4, 15, 70])
    arrivals = sorted(
        ((minute + data.draw(delays), place) for place, (_, _, minute, _) in enumerate(story)),
        key=lambda one: one[0],
    )
    desk = Desk()
    for sequence, (received, place) in enumerate(arrivals):
        kind, call, minute, facts = story[place]
        new = event(kind, minute, id=f"e{place}", incident=call, received=received, sequence=sequence, **facts)
        desk.hear(new, at(received))
        if data.draw(st.booleans()):
            desk.hear(new, at(received))
        if data.draw(st.booleans()):
            desk.tick(at(received))
    for later in (16, 21, 60, 23 * 60):
        desk.tick(at(arrivals[-1][0]) + timedelta(minutes=later))
    told = [(notice or incident, kind, phone) for incident, notice, kind, phone in desk.texts]
    assert len(told) == len(set(told))
    assert not desk.waiting
