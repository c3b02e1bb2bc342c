"""Texts that the carrier took while the line was down: found in its list, taken in, answered late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import agencies
from bot.rounds import ROUTINE
from bot.simulator.state import Text, new_sid
from tests.line import SENDER, VICTIM, Line


def begun(line: Line) -> None:
    """A case that its victim knows of, and a line that has looked at the carrier's list before."""
    line.push("call.created")
    line.work()
    line.later(seconds=20)


def missed(line: Line, body: str, **more: object) -> str:
    """The victim texts, and nobody takes it."""
    line.carrier.send_inbound_to("http://127.0.0.1:9")
    answer = line.http.post(
        line.carrier.url + "/inbound", json={"from": VICTIM, "to": SENDER, "body": body} | more, timeout=20
    ).json()
    assert answer["status_code"] is None
    line.carrier.send_inbound_to(line.url)
    sid: str = answer["sid"]
    return sid


def intents(line: Line) -> list[tuple[str, str | None]]:
    rows = line.rows("select intent, reason from messages where direction = 'inbound' order by sequence")
    return [(row["intent"], row["reason"]) for row in rows]


def test_a_missed_status_is_answered_with_what_is_true_now(line: Line) -> None:
    begun(line)
    missed(line, "STATUS")
    line.push("unit.dispatched")
    line.later(seconds=31)
    assert intents(line) == [("status", None)]
    answers = line.rows("select body, status from messages where kind = 'reply'")
    assert (len(answers), answers[0]["status"]) == (1, "delivered")
    assert "assigned" in answers[0]["body"]
    assert line.got().count(answers[0]["body"]) >= 1


def test_a_missed_stop_counts_and_is_confirmed_once(line: Line) -> None:
    begun(line)
    missed(line, "STOP")
    line.later(seconds=31)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert "no more texts" in line.got()[-1]
    line.push("unit.dispatched")
    line.later(minutes=1)
    line.later(minutes=1)
    assert len(line.got()) == 2


def test_a_missed_stop_counts_whatever_its_age_and_is_not_confirmed_late(line: Line) -> None:
    begun(line)
    missed(line, "STOP")
    line.later(hours=5)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert intents(line) == [("stop", "too_old")]
    assert [text for text in line.got() if "no more texts" in text] == []


def test_a_missed_stop_does_not_undo_a_later_start(line: Line) -> None:
    begun(line)
    line.says(VICTIM, "STOP")
    missed(line, "STOP")
    line.clock.at += timedelta(minutes=2)
    line.says(VICTIM, "START")
    before = len(line.got())
    line.later(seconds=31)
    assert line.case()["contacts"][0]["consent"] == "granted"
    assert intents(line)[-1] == ("stop", "superseded")
    assert len(line.got()) == before


def test_a_missed_start_does_not_undo_a_later_stop_that_changed_nothing_when_it_came(line: Line) -> None:
    begun(line)
    line.says(VICTIM, "STOP")
    missed(line, "START")
    line.clock.at += timedelta(minutes=2)
    line.says(VICTIM, "STOP")  # opted out already, as far as we knew
    line.later(seconds=31)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert intents(line)[-1] == ("start", "superseded")


def test_a_missed_stop_does_not_undo_a_later_start_that_changed_nothing_when_it_came(line: Line) -> None:
    begun(line)
    missed(line, "STOP")
    line.clock.at += timedelta(minutes=2)
    line.says(VICTIM, "START")
    line.later(seconds=31)
    assert line.case()["contacts"][0]["consent"] == "granted"


