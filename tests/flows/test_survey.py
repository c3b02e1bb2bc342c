"""When the one question of the survey is due, and when it is never asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from flows.notices import survey_since
from flows.vocabulary import CaseStatus, EventType
from tests.flows.factories import TAMPA, case, created, event, status

E, C = EventType, CaseStatus
ASKS = replace(TAMPA, survey=True)
NEXT_MORNING = datetime(2026, 11, 25, 8, tzinfo=TAMPA.timezone)


def test_it_is_due_the_morning_after_the_end() -> None:
    assert survey_since(case(created(), event(E.CALL_CLEARED, 30)), ASKS) == NEXT_MORNING
    late_at_night = case(created(), event(E.CALL_CLEARED, 13 * 60))
    assert survey_since(late_at_night, ASKS) == NEXT_MORNING


def test_a_case_that_goes_on_is_asked_about_at_its_own_end() -> None:
    goes_on = [created(), event(E.CALL_CLEARED, 30), event(E.CASE_ASSIGNED, 60)]
    assert survey_since(case(*goes_on), ASKS) is None
    closed = case(*goes_on, status(C.CLOSED, 24 * 60 + 60))
    assert survey_since(closed, ASKS) == datetime(2026, 11, 26, 8, tzinfo=TAMPA.timezone)


def test_an_agency_that_wants_none_asks_none() -> None:
    assert survey_since(case(created(), event(E.CALL_CLEARED, 30)), TAMPA) is None


@pytest.mark.parametrize("bad", [C.INACTIVE, C.UNFOUNDED, C.EXCEPTIONALLY_CLEARED])
def test_never_after_bad_news(bad: CaseStatus) -> None:
    assert survey_since(case(created(), event(E.CALL_CLEARED, 30), status(bad, 60)), ASKS) is None


def test_never_of_a_cancelled_call_or_a_protected_case() -> None:
    assert survey_since(case(created(), event(E.CALL_CANCELLED, 30)), ASKS) is None
    assert survey_since(case(created(), event(E.CALL_CLEARED, 30), event(E.CASE_PROTECTED, 60)), ASKS) is None


def test_nor_where_no_crime_was_found() -> None:
    assert survey_since(case(created(), event(E.CALL_CLEARED, 30, disposition="unfounded")), ASKS) is None
