"""POST /webhooks/twilio/inbound: a victim texts the line."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from bot.deeds import Deeds
from bot.store.db import connect
from tests.line import OTHER, VICTIM, Line, contact
from tests.webhooks.carrier import EMPTY, INBOUND, Posted, inbound_form, post, sid

STRANGER = "+18135550177"


def message(answer: Posted) -> ElementTree.Element:
    """The one <Message> of an answer."""
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    (found,) = ElementTree.fromstring(answer.text)
    return found


def kinds(line: Line) -> list[str]:
    return [one["kind"] for one in line.requests()]


# The answer


def test_the_answer_is_one_message_that_names_its_own_receipt_address(line: Line) -> None:
    line.push("call.created")
    reply = message(post(line, INBOUND, inbound_form("STATUS")))
    assert reply.tag == "Message"
    (row,) = line.rows("select id, body, attempts, status from messages where kind = 'reply'")
    assert reply.text == row["body"]
    address, _, wish = reply.attrib["statusCallback"].partition("#")
    assert address == f"{line.url}/webhooks/twilio/status/{row['id']}/1"
    assert wish == "rc=3&rp=all"
    assert (row["attempts"], row["status"]) == (1, "sent")


def test_receipts_of_a_reply_move_it_on(line: Line) -> None:
    line.push("call.created")
    line.says(VICTIM, "STATUS")
    line.settle()
    reply = line.messages()[-1]
    assert (reply["kind"], reply["status"], reply["direction"]) == ("reply", "delivered", "outbound")
    assert reply["sid"].startswith("SM")
    assert reply["delivered_at"] is not None
    line.faults(receipt=30003, on="reply")
    line.says(VICTIM, "STATUS")
    line.settle()
    reply = line.messages()[-1]
    assert (reply["status"], reply["error_code"], reply["reason"]) == ("undelivered", 30003, "not_delivered")


def test_the_same_message_sid_gets_the_same_answer_and_is_recorded_once(line: Line) -> None:
    line.push("call.created")
    form = inbound_form("STOP")
    first = post(line, INBOUND, form)
    line.push("unit.dispatched")
    again = post(line, INBOUND, form | {"Body": "START"})
    assert (again.text, again.status) == (first.text, 200)
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == 1
    assert line.rows("select count(*) as n from consent_history")[0]["n"] == 1


def test_a_message_sid_that_got_silence_gets_silence_again(line: Line) -> None:
    line.says(VICTIM, "STOP")
    form = inbound_form("hello?")
    assert post(line, INBOUND, form).text == EMPTY
    line.says(VICTIM, "START")
    assert post(line, INBOUND, form).text == EMPTY


def test_the_same_message_sid_several_times_at_once_is_recorded_once(line: Line) -> None:
    line.push("call.created")
    form = inbound_form("my plate is ABC 123")
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: post(line, INBOUND, form), range(6)))
    assert len({answer.text for answer in answers}) == 1
    message(answers[0])
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == 1
    assert line.rows("select count(*) as n from messages where kind = 'reply'")[0]["n"] == 1
    (asked,) = line.requests()
    assert len(asked["messages"]) == 1


def waiting_for_locks(line: Line, count: int) -> None:
    """Returns once so many transactions wait for a lock that another holds."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        (row,) = line.rows(
            "select count(*) as n from pg_stat_activity"
            " where wait_event_type = 'Lock' and datname = current_database()"
        )
        if row["n"] == count:
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_the_same_message_sid_while_the_first_is_still_being_answered_gets_its_answer(line: Line) -> None:
    line.push("call.created")
    form = inbound_form("my plate is ABC 123")
    with ThreadPoolExecutor(2) as threads:
        with connect(line.database_url) as holder, holder.transaction():
            holder.execute("select 1 from contacts for no key update")
            answers = [threads.submit(post, line, INBOUND, form) for _ in range(2)]
            waiting_for_locks(line, 2)
        first, second = (answer.result() for answer in answers)
    assert message(first).text
    assert first.text == second.text
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == 1
    (asked,) = line.requests()
    assert len(asked["messages"]) == 1


