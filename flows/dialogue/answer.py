"""A text and what is known -> the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.agency import Agency
from flows.dialogue import cases
from flows.dialogue.effects import (
    SILENT_EFFECTS,
    Effect,
    Focus,
    Heard,
    OpenRequest,
    OptOut,
    SetLanguage,
)
from flows.dialogue.exchange import ALONE, BESIDE, FACTS, Exchange
from flows.dialogue.hearing import SURE, hear
from flows.dialogue.machine import MACHINE
from flows.dialogue.speaker import Answer, Speaker, Text
from flows.intents import Understanding
from flows.intents.keywords import CARRIER, YES
from flows.texts.facts import language_part
from flows.vocabulary import Consent, Intent, Reason

# Answered even after STOP.
ALWAYS_ANSWERED = frozenset({Intent.HELP, Intent.START, Intent.EMERGENCY})
# So many answers to words that we don't understand, within ten minutes, and a machine seems to be writing.
LOOP = 4
# So many texts of new information within ten minutes of each other are answered; more are kept in silence.
MOST_ADDED = 8
# So many sure texts in a row change the stored language.
SURE_TEXTS = 2


def answer(text: Text, speaker: Speaker, agency: Agency, now: datetime) -> Answer:
    """What to say to a text, and what must follow from it.

    1. Understand it in the light of what was asked; what the carrier says of it (OptOutType) goes before our
       own reading.
    2. Choose the language.
    3. Let the machine decide the words and the effects, for each thing that the text says.
    4. Add what must not be lost: STOP, a wrong number, a picture, its language.
    5. Keep silent where the carrier has answered, the person said STOP, or a machine seems to be writing.
    """
    heard = hear(text, speaker, agency, now)
    meant = _meant(heard.readings[0], text, speaker)
    spoken = meant.language if meant.language in agency.languages else None
    language = agency.language(spoken, _of_the_question(speaker, now), speaker.language)
    exchange = Exchange(text, meant, speaker, agency, now, language, heard.state, heard.late)
    for reading in _in_turn(meant, _beside(meant, heard.readings)):
        exchange.understanding = reading
        MACHINE.events[str(reading.intent)].trigger(exchange)
    exchange.understanding = meant
    _add_the_rest(exchange, heard.readings)
    effects = [*exchange.effects, *_language_effects(meant.intent, spoken, speaker, agency)]
    if meant.intent not in (*ALONE, Intent.LANGUAGE) and _changes_language(effects) and exchange.parts:
        exchange.parts.append(language_part())
    silence = _silence(text, meant, speaker, agency)
    if silence is Reason.SILENCE:
        effects = [effect for effect in effects if isinstance(effect, SILENT_EFFECTS)]
    reply = exchange.words() if silence is None else None
    return Answer(
        understanding=meant,
        reply=reply,
        language=exchange.language,
        silence=silence,
        introduces=reply is not None and exchange.introduces,
        about=_about(speaker, effects),
        effects=tuple(effects),
    )


def _of_the_question(speaker: Speaker, now: datetime) -> str | None:
    """A "no" to a question that was asked in Spanish is answered in Spanish."""
    if speaker.open is None or speaker.open.is_over(now):
        return None
    return speaker.heard[0] or None


def _beside(meant: Understanding, readings: tuple[Understanding, ...]) -> list[Understanding]:
    """What else the text says and is answered for."""
    if meant.intent in ALONE and not _doubtful(meant):
        return []
    others = {one.intent: one for one in readings if one.intent is not meant.intent and not one.keyword}
    return [others[intent] for intent in BESIDE if intent in others]


def _in_turn(meant: Understanding, beside: list[Understanding]) -> list[Understanding]:
    """What was meant comes first; but facts, which may need to ask "which case?", before what is only kept."""
    if meant.intent is not Intent.ADD:
        return [meant, *beside]
    facts = [one for one in beside if one.intent in FACTS]
    return [*facts, meant, *(one for one in beside if one not in facts)]


def _doubtful(reading: Understanding) -> bool:
    return reading.intent is Intent.STOP and reading.confidence < SURE


def _changes_language(effects: list[Effect]) -> bool:
    return any(isinstance(effect, SetLanguage) for effect in effects)


def _meant(ours: Understanding, text: Text, speaker: Speaker) -> Understanding:
    """Our reading, unless the carrier knows better, or a bare YES lifts an opt-out."""
    carriers = _carriers(text)
    if carriers is not None and ours.intent not in (carriers, Intent.EMERGENCY):
        return Understanding(carriers, None, 1.0, _carriers_word(carriers), word=ours.word)
    if ours.word == YES and speaker.consent is Consent.OPTED_OUT:
        return replace(ours, intent=Intent.START, confidence=1.0)
    return ours


def _carriers_word(intent: Intent) -> str:
    return f"the carrier's OptOutType {intent.upper()}"


def _carriers(text: Text) -> Intent | None:
    kind = (text.opt_out_type or "").strip().upper()
    return next((intent for intent in CARRIER if intent.upper() == kind), None)


def _add_the_rest(exchange: Exchange, readings: tuple[Understanding, ...]) -> None:
    """A text may say more than what it is answered for."""
    meant = exchange.understanding.intent
    also = {one.intent: one.why for one in readings if one.intent is not meant and not _doubtful(one)}
    if _carriers(exchange.text) is Intent.STOP:
        also[Intent.STOP] = _carriers_word(Intent.STOP)
    if meant is not Intent.STOP and Intent.STOP in also:
        exchange.effects.append(OptOut(also[Intent.STOP]))
    if meant is Intent.STOP and Intent.WRONG_NUMBER in also:
        exchange.bar_its_cases()
    if exchange.text.media and not any(isinstance(effect, OpenRequest) for effect in exchange.effects):
        if meant in ALONE or not exchange.recent:
            exchange.hand_over()
        else:
            exchange.keep_the_picture_beside()


def _language_effects(intent: Intent, spoken: str | None, speaker: Speaker, agency: Agency) -> list[Effect]:
    """The stored language follows two sure texts in a row, or a wish (which the machine has carried out)."""
    none_heard: list[Effect] = [Heard("", 0)] if speaker.heard != ("", 0) else []
    if intent is Intent.LANGUAGE:
        return none_heard
    if spoken is None:
        return []
    if spoken == agency.language(speaker.language):
        return none_heard
    language, count = speaker.heard
    count = count + 1 if language == spoken else 1
    return [SetLanguage(spoken), *none_heard] if count >= SURE_TEXTS else [Heard(spoken, count)]


def _silence(text: Text, meant: Understanding, speaker: Speaker, agency: Agency) -> Reason | None:
    # A YES from a phone that never left is no keyword of the carrier's: it may be an answer to us.
    an_answer = meant.word == YES and speaker.consent is not Consent.OPTED_OUT
    carriers_own = agency.keyword_replies == "twilio" and _is_carriers_keyword(text.body) and not an_answer
    if carriers_own or _carriers(text) is not None:
        return Reason.CARRIER_ANSWERED
    if speaker.consent is Consent.OPTED_OUT and meant.intent not in ALWAYS_ANSWERED:
        return Reason.SILENCE
    if meant.intent is Intent.UNKNOWN and speaker.unanswered_lately >= LOOP:
        return Reason.LOOP_GUARD
    gathered = speaker.open.notes.get("count", "0") if speaker.open else "0"
    if meant.intent is Intent.ADD and int(gathered) >= MOST_ADDED:
        return Reason.LOOP_GUARD
    return None


def _is_carriers_keyword(body: str) -> bool:
    """Only a single word alone, in any case, is the carrier's: "Stop please" is ours."""
    word = body.strip().upper()
    return any(word in words for words in CARRIER.values())


def _about(speaker: Speaker, effects: list[Effect]) -> str | None:
    """The case that the exchange belongs to: the one just told, or in focus, or the phone's only open one."""
    told = next((effect.incident for effect in effects if isinstance(effect, Focus)), None)
    return told or cases.concerned(speaker)
