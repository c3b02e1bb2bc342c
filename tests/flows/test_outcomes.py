"""What becomes of an event: applied, stale or suppressed, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.outcomes import Settled
from flows.snapshot import Event
from flows.vocabulary import CaseState, CaseStatus, EventType, NoticeKind, Outcome, Reason
from tests.flows.factories import BEN, PATHS, TAMPA, at, created, event, outcome, party, path_to, status

E, K, S, C, R = EventType, NoticeKind, CaseState, CaseStatus, Reason


def became(settled: Settled) -> tuple[Outcome, Reason | None]:
    return settled.outcome, settled.reason


def told(settled: Settled) -> list[NoticeKind]:
    """What may be told because of it."""
    return [notice.kind for notice in settled.notices if not notice.overtaken]


@pytest.mark.parametrize("kind", E)
def test_an_event_that_comes_in_its_time_is_applied(kind: EventType) -> None:
    others = () if kind is E.CALL_CREATED else (created(),)
    new = created() if kind is E.CALL_CREATED else event(kind, 5)
    if kind is E.CALL_MERGED:
        new = event(kind, 5, incident="2026-2")
        others = (*others, created(incident="2026-2", contacts=[party(BEN)]))
    assert became(outcome(new, *others)) == (Outcome.APPLIED, None)


# Silent cases

SILENT = {
    R.PROTECTED: {"flags": ["juvenile"]},
    R.CALL_TYPE_NOT_LISTED: {"call_type": "homicide"},
    R.SILENT_PRIORITY: {"priority": 2},
}


@pytest.mark.parametrize("reason", SILENT)
@pytest.mark.parametrize("kind", E)
def test_every_event_of_a_silent_case_is_suppressed_save_a_persons_word_on_its_protection(
    kind: EventType, reason: Reason
) -> None:
    call = created(**SILENT[reason])
    if kind is E.CALL_CREATED:
        settled = outcome(call)
    elif kind is E.CALL_MERGED:
        settled = outcome(event(kind, 5, incident="2026-2"), call, created(incident="2026-2"))
    else:
        settled = outcome(event(kind, 5), call)
    if kind in (E.CASE_PROTECTED, E.CASE_UNPROTECTED):
        assert became(settled) == (Outcome.APPLIED, None)
    else:
        # A person's protection is lifted by nothing else in this story.
        assert became(settled) == (Outcome.SUPPRESSED, reason)


def test_the_event_that_makes_a_case_silent_is_suppressed_itself() -> None:
    for facts in ({"flags": ["in_progress"]}, {"call_type": "homicide"}, {"priority": 1}):
        assert outcome(event(E.CALL_UPDATED, 5, **facts), created()).outcome is Outcome.SUPPRESSED


def test_a_call_that_comes_to_be_listed_is_told_of_from_then_on() -> None:
    unlisted, listed = created(call_type="homicide"), event(E.CALL_UPDATED, 5, call_type="theft")
    assert became(outcome(listed, unlisted)) == (Outcome.APPLIED, None)
    assert told(outcome(event(E.UNIT_DISPATCHED, 6), unlisted, listed)) == [K.OFFICER_DISPATCHED]


def test_protection_lifted_lets_the_next_news_through() -> None:
    lifted = [created(flags=["juvenile"]), event(E.CASE_UNPROTECTED, 5)]
    assert became(outcome(event(E.UNIT_DISPATCHED, 6), *lifted)) == (Outcome.APPLIED, None)


# Late

HISTORY = {
    # what comes late -> what is known by then, and makes it history
    E.UNIT_DISPATCHED: (
        *(E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CLEARED, E.CALL_CANCELLED),
        *(E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED),
    ),
    E.UNIT_DELAYED: (
        *(E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CLEARED, E.CALL_CANCELLED),
        *(E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED),
    ),
    E.UNIT_ON_SCENE: (
        *(E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CLEARED, E.CALL_CANCELLED),
        *(E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED),
    ),
    E.CALL_CANCELLED: (
        *(E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CLEARED, E.CALL_CANCELLED),
        *(E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED),
    ),
    E.CALL_CLEARED: (E.CALL_CLEARED, E.UNIT_DISPATCHED),
    E.REPORT_FILED: (E.REPORT_FILED,),
    E.CASE_ASSIGNED: (E.CASE_ASSIGNED,),
    E.CASE_STATUS_CHANGED: (E.CASE_STATUS_CHANGED,),
}


@pytest.mark.parametrize("late", E)
@pytest.mark.parametrize("after", [kind for kind in E if kind not in (E.CASE_PROTECTED, E.CALL_MERGED)])
def test_a_late_event_is_stale_when_what_came_after_overtakes_it(late: EventType, after: EventType) -> None:
    if late in (E.CALL_CREATED, E.CALL_MERGED):
        return
    settled = outcome(event(late, 2, received=9), created(), event(after, 5))
    if after in HISTORY.get(late, ()):
        assert became(settled) == (Outcome.STALE, R.SUPERSEDED)
        assert told(settled) == []
    else:
        assert settled.outcome is Outcome.APPLIED


def test_a_dispatch_that_arrives_after_the_end_is_recorded_and_never_told() -> None:
    settled = outcome(event(E.UNIT_DISPATCHED, 2, received=9), created(), event(E.CALL_CLEARED, 5))
    assert became(settled) == (Outcome.STALE, R.SUPERSEDED)
    (notice,) = settled.notices
    assert (notice.kind, notice.overtaken) == (K.OFFICER_DISPATCHED, True)
    assert settled.after.state is S.CLEARED


def test_the_end_is_told_though_the_case_has_gone_on_to_a_detective() -> None:
    late = event(E.CALL_CLEARED, 5, received=90)
    settled = outcome(late, created(), event(E.CASE_ASSIGNED, 60))
    assert became(settled) == (Outcome.APPLIED, None)
    assert told(settled) == [K.CALL_FINISHED]
    assert settled.after.state is S.ASSIGNED


# Contradictory

IMPOSSIBLE = {
    E.UNIT_DELAYED: set(S) - {S.REPORTED, S.DISPATCHED, S.DELAYED},
    E.UNIT_ON_SCENE: set(S) - {S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE},
    E.CALL_CANCELLED: set(S) - {S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE, S.CANCELLED},
}


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("kind", [E.UNIT_DISPATCHED, E.CALL_CLEARED, *IMPOSSIBLE])
def test_what_the_state_rules_out_is_stale_and_tells_nobody(state: CaseState, kind: EventType) -> None:
    settled = outcome(event(kind, 30), *path_to(state))
    if state in IMPOSSIBLE.get(kind, set()):
        assert became(settled) == (Outcome.STALE, R.CONTRADICTS)
        assert told(settled) == []
        assert settled.after.state is state
    else:
        assert became(settled) == (Outcome.APPLIED, None)


# Early and wrong clocks


@pytest.mark.parametrize(("minutes", "skewed"), [(0, False), (2, False), (2.1, True), (600, True)])
def test_an_event_dated_ahead_counts_as_of_receipt_and_more_than_two_minutes_are_said(
    minutes: float, skewed: bool
) -> None:
    settled = outcome(event(E.UNIT_DISPATCHED, 5 + minutes, received=5), created())
    assert became(settled) == (Outcome.APPLIED, R.CLOCK_SKEW if skewed else None)
    assert settled.skew_seconds == (minutes * 60 if skewed else None)
    assert settled.notices[0].since == at(5)


def test_events_that_were_here_before_the_call_opened_are_its_own() -> None:
    waited = event(E.CALL_CLEARED, 5)
    opened = created(0, received=9)
    assert told(outcome(opened)) == [K.REPORT_RECEIVED]
    assert told(outcome(waited, opened)) == [K.CALL_FINISHED]


# Merges


def joined(*more: Event) -> list[Event]:
    """This call, and another one that was merged into it at minute 10."""
    return [
        created(),
        created(incident="2026-2", contacts=[party(BEN)]),
        *more,
        event(E.CALL_MERGED, 10, incident="2026-2"),
    ]


def test_a_merge_tells_nobody_anything() -> None:
    *before, merge = joined()
    assert outcome(merge, *before).notices == ()


def test_what_the_other_call_did_before_the_merge_makes_nothing_here_stale() -> None:
    ended = event(E.CALL_CLEARED, 8, incident="2026-2")
    settled = outcome(event(E.UNIT_DISPATCHED, 5, received=12), *joined(ended))
    assert became(settled) == (Outcome.APPLIED, None)
    assert told(settled) == [K.OFFICER_DISPATCHED]


@pytest.mark.parametrize(
    "kind", [E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.CALL_CLEARED, E.CALL_CANCELLED, E.REPORT_FILED, E.CASE_ASSIGNED]
)
def test_what_is_heard_late_of_the_other_calls_time_before_the_merge_is_history(kind: EventType) -> None:
    settled = outcome(event(kind, 8, incident="2026-2", received=12), *joined())
    assert became(settled) == (Outcome.STALE, R.SUPERSEDED)
    assert told(settled) == []
    assert settled.after.state is S.REPORTED


def test_what_is_said_of_the_old_number_after_the_merge_is_told() -> None:
    settled = outcome(event(E.CALL_CLEARED, 12, incident="2026-2"), *joined())
    assert told(settled) == [K.CALL_FINISHED]


def test_a_merge_with_a_protected_call_is_suppressed() -> None:
    *before, merge = joined(event(E.CASE_PROTECTED, 5, incident="2026-2"))
    assert became(outcome(merge, *before)) == (Outcome.SUPPRESSED, R.PROTECTED)


def test_an_agency_with_other_call_types_decides_otherwise() -> None:
    narrow = replace(TAMPA, call_types={"theft": ()})
    assert outcome(created(), agency=narrow).reason is R.CALL_TYPE_NOT_LISTED
    assert outcome(status(C.CLOSED, 5), created(), agency=narrow).outcome is Outcome.SUPPRESSED
