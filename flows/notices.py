"""The notices: which event gives rise to which, how urgent each is, how long it lives, when it is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.case import ENDS, LIVE, STATES_OF_STATUS
from flows.snapshot import Event, Snapshot
from flows.vocabulary import TEXTED_ROLES, CaseState, CaseStatus, Disposition, EventType, Lane, NoticeKind

S = CaseState
E = EventType
K = NoticeKind


@dataclass(frozen=True)
class Notice:
    """Something to tell the contacts of a case.

    `event` is the id of the event behind it (None: the clock or a person), `since` when it became so,
    `phones` whom it is for (None: every contact), `words` a person's own. One that is `overtaken` is
    recorded and never told.
    """

    kind: NoticeKind
    since: datetime
    event: str | None = None
    phones: frozenset[str] | None = None
    words: str | None = None
    overtaken: bool = False


@dataclass(frozen=True)
class Rule:
    """How a kind of notice is handled. `life` runs from `Notice.since`; `waits` out the quiet hours or not."""

    lane: Lane
    life: timedelta
    waits: bool
    true: Callable[[Snapshot], bool]


_MINUTES_15, _DAY = timedelta(minutes=15), timedelta(hours=24)
BAD_NEWS = frozenset({CaseStatus.INACTIVE, CaseStatus.UNFOUNDED, CaseStatus.EXCEPTIONALLY_CLEARED})


def _never_dispatched(case: Snapshot) -> bool:
    return case.state in (S.REPORTED, S.DELAYED) and case.dispatched_at is None


def _ended_well(case: Snapshot) -> bool:
    """At its end, and nothing about that is bad news."""
    return (
        case.state in ENDS
        and case.status not in BAD_NEWS
        and case.disposition is not Disposition.UNFOUNDED
        and not case.protected
    )


RULES: dict[NoticeKind, Rule] = {
    K.REPORT_RECEIVED: Rule(Lane.REALTIME, _MINUTES_15, False, lambda case: case.state in LIVE),
    K.OFFICER_DISPATCHED: Rule(Lane.REALTIME, _MINUTES_15, False, lambda case: case.state is S.DISPATCHED),
    K.OFFICER_DELAYED: Rule(Lane.REALTIME, _MINUTES_15, False, lambda case: case.state is S.DELAYED),
    K.STILL_WAITING: Rule(Lane.REALTIME, _MINUTES_15, False, _never_dispatched),
    K.CALL_FINISHED: Rule(
        Lane.REALTIME,
        _DAY,
        False,
        lambda case: case.finished_by is not None and case.state not in LIVE | {S.CANCELLED},
    ),
    K.CALL_CANCELLED: Rule(Lane.REALTIME, _DAY, False, lambda case: case.state is S.CANCELLED),
    K.CASE_NUMBER_ASSIGNED: Rule(Lane.CASEWORK, _DAY, True, lambda case: case.case_number is not None),
    K.DETECTIVE_ASSIGNED: Rule(
        Lane.CASEWORK,
        _DAY,
        True,
        lambda case: case.investigator is not None and case.state not in (S.CLOSED, S.CANCELLED),
    ),
    K.CASE_STATUS: Rule(
        Lane.CASEWORK,
        _DAY,
        True,
        lambda case: case.status is not None and case.state in STATES_OF_STATUS[case.status],
    ),
    K.CONTACT_ADDED: Rule(Lane.REALTIME, _DAY, False, lambda case: True),
    K.CURRENT_STATUS: Rule(Lane.REALTIME, _DAY, False, lambda case: True),
    K.DESK: Rule(Lane.REALTIME, _DAY, False, lambda case: True),
    K.SURVEY: Rule(Lane.SURVEY, _DAY * 3, True, lambda case: _ended_well(case)),
}

# Say where the case stands, whatever that is by the time they go.
_WHAT_IS_TRUE = (K.CONTACT_ADDED, K.CURRENT_STATUS)
# A newer text of one of these kinds takes the place of the unsent ones named beside it.
OVERTAKES: dict[NoticeKind, tuple[NoticeKind, ...]] = {
    kind: (kind,) if kind in (K.REPORT_RECEIVED, K.CASE_NUMBER_ASSIGNED) else (kind, *_WHAT_IS_TRUE)
    for kind in RULES
    if kind not in (K.DESK, K.SURVEY)
} | {K.DESK: (), K.SURVEY: (K.SURVEY,)}
# A text of these kinds whose time ran out is replaced by what is true now.
REPLACED = frozenset({K.REPORT_RECEIVED, K.OFFICER_DISPATCHED, K.OFFICER_DELAYED, K.STILL_WAITING})

# What is true now is needless beside an unsent text of one of these kinds, which says it.
SAID_BY: dict[NoticeKind, frozenset[NoticeKind]] = {
    K.CURRENT_STATUS: frozenset(
        {K.OFFICER_DISPATCHED, K.OFFICER_DELAYED, K.STILL_WAITING, K.CALL_FINISHED, K.CALL_CANCELLED}
        | {K.DETECTIVE_ASSIGNED, K.CASE_STATUS, K.CONTACT_ADDED}
    )
}

# event type -> the notice, and the member of the snapshot that names the event its fact comes from. An
# event that brought nothing new (a second unit, the same number again) isn't named there and tells nobody.
_NEWS: dict[EventType, tuple[NoticeKind, str]] = {
    E.UNIT_DISPATCHED: (K.OFFICER_DISPATCHED, "state_by"),
    E.UNIT_DELAYED: (K.OFFICER_DELAYED, "state_by"),
    E.CALL_CLEARED: (K.CALL_FINISHED, "finished_by"),
    E.CALL_CANCELLED: (K.CALL_CANCELLED, "state_by"),
    E.REPORT_FILED: (K.CASE_NUMBER_ASSIGNED, "case_number_by"),
    E.CASE_ASSIGNED: (K.DETECTIVE_ASSIGNED, "investigator_by"),
    E.CASE_STATUS_CHANGED: (K.CASE_STATUS, "status_by"),
}


def notices_of(event: Event, before: Snapshot | None, after: Snapshot) -> tuple[Notice, ...]:
    """What an event gives cause to tell, by the case as it was known without and with it."""
    newcomers = _newcomers(before, after)
    if event.type is E.CALL_CREATED and before is None:
        named = frozenset(one["phone"] for one in event.data.get("contacts", ()))
        return (Notice(K.REPORT_RECEIVED, event.effective_at, event.id, named),)
    told: list[Notice] = []
    if event.type in _NEWS:
        kind, source = _NEWS[event.type]
        if getattr(after, source) == event.id:
            told.append(Notice(kind, event.effective_at, event.id))
    elif newcomers and event.type in (E.CALL_CREATED, E.CONTACT_ADDED, E.CONTACT_UPDATED):
        # What is true now is as old as the case's last news: a call of last week is not introduced by text.
        told.append(Notice(K.CONTACT_ADDED, after.news_at or event.effective_at, event.id, newcomers))
    return tuple(told)


def history_of(event: Event) -> tuple[Notice, ...]:
    """What an event that others have overtaken would have told."""
    if event.type not in _NEWS:
        return ()
    return (Notice(_NEWS[event.type][0], event.effective_at, event.id, overtaken=True),)


def instead_of(notice: Notice, phone: str, now: datetime) -> Notice | None:
    """What to tell in place of a text whose time ran out before it was sent: what is true by now."""
    if notice.kind not in REPLACED:
        return None
    return Notice(K.CURRENT_STATUS, now, notice.event, frozenset({phone}))


def waiting_since(case: Snapshot, agency: Agency) -> datetime | None:
    """When `still_waiting` is due; None for a call that a unit was sent to, or that has ended."""
    if case.opened_at is None or not _never_dispatched(case):
        return None
    return case.opened_at + timedelta(minutes=agency.unassigned_minutes)


def survey_since(case: Snapshot, agency: Agency) -> datetime | None:
    """When the one question of the survey is due: the morning after the end; None where it may not be asked."""
    if not agency.survey or case.ended_at is None or not _ended_well(case):
        return None
    day = case.ended_at.astimezone(agency.timezone).date() + timedelta(days=1)
    return datetime.combine(day, agency.quiet_hours.end, agency.timezone)


def waits(kind: NoticeKind, case: Snapshot) -> bool:
    """Whether a notice waits for the end of the quiet hours.

    Dispatch news goes at once, since the victim has just called; to a phone that joins an investigation
    nothing is as urgent as its sleep.
    """
    if kind in _WHAT_IS_TRUE:
        return case.state not in LIVE
    return RULES[kind].waits


def _newcomers(before: Snapshot | None, after: Snapshot) -> frozenset[str]:
    """Phones that the case didn't name before, and those that it names as somebody who is texted only now."""
    were = {party.phone: party.role in TEXTED_ROLES for party in before.parties} if before else {}
    return frozenset(
        party.phone
        for party in after.parties
        if party.phone not in were or (party.role in TEXTED_ROLES and not were[party.phone])
    )
