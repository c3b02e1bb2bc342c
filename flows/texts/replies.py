"""Answers to what somebody texts, apart from STATUS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.agency import Agency
from flows.names import speakable_number
from flows.segments import count
from flows.texts import moments
from flows.texts.catalogue import CATALOGUES, DUTIES, MOST_SEGMENTS, Sentences, Voice, told
from flows.texts.news import choices
from flows.vocabulary import Word


class Say(Word):
    """What to answer."""

    HELP = "help", "Who this is, what the line does, how to stop it, how to reach people."
    HELP_STOPPED = "help_stopped", "HELP from a phone that said STOP: it gets no texts, and how to get them again."
    STOPPED = "stopped", "The one confirmation of an opt-out."
    STARTED = "started", "Opted in again."
    NO_CASE = (
        "no_case",
        "To a stranger, or about a case that must stay silent: the same words, which tell nothing.",
    )
    WHICH_CASE = "which_case", "Which of several cases?"
    WHICH_CASE_AGAIN = "which_case_again", "The answer to that named none of them."
    WRONG_NUMBER = "wrong_number", "The phone is unlinked, and nothing is told."
    EMERGENCY = "emergency", "911 first; nobody has read it."
    EMERGENCY_988 = "emergency_988", "Thoughts of suicide: 911 first, then 988; nobody has read it."
    UNKNOWN = "unknown", "The line can't answer this; a person may."
    UNKNOWN_STRANGER = "unknown_stranger", "The same to a phone with no case."
    MEDIA = "media", "A picture came: kept, not opened."
    THANKS = "thanks", "You are welcome."
    LANGUAGE_SET = "language_set", "This is the language from now on."
    ASK_STOP = "ask_stop", "Words that may mean STOP: do they? A STOP still answers."
    KEPT_ON = "kept_on", "They didn't: texts go on."
    MUTED = "muted", "No more texts about this one case."
    CALL_WHEN = "call_when", "When, and at which number, is it safe to call? Nothing of a case is in it."
    CALL_NUMBER = "call_number", "At which number?"
    CALL_TIME = "call_time", "When?"
    CALL_NOTED = "call_noted", "The wish for a call is with a person."
    CALL_DROPPED = "call_dropped", "The wish for a call is taken back."
    ADDED = "added", "New information is kept, and nobody has read it."
    ADDED_MORE = "added_more", "The same for what follows within ten minutes."
    ADDED_PICTURE = "added_picture", "A picture is kept, and nobody has opened it."
    PICTURE_KEPT = "picture_kept", "A picture beside something else: kept, not opened."
    ADDED_ALL = "added_all", "The person has nothing more to add."
    WITHDRAW_SURE = "withdraw_sure", "Is the call really to be cancelled?"
    WITHDRAWN = "withdrawn", "Passed on; only dispatch closes a call."
    NOT_WITHDRAWN = "not_withdrawn", "The call stays."
    COMPLAINT = "complaint", "Kept for another desk than the officer's, and where to talk to someone."
    SPEAKER = "speaker", "A person who speaks the language is asked for."
    CHOSE_WAIT = "chose_wait", "A delay: the person waits."
    CHOSE_PHONE = "chose_phone", "A delay: the report is to be taken by phone."
    CHOSE_ONLINE = "chose_online", "A delay: the person reports online."
    CHOOSE_AGAIN = "choose_again", "The answer to a list of choices was none of them."
    RATED = "rated", "The survey's number came; a sentence may follow."
    RATED_IN_FULL = "rated_in_full", "The survey is answered."
    LATE = "late", "An answer to a question that is over: nothing was done with it but to keep it."
    PERSON = "person", "Three texts in a row that the line can't answer: a person is asked to look."


@dataclass(frozen=True)
class Option:
    """One of several cases to choose from."""

    incident: str
    call_type: str
    opened_at: datetime


# The duties of a first text that an answer does by itself. An opted-out phone is told nothing more.
_DONE: Mapping[Say, Sequence[str]] = {
    Say.HELP: ("line", "stop_and_help"),
    Say.HELP_STOPPED: DUTIES,
    Say.STARTED: ("stop_and_help",),
    Say.STOPPED: DUTIES,
}


# Words that we didn't understand may have been a cry for help.
_NOT_UNDERSTOOD = frozenset({Say.UNKNOWN, Say.UNKNOWN_STRANGER, Say.PERSON, Say.LATE})
_LISTS = frozenset({Say.WHICH_CASE, Say.WHICH_CASE_AGAIN})


@dataclass(frozen=True)
class Part:
    """What an answer says of one thing. `options` are what a list offers, numbered from 1 in this order."""

    sentences: Sentences
    say: Say | None = None
    options: Sequence[Option] = ()


def reply_part(say: Say, options: Sequence[Option] = ()) -> Part:
    """One of the catalogue's answers."""

    def sentences(voice: Voice) -> list[str]:
        if say is Say.CHOOSE_AGAIN:
            return [voice.say(f"reply.{say.value}"), *choices(voice)]
        if say is Say.ADDED:
            return [voice.say(f"reply.{say.value}"), voice.extra("cannot_wait")]
        danger = [voice.extra("in_danger")] if say in _NOT_UNDERSTOOD else []
        return [voice.say(f"reply.{say.value}"), *danger]

    return Part(sentences, say, options)