def test_a_missed_start_does_not_undo_a_stop_that_comes_while_the_list_is_being_worked_off(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(line)
    line.says(VICTIM, "STOP")
    missed(line, "START")
    line.clock.at += timedelta(seconds=31)
    received = line.gateway.received

    def and_then_stop(*asked: Any) -> Any:
        listed = received(*asked)
        if not any(one.body == "STOP now" for one in listed):
            line.says(VICTIM, "STOP now")
        return listed

    monkeypatch.setattr(line.gateway, "received", and_then_stop)
    line.later(seconds=0)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert intents(line)[-2:] == [("stop", "silence"), ("start", "superseded")]


def test_a_missed_start_does_not_undo_a_stop_that_was_said_beside_something_graver(line: Line) -> None:
    begun(line)
    line.says(VICTIM, "STOP")
    missed(line, "START")
    line.clock.at += timedelta(minutes=2)
    line.says(VICTIM, "stop texting me, he has a gun")
    line.later(seconds=31)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert intents(line)[-2:] == [("emergency", None), ("start", "superseded")]


def test_a_missed_danger_text_opens_its_request_and_names_911(line: Line) -> None:
    begun(line)
    missed(line, "help me he has a gun")
    line.later(seconds=31)
    assert len(line.requests("?kind=emergency")) == 1
    assert "911" in line.got()[-1]


def test_thanks_are_not_answered_late(line: Line) -> None:
    begun(line)
    missed(line, "thank you")
    line.later(seconds=31)
    assert intents(line) == [("thanks", "too_old")]
    assert len(line.got()) == 1


def test_texts_are_taken_in_the_order_in_which_they_were_written(line: Line) -> None:
    begun(line)
    for body in ("STOP", "START", "STOP"):
        missed(line, body)
    line.later(seconds=31)
    assert [intent for intent, _ in intents(line)] == ["stop", "start", "stop"]
    assert line.case()["contacts"][0]["consent"] == "opted_out"


def test_a_text_that_comes_by_webhook_after_it_was_found_is_answered_once(line: Line) -> None:
    begun(line)
    sid = missed(line, "HELP")
    line.clock.at += timedelta(seconds=31)
    line.rounds.make(ROUTINE)
    assert line.says(VICTIM, "HELP", sid=sid) is not None
    line.work()
    line.later(seconds=30)
    assert len(line.rows("select 1 from messages where kind = 'reply'")) == 1
    assert len(line.got()) == 2


def test_a_text_that_was_answered_late_is_not_answered_again_by_webhook(line: Line) -> None:
    begun(line)
    sid = missed(line, "HELP")
    line.later(seconds=31)
    assert line.says(VICTIM, "HELP", sid=sid) is None
    assert len(line.got()) == 2


def test_a_late_answer_about_a_case_that_became_protected_is_not_sent(line: Line) -> None:
    begun(line)
    missed(line, "STATUS")
    line.clock.at += timedelta(seconds=31)
    line.rounds.make(ROUTINE)
    line.push("call.updated", flags=["juvenile"])
    line.work()
    assert len(line.got()) == 1
    [answer] = line.rows("select status, reason from messages where kind = 'reply'")
    assert (answer["status"], answer["reason"]) == ("cancelled", "protected")


def test_what_was_missed_while_the_list_could_not_be_read_is_found_afterwards(line: Line) -> None:
    begun(line)
    missed(line, "STOP")
    line.faults(refuse=20503, on="list")
    line.later(hours=3)
    assert intents(line) == []
    line.faults()
    line.later(seconds=20)
    assert line.case()["contacts"][0]["consent"] == "opted_out"


def test_more_than_a_page_is_found(line: Line) -> None:
    begun(line)
    store = line.carrier.simulator.store
    line.carrier.send_inbound_to("http://127.0.0.1:9")

    for number in range(520):
        store.add(Text(new_sid(), "inbound", f"+1813556{number:04}", SENDER, "thanks", "received", sent=0.0))
    line.later(seconds=31, receipts=False)
    assert len(intents(line)) == 520


@pytest.mark.parametrize("mode", ["twilio", "advanced"])
def test_keywords_that_the_carrier_answered_itself_are_not_answered_late(
    clean_database_url: str, redis_url: str, mode: str
) -> None:
    toml = agencies.example().replace('keyword_replies = "caseline"', f'keyword_replies = "{mode}"')
    with Line(clean_database_url, redis_url, toml=toml) as line:
        begun(line)
        missed(line, "STOP")
        line.later(seconds=31)
        assert line.case()["contacts"][0]["consent"] == "opted_out"
        assert intents(line) == [("stop", "carrier_answered")]
        assert len(line.rows("select 1 from messages where kind = 'reply'")) == 0


def test_a_text_that_came_by_webhook_is_not_taken_twice(line: Line) -> None:
    begun(line)
    line.says(VICTIM, "HELP")
    line.later(seconds=31)
    line.later(seconds=31)
    assert len(intents(line)) == 1
    assert len(line.rows("select 1 from messages where kind = 'reply'")) == 1