def test_the_same_message_sid_from_another_phone_at_once_gets_the_first_ones_answer(line: Line) -> None:
    line.push("call.created")
    form = inbound_form("my plate is ABC 123")
    reply = uuid4()
    with ThreadPoolExecutor(1) as threads:
        with connect(line.database_url) as other, other.transaction():
            (one,) = other.execute(
                """insert into messages (id, agency, direction, body, status, sid, created_at)
                   values (%s, 'tampa', 'inbound', 'hello', 'received', %s, now()) returning id""",
                (uuid4(), form["MessageSid"]),
            )
            other.execute(
                """insert into messages (id, agency, direction, kind, body, language, status, created_at, reply_to)
                   values (%s, 'tampa', 'outbound', 'reply', 'Hello.', 'en', 'sent', now(), %s)""",
                (reply, one["id"]),
            )
            answer = threads.submit(post, line, INBOUND, form)
            waiting_for_locks(line, 1)
        assert message(answer.result()).text == "Hello."
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == 1
    assert line.requests() == []


def test_a_new_phones_same_text_twice_at_once_makes_one_contact_and_one_record(line: Line) -> None:
    form = inbound_form("someone is breaking in", STRANGER)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: post(line, INBOUND, form), range(4)))
    assert len({answer.text for answer in answers}) == 1
    message(answers[0])
    assert line.rows("select count(*) as n from contacts")[0]["n"] == 1
    assert line.rows("select count(*) as n from messages")[0]["n"] == 2


def test_a_text_for_no_number_of_ours_is_noted_once_however_often_it_comes(line: Line) -> None:
    form = inbound_form("STATUS", To="+18135550999")
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: post(line, INBOUND, form), range(4)))
    assert [(answer.status, answer.text) for answer in answers] == [(200, EMPTY)] * 4
    (row,) = line.rows("select body, contact_id, reason from messages")
    assert row == {"body": None, "contact_id": None, "reason": "unknown_sender"}


def test_a_turn_that_fails_leaves_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.push("call.created")

    def fail(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(Deeds, "carry_out", fail)
    form = inbound_form("STATUS")
    assert post(line, INBOUND, form).status == 500
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == 0
    monkeypatch.undo()
    message(post(line, INBOUND, form))


def test_a_turn_is_few_statements(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.push("call.created")
    message(post(line, INBOUND, inbound_form("STATUS")))
    sent: list[str] = []
    execute = psycopg.Connection.execute

    def counted(connection: psycopg.Connection[Any], query: Any, *rest: Any, **more: Any) -> psycopg.Cursor[Any]:
        sent.append(str(query).split(maxsplit=1)[0])
        return execute(connection, query, *rest, **more)

    monkeypatch.setattr(psycopg.Connection, "execute", counted)
    message(post(line, INBOUND, inbound_form("STATUS")))
    # What is known is read after its contact is locked, and all that is written goes with the commit.
    assert sent == ["begin", "select", "select", "insert", "commit"]


def test_connections_that_died_unused_are_replaced_before_anyone_notices(line: Line) -> None:
    line.push("call.created")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: post(line, INBOUND, inbound_form("STATUS")), range(8)))
    (ended,) = line.rows(
        "select count(pg_terminate_backend(pid, 20000)) as n from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    assert ended["n"] > 1
    for _ in range(4):
        message(post(line, INBOUND, inbound_form("STATUS")))
    assert line.case()["state"] == "reported"


def test_many_texts_of_one_phone_at_once_are_all_answered(line: Line) -> None:
    line.push("call.created")
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: post(line, INBOUND, inbound_form("STATUS")), range(12)))
    assert all(message(answer).text for answer in answers)
    assert line.rows("select count(*) as n from contacts")[0]["n"] == 1


# Whatever a carrier may send


