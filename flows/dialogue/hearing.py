"""What a text means where the conversation stands: danger and consent first, then what was asked, then the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.dialogue import cases
from flows.dialogue.likeness import alike
from flows.dialogue.slots import has_time, means_this_phone, phone_in
from flows.dialogue.speaker import Offer, Open, Speaker, Text
from flows.dialogue.talk import Talk
from flows.intents import Question, Understanding, understandings
from flows.vocabulary import Consent, Intent

# Below this we don't take somebody's word for STOP; we ask.
SURE = 0.6
# These mean the same whatever was asked.
_LAW = frozenset({Intent.EMERGENCY, Intent.STOP, Intent.START, Intent.MUTE, Intent.HELP, Intent.WRONG_NUMBER})
# Beside a question of ours, a guess that is less likely than this counts as no understanding: it may be an answer.
_LIKELY = 0.90
# So short an answer to when and where to call is no new information that is only guessed.
_FEW_WORDS = 8
# An answer to a question that was over long before is no answer any more.
_FORGOTTEN = timedelta(hours=72)
_RATING = re.compile(
    r"\W*([1-5])(?:\s*(?:/|out of|of|de)\s*5)?(?:\s*(?:stars?|estrellas?))?(?![\w:])"
    r"(?!\s+(?:weeks?|days?|hours?|months?|times?|men|people|guys|cars?|kids|calls?|semanas?|d[i\u00ed]as?|horas?|"
    r"mes(?:es)?|veces|hombres|personas|tipos|carros?|ni\u00f1os|llamadas?)\b)\W*(.*)",
    re.DOTALL | re.IGNORECASE,
)
# Words of thanks that agree to something as well.
OK = frozenset({"OK", "OKAY", "K", "KK", "OKEY", "VALE", "ESTA BIEN", "DE ACUERDO"})


@dataclass(frozen=True)
class Heard:
    """The readings, the winner first; where the conversation stands; whether its question was over by then."""

    readings: tuple[Understanding, ...]
    state: Talk
    late: bool = False


def hear(text: Text, speaker: Speaker, agency: Agency, now: datetime) -> Heard:
    """Reads a text in the light of what was asked."""
    readings = understandings(text.body, asked=_asked(speaker, agency, now))
    winner = readings[0]
    opened = _standing(speaker, now)
    if winner.intent in _LAW:
        return Heard(readings, opened.state if opened else Talk.IDLE)
    if speaker.consent is Consent.OPTED_OUT:
        readings = _without_doubtful(readings, 1.0)  # no guess is answered: a person reads it
    elif opened is not None or _is_late(speaker, now) or _offer(speaker, agency) is not None:
        readings = _without_doubtful(readings, _LIKELY)
    winner = readings[0]
    offered = _offered(text, winner, speaker, opened, agency)
    if offered is not None:
        return Heard((offered[1], *readings), offered[0])
    if opened is None:
        return Heard(_pictured(text, readings, speaker, agency), Talk.IDLE, late=_is_late(speaker, now))
    answer = _answer(text, winner, opened, speaker, agency)
    found = readings if answer is None else (answer, *_besides(answer, winner, readings, text))
    return Heard(_pictured(text, found, speaker, agency), opened.state)


def _besides(
    answer: Understanding, winner: Understanding, readings: tuple[Understanding, ...], text: Text
) -> tuple[Understanding, ...]:
    """What else a text says that answers us. A time or a number is no new information about the case, too."""
    rest = tuple(one for one in readings if one.intent is not winner.intent)
    if answer.intent is Intent.CALL and len(text.body.split()) <= _FEW_WORDS:
        return tuple(one for one in rest if not (one.guessed and one.intent is Intent.ADD))
    return rest


def _without_doubtful(readings: tuple[Understanding, ...], least: float) -> tuple[Understanding, ...]:
    """What a table says or the model is sure of, a yes or no before a guess; UNKNOWN where that is nothing."""
    kept = tuple(one for one in readings if not one.guessed or one.intent in _LAW or one.confidence >= least)
    if any(one.intent in (Intent.YES, Intent.NO) and not one.guessed for one in kept):
        kept = tuple(sorted(kept, key=lambda one: one.guessed))
    none = replace(readings[0], intent=Intent.UNKNOWN, confidence=0.0, why="too doubtful beside our question")
    return kept or (none,)


def rating(body: str) -> tuple[int, str] | None:
    """The number from 1 to 5 that a text begins with, and the rest of it."""
    found = _RATING.fullmatch(body.strip())
    return (int(found[1]), found[2].strip()) if found else None


def _asked(speaker: Speaker, agency: Agency, now: datetime) -> Question | None:
    """The open "which case?"; or, where a digit may be an answer all the same, a question without a list."""
    if speaker.question is not None:
        return speaker.question
    several = len(cases.meant(cases.recent(cases.tellable(speaker, agency), now))) > 1
    return Question((), now) if several or _offer(speaker, agency) or speaker.open else None


def _offer(speaker: Speaker, agency: Agency) -> Offer | None:
    """What the last notice offered; nothing of a case that has fallen silent, nor what the agency doesn't offer."""
    offer = speaker.offer
    if offer is None or (offer.state is Talk.CHOOSING_DELAY and not agency.delay_choices):
        return None
    known = any(offer.incident in (case.incident, *case.aliases) for case in cases.tellable(speaker, agency))
    return offer if known else None


