"""Phone numbers: E.164 inside, however they were written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phones import e164


@pytest.mark.parametrize(
    "written",
    [
        "+18135550101",
        "8135550101",
        "18135550101",
        "(813) 555-0101",
        "813.555.0101",
        "813-555-0101",
        " 813 555 0101 ",
        "+1 813 555 0101",
        "1 (813) 555-0101",
        "tel:+1-813-555-0101",
        "８１３５５５０１０１",
    ],
)
def test_one_number_has_one_form(written: str) -> None:
    assert e164(written) == "+18135550101"


def test_numbers_of_other_countries_need_their_code() -> None:
    assert e164("+34 612 34 56 78") == "+34612345678"
    assert e164("+52 55 1234 5678") == "+525512345678"
    assert e164("612 34 56 78") is None


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "unknown", "none", "911", "55501", "555-0101", "813555010", "81355501011", "0000000000"),
        *("+1813555", "+999123456789", "8135550101 x5", "8135550101 ext. 5", "-", "\x00", "\ud800", "1" * 5000, "+"),
    ],
)
def test_what_could_take_no_text_is_none(written: str) -> None:
    assert e164(written) is None


@given(st.text(max_size=40) | st.from_regex(r"\+?[0-9 ().-]{5,18}", fullmatch=True))
def test_whatever_is_written_the_answer_is_a_number_that_stays_itself_or_none(written: str) -> None:
    found = e164(written)
    if found is not None:
        assert re.fullmatch(r"\+[1-9][0-9]{6,14}", found)
        assert e164(found) == found
