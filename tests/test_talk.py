"""Conversations from end to end: what a victim texts, what they hear, and what lies in a person's queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot import agencies
from tests.line import OTHER, VICTIM, Line, contact
from webhooks.app import create_app

REQUESTS = "/api/v1/requests"


@pytest.fixture
def surveyed(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    """A line whose agency asks how it did."""
    toml = agencies.example().replace("survey = false", "survey = true")
    with Line(clean_database_url, redis_url, toml=toml) as running:
        yield running


def opened(line: Line, kind: str) -> dict[str, Any]:
    (found,) = line.requests(f"?kind={kind}")
    return found


def received(line: Line, **data: Any) -> None:
    line.push("call.created", **data)
    line.work()


# Conversations


def test_a_call_at_a_safe_time_and_number_becomes_a_request(line: Line) -> None:
    received(line)
    assert "when is it safe" in (line.says(VICTIM, "call me") or "").lower()
    assert "What number" in (line.says(VICTIM, "after 5 pm") or "")
    line.says(VICTIM, "813-555-0102")
    asked = opened(line, "call_back")
    assert asked["detail"] == {"when": "after 5 pm", "phone": OTHER}
    assert len(asked["messages"]) == 3
    assert [text["intent"] for text in line.messages() if text["direction"] == "inbound"] == ["call"] * 3


def test_a_conversation_survives_a_restart(line: Line) -> None:
    received(line)
    line.says(VICTIM, "call me")
    line.app = create_app(parts=line.parts)
    assert "We asked for a call" in (line.says(VICTIM, "noon at 813-555-0102") or "")


def test_what_is_new_is_one_note_with_its_texts_and_pictures(line: Line) -> None:
    received(line)
    line.says(VICTIM, "I have video")
    line.later(minutes=5)
    line.says(VICTIM, "", media=[{"url": "https://api.twilio.com/m/1", "content_type": "image/jpeg"}])
    line.later(minutes=5)
    line.says(VICTIM, "he wore a red cap")
    asked = opened(line, "new_information")
    assert asked["detail"] == {"words": "I have video\nhe wore a red cap", "media": "1"}
    assert len(asked["messages"]) == 3


def test_what_is_settled_is_passed_on_and_the_case_stays_as_dispatch_has_it(line: Line) -> None:
    received(line)
    line.says(VICTIM, "I found it, cancel")
    assert line.requests() == []
    line.says(VICTIM, "yes")
    assert opened(line, "withdraw")["incident"] == "2026-1"
    assert line.case()["state"] == "reported"
    assert line.case()["contacts"][0]["consent"] == "granted"


def test_a_wrong_number_is_unlinked_and_a_complaint_goes_to_a_queue_of_its_own(line: Line) -> None:
    received(line, contacts=[contact(), contact(OTHER)])
    line.says(VICTIM, "the officer was rude")
    assert opened(line, "complaint")["contact"] == VICTIM
    line.says(OTHER, "wrong number")
    assert opened(line, "wrong_number")["contact"] == OTHER
    line.push("unit.dispatched")
    line.work()
    assert not any("assigned" in text for text in line.got(OTHER))


def test_two_texts_at_once_are_one_conversation(line: Line) -> None:
    received(line)
    line.says(VICTIM, "call me")
    line.says(VICTIM, "tomorrow at noon")
    line.says(VICTIM, "+1 813 555 0102")
    assert opened(line, "call_back")["detail"] == {"when": "tomorrow at noon", "phone": OTHER}


def test_stop_in_the_middle_ends_it_and_a_late_answer_does_no_harm(line: Line) -> None:
    received(line)
    line.says(VICTIM, "I found it, cancel")
    line.says(VICTIM, "STOP")
    assert line.says(VICTIM, "yes, do that") is None
    assert line.requests("?kind=withdraw") == []
    assert line.case()["contacts"][0]["consent"] == "opted_out"


def test_three_texts_that_nobody_understands_bring_a_person_sooner(line: Line) -> None:
    received(line)
    line.says(VICTIM, "asdf")
    assert opened(line, "unanswered")["due_at"] == "2026-11-25T15:00:00+00:00"
    line.says(VICTIM, "qwer")
    assert "a person to look" in (line.says(VICTIM, "zxcv") or "")
    asked = opened(line, "unanswered")
    assert (asked["due_at"], asked["urgent"], len(asked["messages"])) == ("2026-11-24T16:00:00+00:00", False, 3)


def test_a_language_that_nobody_here_writes_brings_a_person_who_speaks_it(line: Line) -> None:
    received(line)
    line.says(VICTIM, "mwen bezwen yon moun tanpri")
    assert opened(line, "language")["detail"] == {"language": "ht"}


# A delay with choices


def test_a_choice_is_a_request_and_stands_in_the_history(line: Line) -> None:
    received(line)
    line.push("unit.delayed", reason="traffic")
    line.work()
    assert "Reply 1 to wait, 2 to report by phone, 4 if you no longer need us." in line.got()[-1]
    assert "We passed on that you no longer need us." in (line.says(VICTIM, "4") or "")
    assert opened(line, "choice")["detail"] == {"choice": "not_needed"}
    (made,) = [entry for entry in line.case()["history"] if entry["type"] == "choice.made"]
    assert (made["outcome"], made["reason"]) == ("applied", None)
    assert line.case()["state"] == "delayed"
    line.later(minutes=1)
    line.push("unit.dispatched")
    assert line.case()["state"] == "dispatched", "the entry is no fact of the case"


def test_a_digit_said_twice_is_no_time_to_call(line: Line) -> None:
    received(line)
    line.push("unit.delayed", reason="traffic")
    line.work()
    line.later(minutes=1)
    line.says(VICTIM, "2")
    assert "When is it safe" in (line.says(VICTIM, "2") or "")
    assert opened(line, "choice")["detail"] == {"choice": "phone_report", "when": "not said", "phone": "not said"}
    assert [entry["type"] for entry in line.case()["history"]].count("choice.made") == 1


def test_waiting_is_recorded_and_asks_nothing_of_anybody(line: Line) -> None:
    received(line)
    line.later(minutes=21)
    assert "Reply 1 to wait" in line.got()[-1]
    line.says(VICTIM, "1")
    assert line.requests() == []
    assert "choice.made" in [entry["type"] for entry in line.case()["history"]]


def test_a_choice_after_an_officer_was_sent_tells_what_is_true_now(line: Line) -> None:
    received(line)
    line.push("unit.delayed")
    line.work()
    line.later(minutes=1)
    line.push("unit.dispatched")
    line.work()
    assert "An officer has been assigned" in (line.says(VICTIM, "4") or "")
    assert line.requests() == []


def test_nobody_can_push_a_choice(line: Line) -> None:
    received(line)
    answer = line.push("choice.made", choice="wait")
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/type")


# The survey


def test_the_survey_is_asked_once_the_morning_after_and_its_answer_is_kept(surveyed: Line) -> None:
    line = surveyed
    received(line)
    line.push("call.cleared", disposition="report_taken")
    line.work()
    line.later(hours=12)
    assert not any("How did we do" in text for text in line.got())
    line.later(hours=11)
    line.later(hours=1)
    assert [("How did we do" in text) for text in line.got()].count(True) == 1
    assert line.says(VICTIM, "4") is not None
    assert "Thank you." in (line.says(VICTIM, "5") or "")
    assert line.requests() == []
    assert line.says(VICTIM, "she was very kind") is not None
    (row,) = line.rows("select score, words from survey_answers")
    assert (row["score"], row["words"]) == (5, "she was very kind")
    assert [text["intent"] for text in line.messages() if text["direction"] == "inbound"] == ["survey"] * 3
    line.later(hours=24)
    assert [("How did we do" in text) for text in line.got()].count(True) == 1


@pytest.mark.parametrize("against", ["bad news", "protected", "opted out", "muted", "reopened"])
def test_the_survey_is_never_asked_where_it_would_hurt(surveyed: Line, against: str) -> None:
    line = surveyed
    received(line)
    line.push("call.cleared", disposition="report_taken")
    line.later(minutes=1)
    if against == "bad news":
        line.push("case.status_changed", status="inactive")
    elif against == "protected":
        line.push("case.protected", reason="asked for")
    elif against == "opted out":
        line.says(VICTIM, "STOP")
    elif against == "muted":
        line.says(VICTIM, "MUTE")
    else:
        line.push("unit.dispatched")
    line.work()
    line.later(hours=24)
    line.later(hours=24)
    assert not any("How did we do" in text for text in line.got())


def test_an_agency_that_wants_no_survey_sends_none(line: Line) -> None:
    received(line)
    line.push("call.cleared", disposition="report_taken")
    line.work()
    line.later(hours=24)
    assert not any("How did we do" in text for text in line.got())


# MUTE and the code word


def test_mute_silences_one_case_and_start_ends_it(line: Line) -> None:
    received(line)
    line.push("call.created", "2026-2", call_type="theft")
    line.work()
    line.says(VICTIM, "MUTE")
    line.says(VICTIM, "2")  # the older one: they are numbered from the newest
    muted = {number: line.case(number)["contacts"][0]["muted"] for number in ("2026-1", "2026-2")}
    assert sorted(muted.values()) == [False, True]
    silent = next(number for number, is_muted in muted.items() if is_muted)
    (told,) = line.push("unit.dispatched", silent).result["notices"]
    assert (told["decision"], told["reason"]) == ("suppress", "muted")
    assert "No officer" not in (line.says(VICTIM, "START") or "")
    assert line.case(silent)["contacts"][0]["muted"] is False
    assert line.push("call.cleared", silent, disposition="handled").result["notices"][0]["decision"] == "send"


def test_the_code_word_is_repeated_in_the_first_text_about_the_case_to_each_contact(line: Line) -> None:
    received(line, code_word="blue  heron")
    line.push("unit.dispatched")
    line.work()
    line.push("contact.added", contact=contact(OTHER))
    line.work()
    first, second = line.got()
    assert "Your code word: blue heron." in first
    assert "code word" not in second
    assert "Your code word: blue heron." in line.got(OTHER)[0]


@pytest.mark.parametrize("word", ["", "x", "see http://x.co", "a b c d", "x" * 25, "heron!", "5 minutes", 7])
def test_a_code_word_that_is_none_is_named(line: Line, word: object) -> None:
    answer = line.push("call.created", code_word=word)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/data/code_word")


# Requests in people's hands


def test_a_request_is_claimed_by_one_key_and_closed_with_a_note(line: Line) -> None:
    received(line)
    line.says(VICTIM, "call me after 5 pm at 813-555-0102")
    path = f"{REQUESTS}/{opened(line, 'call_back')['id']}"
    ana, ben = line.make_key("read", "write"), line.make_key("read", "write")
    mine = line.post(f"{path}/claim", {}, key=ana)
    assert (mine.status, mine.body["state"]) == (200, "claimed")
    assert mine.body["claimed_by"] is not None
    assert line.post(f"{path}/claim", {}, key=ana).body == mine.body, "the same again, the same answer"
    assert line.post(f"{path}/claim", {}, key=ben).status == 409
    done = line.post(f"{path}/close", {"note": "Called at 5:10."}, key=ana)
    assert (done.status, done.body["state"], done.body["note"]) == (200, "closed", "Called at 5:10.")
    assert line.post(f"{path}/close", {"note": "Called at 5:10."}, key=ana).body == done.body
    assert line.post(f"{path}/close", {"note": "Again."}, key=ana).status == 409
    assert line.post(f"{path}/claim", {}, key=ben).status == 409
    assert line.get(path).body == done.body
    assert [one["id"] for one in line.requests("?state=closed")] == [done.body["id"]]


def test_a_claim_needs_no_body(line: Line) -> None:
    received(line)
    line.says(VICTIM, "complaint")
    path = f"{line.url}{REQUESTS}/{opened(line, 'complaint')['id']}/claim"
    answer = line.http.post(path, headers={"Authorization": f"Bearer {line.key}"}, timeout=10)
    assert answer.status_code == 200, answer.text


def test_a_reply_goes_out_as_a_persons_own_words_once(line: Line) -> None:
    received(line)
    line.says(VICTIM, "I have video of it")
    path = f"{REQUESTS}/{opened(line, 'new_information')['id']}/close"
    body = {"note": "Told her.", "reply": "Please keep the video for us."}
    assert line.post(path, body).status == 200
    assert line.post(path, body).status == 200
    line.work()
    assert line.got()[-1] == "Tampa Police: Please keep the video for us."
    assert [text["kind"] for text in line.messages()].count("desk") == 1


def test_a_reply_that_may_not_go_leaves_the_request_open(line: Line) -> None:
    received(line)
    line.says(VICTIM, "I have video of it")
    path = f"{REQUESTS}/{opened(line, 'new_information')['id']}/close"
    broken = line.post(path, {"note": "n", "reply": "An officer will be there at 5 pm."})
    assert (broken.status, broken.body["errors"][0]["pointer"], broken.body["rule"]) == (422, "#/reply", "arrival")
    line.says(VICTIM, "STOP")
    forbidden = line.post(path, {"note": "n", "reply": "We have it."})
    assert (forbidden.status, forbidden.body["reason"]) == (409, "opted_out")
    assert opened(line, "new_information")["state"] == "open"
    assert line.post(path, {"note": "n"}).status == 200


def test_a_request_of_no_case_is_closed_without_a_text(line: Line) -> None:
    line.says(OTHER, "my neighbor has a camera")
    path = f"{REQUESTS}/{opened(line, 'unknown_sender')['id']}/close"
    assert line.post(path, {"note": "n", "reply": "Hello."}).status == 409
    assert line.post(path, {"note": "n"}).status == 200


def test_who_may_do_what_with_a_request(line: Line) -> None:
    received(line)
    line.says(VICTIM, "complaint")
    path = f"{REQUESTS}/{opened(line, 'complaint')['id']}"
    reader = line.make_key("read")
    assert line.post(f"{path}/claim", {}, key=reader).status == 403
    assert line.post(f"{path}/close", {"note": "n"}, key=reader).status == 403
    assert line.get(path, key=line.make_key("events")).status == 403
    for unknown in ("x", "00000000-0000-0000-0000-000000000000"):
        assert line.get(f"{REQUESTS}/{unknown}").status == 404
        assert line.post(f"{REQUESTS}/{unknown}/claim", {}).status == 404
        assert line.post(f"{REQUESTS}/{unknown}/close", {"note": "n"}).status == 404
    for body in ({}, {"note": ""}, {"note": "n", "reply": ""}, {"note": "n", "colour": "red"}):
        assert line.post(f"{path}/close", body).status == 422
