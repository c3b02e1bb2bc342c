"""Dispatch pushes: events become the cases' new states and the texts that follow from them.

The steps, in one transaction: hold the incidents' numbers; know repetitions; read the cases' files; for each
event fold its case again, settle what became of it, decide its notices, reconsider what was waiting to be sent;
write all of it. One event is a batch of one. The caller wakes a worker after the commit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import Any

from bot import outbox
from bot.phones import e164
from bot.store import casefiles, cases, events
from bot.store.casefiles import CaseFile, Files, Tie
from bot.store.db import Connection, Cursor
from bot.store.keeping import Entry
from flows.agency import Agency
from flows.case import fold, surviving
from flows.notices import survey_since, waiting_since
from flows.outcomes import Settled, settle
from flows.snapshot import Event, Snapshot
from flows.vocabulary import EventType, NoticeKind, Outcome, Reason, Verdict

# The order of receipt goes on after all that the record has.
_LATER = 1 << 62


@dataclass(frozen=True)
class Incoming:
    """An event as it comes in, validated: phones E.164 where they are numbers, incident upper-case."""

    id: str
    type: EventType
    incident: str
    occurred_at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of an event. `first` is set for a repetition: what was answered the first time."""

    id: str
    outcome: Outcome
    reason: Reason | None = None
    notices: tuple[Mapping[str, Any], ...] = ()
    first: Mapping[str, Any] | None = None
    skew_seconds: int | None = None
    wake: bool = field(default=False, compare=False)


def receive(
    connection: Connection, agency: Agency, incoming: Incoming, now: datetime, key_id: str | None = None
) -> Result:
    """Takes one event in."""
    return receive_all(connection, agency, [incoming], now, key_id)[0]


def receive_all(
    connection: Connection, agency: Agency, incoming: Sequence[Incoming], now: datetime, key_id: str | None = None
) -> list[Result]:
    """Takes events in, in order: the whole of the dispatch journey up to the outbox."""
    numbers = {number for one in incoming for number in _numbers(one)}
    events.lock_incidents(connection, agency.key, numbers)
    heard = events.heard(connection, agency.key, [one.id for one in incoming])
    taking = _Taking(connection, agency, now, key_id, heard)
    taking.steps.extend(incoming)
    taking.all()
    return taking.results


