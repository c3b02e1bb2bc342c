"""Every keyword in both languages, however it is typed, and the words that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intents import understand
from flows.intents.keywords import CARRIER, KEYWORDS, SHORT_TYPOS, TABLE
from flows.vocabulary import Intent

ALL = [
    pytest.param(word, intent, language, id=f"{intent}-{word}")
    for intent, by_language in TABLE.items()
    for language, words in by_language.items()
    for word in words
]


@pytest.mark.parametrize(("word", "intent", "language"), ALL)
def test_a_keyword_alone_is_that_intent(word: str, intent: Intent, language: str | None) -> None:
    understood = understand(word)
    assert understood.intent is intent
    assert understood.language == language
    assert understood.keyword
    assert understood.word == word


@pytest.mark.parametrize("word", sorted(CARRIER[Intent.STOP]))
def test_every_stop_word_of_the_carrier_opts_out_and_tells_no_language(word: str) -> None:
    assert understand(word).intent is Intent.STOP
    assert understand(word).language is None


WRAPPINGS = (
    "{}.", "{}!!!", "  {} ", "{}", "'{}'", "\u201c{}\u201d", "\u00ab{}\u00bb", "\u2018{}\u2019", "({})",
    "*{}*", "{} \U0001f6d1", "\u00a1{}!",
    "{}\n", "{}\u200b", "-{}-", "{}\u2026", "\ufeff{}", "{},", "{} .",
)  # fmt: skip


@given(
    entry=st.sampled_from(sorted(KEYWORDS.values())),
    wrapping=st.sampled_from(WRAPPINGS),
    case=st.sampled_from((str.lower, str.upper, str.title, str.swapcase, str.capitalize)),
)
def test_case_and_punctuation_never_change_a_keyword(entry, wrapping, case) -> None:
    understood = understand(wrapping.format(case(entry.word)))
    assert (understood.intent, understood.word, understood.keyword) == (entry.intent, entry.word, True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("español", "ESPANOL"), ("ESPAÑOL", "ESPANOL"), ("espan\u0303ol", "ESPANOL"),
        ("información", "INFORMACION"),
        ("no más", "NO MAS"), ("NO MÁS MENSAJES", "NO MAS MENSAJES"), ("inglés", "INGLES"),
        ("Situación", "SITUACION"),
        ("\uff33\uff34\uff2f\uff30", "STOP"), ("\uff28\uff25\uff2c\uff30", "HELP"), ("ST\u00adOP", "STOP"),
        ("S\u0336T\u0336O\u0336P\u0336", "STOP"),
        ("S.T.O.P", "STOP"), ("s t o p", "STOP"), ("STOP STOP STOP", "STOP"), ("stop stop!", "STOP"),
        ("STOOOOP", "STOP"),
        ("heeeelp", "HELP"), ("opt-out", "OPT OUT"), ("\U0001d412\U0001d413\U0001d40e\U0001d40f", "STOP"),
    ],
)  # fmt: skip
def test_accents_widths_and_drawn_out_letters_do_not_matter(text: str, word: str) -> None:
    assert understand(text).word == word
    assert understand(text).keyword


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please stop", Intent.STOP), ("stop please", Intent.STOP), ("Stop, thank you", Intent.STOP),
        ("pls unsubscribe", Intent.STOP), ("alto por favor", Intent.STOP), ("por favor parar", Intent.STOP),
        ("status please", Intent.STATUS), ("Hi, status please?", Intent.STATUS),
        ("estado por favor", Intent.STATUS),
        ("Hello! Any updates? Thanks", Intent.STATUS), ("ayuda por favor", Intent.HELP),
        ("help please", Intent.HELP),
        ("ok thank you", Intent.THANKS), ("Hola, gracias", Intent.THANKS),
        ("español por favor", Intent.LANGUAGE),
        ("please cancel", Intent.STOP), ("start please", Intent.START), ("comenzar por favor", Intent.START),
    ],
)  # fmt: skip
def test_courtesy_around_a_keyword_changes_nothing(text: str, intent: Intent) -> None:
    understood = understand(text)
    assert understood.intent is intent
    assert understood.word is not None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("stpo", "STOP"), ("SOTP", "STOP"), ("stopp", "STOP"), ("st0p", "STOP"), ("hlep", "HELP"),
        ("unsubscibe", "UNSUBSCRIBE"),
        ("unsuscribe", "UNSUBSCRIBE"), ("cancle", "CANCEL"), ("cancell", "CANCEL"), ("statsu", "STATUS"),
        ("sttaus", "STATUS"),
        ("satus", "STATUS"), ("estdao", "ESTADO"), ("estadoo", "ESTADO"), ("stauts", "STATUS"),
        ("ayudda", "AYUDA"),
        ("ayda", None), ("informacoin", "INFORMACION"), ("engish", "ENGLISH"), ("espanyol", "ESPANOL"),
        ("grasias", "GRACIAS"),
        ("detner", "DETENER"), ("stopall", "STOPALL"), ("stpoall", "STOPALL"), ("strat", "START"),
        ("thnks", "THANKS"),
        ("pls stpo", "STOP"), ("cancelarr", "CANCELAR"),
    ],
)  # fmt: skip
def test_common_typos_are_forgiven(text: str, word: str | None) -> None:
    assert understand(text).word == word


@pytest.mark.parametrize(
    "text",
    [
        "STEP", "SHOP", "STAR", "HELLO", "ALTA", "STATE", "spot", "top", "atop", "stoop", "stops", "stomp",
        "hell", "held",
        "halo", "stat", "statue", "start over the weekend", "quite", "quiet", "suit", "exit", "sto", "hel",
        "inf", "en",
        "and", "ed", "cancer", "canceled", "pasta", "hasta", "paran", "pasar", "bajo", "caja", "algo",
        "salto", "auto",
        "estamos", "ending", "tired", "smart", "stark", "thinks", "pan", "fan", "kit",
        "info please about the stolen bike",
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_keyword_is_none(text: str) -> None:
    understood = understand(text)
    assert understood.word is None
    assert understood.intent not in (Intent.STOP, Intent.START, Intent.EMERGENCY)


@pytest.mark.parametrize("word", sorted(w[0] for w in KEYWORDS if len(w) == 1 and len(w[0]) <= 3))
def test_words_of_three_letters_or_fewer_are_taken_exactly_or_not_at_all(word: str) -> None:
    for slip in (word + "x", word[::-1] if word[::-1] != word else word + "z", "q" + word):
        assert understand(slip).word in (None, slip.upper())


def test_no_forgiven_typo_is_itself_a_keyword() -> None:
    assert not [typo for typo in SHORT_TYPOS if (typo,) in KEYWORDS]


def test_yes_alone_is_an_answer() -> None:
    for text in ("YES", "yes", "Yes!"):
        understood = understand(text)
        assert (understood.intent, understood.word, understood.keyword) == (Intent.YES, "YES", True)
    assert understand("yes I called yesterday").word is None


@pytest.mark.parametrize(
    "text", ["ok", "OK", "k", "no", "\U0001f44d", "7", "STOP", "START", "HELP", "status", "2026-114523", ""]
)
def test_these_tell_no_language(text: str) -> None:
    assert understand(text).language is None


def test_a_thumb_or_praying_hands_are_thanks() -> None:
    assert understand("\U0001f44d").intent is Intent.THANKS
    assert understand("\U0001f64f\U0001f64f").intent is Intent.THANKS
