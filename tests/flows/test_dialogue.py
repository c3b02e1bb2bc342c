"""What a person is answered: STATUS, choices, strangers, danger, and words that nobody understands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.dialogue import Ask, CloseQuestion, Focus, OpenRequest, Unlink
from flows.dialogue.machine import MACHINE, TABLE, Talk
from flows.texts import Say, reply_text
from flows.vocabulary import CaseState, Consent, Intent, Reason, RequestKind, Role
from tests.flows.chat import TAMPA, Phone, case, effects

CAR = case("2026-1001", hours=3)
BURGLARY = case("2026-1002", hours=1, call_type="burglary", state=CaseState.DISPATCHED, case_number="26-77001")
ENDED = case("2026-0900", hours=30, state=CaseState.CLOSED)


def says(say: Say, language: str = "en", **kwargs: bool) -> str:
    return reply_text(say, TAMPA, language, **kwargs)


def test_every_intent_has_a_last_row_that_holds_from_every_state() -> None:
    for intent in Intent:
        rows = [row for row in TABLE if row.intent is intent]
        assert rows, intent
        assert rows[-1].when is None, intent
        assert set(MACHINE.events[str(intent)].transitions) == set(Talk)


def test_status_with_one_open_case_is_told_at_once() -> None:
    ana = Phone(CAR, ENDED)
    got = ana.says("STATUS")
    assert "No officer has been assigned yet" in (got.reply or "")
    assert effects(got, Focus) == [Focus("2026-1001")]
    assert got.about == "2026-1001"
    assert not ana.requests


def test_status_with_several_cases_is_a_conversation() -> None:
    ana = Phone(CAR, BURGLARY)
    question = ana.hears("status")
    assert "1) break-in" in question
    assert "2) stolen car" in question
    told = ana.says("2", later=timedelta(minutes=3))
    assert "No officer has been assigned yet" in (told.reply or "")
    assert effects(told, CloseQuestion)
    assert told.about == "2026-1001"
    assert "1) break-in" in ana.hears("STATUS"), "asked each time"
    assert ana.says("the first one").about == "2026-1002"
    assert ana.knows.question is None


@pytest.mark.parametrize(
    "words", ["26-77001", "2026-1002", "case 26-77001", "1", "#1", "status 26-77001", "2026 1002"]
)
def test_a_digit_an_incident_or_a_case_number_answers(words: str) -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    assert ana.says(words).about == "2026-1002"
    assert ana.knows.question is None


def test_a_number_answers_without_a_question() -> None:
    assert Phone(CAR, BURGLARY).says("26-77001").about == "2026-1002"


@pytest.mark.parametrize("nonsense", ["7", "0", "99", "2026-5555"])
def test_an_answer_that_names_no_case_is_asked_again(nonsense: str) -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    got = ana.says(nonsense)
    assert "We did not get which call you mean" in (got.reply or "")
    assert ana.says("2").about == "2026-1001"


def test_a_late_or_repeated_answer_does_no_harm() -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    ana.says("1")
    again = ana.says("1")
    assert effects(again, Ask)
    assert not ana.requests


def test_a_question_is_over_after_a_day() -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    late = ana.says("2", later=timedelta(hours=24, seconds=1))
    assert effects(late, Ask)
    assert not effects(late, Focus)
    assert ana.says("2").about == "2026-1001"


def test_a_late_digit_when_only_one_case_is_left_tells_that_one() -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    ana.knows = replace(ana.knows, cases=(CAR,))
    got = ana.says("1")
    assert got.about == "2026-1001"
    assert ana.knows.question is None


def test_another_word_leaves_the_question_open() -> None:
    ana = Phone(CAR, BURGLARY)
    ana.says("status")
    ana.says("thanks")
    ana.says("HELP")
    assert ana.says("2").about == "2026-1001"


def test_when_all_cases_have_ended_the_latest_is_told() -> None:
    older = case("2026-0500", hours=90, state=CaseState.CANCELLED)
    assert Phone(older, ENDED).says("status").about == "2026-0900"


SILENT = {
    "protected": case("2026-7", protected=True, case_number="26-7777"),
    "unlisted": case("2026-7", call_type="homicide", case_number="26-7777"),
    "urgent": case("2026-7", priority=1, case_number="26-7777"),
    "witness": case("2026-7", role=Role.WITNESS, case_number="26-7777"),
    "suspect": case("2026-7", role=Role.SUSPECT, case_number="26-7777"),
    "barred": case("2026-7", barred=True, case_number="26-7777"),
}


@pytest.mark.parametrize("silent", SILENT.values(), ids=SILENT)
@pytest.mark.parametrize(
    "words",
    ["status", "26-7777", "2026-7", "1", "what now", "help", "stop", "he has a gun", "hola", "cancel", "español"],
)
def test_a_silent_case_is_answered_in_the_very_words_for_a_stranger(silent, words: str) -> None:
    ana, stranger = Phone(silent).says(words), Phone().says(words)
    assert ana.reply == stranger.reply
    assert ana.language == stranger.language


def test_a_silent_case_is_in_no_list() -> None:
    ana = Phone(CAR, BURGLARY, SILENT["protected"])
    assert effects(ana.says("status"), Ask) == [Ask(("2026-1002", "2026-1001"))]
    assert Phone(CAR, SILENT["protected"]).says("status").about == "2026-1001"


def test_an_old_case_is_told_only_to_whoever_gives_its_case_number() -> None:
    old = case("2026-1", hours=24 * 91, state=CaseState.INVESTIGATING, case_number="26-10001")
    assert Phone(old).hears("status") == says(Say.NO_CASE)
    assert Phone(old).hears("2026-1") != Phone(old).hears("26-10001")
    assert Phone(old).says("26-10001").about == "2026-1"


def test_wrong_number_bars_every_case_at_once_and_tells_nothing() -> None:
    ana = Phone(CAR, BURGLARY, SILENT["protected"])
    got = ana.says("you have the wrong person")
    assert got.reply == says(Say.WRONG_NUMBER)
    assert effects(got, Unlink) == [Unlink(("2026-1001", "2026-1002", "2026-7"))]
    assert ana.kinds == [RequestKind.WRONG_NUMBER]
    assert ana.hears("status") == says(Say.NO_CASE)
    ana.says("wrong number")
    assert ana.kinds == [RequestKind.WRONG_NUMBER], "nothing is left to find"


@pytest.mark.parametrize("consent", list(Consent))
@pytest.mark.parametrize("cases", [(), (CAR,), (SILENT["protected"],)], ids=["stranger", "victim", "protected"])
def test_danger_is_answered_whoever_writes(consent: Consent, cases) -> None:
    got = Phone(*cases, consent=consent).says("someone is in my house")
    assert got.reply == says(Say.EMERGENCY)
    [request] = effects(got, OpenRequest)
    assert (request.kind, request.urgent) == (RequestKind.EMERGENCY, True)
    assert request.due_in == timedelta(minutes=5)
    assert request.incident == (cases[0].snapshot.incident if cases else None)


def test_danger_is_answered_in_its_own_language() -> None:
    assert Phone(CAR, language="en").hears("me van a matar") == says(Say.EMERGENCY, "es")


def test_words_that_nobody_understands_go_to_a_person() -> None:
    ana = Phone(CAR)
    assert ana.hears("the moon is round like cheese") == says(Say.UNKNOWN)
    [request] = ana.requests
    assert (request.kind, request.incident, request.urgent) == (RequestKind.UNANSWERED, "2026-1001", False)
    assert request.due_in == timedelta(hours=24)
    stranger = Phone()
    assert stranger.hears("the moon is round like cheese") == says(Say.UNKNOWN_STRANGER)
    assert stranger.kinds == [RequestKind.UNKNOWN_SENDER]


def test_a_machine_that_answers_us_is_not_answered_for_ever() -> None:
    robot = Phone(CAR)
    answers = [robot.says("I am away from my desk until Monday") for _ in range(6)]
    assert [got.reply is not None for got in answers] == [True] * 4 + [False] * 2
    assert answers[-1].silence is Reason.LOOP_GUARD
    assert len(robot.requests) == 6
    assert robot.hears("status"), "a word we know is still answered"


def test_a_picture_alone_is_kept_for_a_person() -> None:
    ana = Phone(CAR)
    assert ana.hears("", media=2) == says(Say.ADDED_PICTURE)
    assert ana.kinds == [RequestKind.NEW_INFORMATION]
    assert ana.requests[0].detail == {"media": "2"}
    stranger = Phone()
    assert stranger.hears("", media=1) == says(Say.MEDIA)
    assert stranger.kinds == [RequestKind.UNKNOWN_SENDER]


def test_a_picture_beside_words_is_not_lost() -> None:
    ana = Phone(CAR)
    reply = ana.hears("status", media=1)
    assert "No officer" in reply
    assert "No one has opened it." in reply
    assert ana.kinds == [RequestKind.NEW_INFORMATION]


def test_the_first_reply_says_who_we_are_and_the_next_does_not() -> None:
    ana = Phone(CAR, introduced=False)
    first = ana.says("thanks")
    assert first.introduces
    assert first.reply == says(Say.THANKS, introduce=True)
    second = ana.says("thanks")
    assert not second.introduces
    assert second.reply == says(Say.THANKS)


def test_silence_introduces_nobody() -> None:
    assert not Phone(CAR, introduced=False, consent=Consent.OPTED_OUT).says("status").introduces
