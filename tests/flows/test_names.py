"""Names, phones and numbers from CAD: told as people write them, or left out."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.names import speakable_badge, speakable_name, speakable_number, speakable_phone


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("J. Lane", "J. Lane"),
        ("J.Lane", "J. Lane"),
        ("J.R. Smith", "J. R. Smith"),
        ("Ofc.Lane", "Ofc. Lane"),
        ("  Lane,  John ", "Lane, John"),
        ("LANE, JOHN", "LANE, JOHN"),
        ("Seán O\u2019Brien", "Seán O'Brien"),
        ("María de los Ángeles Hernández-Villanueva", "María de los Ángeles Hernández-Villanueva"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Олена", "Олена"),
        ("Street", "Street"),
    ],
)
def test_a_name_is_told(name: str, told: str) -> None:
    assert speakable_name(name) == told


@pytest.mark.parametrize(
    "name",
    [
        None, "", "   ", ".", "-", "http://evil.com", "bit.ly", "evil.com", "www.evil.com", "evil .com", "Lane 12",
        "Unit #4", "J.\nLane", "Lane\x00", "Lane\u202e", "Lane @home", "a" * 61, "T\u200bom", "<b>Lane</b>", "Lane_J",
        "\u0301Lane",
    ],
)  # fmt: skip
def test_what_is_no_name_is_left_out(name: str | None) -> None:
    assert speakable_name(name) is None


@given(st.text(alphabet=st.one_of(st.sampled_from("aB. ,'-é\u0301Ж7/:@"), st.characters()), max_size=70))
def test_a_told_name_is_letters_and_marks_with_no_dot_that_makes_a_link(name: str) -> None:
    told = speakable_name(name)
    if told is not None:
        assert told[0].isalpha()
        assert all(unicodedata.category(one)[0] in "LM" or one in " .,'-" for one in told)
        assert not re.search(r"\.\w", told)
        assert speakable_name(told) == told


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        ("+18135550147", "813-555-0147"),
        ("(813) 555-0147", "813-555-0147"),
        ("8135550147", "813-555-0147"),
        ("813.555.0147 ext. 12", "813-555-0147 x12"),
        ("+34 612 345 678", "+34 612 34 56 78"),
        ("911", None),
        ("555-0147", None),
        ("http://evil.com", None),
        ("call me", None),
        ("", None),
        (None, None),
        ("8" * 40, None),
    ],
)
def test_a_phone_is_told_as_people_write_it_or_left_out(phone: str | None, told: str | None) -> None:
    assert speakable_phone(phone) == told


@pytest.mark.parametrize("number", ["2026-114523", "26-114523", "TPD 26/1145", "114523"])
def test_a_case_number_is_told(number: str) -> None:
    assert speakable_number(number) == number


@pytest.mark.parametrize("number", [None, "", "bit.ly/abc", "a" * 25, "1\n2", "n°4", "-4"])
def test_what_is_no_case_number_is_left_out(number: str | None) -> None:
    assert speakable_number(number) is None


def test_a_badge_is_told_when_it_is_short_and_plain() -> None:
    assert speakable_badge(" 4127 ") == "4127"
    assert [speakable_badge(one) for one in (None, "", "x.com", "1" * 11, "1 2")] == [None] * 5
