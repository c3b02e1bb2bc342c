"""Quiet hours, call types and languages of an agency."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from flows.agency import QuietHours
from tests.flows.factories import TAMPA

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = QuietHours(time(21), time(8))


def local(day: str, clock: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=NEW_YORK, fold=fold)


def ends(hours: QuietHours, now: datetime) -> str | None:
    until = hours.ends(now.astimezone(UTC), NEW_YORK)
    if until is None:
        return None
    assert until.astimezone(UTC) > now.astimezone(UTC)
    return until.astimezone(NEW_YORK).strftime("%m-%d %H:%M %Z")


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("20:59:59", None),
        ("21:00:00", "11-25 08:00 EST"),
        ("23:59:59", "11-25 08:00 EST"),
        ("00:00:00", "11-24 08:00 EST"),
        ("07:59:59", "11-24 08:00 EST"),
        ("08:00:00", None),
        ("12:00:00", None),
    ],
)
def test_the_night_runs_over_midnight_and_ends_in_the_morning(clock: str, until: str | None) -> None:
    assert ends(NIGHT, local("2026-11-24", clock)) == until


@pytest.mark.parametrize(
    ("clock", "until"),
    [("00:00", "11-24 06:00 EST"), ("05:59", "11-24 06:00 EST"), ("06:00", None), ("23:59", None)],
)
def test_a_night_may_start_at_midnight(clock: str, until: str | None) -> None:
    assert ends(QuietHours(time(0), time(6)), local("2026-11-24", clock)) == until


def test_a_night_may_end_at_midnight() -> None:
    evening = QuietHours(time(21), time(0))
    assert ends(evening, local("2026-11-24", "22:00")) == "11-25 00:00 EST"
    assert ends(evening, local("2026-11-24", "00:00")) is None


def test_quiet_hours_by_day_end_the_same_day() -> None:
    siesta = QuietHours(time(13), time(15))
    assert ends(siesta, local("2026-11-24", "14:00")) == "11-24 15:00 EST"
    assert ends(siesta, local("2026-11-24", "15:00")) is None


def test_no_quiet_hours_are_hours_that_start_when_they_end() -> None:
    assert ends(QuietHours(time(8), time(8)), local("2026-11-24", "08:00")) is None


def test_it_is_the_agencys_clock_that_counts() -> None:
    moment = datetime(2026, 11, 25, 3, tzinfo=UTC)  # 22:00 in Tampa, 20:00 in Denver
    assert NIGHT.ends(moment, NEW_YORK) is not None
    assert NIGHT.ends(moment, ZoneInfo("America/Denver")) is None


def test_the_night_in_which_clocks_go_forward_ends_at_eight_by_the_clock() -> None:
    assert ends(NIGHT, local("2026-03-07", "22:00")) == "03-08 08:00 EDT"
    assert ends(NIGHT, local("2026-03-08", "03:30")) == "03-08 08:00 EDT"


def test_the_night_in_which_clocks_go_back_ends_at_eight_by_the_clock() -> None:
    assert ends(NIGHT, local("2026-10-31", "22:00")) == "11-01 08:00 EST"
    assert ends(NIGHT, local("2026-11-01", "01:30", fold=1)) == "11-01 08:00 EST"


def test_a_night_that_ends_in_the_hour_that_comes_twice_never_ends_in_the_past() -> None:
    short = QuietHours(time(21), time(1, 30))
    assert ends(short, local("2026-11-01", "01:15")) == "11-01 01:30 EDT"
    assert ends(short, local("2026-11-01", "01:15", fold=1)) == "11-01 01:30 EST"


def test_a_night_that_ends_in_the_hour_that_is_missing_ends_after_it() -> None:
    assert ends(QuietHours(time(21), time(2, 30)), local("2026-03-08", "01:59")) == "03-08 03:30 EDT"


def test_a_call_type_is_known_by_its_name_or_by_a_code_of_the_agencys_cad() -> None:
    assert TAMPA.call_type("stolen_vehicle") == "stolen_vehicle"
    assert TAMPA.call_type("GTA") == "stolen_vehicle"
    assert TAMPA.call_type(" gta ") == "stolen_vehicle"
    assert TAMPA.call_type("Theft") == "theft"
    assert TAMPA.call_type("homicide") is None
    assert TAMPA.call_type("") is None


def test_a_language_that_the_agency_does_not_speak_becomes_its_first() -> None:
    assert TAMPA.language("es") == "es"
    assert TAMPA.language("vi") == TAMPA.language(None) == TAMPA.language() == "en"
    assert TAMPA.language("vi", "es") == "es"
