"""Answers that say several things at once."""

from __future__ import annotations

from itertools import combinations

import pytest

from flows.guard import refuse
from flows.segments import count
from flows.texts import Say, answer_text, reply_part
from flows.texts.facts import language_part, report_part, status_part, who_part
from flows.texts.samples import AGENCY, NOW, OPTIONS
from tests.flows.texts.test_news import FINISHED

FACTS = {"status": status_part(FINISHED, NOW), "who": who_part(FINISHED), "report": report_part(FINISHED)}
BESIDE = [Say.ADDED, Say.COMPLAINT, Say.WITHDRAW_SURE, Say.CALL_WHEN, Say.PICTURE_KEPT]
THINGS = list(FACTS.values()) + [reply_part(say) for say in BESIDE]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("introduce", [True, False])
def test_any_two_things_said_at_once_keep_to_three_segments(language: str, introduce: bool) -> None:
    for two in combinations(THINGS, 2):
        text = answer_text(two, AGENCY, language, introduce=introduce)
        assert count(text).segments <= 3, text
        assert refuse(text, AGENCY) is None, text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_list_of_cases_comes_last_and_finds_its_room(language: str) -> None:
    which = reply_part(Say.WHICH_CASE, OPTIONS)
    text = answer_text([which, reply_part(Say.ADDED)], AGENCY, language)
    assert text.splitlines()[-1].startswith("2) ")
    assert count(text).segments <= 3


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_language_is_confirmed_in_it(language: str) -> None:
    text = answer_text([status_part(FINISHED, NOW), language_part()], AGENCY, language)
    assert text.endswith("in English." if language == "en" else "en español.")
