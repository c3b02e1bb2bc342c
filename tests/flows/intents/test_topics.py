"""The wrong number, the status, help, thanks and another language, in plain words."""

from __future__ import annotations

import pytest

from flows.intents import understand, understandings
from flows.vocabulary import Intent

WRONG_EN = [
    "wrong number", "Wrong number!", "you have the wrong number", "You have the wrong person",
    "sorry, wrong person",
    "I think you've got the wrong number", "this is the wrong number", "you texted the wrong person",
    "I am not the victim",
    "I'm not that person", "who is this? I never called the police", "I didn't call the police",
    "I did not call the police",
    "I never filed a report", "there is no one by that name here", "this isn't Ana's phone",
    "I don't know this person",
    "I just got this number", "U have the wrong number",
]  # fmt: skip
WRONG_ES = [
    "número equivocado", "Numero equivocado!", "no soy esa persona", "yo no soy esa persona",
    "tiene el número equivocado",
    "se equivocó de número", "se equivocaron", "está equivocado", "no conozco a esa persona",
    "yo no llamé a la policía",
    "nunca llamé a la policía", "aquí no vive nadie con ese nombre", "persona equivocada",
    "este no es el número de Ana",
]  # fmt: skip
STATUS_EN = [
    "what is the status of my case", "What's the status of my report?", "any update on my case?", "any news?",
    "is there any news about my car", "what's going on with my case", "is anyone coming?",
    "is an officer coming",
    "when will an officer come?", "where is the officer", "has an officer been assigned?",
    "how is my case going",
    "could you tell me the status please", "Hi, can I get an update on my report? Thanks",
    "have you found my car",
]  # fmt: skip
STATUS_ES = [
    "cuál es el estado de mi caso", "¿Cómo va mi caso?", "qué pasó con mi caso", "hay noticias de mi caso?",
    "alguna novedad?",
    "quiero saber de mi caso", "cuándo viene el oficial", "ya viene la policía?", "encontraron mi carro?",
]  # fmt: skip
HELP = [
    "who is this?",
    "Who are you",
    "what is this",
    "I need help",
    "need help",
    "can you help me?",
    "necesito ayuda",
    "¿Quién es?",
    "quien es usted",
    "I need help with my case",
    "how does this work?",
    "is this a real person?",
]
THANKS = [
    "thanks",
    "thank you so much",
    "Thank you officer!",
    "thanks for the update",
    "thx",
    "gracias",
    "muchas gracias",
    "ok",
    "ok gracias",
    "Got it",
    "great, thank you",
    "gracias por la informacion",
]
ENGLISH = ["English", "in english please", "do you speak English?", "no hablo español", "inglés"]
SPANISH = [
    "español",
    "en español por favor",
    "habla español?",
    "Do you speak Spanish?",
    "no hablo inglés",
    "spanish please",
    "I only speak Spanish",
    "no entiendo ingles",
    "can you text in spanish",
]


@pytest.mark.parametrize("text", WRONG_EN + WRONG_ES)
def test_the_wrong_person_is_recognised(text: str) -> None:
    assert understand(text).intent is Intent.WRONG_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "I gave you the wrong number",
        "I gave the officer the wrong phone",
        "is this the wrong number?",
        "I'm not home",
        "I am not sure",
        "arrested the wrong person",
        "the plate number is wrong",
        "my number is 813-555-0101",
        "di el número equivocado",
        "who is this",
        "not yet",
        "no soy experta",
        "I did call the police",
    ],
)
def test_these_bar_nobody(text: str) -> None:
    assert Intent.WRONG_NUMBER not in {reading.intent for reading in understandings(text)}


@pytest.mark.parametrize("text", STATUS_EN)
def test_english_questions_about_the_case_ask_for_its_status(text: str) -> None:
    assert (understand(text).intent, understand(text).language) == (Intent.STATUS, "en")


@pytest.mark.parametrize("text", STATUS_ES)
def test_spanish_questions_about_the_case_ask_for_its_status(text: str) -> None:
    assert (understand(text).intent, understand(text).language) == (Intent.STATUS, "es")


@pytest.mark.parametrize("text", HELP)
def test_asking_who_we_are_or_for_help_gets_the_help_text(text: str) -> None:
    assert understand(text).intent is Intent.HELP


@pytest.mark.parametrize("text", THANKS)
def test_thanks_and_oks_are_thanks(text: str) -> None:
    assert understand(text).intent is Intent.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your message. I am out of the office",
        "Thanks for contacting us, we reply shortly",
        "thanks but where is my car?",
        "thanks to him my car is gone",
    ],
)
def test_a_machines_thanks_and_a_questions_are_none(text: str) -> None:
    assert understand(text).intent is not Intent.THANKS


@pytest.mark.parametrize(("text", "wish"), [(t, "en") for t in ENGLISH] + [(t, "es") for t in SPANISH])
def test_a_wish_for_a_language_names_it(text: str, wish: str) -> None:
    assert (understand(text).intent, understand(text).language) == (Intent.LANGUAGE, wish)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hola, me robaron la bicicleta ayer", "es"), ("I found the bike near the river", "en"),
        ("ok", None), ("no", None),
        ("Necesito hablar con alguien", "es"), ("my neighbor saw the car", "en"), ("12", None),
        ("Ana Lopez", None),
        ("si", None), ("mañana", "es"), ("hello", "en"), ("hola", "es"), ("asdf qwer", None),
        ("\U0001f600", None),
        ("tengo el video de la cámara", "es"), ("call me at 5", "en"),
    ],
)  # fmt: skip
def test_the_language_of_free_words_is_told_only_when_sure(text: str, language: str | None) -> None:
    assert understand(text).language == language
