"""What a victim is told, by the facts of the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.snapshot import Person, Snapshot
from flows.texts import desk_text, notice_text, status_text
from flows.texts.samples import AGENCY, NOW
from flows.vocabulary import CaseState, CaseStatus, DelayReason, Disposition, NoticeKind

LANE = Person("J. Lane", "4127", "+18135550147", "lane@tampagov.net")
CASE = Snapshot("2026-114523", call_type="stolen_vehicle", opened_at=NOW - timedelta(minutes=35))
FINISHED = replace(
    CASE, state=CaseState.CLEARED, disposition=Disposition.REPORT_TAKEN, officer=LANE, case_number="26-1145"
)


def status(case: Snapshot, language: str = "en", **more: object) -> str:
    return status_text(case, AGENCY, language, NOW, introduce=False, **more)  # type: ignore[arg-type]


def finished(case: Snapshot, language: str = "en") -> str:
    return notice_text(NoticeKind.CALL_FINISHED, case, AGENCY, language, introduce=False)


@pytest.mark.parametrize(
    ("waited", "english", "spanish"),
    [
        (timedelta(seconds=5), "for 1 minute.", "desde hace 1 minuto."),
        (timedelta(minutes=-3), "for 1 minute.", "desde hace 1 minuto."),
        (timedelta(minutes=35, seconds=50), "for 35 minutes.", "desde hace 35 minutos."),
        (timedelta(minutes=61), "for about 1 hour.", "desde hace cerca de 1 hora."),
        (timedelta(minutes=110), "for about 2 hours.", "desde hace unas 2 horas."),
        (timedelta(hours=47), "for about 47 hours.", "desde hace unas 47 horas."),
        (timedelta(days=3), "since Nov 21.", "desde el 21 nov."),
    ],
)
def test_status_of_a_call_without_a_unit_says_for_how_long(waited: timedelta, english: str, spanish: str) -> None:
    case = replace(CASE, opened_at=NOW - waited)
    assert english in status(case)
    assert "No officer has been assigned yet." in status(case)
    assert spanish in status(case, "es")


def test_a_dispatched_call_says_assigned() -> None:
    assert "An officer has been assigned" in status(replace(CASE, state=CaseState.DISPATCHED))


@pytest.mark.parametrize("reason", list(DelayReason))
def test_each_reason_for_a_delay_has_its_own_words(reason: DelayReason) -> None:
    texts = {
        one: notice_text(NoticeKind.OFFICER_DELAYED, replace(CASE, delay_reason=one), AGENCY, "en", introduce=False)
        for one in DelayReason
    }
    assert [one for one, text in texts.items() if text == texts[reason]] == [reason]


def test_a_finished_call_names_officer_phone_and_case_number() -> None:
    text = finished(FINISHED)
    assert "Handled by J. Lane, badge 4127, 813-555-0147." in text
    assert "Case number 26-1145." in text


def test_an_e_mail_address_is_never_told() -> None:
    assert "@" not in finished(replace(FINISHED, officer=Person("J. Lane", None, None, "lane@tampagov.net")))


@pytest.mark.parametrize("name", ["http://evil.com", "bit.ly", "x" * 61, "", "Unit 12"])
def test_a_name_that_is_none_is_left_out_with_what_belongs_to_it(name: str) -> None:
    text = finished(replace(FINISHED, officer=Person(name, "4127", "+18135550147")))
    assert "Handled by" not in text
    assert "Case number 26-1145." in text


def test_a_phone_that_is_none_is_left_out() -> None:
    text = finished(replace(FINISHED, officer=Person("J. Lane", None, "www.evil.com")))
    assert "Handled by J. Lane." in text


def test_a_report_without_its_number_yet_says_that_it_comes() -> None:
    assert "We will text you the case number" in finished(replace(FINISHED, case_number=None))


def test_a_report_whose_number_is_none_that_can_be_told_promises_no_number() -> None:
    text = finished(replace(FINISHED, case_number="http://x.co/1"))
    assert "x.co" not in text
    assert "We will text you the case number" not in text


def test_a_case_number_that_cannot_be_told_is_asked_for_at_the_desk() -> None:
    case = replace(CASE, case_number="n/a: see http://x.co")
    text = notice_text(NoticeKind.CASE_NUMBER_ASSIGNED, case, AGENCY, "en", introduce=False)
    assert "To get it, call 813-555-0130." in text


def test_accents_of_a_long_name_go_before_the_name_does() -> None:
    case = replace(FINISHED, officer=Person("Agente María de los Ángeles Domínguez-Bermúdez", "4127", "+18135550147"))
    text = finished(case)
    assert "Maria de los Angeles Dominguez-Bermudez, 813-555-0147" in text


def test_a_short_accented_name_keeps_its_accents() -> None:
    case = replace(CASE, investigator=Person("Inés Gómez"), case_number="26-1145")
    text = notice_text(NoticeKind.DETECTIVE_ASSIGNED, case, AGENCY, "es", introduce=False)
    assert "Inés Gómez" in text


def test_status_of_found_property_tells_the_state_too() -> None:
    for state in (
        CaseState.CLEARED,
        CaseState.ASSIGNED,
        CaseState.INVESTIGATING,
        CaseState.INACTIVE,
        CaseState.CLOSED,
    ):
        case = replace(FINISHED, state=state, status=CaseStatus.PROPERTY_RECOVERED, investigator=LANE)
        assert "Property from your case was found." in status(case)
    closed = replace(FINISHED, state=CaseState.CLOSED, status=CaseStatus.PROPERTY_RECOVERED)
    assert "Your case 26-1145 is closed." in status(closed)


@pytest.mark.parametrize("bad", [CaseStatus.INACTIVE, CaseStatus.UNFOUNDED, CaseStatus.EXCEPTIONALLY_CLEARED])
def test_an_agency_that_gives_bad_news_by_phone_does_so_to_status_too(bad: CaseStatus) -> None:
    state = CaseState.INACTIVE if bad is CaseStatus.INACTIVE else CaseState.CLOSED
    by_phone = replace(AGENCY, bad_news_by_text=False)
    text = status_text(replace(FINISHED, state=state, status=bad), by_phone, "en", NOW, introduce=False)
    assert text == "Tampa Police: Please call 813-555-0130 to talk about your case."


def test_a_silent_dispatch_is_told_with_the_time_of_the_last_news() -> None:
    assert "Our last news from dispatch is from Nov 24, 1:53 PM." in status(CASE, as_of=NOW - timedelta(minutes=12))


def test_times_are_those_of_the_agencys_zone() -> None:
    midnight = NOW.replace(hour=5, minute=5)
    assert "Nov 24, 12:05 AM" in status(CASE, as_of=midnight)


def test_a_phone_new_to_a_case_hears_who_we_are_and_what_is_true_now() -> None:
    case = replace(CASE, state=CaseState.DISPATCHED)
    text = notice_text(NoticeKind.CONTACT_ADDED, case, AGENCY, "en", introduce=True)
    assert text.startswith("Tampa Police: We were given this phone for news of a call.")
    assert "An officer has been assigned to your call." in text
    assert "Reply STOP to end texts, HELP for help. Msg & data rates may apply." in text


def test_911_may_be_texted_only_where_it_can_be() -> None:
    case = replace(CASE, state=CaseState.DISPATCHED)
    assert "call or text 911" in status(case)
    plain = replace(AGENCY, text_to_911=False)
    assert "text 911" not in status_text(case, plain, "en", NOW, introduce=False)


def test_a_persons_own_words_are_told_with_their_sender() -> None:
    assert desk_text(" Hello. ", AGENCY, "en", introduce=False) == "Tampa Police: Hello."
    assert desk_text("Hello.", AGENCY, "en", introduce=True).endswith("Msg & data rates may apply.")


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("status_", [None, *CaseStatus])
@pytest.mark.parametrize("language", ["en", "es"])
def test_status_answers_in_every_state_and_status(
    state: CaseState, status_: CaseStatus | None, language: str
) -> None:
    bare = Snapshot("2026-1", state=state, status=status_)
    assert status(bare, language).startswith("Tampa Police: ")
