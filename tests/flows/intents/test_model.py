"""What the model adds, and that it is the one which the corpus yields."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.understanding.corpus import development, digest
from bench.understanding.wordings import written
from flows.intents import understand, understandings
from flows.intents.model import shipped
from flows.vocabulary import Intent


def test_the_shipped_model_was_trained_from_the_corpus_as_it_is() -> None:
    rows = [*development(), *written()]
    origin = digest(part for row in rows for part in (row.text, *row.intents))
    assert shipped().origin == origin, "python -m bench.understanding.train"


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("still no officer and I have video", {Intent.STATUS, Intent.ADD}),
        ("who has my case and can he call me", {Intent.WHO, Intent.CALL}),
        ("stop texting me, he is in the house", {Intent.EMERGENCY, Intent.STOP}),
    ],
)
def test_every_intent_of_a_text_is_found(text: str, intents: set[Intent]) -> None:
    assert intents <= {reading.intent for reading in understandings(text)}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("whos the detective on this", Intent.WHO),
        ("how can i get a copy of the report", Intent.REPORT),
        ("have someone ring me tomorrow", Intent.CALL),
        ("the officer was so rude to my wife", Intent.COMPLAINT),
        ("they also took my passport", Intent.ADD),
        ("mute the bike one", Intent.MUTE),
        ("5 stars", Intent.SURVEY),
        ("quién lleva mi caso", Intent.WHO),
        ("necesito el número de reporte", Intent.REPORT),
        ("que me llame alguien", Intent.CALL),
        ("ya apareció el carro, no vengan", Intent.WITHDRAW),
    ],
)
def test_each_intent_in_plain_words(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


def test_a_guessed_stop_is_never_as_sure_as_a_keyword() -> None:
    for text in ("I would be happier without all of these text messages", "no quisiera tantos textos"):
        stop = next((one for one in understandings(text) if one.intent is Intent.STOP), None)
        assert stop is None or stop.confidence <= 0.9


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("Anmwe! gen yon moun nan kay la", Intent.EMERGENCY, "ht"),
        ("Đừng nhắn tin cho tôi nữa", Intent.STOP, "vi"),
        ("não quero mais receber mensagens", Intent.STOP, "pt"),
        ("meu marido está me batendo agora", Intent.EMERGENCY, "pt"),
    ],
)
def test_law_and_safety_in_three_more_languages(text: str, intent: Intent, language: str) -> None:
    assert (understand(text).intent, understand(text).language) == (intent, language)


@pytest.mark.parametrize(
    ("text", "language"), [("quiero hablar en ingles", "en"), ("casi no leo ingles no le hallo", "es")]
)
def test_the_language_wished_for_is_the_one_that_is_named(text: str, language: str) -> None:
    meant = understand(text)
    assert (meant.intent, meant.language) == (Intent.LANGUAGE, language)


def test_a_worker_loads_no_numpy_for_a_model_that_it_does_not_ask() -> None:
    subprocess.run([sys.executable, "-c", "import sys, bot.worker; sys.exit('numpy' in sys.modules)"], check=True)
