"""Opting out in plain words, and the wordings with "stop" in them that are no opt-out."""

from __future__ import annotations

import pytest

from flows.intents import understand, understandings
from flows.vocabulary import Intent


@pytest.mark.parametrize(
    "text",
    [
        "stop texting me", "Please stop texting me", "STOP TEXTING ME!!!", "Stop messaging me please",
        "stop these messages",
        "stop sending me texts", "please stop sending these messages", "quit texting me",
        "no more texts please",
        "don't text me again", "Don\u2019t text me anymore", "do not contact me", "do not text this number",
        "never text me again",
        "remove me from your list", "take me off this list", "take my number off your list",
        "unsubscribe me", "opt me out",
        "I want to opt out", "I'd like to unsubscribe", "I want to stop receiving these texts",
        "how do I stop these texts?",
        "I don't want any more texts", "i dont want these messages", "I no longer want these texts",
        "leave me alone",
        "you need to stop texting me", "I already told you to stop texting me",
        "This is the third time. Stop texting me!",
        "Hi, this is Ana. Please do not text me again, call instead.",
        "wrong number please stop texting me", "end these texts",
        "lose my number", "stop all messages", "cancel all texts", "i said stop",
        "Not interested, stop", "STOP. I don't want this", "stop, wrong person", "I revoke my consent",
        "stop harassing me",
        "please do not send me any more texts", "STOP I don't want these",
        "I do not wish to receive messages",
    ],
)  # fmt: skip
def test_english_wishes_opt_out(text: str) -> None:
    assert understand(text).intent is Intent.STOP
    assert understand(text).language in ("en", None)


@pytest.mark.parametrize(
    "text",
    [
        "ya no me escriban", "no me escriba más", "dejen de escribirme", "deje de mandarme mensajes",
        "dejen de enviarme textos por favor",
        "no quiero recibir más mensajes", "ya no quiero mensajes", "no me manden más textos",
        "no más mensajes por favor",
        "quiero darme de baja", "quítenme de la lista", "borren mi número", "paren de mandar mensajes",
        "por favor no me molesten",
        "Déjenme en paz", "¿Cómo cancelo estos mensajes?", "basta ya", "YA BASTA", "detengan los mensajes",
        "quiero dejar de recibir mensajes", "no mandar más mensajes",
    ],
)  # fmt: skip
def test_spanish_wishes_opt_out(text: str) -> None:
    assert understand(text).intent is Intent.STOP
    assert understand(text).language == "es"


@pytest.mark.parametrize(
    "text",
    [
        "the alarm won't stop", "past the stop light", "do I cancel my claim", "he wouldn't stop",
        "it happened at the bus stop",
        "my ex won't stop texting me", "He keeps texting me, I told him to stop texting me",
        "tell him to stop texting me",
        "he told me, stop texting me", "please don't stop", "don't cancel", "I want to cancel the visit",
        "cancel my appointment",
        "can you stop by my house", "stop by the store", "the car stopped", "non stop noise",
        "no text from him yet",
        "at the end of the street", "quit my job", "the end", "I can't stop crying",
        "How do I stop the tow", "stop sign was stolen",
        "I need to stop payment on the check", "unsubscribed from nothing", "they won't quit", "no pares",
        "la alarma no para",
        "para mi caso", "la parada de bus", "estaba en el alto", "fin de semana",
        "no puedo cancelar la tarjeta", "alto en la calle",
        "cancel the officer, it is settled", "they put an end to it", "para que sirve esto",
        "the sign says: stop", "I do want these texts", "please stop by tomorrow", "can you stop him",
        "when will it stop",
    ],
)  # fmt: skip
def test_these_are_no_opt_outs(text: str) -> None:
    assert Intent.STOP not in {reading.intent for reading in understandings(text)}


@pytest.mark.parametrize("text", ["start texting me again", "text me again", "opt me back in", "I want to subscribe"])
def test_wishes_to_come_back_opt_in(text: str) -> None:
    assert understand(text).intent is Intent.START


def test_danger_goes_before_a_wish_to_stop_and_both_are_read() -> None:
    readings = understandings("Stop texting me. He has a gun")
    assert [reading.intent for reading in readings[:2]] == [Intent.EMERGENCY, Intent.STOP]


def test_the_reason_names_a_tables_words_and_never_the_persons() -> None:
    understood = understand("my name is Ana Lopez, I live on Fifth Street. Please stop texting me, sweetheart")
    assert understood.why == "phrase 'stop texting me'"
