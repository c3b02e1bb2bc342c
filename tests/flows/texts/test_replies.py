"""Answers to what somebody texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.segments import count
from flows.texts import Option, Say, reply_text
from flows.texts.samples import AGENCY, NOW, OPTIONS


def reply(say: Say, language: str = "en", options: tuple[Option, ...] = (), introduce: bool = False) -> str:
    return reply_text(say, AGENCY, language, introduce=introduce, options=options)


def test_the_cases_to_choose_from_are_numbered_with_what_and_when() -> None:
    assert reply(Say.WHICH_CASE, options=OPTIONS) == (
        "Tampa Police: Which call? Reply with one number.\n1) stolen car, Nov 24\n2) theft, Nov 20"
    )
    assert "1) auto robado, 24 nov\n2) robo, 20 nov" in reply(Say.WHICH_CASE, "es", OPTIONS)
    assert "1) stolen car, Nov 24\n2) theft, Nov 20" in reply(Say.WHICH_CASE_AGAIN, options=OPTIONS)


def test_two_cases_that_read_alike_are_told_apart_by_time_then_by_number() -> None:
    hours = tuple(Option(f"26-{n}", "theft", NOW - timedelta(hours=n)) for n in (1, 2))
    assert "1) theft, Nov 24, 1:05 PM\n2) theft, Nov 24, 12:05 PM" in reply(Say.WHICH_CASE, options=hours)
    same = tuple(Option(f"26-{n}", "theft", NOW) for n in (1, 2))
    text = reply(Say.WHICH_CASE, options=same)
    assert "1) theft, Nov 24, 2:05 PM (26-1)\n2) theft, Nov 24, 2:05 PM (26-2)" in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("introduce", [True, False])
def test_as_many_cases_are_listed_as_three_segments_hold(language: str, introduce: bool) -> None:
    many = tuple(Option(f"26-{n}", "lost_or_stolen_property", NOW - timedelta(days=n)) for n in range(40))
    text = reply(Say.WHICH_CASE, language, many, introduce)
    assert count(text).segments == 3
    assert ("Or text its incident number." if language == "en" else "O mande su no. de incidente.") in text


def test_with_no_case_to_list_the_number_is_asked_for() -> None:
    assert "text its incident number" in reply(Say.WHICH_CASE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_danger_is_answered_with_911_first_and_nobody_is_said_to_read(language: str) -> None:
    first, rest = reply(Say.EMERGENCY, language).removeprefix("Tampa Police: ").split(".", 1)
    assert "911" in first
    assert ("No one is watching" if language == "en" else "Nadie vigila") in rest


@pytest.mark.parametrize("say", [Say.NO_CASE, Say.UNKNOWN_STRANGER, Say.EMERGENCY, Say.WRONG_NUMBER, Say.THANKS])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_stranger_is_told_nothing_of_any_case(say: Say, language: str) -> None:
    text = reply(say, language).casefold()
    assert not any(word in text for word in ("your case", "your call", "su caso", "su llamada", "no call", "ninguna"))


@pytest.mark.parametrize("say", [Say.NO_CASE, Say.HELP, Say.UNKNOWN, Say.UNKNOWN_STRANGER, Say.MEDIA, Say.STOPPED])
@pytest.mark.parametrize("language", ["en", "es"])
def test_who_needs_a_person_is_given_the_desk(say: Say, language: str) -> None:
    assert "813-555-0130" in reply(say, language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_help_says_status_stop_desk_and_911(language: str) -> None:
    text = reply(Say.HELP, language)
    assert all(word in text for word in ("STATUS", "STOP", "813-555-0130", "911"))


def test_an_opt_out_is_confirmed_with_nothing_more() -> None:
    assert reply(Say.STOPPED, introduce=True) == reply(Say.STOPPED)


def test_a_desk_phone_that_is_no_number_is_told_as_the_agency_wrote_it() -> None:
    assert "Desk: 311." in reply_text(Say.HELP, replace(AGENCY, desk_phone="311"), "en")