def test_any_form_is_taken(line: Line) -> None:
    line.push("call.created")
    odd = [
        inbound_form(""),
        inbound_form(" \n\t "),
        inbound_form("😀" * 400),
        inbound_form("x" * 1600),
        inbound_form("x" * 5000),
        inbound_form("STA\x00TUS"),
        inbound_form("\x00"),
        inbound_form("\u202e\u200b\ufeff"),
        inbound_form("a\ud7ffb" + "\U0010ffff"),
        inbound_form("<Response>&amp;]]>"),
        inbound_form("STATUS", "12345"),
        inbound_form("STATUS", "anonymous\x00"),
        inbound_form("STATUS", "x" * 500),
        inbound_form("STATUS", NumMedia="many"),
        inbound_form("STATUS", NumMedia="-1"),
        inbound_form("STATUS", NumMedia="9" * 6000),
        inbound_form("STATUS", NumMedia="²"),
        inbound_form("STATUS", NumMedia="1", MediaUrl0="https://x\x00y", MediaContentType0="\x00"),
        inbound_form("STATUS", NumMedia="2"),
        inbound_form("STATUS", OptOutType="\x00"),
        inbound_form("STATUS", OptOutType="SOMETHING"),
        inbound_form("STATUS", FromCity="", NewThing="x", ButtonPayload="y", ErrorCode="11200"),
        inbound_form("STATUS", MessageSid="odd"),
        inbound_form("STATUS", MessageSid="odd\x00er"),
        inbound_form("STATUS", MessageSid="x" * 9000),
    ]
    for form in odd:
        answer = post(line, INBOUND, form)
        assert answer.status == 200, form
        assert len(ElementTree.fromstring(answer.text)) <= 1
    assert line.rows("select count(*) as n from messages where direction = 'inbound'")[0]["n"] == len(odd)
    assert line.rows("select max(length(body)) as n from messages where direction = 'inbound'")[0]["n"] == 1600


def test_a_text_without_a_sid_is_refused_and_one_with_an_old_name_for_it_is_not(line: Line) -> None:
    form = inbound_form()
    del form["MessageSid"]
    assert post(line, INBOUND, form).status == 400
    assert post(line, INBOUND, form | {"SmsMessageSid": sid()}).status == 200
    assert post(line, INBOUND, form | {"SmsSid": sid()}).status == 200


def test_only_a_post_is_taken(line: Line) -> None:
    answer = line.get(INBOUND)
    assert (answer.status, answer.body["status"]) == (405, 405)


def test_a_picture_is_kept_as_a_reference_and_a_person_looks(line: Line) -> None:
    line.push("call.created")
    url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
    assert line.says(VICTIM, "", media=[{"url": url, "content_type": "image/jpeg"}])
    (asked,) = line.requests()
    assert (asked["kind"], asked["incident"], asked["detail"]) == ("new_information", "2026-1", {"media": "1"})
    kept = line.get(f"/api/v1/messages/{asked['messages'][0]}").body
    assert kept["media"] == [{"url": url, "content_type": "image/jpeg"}]
    assert (kept["direction"], kept["status"], kept["body"], kept["contact"]) == ("inbound", "received", "", VICTIM)


def test_a_text_shows_what_it_was_taken_to_mean(line: Line) -> None:
    line.push("call.created")
    said = {"STATUS": "status", "thank you": "thanks", "HELP": "help", "en español por favor": "language"}
    for words in said:
        line.says(VICTIM, words)
    inbound = line.rows("select body, intent, id from messages where direction = 'inbound' order by sequence")
    assert {row["body"]: row["intent"] for row in inbound} == said
    assert [line.get(f"/api/v1/messages/{row['id']}").body["intent"] for row in inbound] == list(said.values())


# Who answers the carrier's keywords


def keyword_line(database_url: str, redis_url: str, mode: str) -> Iterator[Line]:
    toml = f"""
[agencies.tampa]
name = "Tampa Police"
sender = "+18135550100"
timezone = "America/New_York"
desk_phone = "+18135550130"
text_to_911 = true
keyword_replies = "{mode}"
segments_per_second = 30
call_types = {{ stolen_vehicle = ["GTA"] }}
"""
    with Line(database_url, redis_url, toml=toml) as line:
        yield line


