"""What a case's events add up to."""

from __future__ import annotations

from typing import Any

import pytest

from flows.case import MACHINE, TRANSITIONS
from flows.snapshot import Event, Party, Snapshot
from flows.vocabulary import CaseState, CaseStatus, DelayReason, Disposition, EventType, Flag, Role
from tests.flows.factories import (
    ANA,
    BEN,
    CAM,
    INCIDENT,
    LEADS,
    PATHS,
    at,
    case,
    created,
    event,
    party,
    path_to,
    status,
    step,
)

E, S, C = EventType, CaseState, CaseStatus
STAYS = set(E) - set(LEADS) - {E.CASE_STATUS_CHANGED}


@pytest.mark.parametrize("state", S)
def test_every_state_is_reached_by_what_happens(state: CaseState) -> None:
    assert case(*path_to(state)).state is state


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("trigger", LEADS, ids=str)
def test_a_case_moves_as_the_design_says(state: CaseState, trigger: EventType | CaseStatus) -> None:
    sources, to = LEADS[trigger]
    after = case(*path_to(state), step(trigger, 30))
    assert after.state is (to if state in sources else state)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("kind", sorted(STAYS))
def test_what_the_table_does_not_name_leaves_the_state(state: CaseState, kind: EventType) -> None:
    assert case(*path_to(state), event(kind, 30)).state is state


@pytest.mark.parametrize(("trigger", "sources", "to"), TRANSITIONS, ids=lambda value: str(value)[:24])
def test_each_row_of_the_table_is_what_the_fold_does(
    trigger: EventType | CaseStatus, sources: list[CaseState], to: CaseState
) -> None:
    for source in sources:
        after = case(*path_to(source), step(trigger, 30))
        assert after.state is to, f"{trigger} from {source}"


def test_the_table_names_every_state_and_each_trigger_once() -> None:
    triggers = [row[0] for row in TRANSITIONS]
    assert len(triggers) == len(set(triggers))
    assert set(triggers) == set(LEADS) - {C.PROPERTY_RECOVERED}
    assert {row[2] for row in TRANSITIONS} | {S.REPORTED} == set(S) == set(PATHS)
    assert set(MACHINE.states) == {state.value for state in S}


def test_a_case_is_what_its_call_said_until_somebody_says_otherwise() -> None:
    known = case(
        created(call_type="theft", priority=3, district="2"),
        event(E.CALL_UPDATED, 1, call_type="stolen_vehicle"),
        event(E.CALL_UPDATED, 2, priority=5),
    )
    assert (known.call_type, known.priority, known.district) == ("stolen_vehicle", 5, "2")
    assert known.opened_at == at(0)


def test_a_second_unit_changes_nothing_that_was_told() -> None:
    first = event(E.UNIT_DISPATCHED, 1, id="first")
    for between in ([], [event(E.UNIT_ON_SCENE, 2, id="there")]):
        once = case(created(), first, *between)
        twice = case(created(), first, *between, event(E.UNIT_DISPATCHED, 3))
        assert (twice.state, twice.state_by, twice.dispatched_at) == (once.state, once.state_by, at(1))


def test_a_dispatch_after_a_delay_is_a_new_fact() -> None:
    known = case(
        created(),
        event(E.UNIT_DISPATCHED, 1, id="first"),
        event(E.UNIT_DELAYED, 2, reason="weather"),
        event(E.UNIT_DISPATCHED, 3, id="again"),
    )
    assert (known.state, known.state_by, known.dispatched_at) == (S.DISPATCHED, "again", at(3))
    assert known.delay_reason is None


def test_a_second_delay_is_told_by_its_own_reason() -> None:
    known = case(
        created(),
        event(E.UNIT_DELAYED, 1, reason="traffic"),
        event(E.UNIT_DELAYED, 2, id="second", reason="staffing"),
    )
    assert (known.state, known.state_by, known.delay_reason) == (S.DELAYED, "second", DelayReason.STAFFING)


def test_a_delay_without_a_reason_has_another_one() -> None:
    assert case(created(), event(E.UNIT_DELAYED, 1)).delay_reason is DelayReason.OTHER


def test_a_delay_of_an_officer_who_is_there_is_no_delay() -> None:
    known = case(created(), event(E.UNIT_ON_SCENE, 1), event(E.UNIT_DELAYED, 2, reason="traffic"))
    assert (known.state, known.delay_reason) == (S.ON_SCENE, None)


@pytest.mark.parametrize("ended", [E.CALL_CLEARED, E.CALL_CANCELLED])
def test_a_dispatch_after_the_end_opens_the_call_again(ended: EventType) -> None:
    known = case(created(), event(ended, 5), event(E.UNIT_DISPATCHED, 6, id="again"))
    assert (known.state, known.state_by) == (S.DISPATCHED, "again")
    assert known.finished_by is None
    assert known.disposition is None


def test_a_call_that_ends_again_is_finished_anew() -> None:
    known = case(
        created(), event(E.CALL_CLEARED, 5), event(E.UNIT_DISPATCHED, 6), event(E.CALL_CLEARED, 9, id="again")
    )
    assert (known.state, known.finished_by) == (S.CLEARED, "again")