def answer_text(parts: Sequence[Part], agency: Agency, language: str, *, introduce: bool = False) -> str:
    """One text that says the parts in their order, the last ones if there is room; a list of cases comes last."""
    lists = [part for part in parts if part.say in _LISTS]
    done = {duty for part in parts if part.say for duty in _DONE.get(part.say, ())}

    def sentences(voice: Voice) -> list[str]:
        said = [one for part in parts if part not in lists for one in part.sentences(voice)]
        ending = [voice.say(duty) for duty in DUTIES if introduce and duty not in done]
        for part in lists[:1]:
            assert part.say is not None
            said.append(_which(part.say, voice, part.options, said, ending))
        return [*said, *ending]

    if len(parts) == 1:
        return told(sentences, agency, language)
    text = told(sentences, agency, language, MOST_SEGMENTS)
    if count(text).segments <= MOST_SEGMENTS:
        return text
    return answer_text(parts[:-1], agency, language, introduce=introduce)


def reply_text(
    say: Say,
    agency: Agency,
    language: str,
    *,
    introduce: bool = False,
    options: Sequence[Option] = (),
) -> str:
    """The words of an answer that says one thing. `options` are what WHICH_CASE lists."""
    return answer_text([reply_part(say, options)], agency, language, introduce=introduce)


def call_type_words(call_type: str, language: str) -> str:
    """Plain words for a call type; neutral ones for a type of the agency's own."""
    words = CATALOGUES.get(language, CATALOGUES["en"])
    return words.get(f"call_type.{call_type}", words["call_type.other"])


def _which(say: Say, voice: Voice, options: Sequence[Option], before: list[str], ending: list[str]) -> str:
    """The question and as many of the cases, one a line, as there is room for."""
    question = voice.say(f"reply.{say.value}")
    lines = [
        voice.say("option", digit=str(digit), call_type=words, day=when)
        for digit, (words, when) in enumerate(_labels(voice, options), start=1)
    ]
    for shown in range(len(lines), 0, -1):
        more = [voice.say("reply.which_case_more")] if shown < len(lines) else []
        text = "\n".join([question, *lines[:shown], *more]) + ("\n" if ending else "")
        whole = voice.say("sender", agency=voice.agency.name, text=" ".join([*before, text, *ending]))
        if count(whole).segments <= MOST_SEGMENTS:
            return text
    return voice.say("reply.which_case_none")


def _labels(voice: Voice, options: Sequence[Option]) -> list[tuple[str, str]]:
    """What and when for each case; those that read alike get their time too, or failing that their number."""
    plain = [
        (call_type_words(option.call_type, voice.language), moments.day(voice, option.opened_at))
        for option in options
    ]
    timed = [
        (words, moments.day_and_time(voice, option.opened_at)) if plain.count((words, day)) > 1 else (words, day)
        for option, (words, day) in zip(options, plain, strict=True)
    ]
    return [
        (words, f"{when} ({speakable_number(option.incident) or '?'})")
        if timed.count((words, when)) > 1
        else (words, when)
        for option, (words, when) in zip(options, timed, strict=True)
    ]
