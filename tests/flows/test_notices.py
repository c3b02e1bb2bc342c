"""Which event gives cause to tell what, how urgent each notice is, how long it lives, and when it is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.notices import OVERTAKES, REPLACED, RULES, Notice, instead_of, waiting_since, waits
from flows.snapshot import Person
from flows.vocabulary import CaseState, CaseStatus, EventType, Lane, NoticeKind, Role
from tests.flows.factories import (
    ANA,
    BEN,
    CAM,
    TAMPA,
    at,
    case,
    created,
    event,
    known,
    outcome,
    party,
    status,
)

E, K, S, C = EventType, NoticeKind, CaseState, CaseStatus
MINUTES, HOURS = (timedelta(minutes=15), timedelta(hours=24))

TELLS = {
    E.CALL_CREATED: K.REPORT_RECEIVED,
    E.CALL_UPDATED: None,
    E.CALL_MERGED: None,
    E.UNIT_DISPATCHED: K.OFFICER_DISPATCHED,
    E.UNIT_DELAYED: K.OFFICER_DELAYED,
    E.UNIT_ON_SCENE: None,
    E.CALL_CLEARED: K.CALL_FINISHED,
    E.REPORT_FILED: K.CASE_NUMBER_ASSIGNED,
    E.CASE_ASSIGNED: K.DETECTIVE_ASSIGNED,
    E.CASE_STATUS_CHANGED: K.CASE_STATUS,
    E.CALL_CANCELLED: K.CALL_CANCELLED,
    E.CASE_PROTECTED: None,
    E.CASE_UNPROTECTED: None,
    E.CONTACT_ADDED: K.CONTACT_ADDED,
    E.CONTACT_UPDATED: K.CONTACT_ADDED,  # LEAST gives the contact a new phone
    E.CONTACT_REMOVED: None,
    E.CHOICE_MADE: None,
}


def told(*events_in_order: object) -> list[NoticeKind]:
    """The kinds of notice that the last of these events gives cause for."""
    *earlier, new = events_in_order
    return [notice.kind for notice in outcome(new, *earlier).notices]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", E)
def test_each_type_of_event_tells_what_the_contract_says(kind: EventType) -> None:
    if kind is E.CALL_CREATED:
        assert told(created()) == [K.REPORT_RECEIVED]
    else:
        other = created(incident="2026-2", contacts=[party(CAM)])
        incident = "2026-2" if kind is E.CALL_MERGED else "2026-1"
        expected = [TELLS[kind]] if TELLS[kind] else []
        assert told(created(), other, event(kind, 5, incident=incident)) == expected


@pytest.mark.parametrize("given", C)
def test_every_status_is_told(given: CaseStatus) -> None:
    assert told(created(), status(given, 5)) == [K.CASE_STATUS]


def test_a_second_unit_tells_nobody_anything() -> None:
    assert told(created(), event(E.UNIT_DISPATCHED, 1), event(E.UNIT_DISPATCHED, 2)) == []
    assert told(created(), event(E.UNIT_ON_SCENE, 1), event(E.UNIT_DISPATCHED, 2)) == []


def test_a_dispatch_after_a_delay_or_after_the_end_is_told_again() -> None:
    for between in (E.UNIT_DELAYED, E.CALL_CLEARED, E.CALL_CANCELLED):
        story = [created(), event(E.UNIT_DISPATCHED, 1), event(between, 2)]
        assert told(*story, event(E.UNIT_DISPATCHED, 3)) == [K.OFFICER_DISPATCHED]


def test_a_second_delay_is_told_with_its_own_reason() -> None:
    assert told(created(), event(E.UNIT_DELAYED, 1), event(E.UNIT_DELAYED, 40)) == [K.OFFICER_DELAYED]


@pytest.mark.parametrize(
    "kind",
    [E.CALL_CLEARED, E.CALL_CANCELLED, E.REPORT_FILED, E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED],
)
def test_the_same_fact_from_two_events_is_told_once(kind: EventType) -> None:
    assert told(created(), event(kind, 1), event(kind, 2)) == []


def test_a_number_that_came_with_the_end_of_the_call_is_not_told_again_by_the_report() -> None:
    cleared = event(E.CALL_CLEARED, 1, case_number="26-1001")
    assert told(created(), cleared, event(E.REPORT_FILED, 60)) == []


def test_contact_changes_tell_only_phones_that_are_new_to_the_case() -> None:
    (notice,) = outcome(event(E.CONTACT_ADDED, 5, contact=party(BEN)), created()).notices
    assert (notice.kind, notice.phones) == (K.CONTACT_ADDED, {BEN})
    (moved,) = outcome(event(E.CONTACT_UPDATED, 5, contact=party(BEN), old_phone=ANA), created()).notices
    assert (moved.kind, moved.phones) == (K.CONTACT_ADDED, {BEN})
    same_phone = event(E.CONTACT_UPDATED, 5, contact=party(ANA, language="es"), old_phone=None)
    assert told(created(), same_phone) == []
    assert told(created(), event(E.CONTACT_ADDED, 5, contact=party(ANA))) == []


def test_somebody_who_becomes_a_victim_is_new_to_the_news_and_a_witness_who_stays_one_is_not() -> None:
    call = created(contacts=[party(ANA), party(BEN, Role.WITNESS), party(CAM, Role.WITNESS)])
    (notice,) = outcome(event(E.CONTACT_UPDATED, 5, contact=party(BEN), old_phone=None), call).notices
    assert notice.phones == {BEN}


def test_a_call_told_twice_is_told_to_those_alone_whom_only_the_second_names() -> None:
    again = created(1, contacts=[party(ANA), party(BEN)])
    (notice,) = outcome(again, created()).notices
    assert (notice.kind, notice.phones) == (K.CONTACT_ADDED, {BEN})


def test_a_contact_hears_what_is_true_now_as_long_as_the_last_news_is_worth_it() -> None:
    story = [created(), event(E.UNIT_DISPATCHED, 9)]
    (notice,) = outcome(event(E.CONTACT_ADDED, 600), *story).notices
    assert notice.since == at(9)


LANES = {
    K.REPORT_RECEIVED: (Lane.REALTIME, MINUTES, False),
    K.OFFICER_DISPATCHED: (Lane.REALTIME, MINUTES, False),
    K.OFFICER_DELAYED: (Lane.REALTIME, MINUTES, False),
    K.STILL_WAITING: (Lane.REALTIME, MINUTES, False),
    K.CALL_FINISHED: (Lane.REALTIME, HOURS, False),
    K.CALL_CANCELLED: (Lane.REALTIME, HOURS, False),
    K.CASE_NUMBER_ASSIGNED: (Lane.CASEWORK, HOURS, True),
    K.DETECTIVE_ASSIGNED: (Lane.CASEWORK, HOURS, True),
    K.CASE_STATUS: (Lane.CASEWORK, HOURS, True),
    K.CONTACT_ADDED: (Lane.REALTIME, HOURS, False),
    K.CURRENT_STATUS: (Lane.REALTIME, HOURS, False),
    K.SURVEY: (Lane.SURVEY, 3 * HOURS, True),
    K.DESK: (Lane.REALTIME, HOURS, False),
}


@pytest.mark.parametrize("kind", K)
def test_each_kind_has_the_lane_the_life_and_the_hours_of_the_design(kind: NoticeKind) -> None:
    rule = RULES[kind]
    assert (rule.lane, rule.life, waits(kind, known(state=S.DISPATCHED))) == LANES[kind]


@pytest.mark.parametrize("kind", [K.CONTACT_ADDED, K.CURRENT_STATUS])
@pytest.mark.parametrize("state", S)
def test_what_is_true_now_goes_at_once_while_the_call_is_live_and_else_lets_people_sleep(
    kind: NoticeKind, state: CaseState
) -> None:
    live = state in (S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE)
    assert waits(kind, known(state=state)) is not live


CALL_OVER = set(S) - {S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE}
TRUE_IN = {
    K.REPORT_RECEIVED: {S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE},
    K.OFFICER_DISPATCHED: {S.DISPATCHED},
    K.OFFICER_DELAYED: {S.DELAYED},
    K.STILL_WAITING: {S.REPORTED, S.DELAYED},
    K.CALL_FINISHED: CALL_OVER - {S.CANCELLED},
    K.CALL_CANCELLED: {S.CANCELLED},
    K.CASE_NUMBER_ASSIGNED: set(S),
    K.DETECTIVE_ASSIGNED: set(S) - {S.CLOSED, S.CANCELLED},
    K.CASE_STATUS: {S.INACTIVE},
    K.CONTACT_ADDED: set(S),
    K.CURRENT_STATUS: set(S),
    K.SURVEY: {S.CLEARED, S.CLOSED},
    K.DESK: set(S),
}


@pytest.mark.parametrize("kind", K)
def test_each_kind_is_true_in_these_states_and_in_no_other(kind: NoticeKind) -> None:
    facts = known(finished_by="end", case_number="26-1", investigator=Person("Rosa Cruz"), status=C.INACTIVE)
    if kind is K.SURVEY:
        facts = replace(facts, status=None)
    assert {state for state in S if RULES[kind].true(replace(facts, state=state))} == TRUE_IN[kind]


def test_a_fact_that_is_not_there_makes_no_notice_true() -> None:
    bare = known(state=S.INVESTIGATING)
    for kind in (K.CALL_FINISHED, K.CASE_NUMBER_ASSIGNED, K.DETECTIVE_ASSIGNED, K.CASE_STATUS):
        assert not RULES[kind].true(bare)


def test_a_call_that_a_unit_was_sent_to_is_not_still_waiting() -> None:
    sent = case(created(), event(E.UNIT_DISPATCHED, 1), event(E.UNIT_DELAYED, 2))
    assert not RULES[K.STILL_WAITING].true(sent)
    assert waiting_since(sent, TAMPA) is None
    delayed_before_any_unit = case(created(), event(E.UNIT_DELAYED, 2))
    assert waiting_since(delayed_before_any_unit, TAMPA) == at(20)


def test_still_waiting_is_due_when_the_agencys_minutes_are_over() -> None:
    assert waiting_since(case(created()), TAMPA) == at(20)
    assert waiting_since(case(created()), replace(TAMPA, unassigned_minutes=5)) == at(5)
    assert waiting_since(case(created(), event(E.CALL_CANCELLED, 3)), TAMPA) is None
    assert waiting_since(known(opened_at=None), TAMPA) is None


@pytest.mark.parametrize("kind", K)
def test_only_news_of_a_live_call_is_replaced_by_what_is_true_now(kind: NoticeKind) -> None:
    instead = instead_of(Notice(kind, at(0), "event"), ANA, at(16))
    if kind in (K.REPORT_RECEIVED, K.OFFICER_DISPATCHED, K.OFFICER_DELAYED, K.STILL_WAITING):
        assert instead == Notice(K.CURRENT_STATUS, at(16), "event", frozenset({ANA}))
        assert kind in REPLACED
    else:
        assert instead is None


def test_a_newer_text_takes_the_place_of_an_unsent_one_of_its_kind_and_of_what_was_true_before() -> None:
    for kind in K:
        if kind is K.DESK:
            assert OVERTAKES[kind] == ()
        else:
            assert kind in OVERTAKES[kind]
    assert set(OVERTAKES[K.CALL_FINISHED]) == {K.CALL_FINISHED, K.CONTACT_ADDED, K.CURRENT_STATUS}
    assert OVERTAKES[K.CASE_NUMBER_ASSIGNED] == (K.CASE_NUMBER_ASSIGNED,)