class _Taking:
    """Events being taken in. A merge joins two cases' rows, so it is a step by itself; the others go together."""

    def __init__(
        self, connection: Connection, agency: Agency, now: datetime, key_id: str | None, recorded: Cursor
    ) -> None:
        self.steps: deque[Incoming | Event] = deque()
        self.results: list[Result] = []
        self._connection = connection
        self._agency = agency
        self._now = now
        self._key_id = key_id
        self._recorded = recorded
        self._sequence = count(_LATER)

    @cached_property
    def _heard(self) -> dict[str, Any]:
        """By id, the events that are recorded, or were taken in a moment ago: each is taken in once."""
        return {row["event_id"]: row for row in self._recorded.fetchall()}

    def all(self) -> None:
        while self.steps:
            if self.steps[0].type is EventType.CALL_MERGED:
                self._merge(self.steps.popleft())
            else:
                self._run()

    def _run(self) -> None:
        """Takes all steps up to the next merge."""
        ahead: list[Incoming | Event] = []
        for step in self.steps:
            if step.type is EventType.CALL_MERGED:
                break
            ahead.append(step)
        files = self._files(ahead)
        entries: list[Entry] = []
        waiting = [_waited(event) for event in files.waiting]
        while self.steps and self.steps[0].type is not EventType.CALL_MERGED:
            step = self.steps.popleft()
            entry = self._new(step)
            if entry is None:
                continue
            entry.file = files.numbers.get(step.incident)
            entries.append(entry)
            if entry.file is None and step.type is not EventType.CALL_CREATED:
                self._wait(entry)
                waiting.append(entry)
                continue
            early: list[Entry] = []
            if entry.file is None:
                entry.file = self._open(files, entry.event)
                early = [one for one in waiting if step.incident in _numbers(one.event)]
                entries += self._gather(entry.file, early)
            elif not entry.known:
                entry.file.events.append(entry.event)
            self._answer(step, entry, self._apply(files, entry), self._catch_up(files, early))
        outbox.keep(self._connection, files, self._now, _once(entries), self._key_id)

    def _merge(self, step: Incoming | Event) -> None:
        """Joins the two cases' rows; the one that remains, whichever of several merges was heard of first."""
        files = self._files([step])
        entry = self._new(step)
        if entry is None:
            return
        file, into = (files.numbers.get(number) for number in (step.incident, step.data["into"]))
        if file is None or into is None:
            self._wait(entry)
            outbox.keep(self._connection, files, self._now, () if entry.known else [entry], self._key_id)
            return
        if file is not into:
            stays = surviving(step.incident, [*file.events, *into.events, entry.event])
            kept, gone = (into, file) if stays == into.incident else (file, into)
            assert kept.id is not None
            assert gone.id is not None
            cases.merge(self._connection, gone.id, kept.id)
            files = self._files([step])
        entry.file = files.numbers[step.incident]
        entry.file.events.append(entry.event)
        self._answer(step, entry, self._apply(files, entry))
        outbox.keep(self._connection, files, self._now, [entry], self._key_id)

    def _files(self, steps: Iterable[Incoming | Event]) -> Files:
        return casefiles.hold(
            self._connection,
            self._agency.key,
            {number for step in steps for number in _numbers(step)},
            {phone for step in steps for phone in casefiles.phones_of(step.data)},
            {step.incident for step in steps if step.type is EventType.CALL_CREATED},
        )

    def _new(self, step: Incoming | Event) -> Entry | None:
        """A step's entry; None for a repetition, which is answered as the first time and changes nothing."""
        if isinstance(step, Event):
            return _waited(step)
        row = self._heard.get(step.id)
        if row is not None:
            self.results.append(_repetition(row, step))
            return None
        event = Event(
            step.id,
            step.type,
            step.incident,
            step.occurred_at,
            self._now,
            min(step.occurred_at, self._now),
            next(self._sequence),
            step.data,
        )
        return Entry(event)

    def _wait(self, entry: Entry) -> None:
        """Its call is unknown so far."""
        if entry.known:
            return
        entry.first = {"outcome": Outcome.WAITING.value, "reason": Reason.UNKNOWN_INCIDENT.value, "notices": []}
        self._heard[entry.event.id] = _row(entry)
        self.results.append(Result(entry.event.id, Outcome.WAITING, Reason.UNKNOWN_INCIDENT))

    def _open(self, files: Files, event: Event) -> CaseFile:
        facts = fold(event.incident, [event])
        file = CaseFile(None, event.incident, facts, facts.opened_at or self._now, self._now, [event])
        files.numbers[event.incident] = file
        return file

    def _gather(self, file: CaseFile, early: Iterable[Entry]) -> list[Entry]:
        """What waited for this call is part of it before anything is told: it may have been protected already."""
        gathered = [one for one in early if one.event.type is not EventType.CALL_MERGED]
        for one in gathered:
            one.file = file
            file.events.append(one.event)
        return gathered

    def _catch_up(self, files: Files, early: Sequence[Entry]) -> bool:
        """What had waited for a call is applied now, in the order in which it came; whether a text is due.

        From a merge on it is left for the next steps.
        """
        wake = False
        for place, entry in enumerate(early):
            if entry.event.type is EventType.CALL_MERGED:
                self.steps.extendleft(reversed([one.event for one in early[place:]]))
                break
            wake = self._apply(files, entry).wake or wake
        return wake

    def _answer(self, step: Incoming | Event, entry: Entry, result: Result, wake: bool = False) -> None:
        if isinstance(step, Event):  # it was answered long ago; what it says goes with what set it free
            if result.wake and self.results:
                self.results[-1] = replace(self.results[-1], wake=True)
            return
        self._heard[step.id] = _row(entry)
        self.results.append(replace(result, wake=True) if wake else result)

    def _apply(self, files: Files, entry: Entry) -> Result:
        """Settles an event of its file, and decides what is told because of it."""
        file, event = entry.file, entry.event
        assert file is not None
        settled = settle(file.incident, event, file.events, self._agency)
        self._learn(files, file, event, settled.after)
        told = outbox.tell(files, file, self._agency, settled.notices, self._now)
        fresh = {one.message_id for one in told}
        outbox.reconsider(files, file, self._agency, self._now, but=fresh)
        return _settled(entry, settled, told)

    def _learn(self, files: Files, file: CaseFile, event: Event, facts: Snapshot) -> None:
        """The file and its ties become what the case's events add up to."""
        opens = event.type in (EventType.CALL_CREATED, EventType.CALL_MERGED)
        if opens or facts.parties != file.snapshot.parties:
            for tie in file.ties.values():
                tie.linked = False
            for party in sorted(facts.parties, key=lambda one: one.phone):
                files.name(party.phone, e164(party.phone) == party.phone, party.language)
                tie = file.ties.setdefault(party.phone, Tie(party.phone, party.role, party.name))
                tie.role, tie.name, tie.linked = party.role, party.name, True
            file.retied = True
        if event.type is EventType.CONTACT_UPDATED and event.data["contact"].get("language"):
            files.correct(event.data["contact"]["phone"], event.data["contact"]["language"])
        file.snapshot, file.changed = facts, True
        file.waiting_due_at, file.survey_due_at = clock_times(file, self._agency)


