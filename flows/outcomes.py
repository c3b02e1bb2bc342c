"""What becomes of an event: its outcome, and the notices that it gives cause for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flows.agency import Agency
from flows.case import around, contradicts, overtaken
from flows.notices import Notice, history_of, notices_of
from flows.policy import silence
from flows.snapshot import Event, Snapshot
from flows.vocabulary import EventType, Outcome, Reason

SKEW = timedelta(minutes=2)
# A person's own decision about a case's protection is what it says it is, not news of a protected case.
_OF_PROTECTION = frozenset({EventType.CASE_PROTECTED, EventType.CASE_UNPROTECTED})


@dataclass(frozen=True)
class Settled:
    """What an event came to. `skew_seconds` is how far in the future it was dated, where that matters."""

    outcome: Outcome
    reason: Reason | None
    after: Snapshot
    notices: tuple[Notice, ...]
    skew_seconds: int | None = None


def settle(incident: str, event: Event, known: Sequence[Event], agency: Agency) -> Settled:
    """The outcome of `event`, one of the `known` events of the case that `incident` names."""
    event = next(one for one in known if one.id == event.id)
    others = [one for one in known if one.id != event.id]
    case = around(incident, event, others)
    after = case.after
    before = case.before if any(one.type is EventType.CALL_CREATED for one in others) else None
    skew = _skew(event)

    silent = silence(after, agency)
    if silent is not None and event.type not in _OF_PROTECTION:
        notices = notices_of(event, before, after)
        return Settled(Outcome.SUPPRESSED, silent, after, notices, skew)
    if overtaken(incident, event, others):
        return Settled(Outcome.STALE, Reason.SUPERSEDED, after, history_of(event), skew)
    if contradicts(event, case.until):
        return Settled(Outcome.STALE, Reason.CONTRADICTS, after, history_of(event), skew)
    reason = Reason.CLOCK_SKEW if skew is not None else None
    return Settled(Outcome.APPLIED, reason, after, notices_of(event, before, after), skew)


def _skew(event: Event) -> int | None:
    ahead = event.occurred_at - event.received_at
    return int(ahead.total_seconds()) if ahead > SKEW else None
