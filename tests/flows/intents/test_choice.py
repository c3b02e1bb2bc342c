"""Answers to "which case?", and numbers that say it without being asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.intents import Question, understand
from flows.vocabulary import Intent

ASKED = Question(("2026-114523", "2026-114600", "2026-114777"), datetime(2026, 11, 24, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2", "2"), ("2.", "2"), ("#2", "2"), (" 2 ", "2"), ("2)", "2"), ("02", "2"), ("\uff12", "2"),
        ("2\ufe0f\u20e3", "2"), ("number 2", "2"),
        ("case 2", "2"), ("Case #2", "2"), ("option 2 please", "2"), ("the 2nd one", "2"),
        ("the first one", "1"), ("First", "1"),
        ("two", "2"), ("one", "1"), ("the last one", "3"), ("la primera", "1"), ("el segundo", "2"),
        ("caso 2", "2"), ("la 2", "2"),
        ("el numero 3 por favor", "3"), ("dos", "2"), ("la última", "3"), ("2 please", "2"),
        ("it's 2", "2"), ("9", "9"),
        ("2026-114600", "2026-114600"), ("2026-114777 please", "2026-114777"),
        ("I mean 2026-114523", "2026-114523"),
    ],
)  # fmt: skip
def test_an_answer_to_the_question_is_a_choice(text: str, choice: str) -> None:
    understood = understand(text, asked=ASKED)
    assert (understood.intent, understood.choice) == (Intent.CHOICE, choice)


@pytest.mark.parametrize("text", ["2", "#2", "the first one", "la primera", "case 2", "one"])
def test_a_digit_that_nobody_asked_for_is_a_less_sure_choice(text: str) -> None:
    assert understand(text).intent is Intent.CHOICE
    assert understand(text).confidence < 0.9


@pytest.mark.parametrize(("text", "intent"), [
    ("STOP", Intent.STOP), ("stop texting me", Intent.STOP), ("status", Intent.STATUS), ("help", Intent.HELP),
    ("wrong number", Intent.WRONG_NUMBER), ("thanks", Intent.THANKS), ("thank you", Intent.THANKS),
    ("yes", Intent.YES), ("no", Intent.NO),
])  # fmt: skip
def test_an_open_question_leaves_everything_else_as_it_is(text: str, intent: Intent) -> None:
    assert understand(text, asked=ASKED).intent is intent


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2026-114523", "2026-114523"), ("26-114523", "26-114523"), ("tpd26-114523", "TPD26-114523"),
        ("my case number is 26-114523", "26-114523"),
        ("Case #26-114523", "26-114523"), ("incident 2026114523", "2026114523"),
        ("caso 26-114523", "26-114523"), ("#114523.", "114523"),
        ("mi numero de caso es 26-114523", "26-114523"), ("\uff12\uff16-114523", "26-114523"),
        ("I mean case 26-114523 please", "26-114523"),
    ],
)  # fmt: skip
def test_a_number_alone_is_a_choice_unasked(text: str, choice: str) -> None:
    understood = understand(text)
    assert (understood.intent, understood.choice) == (Intent.CHOICE, choice)


@pytest.mark.parametrize(
    "text",
    [
        "status 26-114523",
        "status of case 26-114523 please",
        "estado del caso 26-114523",
        "What is the status of 26-114523?",
    ],
)
def test_status_with_a_number_is_the_status_of_that_case(text: str) -> None:
    understood = understand(text)
    assert (understood.intent, understood.choice) == (Intent.STATUS, "26-114523")


@pytest.mark.parametrize(
    "text",
    [
        "813-555-0101",
        "(813) 555-0101",
        "+18135550101",
        "8135550101",
        "11/24/2026",
        "2026-11-24",
        "1730",
        "the plate is ABC-12345",
        "serial 4455667788",
    ],
)
def test_phones_dates_and_plates_are_no_case_numbers(text: str) -> None:
    assert understand(text).choice is None