def clock_times(file: CaseFile, agency: Agency) -> tuple[datetime | None, datetime | None]:
    """When the clock must look at a case: for `still_waiting`, for the survey. Each is told once, if at all."""
    waiting, survey = waiting_since(file.snapshot, agency), survey_since(file.snapshot, agency)
    if waiting is not None and file.decided(NoticeKind.STILL_WAITING):
        waiting = None
    if survey is not None and file.decided(NoticeKind.SURVEY):
        survey = None
    return waiting, survey


def _numbers(one: Incoming | Event) -> tuple[str, ...]:
    """The incident numbers that an event is about."""
    return (one.incident, one.data["into"]) if one.type is EventType.CALL_MERGED else (one.incident,)


def _waited(event: Event) -> Entry:
    return Entry(event, known=True)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry once: one that waited in this very batch was heard of twice."""
    return list({id(entry): entry for entry in entries}.values())


def _row(entry: Entry) -> dict[str, Any]:
    """An event of this batch, as a repetition asks for it."""
    event = entry.event
    return {
        "type": event.type.value,
        "incident": event.incident,
        "occurred_at": event.occurred_at,
        "data": event.data,
        "first": entry.first,
    }


def _repetition(row: Mapping[str, Any], incoming: Incoming) -> Result:
    same = (row["type"], row["incident"], row["occurred_at"], row["data"]) == (
        incoming.type.value,
        incoming.incident,
        incoming.occurred_at,
        incoming.data,
    )
    if not same:
        return Result(incoming.id, Outcome.REJECTED, Reason.CONFLICT)
    return Result(incoming.id, Outcome.DUPLICATE, first=row["first"])


def _settled(entry: Entry, settled: Settled, told: list[outbox.Told]) -> Result:
    notices = tuple(
        {
            "kind": one.kind.value,
            "contact": one.phone,
            "decision": one.decision.verdict.value,
            "reason": one.decision.reason.value if one.decision.reason else None,
            "message_id": str(one.message_id),
            **({"until": one.decision.until.isoformat()} if one.decision.until else {}),
        }
        for one in told
    )
    entry.outcome, entry.reason = settled.outcome, settled.reason
    if entry.first is None:
        entry.first = {
            "outcome": settled.outcome.value,
            "reason": settled.reason.value if settled.reason else None,
            "notices": list(notices),
        }
    return Result(
        entry.event.id,
        settled.outcome,
        settled.reason,
        notices,
        skew_seconds=settled.skew_seconds,
        wake=any(one.decision.verdict is Verdict.SEND for one in told),
    )
