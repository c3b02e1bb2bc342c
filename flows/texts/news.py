"""News of a case in words: the notices, and the answer to STATUS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flows.agency import Agency
from flows.guard import refuse
from flows.names import speakable_code_word, speakable_number
from flows.notices import BAD_NEWS
from flows.snapshot import Snapshot
from flows.texts import moments
from flows.texts.catalogue import DUTIES, Voice, told
from flows.vocabulary import CaseState, CaseStatus, DelayReason, Disposition, NoticeKind

# These say by themselves when to call.
_SAYS_WHEN_TO_CALL = frozenset(
    {CaseStatus.UNFOUNDED, CaseStatus.EXCEPTIONALLY_CLEARED, CaseStatus.PROPERTY_RECOVERED}
)
_CLOSING = frozenset(
    {
        CaseStatus.CLEARED_BY_ARREST,
        CaseStatus.EXCEPTIONALLY_CLEARED,
        CaseStatus.UNFOUNDED,
        CaseStatus.CLOSED,
    }
)

Sentences = list[str]


def notice_text(
    kind: NoticeKind, snapshot: Snapshot, agency: Agency, language: str, *, introduce: bool, first: bool = False
) -> str:
    """What a notice says.

    `introduce` adds the duties of the first text to a phone, `first` the code word of the first text about a
    case.
    """

    def sentences(voice: Voice) -> Sentences:
        said = (_code_word(snapshot, voice) if first else []) + _NOTICES[kind](snapshot, voice)
        # To a phone that is new to a case, what this line is comes first.
        known = ("line",) if kind is NoticeKind.CONTACT_ADDED else ()
        return said + [voice.say(duty) for duty in DUTIES if introduce and duty not in known]

    return told(sentences, agency, language)


def status_text(
    snapshot: Snapshot,
    agency: Agency,
    language: str,
    now: datetime,
    *,
    introduce: bool,
    as_of: datetime | None = None,
) -> str:
    """The answer to STATUS. `as_of` is the time of the last news, given when dispatch has fallen silent."""

    def sentences(voice: Voice) -> Sentences:
        old = [voice.say("as_of", moment=moments.day_and_time(voice, as_of))] if as_of else []
        return status_sentences(snapshot, voice, now) + old + _introduction(voice, introduce)

    return told(sentences, agency, language)


def desk_text(words: str, agency: Agency, language: str, *, introduce: bool) -> str:
    """A person's own words, with their sender. Whether they may be said is the guard's business."""
    said = words.strip()
    ended = said if not introduce or said.endswith((".", "!", "?", "\u2026")) else f"{said.rstrip(',;:-')}."
    return told(lambda voice: [ended, *_introduction(voice, introduce)], agency, language)


def _code_word(case: Snapshot, voice: Voice) -> Sentences:
    """What the call-taker told the person, unless it is one that no text may hold."""
    word = speakable_code_word(case.code_word)
    return [voice.say("code_word", word=word)] if word and refuse(word, voice.agency) is None else []


def _introduction(voice: Voice, introduce: bool) -> Sentences:
    return [voice.say(duty) for duty in DUTIES] if introduce else []


# A live call.


def _received(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("report_received"), voice.extra("in_danger")]


def _dispatched(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("officer_dispatched"), voice.say("if_changes"), voice.extra("in_danger")]


def _delayed(case: Snapshot, voice: Voice) -> Sentences:
    reason = case.delay_reason or DelayReason.OTHER
    return [voice.say(f"delayed.{reason.value}"), voice.say("not_forgotten"), voice.say("if_changes")]


def _choosing(case: Snapshot, voice: Voice) -> Sentences:
    return _with_choices(_delayed(case, voice), voice)


def _with_choices(said: Sentences, voice: Voice) -> Sentences:
    """The choices come last; where there is no room for both, they take the place of the desk's number."""
    offered = choices(voice)
    if offered and not voice.detail.extras:
        said = said[:-1]
    return [*said, *offered]


def choices(voice: Voice) -> Sentences:
    """What a person whose call is delayed may choose, if the agency lets them."""
    offered = [voice.say(f"choice.{one.value}") for one in voice.agency.delay_choices]
    return [voice.say("choices", choices=", ".join(offered))] if offered else []


def _survey(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("survey")]


def _waiting(case: Snapshot, voice: Voice) -> Sentences:
    said = [voice.say("still_waiting"), voice.extra("urgent_first"), voice.say("if_changes")]
    return _with_choices(said, voice)


def _reported(case: Snapshot, voice: Voice, now: datetime | None) -> Sentences:
    if case.opened_at is None or now is None:
        known = voice.say("reported.unknown_since")
    else:
        known = voice.say("reported", since=moments.since(voice, case.opened_at, now))
    return [known, voice.extra("urgent_first"), voice.say("if_changes")]


def _on_scene(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("on_scene"), voice.say("questions"), voice.extra("in_danger")]


def _cancelled(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("call_cancelled"), voice.extra("in_danger")]


