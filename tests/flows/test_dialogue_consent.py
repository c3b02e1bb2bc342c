"""STOP, START and the carrier: who answers, and what stays silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue import OpenRequest, OptIn, OptOut, Unlink
from flows.dialogue.effects import SILENT_EFFECTS
from flows.intents.keywords import CARRIER
from flows.texts import Say, reply_text
from flows.vocabulary import Consent, Intent, Reason, RequestKind
from tests.flows.chat import TAMPA, Phone, case, effects

CAR = case("2026-1001")
BIKE = case("2026-1002", call_type="theft")
OUT = Consent.OPTED_OUT
TWILIO = replace(TAMPA, keyword_replies="twilio")
ADVANCED = replace(TAMPA, keyword_replies="advanced")


def says(say: Say, language: str = "en") -> str:
    return reply_text(say, TAMPA, language)


def test_stop_is_confirmed_once_and_then_it_is_silent_until_start() -> None:
    ana = Phone(CAR)
    assert ana.hears("STOP") == says(Say.STOPPED)
    assert ana.knows.consent is OUT
    for words in ("status", "thanks", "hello?", "1", "2026-1001"):
        assert ana.says(words).silence is Reason.SILENCE
    again = ana.says("stop")
    assert again.reply is None
    assert again.understanding.intent is Intent.STOP
    assert effects(again, OptOut), "recorded all the same"
    assert ana.hears("HELP") == says(Say.HELP_STOPPED)
    assert ana.hears("he has a gun") == says(Say.EMERGENCY)
    assert ana.hears("START") == says(Say.STARTED)
    assert "No officer" in ana.hears("status")


@pytest.mark.parametrize("words", ["YES", "yes", "Yes.", "START", "UNSTOP", "comenzar", "text me again"])
def test_these_bring_an_opted_out_phone_back(words: str) -> None:
    got = Phone(CAR, consent=OUT).says(words)
    assert got.understanding.intent is Intent.START
    assert effects(got, OptIn)
    assert got.reply is not None


def test_yes_from_a_phone_that_never_left_is_no_opt_in() -> None:
    got = Phone(CAR).says("YES")
    assert not effects(got, OptIn)
    assert got.understanding.intent is Intent.YES


@pytest.mark.parametrize("words", ["yes the car is red", "si", "ok", "no"])
def test_no_other_yes_is_an_opt_in(words: str) -> None:
    assert not effects(Phone(CAR, consent=OUT).says(words), OptIn)


def test_start_from_a_phone_that_never_left_does_no_harm() -> None:
    got = Phone(CAR).says("START")
    assert got.reply == says(Say.STARTED)
    assert not got.effects


@pytest.mark.parametrize("words", ["CANCEL", "cancel.", "END", "cancelar", "please cancel"])
def test_cancel_and_end_opt_out_and_have_a_person_phone(words: str) -> None:
    ana = Phone(CAR)
    got = ana.says(words)
    assert effects(got, OptOut)
    [request] = ana.requests
    assert (request.kind, request.incident) == (RequestKind.WITHDRAW, "2026-1001")
    assert got.reply == says(Say.STOPPED, got.language)


def test_the_visit_to_withdraw_is_the_one_in_focus_or_the_only_open_one() -> None:
    assert effects(Phone(CAR, BIKE, focus="2026-1002").says("END"), OpenRequest)[0].incident == "2026-1002"
    assert effects(Phone(CAR, BIKE).says("END"), OpenRequest)[0].incident is None


@pytest.mark.parametrize("words", ["STOP", "QUIT", "alto", "please stop texting me"])
def test_other_stops_open_no_request(words: str) -> None:
    assert not effects(Phone(CAR).says(words), OpenRequest)


def test_stop_and_wrong_number_in_one_text_are_both_honoured() -> None:
    got = Phone(CAR).says("Wrong number! Stop texting me")
    assert effects(got, OptOut)
    assert effects(got, Unlink)
    assert got.reply == says(Say.STOPPED)


def test_danger_in_a_text_that_also_says_stop_is_answered_and_the_stop_honoured() -> None:
    got = Phone(CAR).says("Stop texting me. He has a gun")
    assert got.reply == says(Say.EMERGENCY)
    assert effects(got, OptOut)


def test_an_opted_out_wrong_number_is_silent_and_acted_on() -> None:
    got = Phone(CAR, consent=OUT).says("wrong number")
    assert got.reply is None
    assert effects(got, Unlink)
    assert effects(got, OpenRequest)


@pytest.mark.parametrize("word", sorted(CARRIER[Intent.STOP] | CARRIER[Intent.HELP] | {"START", "UNSTOP"}))
@pytest.mark.parametrize("consent", [Consent.GRANTED, OUT])
def test_where_twilio_answers_its_keywords_we_act_and_keep_silent(word: str, consent: Consent) -> None:
    got = Phone(CAR, agency=TWILIO, consent=consent).says(f" {word.lower()} ")
    assert got.reply is None
    assert got.silence is Reason.CARRIER_ANSWERED
    assert bool(effects(got, OptOut)) == (word in CARRIER[Intent.STOP])
    assert bool(effects(got, OptIn)) == (word in CARRIER[Intent.START] and consent is OUT)


def test_yes_is_twilios_too() -> None:
    got = Phone(CAR, agency=TWILIO, consent=OUT).says("YES")
    assert (got.reply, got.silence) == (None, Reason.CARRIER_ANSWERED)
    assert effects(got, OptIn)


@pytest.mark.parametrize("words", ["ALTO", "please stop", "STOP!", "stop texting me", "no más", "S T O P"])
@pytest.mark.parametrize("agency", [TWILIO, ADVANCED, TAMPA], ids=lambda agency: agency.keyword_replies)
def test_other_wordings_are_ours_to_answer_everywhere(words: str, agency) -> None:
    got = Phone(CAR, agency=agency).says(words)
    assert effects(got, OptOut)
    assert got.reply == says(Say.STOPPED, got.language)


@pytest.mark.parametrize("agency", [ADVANCED, TAMPA], ids=lambda agency: agency.keyword_replies)
def test_where_the_carrier_says_nothing_of_it_we_answer_its_keywords(agency) -> None:
    assert Phone(CAR, agency=agency).hears("STOP") == says(Say.STOPPED)
    assert Phone(CAR, agency=agency).hears("HELP") == says(Say.HELP)


@pytest.mark.parametrize("agency", [TWILIO, ADVANCED, TAMPA], ids=lambda agency: agency.keyword_replies)
@pytest.mark.parametrize(("kind", "effect"), [("STOP", OptOut), ("START", OptIn), ("HELP", None)])
@pytest.mark.parametrize("words", ["STOP", "arrêt", "whatever it is", "help", ""])
def test_an_opt_out_type_was_answered_whatever_the_words(agency, kind: str, effect, words: str) -> None:
    got = Phone(CAR, agency=agency, consent=OUT).says(words, opt_out_type=kind)
    assert (got.reply, got.silence) == (None, Reason.CARRIER_ANSWERED)
    assert got.understanding.intent == kind.lower()
    if effect is not None:
        assert effects(got, effect)


def test_an_opt_out_type_start_for_a_phone_that_never_left_does_no_harm() -> None:
    got = Phone(CAR).says("START", opt_out_type="START")
    assert got.silence is Reason.CARRIER_ANSWERED
    assert not got.effects


def test_cancel_with_an_opt_out_type_has_a_person_phone_too() -> None:
    got = Phone(CAR, agency=ADVANCED).says("CANCEL", opt_out_type="STOP")
    assert {type(effect) for effect in got.effects} == {OptOut, OpenRequest}


ANSWERED_AFTER_STOP = {Intent.HELP, Intent.START, Intent.EMERGENCY}
SOME_WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *(
                "status",
                "STOP",
                "alto",
                "1",
                "2",
                "thanks",
                "gracias",
                "wrong number",
                "español",
                "2026-1001",
                "ok",
                "no",
            ),
            *(
                "HELP",
                "ayuda",
                "cancel",
                "he has a gun",
                "I saw the car again",
                "hola, cómo va mi caso",
                "\U0001f44d",
            ),
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    talk=st.lists(st.tuples(SOME_WORDS, st.integers(0, 1)), max_size=8),
    agency=st.sampled_from([TAMPA, TWILIO, ADVANCED]),
)
def test_after_stop_only_help_start_and_danger_are_ever_answered(talk, agency) -> None:
    ana = Phone(CAR, BIKE, agency=agency)
    ana.says("please stop")
    for words, media in talk:
        was_out = ana.knows.consent is OUT
        got = ana.says(words, media=media)
        assert (got.reply is None) == (got.silence is not None)
        if was_out and got.reply is not None:
            assert got.understanding.intent in ANSWERED_AFTER_STOP
        if got.silence is Reason.SILENCE:
            assert all(isinstance(effect, SILENT_EFFECTS) for effect in got.effects)