def _standing(speaker: Speaker, now: datetime) -> Open | None:
    """What is open. A list of cases stays: it is offered again, whenever a digit comes."""
    opened = speaker.open
    if opened is None or (opened.is_over(now) and opened.state is not Talk.CHOOSING_CASE):
        return None
    return opened


def _is_late(speaker: Speaker, now: datetime) -> bool:
    opened = speaker.open
    if opened is None or opened.state in (Talk.ADDING, Talk.RATING_WORDS):
        return False
    return opened.is_over(now) and now - opened.asked_at <= _FORGOTTEN


def _offered(
    text: Text, winner: Understanding, speaker: Speaker, opened: Open | None, agency: Agency
) -> tuple[Talk, Understanding] | None:
    """An answer to what the last notice offered, unless something was asked after it."""
    offer = _offer(speaker, agency)
    if offer is None or (opened is not None and opened.asked_at > offer.at):
        return None
    if offer.state is Talk.CHOOSING_DELAY:
        digit = winner.intent is Intent.CHOICE and len(winner.choice or "") <= 2
        return (offer.state, winner) if digit else None
    rated = rating(winner.choice if winner.intent is Intent.CHOICE and winner.choice else text.body)
    if rated is None:
        return None
    return offer.state, replace(
        winner, intent=Intent.SURVEY, confidence=0.9, why="a number from 1 to 5 that was asked for"
    )


def _answer(
    text: Text, winner: Understanding, opened: Open, speaker: Speaker, agency: Agency
) -> Understanding | None:
    """The text as an answer to the open question; None where it is something else."""
    words = bool(text.body.strip())
    again = winner.intent in (Intent.UNKNOWN, Intent.CHOICE)
    if opened.state is Talk.RATING_WORDS and again and rating(winner.choice or text.body):
        return replace(winner, intent=Intent.SURVEY, confidence=0.9, why="the number that was asked for, again")
    if opened.state is Talk.WHEN_TO_CALL and words:
        plain = winner.intent in (Intent.UNKNOWN, Intent.CALL, Intent.YES, Intent.CHOICE)
        if plain or phone_in(text.body) or (winner.intent is Intent.THANKS and _answers_too(winner, text)):
            return replace(winner, intent=Intent.CALL, confidence=0.8, why="an answer to when and where to call")
    if opened.state is Talk.ADDING and winner.intent is Intent.UNKNOWN:
        return replace(winner, intent=Intent.ADD, confidence=0.7, why="within ten minutes of what was added")
    if opened.state is Talk.RATING_WORDS and (winner.intent is Intent.UNKNOWN or winner.guessed) and words:
        return replace(winner, intent=Intent.SURVEY, confidence=0.7, why="the sentence that may follow the number")
    if opened.state is Talk.CHOOSING_CASE and winner.intent in (Intent.UNKNOWN, Intent.STATUS) and not winner.keyword:
        listed = [case for case in cases.tellable(speaker, agency) if case.incident in opened.options]
        found = alike(text.body, listed)
        if found is not None:
            return Understanding(Intent.CHOICE, winner.language, 0.8, "words for its kind", choice=found.incident)
    return None


def _answers_too(thanks: Understanding, text: Text) -> bool:
    """ "OK" accepts what was asked, and "thanks, after 5" answers it; "thanks" alone does neither."""
    return thanks.word in OK or has_time(text.body) or means_this_phone(text.body)


def _pictured(
    text: Text, readings: tuple[Understanding, ...], speaker: Speaker, agency: Agency
) -> tuple[Understanding, ...]:
    """A picture without words, from somebody with a case, is something new about it."""
    if text.media and not text.body.strip() and cases.tellable(speaker, agency):
        return (Understanding(Intent.ADD, None, 0.7, "a picture"),)
    return readings