def test_the_same_end_twice_is_one_end_and_a_better_one_replaces_it() -> None:
    first = event(E.CALL_CLEARED, 5, id="first")
    assert case(created(), first, event(E.CALL_CLEARED, 6)).finished_by == "first"
    better = case(created(), first, event(E.CALL_CLEARED, 6, id="better", disposition="no_report"))
    assert (better.finished_by, better.disposition) == ("better", Disposition.NO_REPORT)


def test_a_detective_who_has_the_case_keeps_it_when_the_call_is_cleared_later() -> None:
    known = case(created(), event(E.CASE_ASSIGNED, 4), event(E.CALL_CLEARED, 5, id="end"))
    assert (known.state, known.finished_by) == (S.ASSIGNED, "end")


def test_a_case_number_is_news_once_whoever_brings_it() -> None:
    cleared = event(E.CALL_CLEARED, 5, id="end", case_number="26-1001")
    assert case(created(), cleared, event(E.REPORT_FILED, 60)).case_number_by == "end"
    other = case(created(), cleared, event(E.REPORT_FILED, 60, id="filed", case_number="26-2002"))
    assert (other.case_number, other.case_number_by) == ("26-2002", "filed")


def test_the_same_detective_again_is_no_news() -> None:
    known = case(created(), event(E.CASE_ASSIGNED, 5, id="first"), event(E.CASE_ASSIGNED, 6))
    assert known.investigator_by == "first"


def test_the_same_status_again_is_no_news() -> None:
    known = case(created(), status(C.INACTIVE, 5, id="first"), status(C.INACTIVE, 6))
    assert known.status_by == "first"


def test_a_case_that_was_opened_again_and_pauses_again_is_news() -> None:
    known = case(
        created(),
        status(C.INACTIVE, 5, id="first"),
        event(E.UNIT_DISPATCHED, 6),
        event(E.CALL_CLEARED, 7),
        status(C.INACTIVE, 8, id="again"),
    )
    assert (known.state, known.status_by) == (S.INACTIVE, "again")


def test_found_property_leaves_the_state() -> None:
    known = case(created(), status(C.INACTIVE, 5), status(C.PROPERTY_RECOVERED, 6, id="found"))
    assert (known.state, known.status, known.status_by) == (S.INACTIVE, C.PROPERTY_RECOVERED, "found")


def test_what_happened_counts_by_when_it_happened_not_by_when_it_was_heard() -> None:
    late = event(E.UNIT_DISPATCHED, 2, received=20)
    assert case(created(), event(E.CALL_CLEARED, 10), late).state is S.CLEARED


def test_at_the_same_moment_the_opening_comes_first_and_the_end_last() -> None:
    events = [event(E.CALL_CLEARED, 0), event(E.UNIT_ON_SCENE, 0), event(E.UNIT_DISPATCHED, 0), created(0)]
    assert case(*events).state is S.CLEARED


def test_a_date_in_the_future_counts_as_the_moment_of_receipt() -> None:
    dated_ahead = event(E.UNIT_DISPATCHED, 600, received=5)
    assert case(created(), dated_ahead, event(E.CALL_CLEARED, 10)).state is S.CLEARED


# Contacts


def phones(known: Snapshot) -> dict[str, Role]:
    return {one.phone: one.role for one in known.parties}


def test_contacts_are_added_changed_and_removed() -> None:
    added = [created(), event(E.CONTACT_ADDED, 1, contact=party(BEN, Role.WITNESS))]
    assert phones(case(*added)) == {ANA: Role.VICTIM, BEN: Role.WITNESS}
    changed = [*added, event(E.CONTACT_UPDATED, 2, contact=party(BEN, Role.GUARDIAN), old_phone=None)]
    assert phones(case(*changed)) == {ANA: Role.VICTIM, BEN: Role.GUARDIAN}
    assert phones(case(*changed, event(E.CONTACT_REMOVED, 3))) == {BEN: Role.GUARDIAN}


def test_a_contact_with_a_new_phone_keeps_name_and_language() -> None:
    call = created(contacts=[party(ANA, name="Ana", language="es")])
    known = case(call, event(E.CONTACT_UPDATED, 1, contact=party(BEN), old_phone=ANA))
    assert known.parties == (Party(BEN, Role.VICTIM, "Ana", "es"),)


def test_a_call_told_twice_loses_nobody_whom_either_names() -> None:
    known = case(created(), created(1, call_type="theft", contacts=[party(BEN)]))
    assert set(phones(known)) == {ANA, BEN}
    assert known.call_type == "stolen_vehicle"


# Protection


@pytest.mark.parametrize("flag", Flag)
def test_any_flag_protects_when_the_call_opens_or_later(flag: Flag) -> None:
    assert case(created(flags=[flag.value])).protected
    assert case(created(), event(E.CALL_UPDATED, 5, flags=[flag.value])).protected


