"""Answers to what somebody texts, apart from STATUS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.agency import Agency
from flows.names import speakable_number
from flows.segments import count
from flows.texts import moments
from flows.texts.catalogue import CATALOGUES, DUTIES, Voice, told
from flows.vocabulary import Word

# A list of cases may take this many segments; the cases that don't fit are asked for by number.
_LONGEST_LIST = 3


class Say(Word):
    """What to answer."""

    HELP = "help", "Who this is, what the line does, how to stop it, how to reach people."
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
    UNKNOWN = "unknown", "The line can't answer this; a person may."
    UNKNOWN_STRANGER = "unknown_stranger", "The same to a phone with no case."
    MEDIA = "media", "A picture came: kept, not opened."
    THANKS = "thanks", "You are welcome."
    LANGUAGE_SET = "language_set", "This is the language from now on."


@dataclass(frozen=True)
class Option:
    """One of several cases to choose from."""

    incident: str
    call_type: str
    opened_at: datetime


# The duties of a first text that an answer does by itself. An opted-out phone is told nothing more.
_DONE: Mapping[Say, Sequence[str]] = {
    Say.HELP: ("line", "stop_and_help"),
    Say.STARTED: ("stop_and_help",),
    Say.STOPPED: DUTIES,
}


_NOT_UNDERSTOOD = frozenset({Say.UNKNOWN, Say.UNKNOWN_STRANGER})


def reply_text(
    say: Say,
    agency: Agency,
    language: str,
    *,
    introduce: bool = False,
    options: Sequence[Option] = (),
) -> str:
    """The words of an answer. `options` are what WHICH_CASE lists, numbered from 1 in this order."""

    def sentences(voice: Voice) -> list[str]:
        ending = [voice.say(duty) for duty in DUTIES if introduce and duty not in _DONE.get(say, ())]
        if say in (Say.WHICH_CASE, Say.WHICH_CASE_AGAIN):
            return [_which(say, voice, options, ending), *ending]
        # Words that we didn't understand may have been a cry for help.
        danger = [voice.extra("in_danger")] if say in _NOT_UNDERSTOOD else []
        return [voice.say(f"reply.{say.value}"), *danger, *ending]

    return told(sentences, agency, language)


def call_type_words(call_type: str, language: str) -> str:
    """Plain words for a call type; neutral ones for a type of the agency's own."""
    words = CATALOGUES.get(language, CATALOGUES["en"])
    return words.get(f"call_type.{call_type}", words["call_type.other"])


def _which(say: Say, voice: Voice, options: Sequence[Option], ending: list[str]) -> str:
    """The question and as many of the cases, one a line, as there is room for."""
    question = voice.say(f"reply.{say.value}")
    lines = [
        voice.say("option", digit=str(digit), call_type=words, day=when)
        for digit, (words, when) in enumerate(_labels(voice, options), start=1)
    ]
    for shown in range(len(lines), 0, -1):
        more = [voice.say("reply.which_case_more")] if shown < len(lines) else []
        text = "\n".join([question, *lines[:shown], *more]) + ("\n" if ending else "")
        whole = voice.say("sender", agency=voice.agency.name, text=" ".join([text, *ending]))
        if count(whole).segments <= _LONGEST_LIST:
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
