"""No text raises, whatever its bytes and length; and none takes long."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intents import Question, Understanding, understand
from flows.intents.keywords import KEYWORDS
from flows.intents.phrases import expand
from flows.vocabulary import Intent

ANYTHING = st.text(st.characters(), max_size=400)  # half surrogates too
KNOWN = st.lists(
    st.sampled_from([*(k.word for k in KEYWORDS.values()), "he has a gun", "2026-114523", "2", "\n", "?"]),
    max_size=12,
).map(" ".join)


@given(
    text=st.one_of(ANYTHING, KNOWN),
    options=st.one_of(st.none(), st.lists(st.text(min_size=1, max_size=8), max_size=4)),
)
def test_every_text_is_understood_as_something(text: str, options: list[str] | None) -> None:
    asked = None if options is None else Question(tuple(options), datetime(2026, 1, 1, tzinfo=UTC))
    understood = understand(text, asked=asked)
    assert isinstance(understood, Understanding)
    assert 0 <= understood.confidence <= 1
    assert understood.language in ("en", "es", "ht", "vi", "pt", None)
    assert (understood.choice is None) or understood.intent in (Intent.CHOICE, Intent.STATUS)


@given(text=ANYTHING)
def test_the_same_text_always_means_the_same(text: str) -> None:
    assert understand(text) == understand(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\x00", "\ud83d", "\ud83d\ude00", "\u202estop", "\u0130"),
        *("\ufdfa" * 1600, "a" * 1600, "1" * 1600, "1-" * 800, "." * 1600, "-1 2" * 400, "((((" * 400),
        *("stop " * 320, "no " * 533, "\u0301" * 1600, "\U0001f469\u200d\U0001f469" * 400),
    ],
)
def test_odd_and_long_texts_do_no_harm(text: str) -> None:
    began = perf_counter()
    understand(text)
    assert perf_counter() - began < 3  # no text makes it hang; how fast it is, `make evaluate` says


def test_a_pattern_expands_to_plain_phrases() -> None:
    phrases = {" ".join(words) for words in expand("he/she is? here")}
    assert phrases == {"he is here", "he here", "she is here", "she here"}
