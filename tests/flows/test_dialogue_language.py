"""In which language a person is answered, and when the stored one changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.dialogue import Heard, SetLanguage
from flows.texts import Say, reply_text
from flows.vocabulary import Intent, RequestKind
from tests.flows.chat import TAMPA, Phone, case, effects

CAR = case("2026-1001")
ENGLISH_ONLY = replace(TAMPA, languages=("en",))


def test_two_sure_texts_in_a_row_change_the_stored_language_and_one_does_not() -> None:
    ana = Phone(CAR, language="en")
    first = ana.says("gracias")
    assert first.language == "es"
    assert ana.knows.language == "en"
    assert ana.knows.heard == ("es", 1)
    ana.says("ok")  # says nothing of a language, and breaks no row
    second = ana.says("¿Cómo va mi caso?")
    assert effects(second, SetLanguage) == [SetLanguage("es")]
    assert ana.knows.heard == ("", 0)
    assert ana.says("STATUS").language == "es"


def test_a_sure_text_in_the_stored_language_starts_the_count_again() -> None:
    ana = Phone(CAR, language="en")
    ana.says("gracias")
    assert effects(ana.says("thank you"), Heard) == [Heard("", 0)]
    ana.says("gracias")
    assert ana.knows.language == "en"


@pytest.mark.parametrize("words", ["ok", "no", "STATUS", "STOP", "HELP", "7", "\U0001f44d"])
def test_an_unsure_text_is_answered_in_the_stored_language(words: str) -> None:
    got = Phone(CAR, language="es").says(words)
    assert got.language == "es"
    assert not effects(got, Heard)


def test_with_no_stored_language_the_agencys_first_is_used() -> None:
    assert Phone(CAR).says("STATUS").language == "en"
    assert Phone(CAR, agency=replace(TAMPA, languages=("es", "en"))).says("STATUS").language == "es"


@pytest.mark.parametrize("words", ["ESPAÑOL", "do you speak Spanish?", "en español por favor"])
def test_an_explicit_wish_counts_at_once(words: str) -> None:
    ana = Phone(CAR, language="en")
    assert ana.hears(words) == reply_text(Say.LANGUAGE_SET, TAMPA, "es")
    assert ana.knows.language == "es"


def test_language_alone_means_the_other_one() -> None:
    ana = Phone(CAR, language="es")
    assert ana.says("IDIOMA").language == "en"


def test_a_language_that_the_agency_does_not_speak_goes_to_a_person() -> None:
    ana = Phone(CAR, agency=ENGLISH_ONLY)
    got = ana.says("español")
    assert got.understanding.intent is Intent.LANGUAGE
    assert got.language == "en"
    assert got.reply == reply_text(Say.SPEAKER, ENGLISH_ONLY, "en")
    assert ana.kinds == [RequestKind.LANGUAGE]
    assert ana.says("gracias").language == "en"
    assert ana.knows.language is None
