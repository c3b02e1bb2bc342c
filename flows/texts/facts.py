"""What a person asks about their case, in words: how it stands, who has it, its number and its report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flows.case import LIVE
from flows.names import speakable_number
from flows.snapshot import Snapshot
from flows.texts.catalogue import Voice
from flows.texts.news import status_sentences
from flows.texts.replies import Part
from flows.vocabulary import CaseState


def status_part(case: Snapshot, now: datetime) -> Part:
    """How the case stands."""
    return Part(lambda voice: status_sentences(case, voice, now))


def who_part(case: Snapshot) -> Part:
    """Who has the case, by name where we know one, with its number."""
    return Part(lambda voice: [_who(case, voice), *_number(case, voice), voice.say("questions")])


def report_part(case: Snapshot) -> Part:
    """The case number, and how to get a copy of the report: in the agency's own words, else at the desk."""

    def sentences(voice: Voice) -> list[str]:
        number = _number(case, voice) or [voice.say("number.none")]
        return [*number, own_words(voice, voice.agency.report_copies) or voice.say("copies")]

    return Part(sentences)


def online_part() -> Part:
    """How to report online, in the agency's own words."""
    return Part(lambda voice: [own_words(voice, voice.agency.online_report)])


def language_part() -> Part:
    """Beside another answer: this is the language from now on."""
    return Part(lambda voice: [voice.say("language_now")])


def own_words(voice: Voice, words: Mapping[str, str]) -> str:
    """What the agency wrote in this language; nothing where it wrote nothing."""
    return words.get(voice.language, "")


def _who(case: Snapshot, voice: Voice) -> str:
    if case.investigator is not None and case.state not in LIVE:
        person = voice.person(case.investigator)
        return voice.say("detective_assigned", person=person) if person else voice.say("detective_assigned.unnamed")
    if case.state in (CaseState.REPORTED, CaseState.DELAYED) and case.officer is None:
        return voice.say("who.nobody")
    person = voice.person(case.officer)
    return voice.say("handled_by", person=person) if person else voice.say("who.officer_unnamed")


def _number(case: Snapshot, voice: Voice) -> list[str]:
    number = speakable_number(case.case_number)
    return [voice.say("case_number", number=number)] if number else []
