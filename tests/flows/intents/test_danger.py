"""Danger, before everything. A needless line about 911 is cheap; a missed one isn't."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.intents import Question, understand
from flows.vocabulary import Intent


@pytest.mark.parametrize(
    "text",
    [
        "someone is in my house", "Someone in my house!!", "there is a man in my apartment",
        "somebody is in my backyard",
        "he is in my house", "he's outside my door", "someone is trying to break in",
        "they are breaking into my car",
        "he is banging on my door", "someone is at my window", "I think someone is in my garage",
        "he's trying to get in my house",
        "he has a gun", "He's got a knife", "hes got a gun", "they have a gun",
        "the man is holding a knife", "he pulled a gun",
        "shots fired", "I hear gunshots", "he is armed", "im being followed", "I am being attacked",
        "a man is following me",
        "my ex is stalking me", "he is hurting me", "he hit me", "my husband hit me", "someone hurt me",
        "he is going to kill me",
        "he's gonna kill me", "he will kill us", "he threatened to kill me",
        "he's threatening to hurt my daughter", "I'm bleeding",
        "he is bleeding badly", "I can't breathe", "I cant breath", "my mom is not breathing",
        "heart attack", "my dad is having a heart attack",
        "chest pain", "she is unconscious", "I took an overdose", "I want to kill myself", "i wanna die",
        "I'm going to end my life",
        "thinking about suicide", "suicidal", "I want to hurt myself", "no reason to live", "send 911",
        "call 911", "CALL 911 NOW", "911",
        "911!!!", "please call the police now", "send help", "Need help now", "help me he is here",
        "I need help right now",
        "need an ambulance", "send an ambulance", "emergency", "EMERGENCY!", "this is an emergency",
        "emergancy", "my house is on fire",
        "gas leak", "I'm in danger", "I am not safe", "I don't feel safe", "scared for my life",
        "I'm hiding in the closet",
        "SOS", "\U0001f198", "please hurry", "they kidnapped her, being held", "I was just shot",
        "i got stabbed", "bleeding",
        "HELP HE HAS A GUN", "can\u2019t breathe", "\uff39\uff45\uff53 he has a gun",
        "I can't call 911 he is listening",
        "He's been following me since last night and he's here now", "Stop. He has a gun",
        "Not safe! he has a gun",
        "I am not sure but someone is in my house", "he came back with a gun", "my ex is outside my house",
        "he won't let me leave",
        "my ex boyfriend is here and wont leave", "he locked me in the room", "he's beating my mom",
        "I need the police now",
        "can you send an officer now he is back", "I've been stabbed", "my son was shot",
        "i want to end it", "I hear shots",
        "im gonna jump off the bridge", "help im scared he is in the house", "fire in my kitchen",
        "there is a fire", "call 9-1-1",
        "car accident people are hurt", "someone just robbed me", "i just got robbed",
        "help me please!!! he is coming",
        "he violated the restraining order and is here", "the burglar is still here", "the thief is back",
        "I am scared",
    ],
)  # fmt: skip
def test_english_danger(text: str) -> None:
    understood = understand(text)
    assert understood.intent is Intent.EMERGENCY, understood
    assert understood.language in ("en", None)


@pytest.mark.parametrize(
    "text",
    [
        "hay alguien en mi casa", "alguien está en mi casa", "un hombre dentro de mi casa",
        "se metieron a mi casa", "están tratando de entrar",
        "tiene una pistola", "tiene un cuchillo", "trae un arma", "está armado", "me están siguiendo",
        "me viene siguiendo un carro",
        "alguien me sigue", "me está golpeando", "me pega", "me golpeó", "me van a matar",
        "ayúdenme me van a matar", "AYUDENME",
        "me quiere matar", "va a matarme", "amenazó con matarme", "me lastimó", "estoy sangrando",
        "no puedo respirar", "no respira",
        "ataque al corazón", "infarto", "dolor en el pecho", "me quiero matar", "quiero morir",
        "voy a suicidarme", "suicidio",
        "no quiero vivir", "llamen al 911", "manden una ambulancia", "manden a la policía",
        "necesito una ambulancia", "emergencia",
        "es una emergencia", "auxilio", "¡Socorro!", "hay disparos", "una balacera", "fuga de gas",
        "estoy en peligro", "tengo miedo",
        "vengan rápido", "necesito ayuda ahora", "ayuda urgente", "me están robando",
        "secuestraron a mi hijo", "llame al 911 por favor",
        "emergensia", "estan disparando", "me quieren robar", "el ladrón sigue aquí",
        "me apuntó con una pistola", "me duele el pecho",
        "hay un incendio", "me amenazó de muerte", "hay alguien adentro", "se está metiendo alguien",
        "sangra mucho",
    ],
)  # fmt: skip
def test_spanish_danger(text: str) -> None:
    understood = understand(text)
    assert understood.intent is Intent.EMERGENCY, understood
    assert understood.language in ("es", None)


@pytest.mark.parametrize(
    "text",
    [
        "not an emergency", "It's not an emergency", "this isn't an emergency", "no emergency",
        "non-emergency", "its not a real emergency",
        "what is the non emergency number", "she is my emergency contact", "I called 911 on Sunday",
        "I called 911 yesterday",
        "we called the police last night", "someone broke into my car on Monday", "my bike was stolen",
        "no one is following me",
        "he hit me last week", "I was attacked on Saturday", "I'm not bleeding", "not in danger",
        "no chest pain",
        "the news gave me a heart attack lol", "I almost had a heart attack",
        "he had a heart attack last year", "no es una emergencia",
        "no hay emergencia", "ya llamé al 911", "llamé al 911 el domingo", "me golpeó ayer",
        "no estoy en peligro",
        "contacto de emergencia", "ayúdenme con mi caso", "they stole my TV and my laptop",
        "robaron mi carro anoche", "the window is broken",
        "you are killing me", "I need help with my case", "necesito ayuda", "are the police coming",
        "I will call tomorrow",
        "is my case number 911-22", "I don't need an ambulance",
        "I was robbed at gunpoint last week", "no me hizo daño", "the fire alarm went off",
        "nobody was hurt", "no one was hurt",
        "he had a gun when he robbed the store", "someone stole my gun", "we are safe now",
        "the man who hit my car left",
        "he is gone now", "nadie resultó herido", "el hombre tenía una pistola",
    ],
)  # fmt: skip
def test_what_is_past_or_denied_is_no_danger(text: str) -> None:
    assert understand(text).intent is not Intent.EMERGENCY


def test_danger_wins_over_an_open_question() -> None:
    asked = Question(("2026-1", "2026-2"), datetime(2026, 11, 24, tzinfo=UTC))
    assert understand("2 he has a gun", asked=asked).intent is Intent.EMERGENCY
    assert understand("911", asked=asked).intent is Intent.EMERGENCY


def test_danger_is_found_at_the_end_of_the_longest_text() -> None:
    assert understand("the car was red. " * 92 + "he has a gun").intent is Intent.EMERGENCY