@pytest.fixture
def twilio(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    yield from keyword_line(clean_database_url, redis_url, "twilio")


@pytest.fixture
def advanced(clean_database_url: str, redis_url: str) -> Iterator[Line]:
    yield from keyword_line(clean_database_url, redis_url, "advanced")


def carriers(line: Line) -> list[str]:
    return [text["body"] for text in line.ledger()["outbound"] if text["carrier"]]


def consent(line: Line) -> str:
    found: str = line.case()["contacts"][0]["consent"]
    return found


def keywords_are_mirrored_and_answered_once(line: Line) -> None:
    line.push("call.created")
    line.work()
    before = len(line.got())
    assert line.says(VICTIM, "Stop") is None
    assert consent(line) == "opted_out"
    line.push("unit.dispatched")
    line.work()
    assert line.says(VICTIM, "HELP") is None
    assert line.says(VICTIM, "START") is None
    assert consent(line) == "granted"
    assert len(carriers(line)) == 3
    assert len(line.got()) == before + 3
    assert line.says(VICTIM, "STATUS") is not None
    line.settle()
    answered = line.rows("select intent, reason from messages where direction = 'inbound' order by sequence")
    assert [(row["intent"], row["reason"]) for row in answered] == [
        ("stop", "carrier_answered"),
        ("help", "carrier_answered"),
        ("start", "carrier_answered"),
        ("status", None),
    ]
    history = line.rows("select consent, words from consent_history order by id")
    assert [(row["consent"], row["words"]) for row in history] == [("opted_out", "Stop"), ("granted", "START")]


def test_where_twilio_answers_keywords_we_record_them_and_keep_silent(twilio: Line) -> None:
    keywords_are_mirrored_and_answered_once(twilio)


def test_where_advanced_opt_out_answers_we_record_them_and_keep_silent(advanced: Line) -> None:
    keywords_are_mirrored_and_answered_once(advanced)


def test_where_we_answer_keywords_the_carrier_does_not(line: Line) -> None:
    line.push("call.created")
    line.work()
    assert "no more texts" in (line.says(VICTIM, "STOP") or "").lower() or line.got()[-1]
    assert consent(line) == "opted_out"
    assert line.says(VICTIM, "HELP")
    assert line.says(VICTIM, "START")
    assert consent(line) == "granted"
    assert carriers(line) == []


@pytest.mark.parametrize("mode", ["twilio", "advanced"])
def test_stop_in_plain_words_is_ours_to_honour_whoever_answers_keywords(
    mode: str, clean_database_url: str, redis_url: str
) -> None:
    for line in keyword_line(clean_database_url, redis_url, mode):
        line.push("call.created")
        line.work()
        assert line.says(VICTIM, "please stop texting me") is not None
        assert consent(line) == "opted_out"
        assert line.ledger()["opted_out"] == []


def test_an_opt_out_type_was_answered_whatever_the_setting(line: Line) -> None:
    line.push("call.created")
    line.work()
    consents = []
    for kind in ("HELP", "STOP", "HELP", "START"):
        assert line.says(VICTIM, "un lema nuestro", opt_out_type=kind) is None
        consents.append(consent(line))
    assert consents == ["granted", "opted_out", "opted_out", "granted"]


def test_a_send_that_the_carrier_bars_opts_the_phone_out(twilio: Line) -> None:
    line = twilio
    line.push("call.created")
    line.work()
    line.faults(refuse=21610, on="send", next=1)
    line.push("unit.dispatched")
    line.work()
    last = line.messages()[-1]
    assert (last["status"], last["reason"], last["error_code"]) == ("failed", "opted_out", 21610)
    assert consent(line) == "opted_out"
    assert line.requests() == []


# Silence


def test_after_stop_only_help_start_and_danger_are_answered(line: Line) -> None:
    line.push("call.created")
    line.work()
    assert line.says(VICTIM, "STOP")
    for words in ("STATUS", "hello?", "thank you", "STOP", "gracias", "in english please"):
        assert line.says(VICTIM, words) is None, words
    assert "911" in (line.says(VICTIM, "he is back with a gun") or "")
    assert consent(line) == "opted_out"
    assert "emergency" in kinds(line)
    assert line.says(VICTIM, "HELP")
    assert consent(line) == "opted_out"
    assert line.says(VICTIM, "YES")
    assert consent(line) == "granted"
    assert line.says(VICTIM, "STATUS")


def test_a_machine_that_answers_us_is_soon_answered_no_more(line: Line) -> None:
    line.push("call.created")
    answers = [line.says(VICTIM, f"I am driving and will reply later ({n})") for n in range(8)]
    assert all(answers[:4])
    assert answers[-3:] == [None] * 3
    silent = line.rows("select reason from messages where direction = 'inbound' order by sequence desc limit 1")
    assert silent[0]["reason"] == "loop_guard"
    assert line.says(VICTIM, "STATUS")
    line.clock.at += timedelta(minutes=11)
    assert line.says(VICTIM, "I am driving")


# What a text leads to


def test_a_wrong_number_is_barred_from_this_case_for_ever_and_not_from_others(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("unit.dispatched")
    assert line.says(VICTIM, "wrong number")
    line.work()
    assert all("assigned" not in text for text in line.got())
    assert [(text["kind"], text["status"], text["reason"]) for text in line.messages() if text["kind"]][1] == (
        "officer_dispatched",
        "cancelled",
        "wrong_number",
    )
    (asked,) = line.requests()
    assert (asked["kind"], asked["incident"], asked["contact"]) == ("wrong_number", "2026-1", VICTIM)
    assert line.case()["contacts"][0]["wrong_number"] is True
    assert line.case()["contacts"][0]["consent"] == "granted"
    told = line.push("call.cleared", disposition="handled").result["notices"]
    assert [(one["decision"], one["reason"]) for one in told] == [("suppress", "wrong_number")]
    assert "assigned" not in (line.says(VICTIM, "STATUS") or "")
    assert line.push("call.created", "2026-2").result["notices"][0]["decision"] == "send"


def test_status_from_a_phone_with_two_cases_asks_which_and_a_digit_answers(line: Line) -> None:
    line.push("call.created", "2026-1", ago=600)
    line.push("call.created", "2026-2", call_type="burglary")
    line.push("unit.dispatched", "2026-2")
    asked = line.says(VICTIM, "STATUS") or ""
    assert "1" in asked
    assert "2" in asked
    for choice in ("1", "2026-2"):
        told = line.says(VICTIM, choice) or ""
        assert "assigned" in told
        assert "yet" not in told
    again = line.says(VICTIM, "STATUS") or ""
    assert asked.startswith(again)
    assert "No officer has been assigned yet" in (line.says(VICTIM, "2") or "")
    inbound = line.rows("select intent from messages where direction = 'inbound' order by sequence")
    assert [row["intent"] for row in inbound] == ["status", "choice", "choice", "status", "choice"]
    assert [text["kind"] or text["intent"] for text in line.messages("2026-2")][-1] == "reply"


def test_each_text_that_only_a_person_can_answer_opens_a_request(line: Line) -> None:
    line.push("call.created")
    line.push("call.created", "2026-9", contacts=[contact(OTHER)])
    line.says(VICTIM, "nice weather today lol")
    line.says(VICTIM, "qwerty asdf")
    line.says(OTHER, "CANCEL")
    line.says(STRANGER, "nice weather today")
    line.says(STRANGER, "someone is breaking in")
    found = {(one["kind"], one["contact"]): one for one in line.requests()}
    assert set(found) == {
        ("unanswered", VICTIM),
        ("withdraw", OTHER),
        ("unknown_sender", STRANGER),
        ("emergency", STRANGER),
    }
    unanswered = found["unanswered", VICTIM]
    assert (unanswered["incident"], unanswered["urgent"], len(unanswered["messages"])) == ("2026-1", False, 2)
    assert found["withdraw", OTHER]["incident"] == "2026-9"
    emergency = found["emergency", STRANGER]
    assert (emergency["incident"], emergency["urgent"]) == (None, True)
    words = [line.get(f"/api/v1/messages/{one}").body["body"] for one in unanswered["messages"]]
    assert words == ["nice weather today lol", "qwerty asdf"]


def test_a_protected_case_is_never_spoken_of(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("case.protected", reason="asked")
    reply = line.says(VICTIM, "STATUS") or ""
    assert "stolen" not in reply.lower()
    assert reply == (line.says(STRANGER, "STATUS") or "") or "911" in reply


def test_a_case_lists_the_texts_about_it_and_those_of_a_phone_whose_only_case_it_is(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.says(VICTIM, "HELP")
    line.says(VICTIM, "nice weather today lol")
    shown = [(text["direction"], text["kind"] or text["intent"]) for text in line.messages()]
    assert shown == [
        ("outbound", "report_received"),
        ("inbound", "help"),
        ("outbound", "reply"),
        ("inbound", "unknown"),
        ("outbound", "reply"),
    ]


def test_a_text_without_a_sender_is_refused(line: Line) -> None:
    form = inbound_form("STATUS", "")
    assert post(line, INBOUND, form).status == 400
    del form["From"]
    assert post(line, INBOUND, form).status == 400
