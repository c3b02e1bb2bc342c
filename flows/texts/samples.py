"""Every text that can be sent, rendered with names of any length: for the tests and for docs/texts.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.agency import Agency
from flows.snapshot import Person, Snapshot
from flows.texts.facts import online_part, report_part, who_part
from flows.texts.news import notice_text, status_text
from flows.texts.replies import Option, Part, Say, answer_text, reply_text
from flows.vocabulary import CaseState, CaseStatus, DelayChoice, DelayReason, Disposition, NoticeKind

NOW = datetime(2026, 11, 24, 19, 5, tzinfo=UTC)
AGENCY = Agency(
    key="tampa",
    name="Tampa Police",
    sender="+18135550100",
    timezone=ZoneInfo("America/New_York"),
    desk_phone="+18135550130",
    text_to_911=True,
    delay_choices=(DelayChoice.WAIT, DelayChoice.PHONE_REPORT, DelayChoice.ONLINE_REPORT, DelayChoice.NOT_NEEDED),
    online_report={"en": "Report online on our web page.", "es": "Haga el reporte por internet en nuestro sitio."},
)
OPTIONS = (
    Option("2026-114523", "stolen_vehicle", NOW - timedelta(hours=5)),
    Option("2026-114101", "theft", NOW - timedelta(days=4)),
)


@dataclass(frozen=True)
class Names:
    """What CAD and RMS fill in; None where they don't know."""

    officer: Person | None
    investigator: Person | None
    case_number: str | None


PLAIN = Names(Person("J. Lane", "4127", "+18135550147"), Person("Rosa Cruz", "88", "+18135550162"), "26-114523")

Render = Callable[[Agency, str, bool], str]


@dataclass(frozen=True)
class Sample:
    """One text: `render(agency, language, introduce)`."""

    key: str
    render: Render


def samples(names: Names = PLAIN, now: datetime = NOW) -> Iterator[Sample]:
    """Every kind of text, and every sentence of the catalogue in one of them."""
    case = Snapshot(
        "2026-114523",
        call_type="stolen_vehicle",
        opened_at=now - timedelta(minutes=35),
        officer=names.officer,
        investigator=names.investigator,
        case_number=names.case_number,
    )
    yield from _notices(case)
    yield _notice(NoticeKind.REPORT_RECEIVED, replace(case, code_word="blue heron"), "with a code word", first=True)
    yield from _answers_to_status(case, now)
    for label, part in _facts(case):
        yield Sample(label, _said(part))
    yield Sample("reply: online_report, the agency's own words", _said(online_part()))
    for say in Say:
        options = OPTIONS if say in (Say.WHICH_CASE, Say.WHICH_CASE_AGAIN) else ()
        yield Sample(f"reply: {say.value}", _reply(say, options))


def _notices(case: Snapshot) -> Iterator[Sample]:
    K = NoticeKind
    for kind in K:
        if kind is K.DESK:
            continue
        if kind is K.OFFICER_DELAYED:
            for reason in DelayReason:
                yield _notice(kind, replace(case, delay_reason=reason), reason.value)
        elif kind is K.CALL_FINISHED:
            for disposition in Disposition:
                yield _notice(kind, replace(case, disposition=disposition), disposition.value)
            no_number = replace(case, disposition=Disposition.REPORT_TAKEN, case_number=None)
            yield _notice(kind, no_number, "report_taken, no number yet")
        elif kind is K.CASE_STATUS:
            for status in CaseStatus:
                yield _notice(kind, replace(case, status=status), status.value)
        elif kind in (K.CONTACT_ADDED, K.CURRENT_STATUS):
            for state, known in _states(case):
                yield _notice(kind, known, state)
        else:
            yield _notice(kind, case)


def _answers_to_status(case: Snapshot, now: datetime) -> Iterator[Sample]:
    for state, known in _states(case):
        yield Sample(f"STATUS: {state}", _answer(known, now))
    yield Sample("STATUS: reported, dispatch silent", _answer(case, now, now - timedelta(minutes=12)))
    for hours in (2, 72):
        older = replace(case, opened_at=now - timedelta(hours=hours))
        yield Sample(f"STATUS: reported {hours} hours ago", _answer(older, now))


def _states(case: Snapshot) -> Iterator[tuple[str, Snapshot]]:
    reported = replace(case, disposition=Disposition.REPORT_TAKEN)
    for state in CaseState:
        if state is CaseState.CLOSED:
            for status in (CaseStatus.CLOSED, CaseStatus.CLEARED_BY_ARREST, CaseStatus.EXCEPTIONALLY_CLEARED):
                yield f"closed, {status.value}", replace(reported, state=state, status=status)
        elif state is CaseState.INVESTIGATING:
            for status in (CaseStatus.INVESTIGATING, CaseStatus.PROPERTY_RECOVERED):
                yield f"investigating, {status.value}", replace(reported, state=state, status=status)
        elif state is CaseState.INACTIVE:
            yield state.value, replace(reported, state=state, status=CaseStatus.INACTIVE)
        else:
            yield state.value, replace(reported, state=state)


def _notice(kind: NoticeKind, case: Snapshot, which: str = "", *, first: bool = False) -> Sample:
    def render(agency: Agency, language: str, introduce: bool) -> str:
        return notice_text(kind, case, agency, language, introduce=introduce, first=first)

    return Sample(f"{kind.value}: {which}" if which else kind.value, render)


def _answer(case: Snapshot, now: datetime, as_of: datetime | None = None) -> Render:
    def render(agency: Agency, language: str, introduce: bool) -> str:
        return status_text(case, agency, language, now, introduce=introduce, as_of=as_of)

    return render


def _facts(case: Snapshot) -> Iterator[tuple[str, Part]]:
    for state in (CaseState.REPORTED, CaseState.DISPATCHED, CaseState.CLEARED, CaseState.ASSIGNED):
        known = replace(case, state=state)
        if state is not CaseState.ASSIGNED:
            known = replace(known, investigator=None)
        if state in (CaseState.REPORTED, CaseState.DISPATCHED):
            known = replace(known, officer=None, case_number=None)
        yield f"WHO: {state.value}", who_part(known)
        yield f"REPORT: {state.value}", report_part(known)


def _said(part: Part) -> Render:
    def render(agency: Agency, language: str, introduce: bool) -> str:
        return answer_text([part], agency, language, introduce=introduce)

    return render


def _reply(say: Say, options: tuple[Option, ...]) -> Render:
    def render(agency: Agency, language: str, introduce: bool) -> str:
        return reply_text(say, agency, language, introduce=introduce, options=options)

    return render