def test_a_flag_that_vanishes_lifts_nothing() -> None:
    assert case(created(flags=["juvenile"]), event(E.CALL_UPDATED, 5, flags=[])).protected


def test_only_a_person_lifts_protection_whoever_set_it() -> None:
    for set_by in (created(flags=["confidential"]), event(E.CASE_PROTECTED, 1)):
        assert not case(created(), set_by, event(E.CASE_UNPROTECTED, 2)).protected


def test_protection_acts_on_receipt_whatever_its_date_says() -> None:
    lifted = event(E.CASE_UNPROTECTED, 30)
    dated_before = event(E.CASE_PROTECTED, 1, received=40)
    assert case(created(), lifted, dated_before).protected
    flag_dated_before = event(E.CALL_UPDATED, 1, received=41, flags=["juvenile"])
    assert case(created(), lifted, flag_dated_before).protected


# Merges


def other(minute: float = 0, incident: str = "2026-2", phone: str = BEN, **more: Any) -> Event:
    return created(minute, incident=incident, contacts=[party(phone)], **more)


def merge(minute: float, incident: str = "2026-2", into: str = INCIDENT, **more: Any) -> Event:
    return event(E.CALL_MERGED, minute, incident=incident, into=into, **more)


def test_a_merged_call_brings_its_contacts_and_its_number() -> None:
    known = case(created(), other(1), merge(5))
    assert set(phones(known)) == {ANA, BEN}
    assert known.aliases == {INCIDENT, "2026-2"}


def test_what_happened_to_the_other_call_before_the_merge_says_nothing_about_this_one() -> None:
    known = case(
        created(),
        other(1),
        event(E.CALL_CLEARED, 4, incident="2026-2", case_number="26-9"),
        merge(5),
    )
    assert (known.state, known.finished_by, known.case_number) == (S.REPORTED, None, None)


def test_what_is_said_of_the_old_number_after_the_merge_is_said_of_this_call() -> None:
    known = case(created(), other(1), merge(5), event(E.UNIT_DISPATCHED, 6, incident="2026-2"))
    assert known.state is S.DISPATCHED


def test_the_type_and_priority_of_the_merged_call_are_not_this_ones() -> None:
    known = case(
        created(),
        other(1, call_type="theft", priority=1),
        merge(5),
        event(E.CALL_UPDATED, 6, incident="2026-2", call_type="theft", priority=1),
    )
    assert (known.call_type, known.priority) == ("stolen_vehicle", 4)


def test_a_chain_of_merges_brings_everybody_along() -> None:
    third = other(2, "2026-3", CAM)
    for first, second in ((3, 4), (4, 3)):
        known = case(created(), other(1), third, merge(first, "2026-3", "2026-2"), merge(second))
        assert set(phones(known)) == {ANA, BEN, CAM}
        assert known.aliases == {INCIDENT, "2026-2", "2026-3"}


def test_a_call_that_was_merged_already_brings_the_one_that_it_became_part_of() -> None:
    third = other(2, "2026-3", CAM)
    known = case(created(), other(1), third, merge(3, "2026-3", "2026-2"), merge(4, "2026-3", INCIDENT))
    assert set(phones(known)) == {ANA, BEN, CAM}
    assert known.aliases == {INCIDENT, "2026-2", "2026-3"}


def test_a_merged_call_whose_opening_is_dated_after_the_merge_brings_its_contacts_too() -> None:
    known = case(created(), merge(5), other(6))
    assert set(phones(known)) == {ANA, BEN}


def test_a_merge_with_a_protected_call_protects() -> None:
    assert case(created(), other(1, flags=["juvenile"]), merge(5)).protected


def test_lifting_this_calls_protection_before_the_merge_lifts_nothing_of_the_other() -> None:
    known = case(
        created(flags=["juvenile"]),
        other(1, flags=["domestic_violence"]),
        event(E.CASE_UNPROTECTED, 3),
        merge(5),
    )
    assert known.protected


def test_lifting_protection_after_the_merge_lifts_it_for_both() -> None:
    known = case(
        created(flags=["juvenile"]),
        other(1, flags=["domestic_violence"]),
        merge(5),
        event(E.CASE_UNPROTECTED, 6, incident="2026-2"),
    )
    assert not known.protected


# When it last moved


def test_a_case_moves_with_every_event_of_its_own() -> None:
    assert case(created(), event(E.CONTACT_ADDED, 7)).moved_at == at(7)


@pytest.mark.parametrize("kind", [kind for kind in E if kind is not E.CALL_MERGED])
def test_a_case_has_news_only_with_what_a_victim_may_hear_of(kind: EventType) -> None:
    moves = {E.CALL_CREATED, E.REPORT_FILED, E.CASE_ASSIGNED, E.CASE_STATUS_CHANGED, E.CALL_CLEARED}
    moves |= {E.UNIT_DISPATCHED, E.UNIT_DELAYED, E.UNIT_ON_SCENE, E.CALL_CANCELLED}
    assert case(created(), event(kind, 7)).news_at == at(7 if kind in moves else 0)