# The end of a call.


def _finished(case: Snapshot, voice: Voice) -> Sentences:
    ending = case.disposition.value if case.disposition else "other"
    reported = case.disposition is Disposition.REPORT_TAKEN
    person = voice.person(case.officer)
    said = [voice.say(f"finished.{ending}"), voice.say("handled_by", person=person) if person else ""]
    said += _number(case, voice)
    if reported and not case.case_number:
        said.append(voice.extra("case_number.later"))
    if reported:
        return [*said, voice.extra("next.report_taken"), voice.say("know_more")]
    if case.disposition is Disposition.GONE_ON_ARRIVAL:
        return [*said, voice.say("next.gone_on_arrival")]
    return [*said, voice.say("questions")]


def _number(case: Snapshot, voice: Voice) -> Sentences:
    number = speakable_number(case.case_number)
    return [voice.say("case_number", number=number)] if number else []


# The investigation.


def _numbered(case: Snapshot, voice: Voice) -> Sentences:
    number = speakable_number(case.case_number)
    if number is None:
        return [voice.say("case_number_assigned.ask")]
    return [voice.say("case_number_assigned", number=number), voice.say("know_more")]


def _detective(case: Snapshot, voice: Voice) -> Sentences:
    person = voice.person(case.investigator)
    if person:
        who = voice.say("detective_assigned", person=person)
    else:
        who = voice.say("detective_assigned.unnamed")
    return [who, *_number(case, voice), voice.say("know_more")]


def _case_status(case: Snapshot, voice: Voice) -> Sentences:
    status = case.status or CaseStatus.INVESTIGATING
    number = speakable_number(case.case_number) if voice.detail.extras else None
    your_case = voice.say("your_case.number", number=number) if number else voice.say("your_case")
    said = voice.say(f"status.{status.value}", your_case=your_case)
    if status in _SAYS_WHEN_TO_CALL:
        return [said]
    return [said, voice.say("questions" if status in _CLOSING else "know_more")]


def _investigation(case: Snapshot, voice: Voice, default: CaseStatus) -> Sentences:
    """An investigation's state: its status where that is what the state comes from, else the plain state.

    Found property leaves the state as it is, so both are told.
    """
    if case.status is CaseStatus.PROPERTY_RECOVERED:
        plain = replace(case, status=default)
        return [_investigation(plain, voice, default)[0], *_case_status(case, voice)]
    if case.status in BAD_NEWS and not voice.agency.bad_news_by_text:
        return [voice.say("status.by_phone")]
    return _case_status(case, voice)


def status_sentences(case: Snapshot, voice: Voice, now: datetime | None) -> Sentences:
    """What is true now, by the case's state."""
    state = case.state
    if state is CaseState.REPORTED:
        return _reported(case, voice, now)
    if state in _INVESTIGATION:
        return _investigation(case, voice, _INVESTIGATION[state])
    said = _STATES[state](case, voice)
    if case.status is CaseStatus.PROPERTY_RECOVERED and state in (CaseState.CLEARED, CaseState.ASSIGNED):
        return [*said[:-1], *_case_status(case, voice)]
    return said


def _current(case: Snapshot, voice: Voice) -> Sentences:
    return status_sentences(case, voice, None)


def _added(case: Snapshot, voice: Voice) -> Sentences:
    return [voice.say("contact_added"), *status_sentences(case, voice, None), voice.say("not_you")]


_INVESTIGATION: Mapping[CaseState, CaseStatus] = {
    CaseState.INVESTIGATING: CaseStatus.INVESTIGATING,
    CaseState.INACTIVE: CaseStatus.INACTIVE,
    CaseState.CLOSED: CaseStatus.CLOSED,
}
_Told = Callable[[Snapshot, Voice], Sentences]
_STATES: Mapping[CaseState, _Told] = {
    CaseState.DISPATCHED: _dispatched,
    CaseState.DELAYED: _delayed,
    CaseState.ON_SCENE: _on_scene,
    CaseState.CLEARED: _finished,
    CaseState.ASSIGNED: _detective,
    CaseState.CANCELLED: _cancelled,
}
_NOTICES: Mapping[NoticeKind, _Told] = {
    NoticeKind.REPORT_RECEIVED: _received,
    NoticeKind.OFFICER_DISPATCHED: _dispatched,
    NoticeKind.OFFICER_DELAYED: _choosing,
    NoticeKind.STILL_WAITING: _waiting,
    NoticeKind.CALL_FINISHED: _finished,
    NoticeKind.CALL_CANCELLED: _cancelled,
    NoticeKind.CASE_NUMBER_ASSIGNED: _numbered,
    NoticeKind.DETECTIVE_ASSIGNED: _detective,
    NoticeKind.CASE_STATUS: _case_status,
    NoticeKind.CONTACT_ADDED: _added,
    NoticeKind.CURRENT_STATUS: _current,
    NoticeKind.SURVEY: _survey,
}
