"""Each conversation as a chat, in both languages: who said what, and what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.dialogue import Offer, Talk, Understanding
from flows.segments import count
from flows.snapshot import Person
from flows.texts import Say, desk_text, reply_text
from flows.vocabulary import CaseState, Consent, DelayChoice, Intent
from tests.flows.chat import NOW, TAMPA, Phone, case
from tests.flows.transcript import play, recorded

AGENCY = replace(
    TAMPA,
    delay_choices=(DelayChoice.WAIT, DelayChoice.PHONE_REPORT, DelayChoice.NOT_NEEDED),
    report_copies={"en": "Copies are at our records desk.", "es": "Pida copias en la oficina de reportes."},
    complaints_phone="+18135550131",
)
CAR = case("2026-1001", hours=3)
BREAK_IN = case("2026-1002", hours=1, call_type="burglary")
WITH_DETECTIVE = case(
    "2026-1003", hours=30, state=CaseState.ASSIGNED, investigator=Person("Rosa Cruz"), case_number="26-77001"
)
MINE = "+18135550101"


def phone(*cases, **known) -> Phone:
    return Phone(*(cases or (CAR,)), agency=AGENCY, phone=MINE, **known)


def delayed(**known) -> Phone:
    offer = Offer(Talk.CHOOSING_DELAY, "2026-1001", NOW - timedelta(minutes=5))
    return phone(case("2026-1001", hours=3, state=CaseState.DELAYED), offer=offer, **known)


def asked_for_a_rating(**known) -> Phone:
    ended = case("2026-1001", hours=26, state=CaseState.CLEARED)
    return phone(ended, offer=Offer(Talk.RATING, "2026-1001", NOW - timedelta(hours=1)), **known)


CHATS = {
    # 1. Which case.
    "which case, by words": (
        lambda: phone(CAR, BREAK_IN),
        """
        > who has my case
        < Which call? Reply with one number.
        > the car one
        < No officer has been assigned yet.
        > qué pasó con mi caso
        < 1) robo en casa o negocio
        > la de la casa
        < Tenemos su llamada desde hace cerca de 1 hora
        = language es
        """,
    ),
    # 2. Language.
    "language": (
        phone,
        """
        > español por favor
        < Desde ahora le escribimos en español.
        = language es
        > who has my case
        < No officer has been assigned yet.
        > thank you officer
        < You are welcome.
        < From now on we text you in English.
        = language en
        """,
    ),
    # 3. Call me.
    "call me, in two steps": (
        phone,
        """
        > please have someone call me
        < When is it safe to call you, and at what number?
        = call_back when: not said, phone: not said
        > after 5 pm
        < What number is safe to call?
        = call_back when: after 5 pm, phone: not said
        > 813-555-0102
        < We asked for a call at the time and number you gave. No one has read it yet.
        = call_back when: after 5 pm, phone: +18135550102
        """,
    ),
    "call me, all at once": (
        phone,
        """
        > call me tomorrow morning at (813) 555-0102
        < We asked for a call
        = call_back when: tomorrow morning, phone: +18135550102
        """,
    ),
    "call me, in Spanish, on this very phone": (
        phone,
        """
        > que me llame el detective por favor
        < ¿A qué hora y a qué teléfono es seguro llamarle?
        = call_back when: not said, phone: not said
        > este
        < ¿A qué hora es seguro llamar a ese teléfono?
        = call_back when: not said, phone: +18135550101
        > mañana por la tarde
        < Pedimos que le llamen
        = call_back when: mañana por la tarde, phone: +18135550101
        = language es
        """,
    ),
    "call me, with every awkward turn": (
        phone,
        """
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        > [picture]
        < We kept the picture or file. No one has opened it. When is it safe
        = new_information media: 1
        > HELP
        < Desk: 813-555-0130
        > noon at 813 555 0102
        < We asked for a call
        = call_back when: noon, phone: +18135550102
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        > he is in my house
        < call or text 911 now
        = emergency urgently
        > my dog is brown
        < This line can't answer that
        = unanswered
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        > never mind
        < OK, you will not be called.
        = call_back taken back
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        > STOP
        < You will get no more texts from us.
        = opted out
        > after 5 at 813 555 0102
        - silence
        = unanswered
        """,
    ),
    "call me, and nothing but gibberish": (
        phone,
        """
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        > yes
        < When is it safe
        = call_back when: not said, phone: not said
        > ok
        < When is it safe
        = call_back when: not said, phone: not said
        > hm?
        < We asked for a person to look at your texts.
        = call_back when: hm, phone: not said
        """,
    ),
    "call me, thanked in between": (
        lambda: phone(language="es"),
        """
        > llámenme
        < ¿A qué hora y a qué teléfono es seguro llamarle?
        = call_back when: not said, phone: not said
        > gracias
        < Para servirle.
        > después de las 5
        < ¿A qué teléfono
        = call_back when: después de las 5, phone: not said
        > gracias, a este número
        < Pedimos que le llamen
        = call_back when: después de las 5, phone: +18135550101
        """,
    ),
    "call me, answered a day later": (
        phone,
        """
        > call me
        < When is it safe
        = call_back when: not said, phone: not said
        ~ 25 hours
        > seven is good
        < Our question was some time ago, so nothing was done with your answer.
        = unanswered
        > seven is good
        < This line can't answer that
        = unanswered
        """,
    ),
    # 4. New information.
    "new information, in ten minutes": (
        lambda: phone(WITH_DETECTIVE),
        """
        > I have video of the man
        < We kept this for the people on your case. No one has read it yet.
        = new_information words: I have video of the man
        ~ 4 minutes
        > [picture]
        < We added this to what you sent. No one has read it yet.
        = new_information media: 1
        ~ 4 minutes
        > he wears a red cap
        < We added this
        = new_information words: he wears a red cap
        > status
        < A detective has your case now: Rosa Cruz.
        > that's all
        < This line can't answer that
        = unanswered
        """,
    ),
    "new information, too late to belong together": (
        lambda: phone(language="es"),
        """
        > tengo un video
        < Guardamos esto para quienes llevan su caso.
        = new_information words: tengo un video
        ~ 11 minutes
        > las nubes son blancas
        < Este servicio no sabe responder a eso.
        = unanswered
        """,
    ),
    "new information, and that is all": (
        phone,
        """
        > the plate is ABC123
        < We kept this
        = new_information words: the plate is ABC123
        > no
        < OK. We kept what you sent
        """,
    ),
    "several things in one text": (
        phone,
        """
        > any update on my case? I have video, call me
        < We have had your call
        < We kept this for the people on your case.
        = new_information words: any update on my case? I have video, call me
        = call_back when: not said, phone: not said
        """,
    ),
    # 5. Settled.
    "settled": (
        phone,
        """
        > I found it, cancel
        < Do you want to cancel your call to us?
        > yes
        < We passed on that you no longer need us. Your call stays open until dispatch closes it.
        = withdraw
        > yes
        < This line can't answer that
        = unanswered
        """,
    ),
    "settled, or not": (
        phone,
        """
        > ya lo encontré
        < ¿Quiere cancelar su llamada?
        > no
        < Bien, su llamada sigue como hasta ahora.
        > ya no necesito al oficial
        < ¿Quiere cancelar su llamada?
        = language es
        > sí
        < Avisamos que ya no nos necesita.
        = withdraw
        """,
    ),
    "settled, with a yes a day later": (
        phone,
        """
        > I found my car
        < Do you want to cancel
        ~ 1 day
        ~ 1 minute
        > yes
        < nothing was done with your answer
        = unanswered
        """,
    ),
    "settled, one of two": (
        lambda: phone(CAR, BREAK_IN),
        """
        > i dont need an officer
        < 1) break-in
        > 2
        < Do you want to cancel your call to us?
        > [picture]
        < Do you want to cancel your call to us?
        = new_information (no case) media: 1
        > ok
        < We passed on
        = withdraw
        """,
    ),
    "settled, one of two, chosen twice": (
        lambda: phone(CAR, BREAK_IN),
        """
        > i dont need an officer
        < 1) break-in
        > 2
        < Do you want to cancel your call to us?
        > 2
        < Do you want to cancel your call to us?
        > yes
        < We passed on
        = withdraw
        """,
    ),
    # 6. Wrong number.
    "wrong number": (
        phone,
        """
        > you have the wrong person
        < We took your phone off
        = unlinked
        = wrong_number incidents: 2026-1001
        > who has my case
        < This line can't give news of a call to this phone.
        > número equivocado
        < Ya quitamos su teléfono
        """,
    ),
    # 7. Who has it, and the report.
    "who and the report": (
        lambda: phone(WITH_DETECTIVE),
        """
        > who has my case
        < A detective has your case now: Rosa Cruz. Case number 26-77001.
        > report number
        < Case number 26-77001. Copies are at our records desk.
        > quién lleva mi caso
        < Su caso ya tiene detective: Rosa Cruz.
        > número de caso
        < No. de caso: 26-77001. Pida copias en la oficina de reportes.
        = language es
        """,
    ),
    # 8. Complaint.
    "complaint": (
        phone,
        """
        > the officer was rude
        < We are sorry to hear that. We kept this for the desk that takes complaints, not for the officer.
        < To talk to someone, call 813-555-0131.
        = complaint
        > QUEJA
        < no para el agente
        = complaint
        """,
    ),
    # 9. Delay with choices.
    "delay: keep waiting": (
        delayed,
        """
        > 1
        < OK, your call stays in line.
        = choice.made wait in 2026-1001
        = choice taken back
        """,
    ),
    "delay: by phone": (
        delayed,
        """
        > 2
        < We asked for someone to take your report by phone. When is it safe to call you, and at what number?
        = choice.made phone_report in 2026-1001
        = choice choice: phone_report
        > tonight at 813-555-0102
        < We asked for a call
        = choice when: tonight, phone: +18135550102
        """,
    ),
    "delay: by phone, said twice": (
        delayed,
        """
        > 2
        < We asked for someone to take your report by phone. When is it safe to call you, and at what number?
        = choice.made phone_report in 2026-1001
        = choice choice: phone_report
        > 2.
        < When is it safe to call you, and at what number?
        = choice when: not said, phone: not said
        > 813-555-0102
        < When is it safe to call that number?
        = choice when: not said, phone: +18135550102
        > 2
        < We asked for a call
        = choice when: 2, phone: +18135550102
        """,
    ),
    "delay: in Spanish, changed mind, not offered": (
        lambda: delayed(language="es"),
        """
        > 4
        < Avisamos que ya no nos necesita.
        = choice.made not_needed in 2026-1001
        = choice choice: not_needed
        > 3
        < Por favor responda con una sola cifra. Responda 1 para esperar
        > 1
        < Bien, su llamada sigue en espera.
        = choice.made wait in 2026-1001
        = choice taken back
        """,
    ),
    "delay: a day later": (
        delayed,
        """
        ~ 25 hours
        > 4
        < Your call is delayed.
        """,
    ),
    # 10. Survey.
    "survey: number, then a sentence": (
        asked_for_a_rating,
        """
        > 5
        < Thank you. If you like, add one sentence.
        = rated 5
        > she was kind to my mother
        < Thank you. We kept your answer.
        = rated - she was kind to my mother
        > she was kind to my mother
        < This line can't answer that
        = unanswered
        """,
    ),
    "survey: the number twice, then a sentence": (
        asked_for_a_rating,
        """
        > 5
        < Thank you. If you like, add one sentence.
        = rated 5
        > 5
        < Thank you. If you like, add one sentence.
        = rated 5
        > 4/5
        < Thank you. If you like, add one sentence.
        = rated 4
        > she was kind to my mother
        < Thank you. We kept your answer.
        = rated - she was kind to my mother
        > 4
        < Thank you.
        = rated 4
        > 5 and so quick
        < Thank you. We kept your answer.
        = rated 5 and so quick
        """,
    ),
    "survey: both at once, in Spanish": (
        lambda: asked_for_a_rating(language="es"),
        """
        > 4, el agente fue amable
        < Gracias. Guardamos su respuesta.
        = rated 4 el agente fue amable
        """,
    ),
    "survey: danger and STOP come first": (
        asked_for_a_rating,
        """
        > 1 he is back and has a gun
        < call or text 911 now
        = emergency urgently
        > 2
        < Thank you.
        = rated 2
        > STOP
        < You will get no more texts
        = opted out
        > 3
        - silence
        """,
    ),
    # 11. MUTE.
    "mute": (
        phone,
        """
        > MUTE
        < You will get no more texts about this call. To get them again, reply START.
        = muted 2026-1001
        > status
        < No officer has been assigned yet.
        > silenciar
        < Ya no le mandaremos textos de su llamada.
        = muted 2026-1001
        """,
    ),
    "mute, one of two": (
        lambda: phone(CAR, BREAK_IN),
        """
        > MUTE
        < Which call? Reply with one number.
        > 1
        < You will get no more texts about this call.
        = muted 2026-1002
        """,
    ),
    # Doubtful STOP.
    "perhaps stop, and a stop": (
        phone,
        """
        > too many texts
        < Should we stop texting you? Reply STOP and we do.
        > yes
        < You will get no more texts from us.
        = opted out
        """,
    ),
    "perhaps stop, and no": (
        phone,
        """
        > demasiados mensajes
        < ¿Quiere que dejemos de mandarle textos?
        > no
        < Bien, le seguimos mandando textos.
        """,
    ),
    "perhaps stop, said twice": (
        phone,
        """
        > too many texts
        < Should we stop texting you?
        > why do you keep texting me
        < You will get no more texts from us.
        = opted out
        """,
    ),
    # Nobody understands.
    "gibberish three times": (
        phone,
        """
        > asdf
        < This line can't answer that by itself.
        = unanswered
        > qwer
        < This line can't answer that by itself.
        = unanswered
        > zxcv
        < This line still can't answer that. We asked for a person to look at your texts.
        = unanswered
        """,
    ),
    # Other languages.
    "Haitian Creole": (
        phone,
        """
        > mwen bezwen yon moun tanpri
        < We asked for a person who speaks your language.
        = language language: ht
        > anmwe, li gen zam
        < call or text 911 now
        = emergency urgently
        > rete
        < You will get no more texts from us.
        = opted out
        > rekòmanse
        < You will get texts from us again.
        = opted in
        """,
    ),
    "Vietnamese and Portuguese": (
        phone,
        """
        > xe của tôi bị mất cắp
        < We asked for a person who speaks your language.
        = language language: vi
        > roubaram o carro do meu pai, você pode ajudar
        < We asked for a person who speaks your language.
        = language language: pt
        > estou sangrando
        < al 911 ahora
        = emergency urgently
        > portuguese
        < We asked for a person who speaks your language.
        = language language: pt
        """,
    ),
}


@pytest.mark.parametrize("name", CHATS)
def test_the_chat_goes_as_it_is_written(name: str) -> None:
    make, chat = CHATS[name]
    play(make(), chat)


def test_a_machine_that_answers_what_we_keep_is_not_answered_for_ever() -> None:
    robot = phone()
    robot.says("I have video")
    replies = [robot.says("we received your text").reply for _ in range(12)]
    assert replies[0]
    assert not any(replies[8:])
    assert len(robot.requests) == 13, "all of it is kept"


@pytest.mark.parametrize("words", ["call me", "call me at 5 pm", "when can someone call me"])
def test_no_question_about_a_call_tells_anything_of_a_case(words: str) -> None:
    for known in ((), (CAR,), (WITH_DETECTIVE,)):
        reply = Phone(*known, agency=AGENCY).hears(words)
        assert not any(word in reply.casefold() for word in ("case", "report", "officer", "detective", "stolen"))


def test_an_agency_without_choices_or_a_silent_case_takes_no_digit_for_one() -> None:
    offer = Offer(Talk.CHOOSING_DELAY, "2026-1001", NOW - timedelta(minutes=5))
    waiting = case("2026-1001", state=CaseState.DELAYED)
    assert Phone(waiting, agency=TAMPA, offer=offer).hears("1") == Phone(waiting, agency=TAMPA).hears("1")
    silent = case("2026-1001", state=CaseState.DELAYED, protected=True)
    assert Phone(silent, agency=AGENCY, offer=offer).hears("1") == Phone(agency=AGENCY).hears("1")


@pytest.mark.parametrize("words", ["3 weeks and nothing", "2 men were here again", "3 semanas y nada"])
def test_a_number_of_things_is_no_rating(words: str) -> None:
    assert not any(one.startswith("rated") for one in recorded(asked_for_a_rating().says(words)))


def test_where_twilio_answers_its_keywords_a_yes_to_our_question_is_ours() -> None:
    ana = Phone(CAR, agency=replace(AGENCY, keyword_replies="twilio"))
    ana.says("I found it, cancel")
    assert "We passed on that you no longer need us." in ana.hears("YES")


@pytest.mark.parametrize("cases", [(), (CAR,), (CAR, BREAK_IN)], ids=["stranger", "one case", "two cases"])
@pytest.mark.parametrize(
    "words", ["MUTE", "the officer was rude", "who has my case", "status", "report number", "START", "I have video"]
)
def test_anything_else_leaves_the_question_when_to_call(cases, words: str) -> None:
    ana = Phone(*cases, agency=AGENCY, phone=MINE)
    ana.says("call me")
    ana.says(words)
    assert ana.knows.open is None or ana.knows.open.state is not Talk.WHEN_TO_CALL
    assert not any(kind == "call_back" for kind in (one.split()[0] for one in recorded(ana.says("my dog is brown"))))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("order", [(Intent.STATUS, Intent.ADD), (Intent.ADD, Intent.STATUS)])
@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("mine", [(CAR,), (WITH_DETECTIVE,), (CAR, BREAK_IN)], ids=["car", "detective", "two"])
def test_news_are_told_and_what_is_new_is_kept(monkeypatch, mine, first, order, language) -> None:
    words = "still no officer and I have video of it"
    readings = tuple(Understanding(intent, language, 0.8, "given") for intent in order)
    monkeypatch.setattr("flows.dialogue.hearing.understandings", lambda *_, **__: readings)
    ana = phone(*mine, language=language, introduced=not first)
    got = ana.says(words)
    assert got.reply is not None
    assert count(got.reply).segments <= 3
    assert [one.detail["words"] for one in ana.requests] == [words]
    kept = ("We kept this", "Guardamos esto")
    told = ("No officer", "A detective", "Which call", "no hay agente", "ya tiene detective", "De qué llamada")
    assert any(one in got.reply for one in kept), got.reply
    assert any(one in got.reply for one in told), got.reply
    assert ana.knows.open is not None, "the question it asked waits"
    if len(mine) > 1:
        assert ana.knows.open.state is Talk.CHOOSING_CASE


@pytest.mark.parametrize(
    "words",
    ["I want to kill myself", "thinking of suicide", "i dont want to live", "quiero morir", "me voy a matar"],
)
def test_thoughts_of_suicide_are_answered_with_911_and_then_988(words: str) -> None:
    got = phone().says(words)
    assert got.reply == reply_text(Say.EMERGENCY_988, AGENCY, got.language)
    assert got.reply.index("911") < got.reply.index("988")


@pytest.mark.parametrize("words", ["he has a gun", "he is going to kill me", "va a matarme", "911", "my chest pains"])
def test_another_danger_is_not_answered_with_988(words: str) -> None:
    got = phone().says(words)
    assert got.reply == reply_text(Say.EMERGENCY, AGENCY, got.language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_help_after_stop_says_how_to_get_texts_again(language: str) -> None:
    reply = phone(language=language, consent=Consent.OPTED_OUT, introduced=False).hears("HELP")
    assert reply == reply_text(Say.HELP_STOPPED, AGENCY, language)
    assert "START" in reply
    assert "911" in reply
    assert "STATUS" not in reply


@pytest.mark.parametrize(("words", "said"), [("ok", "ok. This"), ("Is it you?", "you? This"), ("Yes.", "Yes. This")])
def test_the_desks_first_text_does_not_run_on(words: str, said: str) -> None:
    assert said in desk_text(words, AGENCY, "en", introduce=True)
    assert desk_text(words, AGENCY, "en", introduce=False) == f"Tampa Police: {words}"
