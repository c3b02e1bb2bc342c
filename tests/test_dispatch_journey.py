"""Dispatch pushes, phones hear: the whole journey, over HTTP, to a carrier and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot import agencies
from tests.line import MORNING, OTHER, VICTIM, Line, contact

OFFICER = {"name": "J. Lane", "badge": "4127", "phone": "+18135550147"}
THIRD = "+18135550103"
LANDLINE = "+15005550009"
# From 10 in the morning to 10 at night in Tampa.
TO_THE_NIGHT = {"hours": 12}


def hear(line: Line, phone: str = VICTIM) -> list[str]:
    """Workers do what is due; what the phone has got since the last look."""
    before = len(line.got(phone))
    line.work()
    return line.got(phone)[before:]


def decided(answer: Any) -> list[tuple[str, str, str, str | None]]:
    """The notices of an answer: kind, contact, decision, reason."""
    return [(one["kind"], one["contact"], one["decision"], one["reason"]) for one in answer.result["notices"]]


def became(answer: Any) -> tuple[str, str | None]:
    return answer.result["outcome"], answer.result["reason"]


# What each event says, in English and in Spanish. The first text to a phone is call.created's.
WORDS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("unit.dispatched", {"unit": "A12"}, "officer_dispatched", "An officer has been assigned", "Un agente ha sido"),
    ("unit.delayed", {"reason": "weather"}, "officer_delayed", "delayed by bad weather", "mal tiempo"),
    (
        "call.cleared",
        {"disposition": "report_taken", "officer": OFFICER, "case_number": "26-1001"},
        "call_finished",
        "J. Lane, badge 4127, 813-555-0147",
        "J. Lane, placa 4127, 813-555-0147",
    ),
    ("report.filed", {"case_number": "26-2002"}, "case_number_assigned", "26-2002", "26-2002"),
    ("case.assigned", {"investigator": {"name": "Rosa Cruz"}}, "detective_assigned", "Rosa Cruz", "Rosa Cruz"),
    ("case.status_changed", {"status": "inactive"}, "case_status", "paused", "en pausa"),
    ("call.cancelled", {}, "call_cancelled", "was cancelled", "fue cancelada"),
]


@pytest.mark.parametrize(("type", "data", "kind", "english", "spanish"), WORDS, ids=[row[0] for row in WORDS])
def test_each_event_is_texted_once_in_the_words_of_each_language(
    line: Line, type: str, data: dict[str, Any], kind: str, english: str, spanish: str
) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER, language="es")])
    line.work()
    answer = line.push(type, id="news", **data)
    assert became(answer) == ("applied", None)
    assert decided(answer) == [(kind, VICTIM, "send", None), (kind, OTHER, "send", None)]
    (said,), (dicho,) = hear(line), line.got(OTHER)[1:]
    assert english in said
    assert spanish in dicho
    again = line.push(type, id="news", **data)
    assert again.result["outcome"] == "duplicate"
    assert again.result["first"]["notices"] == answer.result["notices"]
    assert hear(line) == []


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("call.updated", {"priority": 5}),
        ("unit.on_scene", {}),
        ("case.protected", {"reason": "asked"}),
        ("contact.removed", {"contact": contact(OTHER)}),
    ],
)
def test_these_events_tell_nobody_anything(line: Line, type: str, data: dict[str, Any]) -> None:
    line.push("call.created")
    line.work()
    answer = line.push(type, **data)
    assert (answer.status, became(answer), decided(answer)) == (200, ("applied", None), [])
    assert hear(line) == []


def test_the_first_text_says_who_we_are_and_only_the_first(line: Line) -> None:
    line.push("call.created")
    (first,) = hear(line)
    line.push("call.created", incident="2026-2")
    line.push("unit.dispatched")
    for body in (first, *hear(line)):
        assert body.startswith("Tampa Police: ")
        assert ("Reply STOP to end texts, HELP for help." in body) is (body == first)


def suppressed_first(line: Line) -> None:
    line.push("call.created", ago=60 * 60)


def unlisted_first(line: Line) -> None:
    line.push("call.created", call_type="homicide")
    line.push("call.updated", call_type="theft")


def an_answer_is_first(line: Line) -> None:
    line.push("call.created", ago=60 * 60)
    assert "Reply STOP" in (line.says(VICTIM, "status") or "")


@pytest.mark.parametrize(("before", "duties"), [(suppressed_first, 1), (unlisted_first, 1), (an_answer_is_first, 0)])
def test_the_first_texts_duties_belong_to_whatever_text_is_first(
    line: Line, before: Callable[[Line], None], duties: int
) -> None:
    before(line)
    line.push("unit.dispatched")
    line.push("unit.on_scene")
    line.push("call.cleared", disposition="handled")
    assert sum("Reply STOP" in body for body in hear(line)) == duties


# Late, early, twice, contradictory


def test_a_dispatch_after_clearing_is_never_texted(line: Line) -> None:
    line.push("call.created", ago=300)
    line.push("call.cleared", disposition="handled", ago=60)
    line.work()
    late = line.push("unit.dispatched", ago=120)
    assert became(late) == ("stale", "superseded")
    assert decided(late) == [("officer_dispatched", VICTIM, "suppress", "superseded")]
    assert hear(line) == []
    assert line.case()["state"] == "cleared"


def test_news_that_is_older_than_its_life_changes_the_case_and_texts_nobody(line: Line) -> None:
    line.push("call.created", ago=60 * 60)
    old = line.push("unit.dispatched", ago=16 * 60)
    assert became(old) == ("applied", None)
    assert decided(old) == [("officer_dispatched", VICTIM, "suppress", "too_old")]
    assert line.case()["state"] == "dispatched"
    assert hear(line) == []


def test_what_contradicts_the_case_is_recorded_and_texts_nobody(line: Line) -> None:
    line.push("call.created", ago=300)
    line.push("call.cleared", disposition="handled", ago=200)
    line.work()
    for ago, type in ((90, "unit.on_scene"), (60, "unit.delayed"), (30, "call.cancelled")):
        assert became(line.push(type, ago=ago)) == ("stale", "contradicts")
    assert hear(line) == []


def test_the_same_id_with_another_body_is_a_conflict_and_changes_nothing(line: Line) -> None:
    line.push("call.created", id="one")
    assert line.push("call.cancelled", id="one").status == 409
    assert line.case()["state"] == "reported"


def test_an_event_dated_ahead_is_applied_as_of_now_and_said_to_be_skewed(line: Line) -> None:
    line.push("call.created")
    answer = line.push("unit.dispatched", ago=-600)
    assert became(answer) == ("applied", "clock_skew")
    assert answer.result["skew_seconds"] == 600
    assert len(hear(line)) == 2


def test_an_event_before_its_call_waits_and_is_applied_when_the_call_comes(line: Line) -> None:
    early = line.push("unit.dispatched", id="early")
    assert (early.status, became(early)) == (202, ("waiting", "unknown_incident"))
    assert line.push("unit.dispatched", id="early").status in (200, 409)
    line.push("call.created", ago=60)
    received, dispatched = hear(line)
    assert "We have your report" in received
    assert "assigned" in dispatched
    history = {one["id"]: one["outcome"] for one in line.case()["history"]}
    assert history["early"] == "applied"


def test_protection_that_waits_for_its_call_is_in_force_before_the_first_text(line: Line) -> None:
    line.push("case.protected", reason="asked")
    line.push("call.created")
    assert hear(line) == []
    assert line.case()["protected"] is True


def test_an_event_whose_call_never_comes_is_rejected_after_three_days_with_a_request(line: Line) -> None:
    line.push("unit.dispatched", id="lonely", incident="2026-404")
    line.later(hours=73)
    (row,) = line.rows("select outcome, reason from events where event_id = 'lonely'")
    assert row == {"outcome": "rejected", "reason": "never_matched"}
    assert [request["kind"] for request in line.requests()] == ["undelivered"]


def test_a_second_unit_texts_nobody_and_a_dispatch_after_a_delay_does(line: Line) -> None:
    line.push("call.created", ago=300)
    line.push("unit.dispatched", ago=200)
    line.work()
    assert decided(line.push("unit.dispatched", ago=100)) == []
    line.push("unit.delayed", ago=50)
    line.work()
    line.push("unit.dispatched")
    (again,) = hear(line)
    assert "assigned" in again


def test_a_second_delay_is_too_soon_within_15_minutes_and_news_after(line: Line) -> None:
    line.push("call.created")
    line.push("unit.delayed", reason="traffic")
    line.work()
    line.later(minutes=10)
    soon = line.push("unit.delayed", reason="weather")
    assert decided(soon) == [("officer_delayed", VICTIM, "suppress", "too_soon")]
    line.later(minutes=6)
    line.push("unit.delayed", reason="staffing")
    (later,) = hear(line)
    assert "few officers" in later


@pytest.mark.parametrize("end", ["call.cancelled", "call.cleared"])
def test_a_dispatch_after_the_end_opens_the_call_again(line: Line, end: str) -> None:
    line.push("call.created", ago=300)
    line.push(end, ago=200, **({"disposition": "handled"} if end == "call.cleared" else {}))
    line.work()
    line.push("unit.dispatched")
    (body,) = hear(line)
    assert "assigned" in body
    assert line.case()["state"] == "dispatched"


def test_what_is_untrue_before_it_could_be_sent_is_never_sent(line: Line) -> None:
    line.push("call.created")
    sent = line.push("unit.dispatched")
    line.push("call.cleared", disposition="handled")
    (only,) = hear(line)
    assert "finished" in only
    assert "Reply STOP" in only
    message = line.get(f"/api/v1/messages/{sent.result['notices'][0]['message_id']}").body
    assert (message["status"], message["reason"]) == ("cancelled", "superseded")


# Merges


def test_a_merged_call_brings_its_people_and_its_number_and_says_nothing(line: Line) -> None:
    line.push("call.created", ago=300)
    line.push("call.created", incident="2026-2", contacts=[contact(OTHER)], ago=240)
    line.push("call.cleared", incident="2026-2", disposition="no_report", ago=200)
    line.work()
    merged = line.push("call.merged", incident="2026-2", into="2026-1")
    assert (became(merged), decided(merged)) == (("applied", None), [])
    assert hear(line) == hear(line, OTHER) == []
    assert line.case("2026-2")["incident"] == "2026-1"
    assert line.case()["state"] == "reported"
    line.push("unit.dispatched", incident="2026-2")
    (mine,), (theirs,) = hear(line), line.got(OTHER)[-1:]
    assert "assigned" in mine
    assert "assigned" in theirs


def test_a_merge_into_a_call_that_is_not_here_yet_waits_for_it(line: Line) -> None:
    line.push("call.created", incident="2026-2", contacts=[contact(OTHER)])
    assert line.push("call.merged", incident="2026-2", into="2026-1").status == 202
    line.push("call.created")
    assert {one["phone"] for one in line.case("2026-2")["contacts"]} == {VICTIM, OTHER}


def test_a_chain_of_merges_leads_every_number_to_one_case_whatever_is_heard_first(line: Line) -> None:
    for order in ((0, 1), (1, 0)):
        numbers = [f"{order[0]}-{place}" for place in range(3)]
        for place, number in enumerate(numbers):
            line.push("call.created", incident=number, contacts=[contact(f"+1813555015{place}")], ago=300)
        merges = [(numbers[0], numbers[1], 100), (numbers[1], numbers[2], 50)]
        for place in order:
            incident, into, ago = merges[place]
            line.push("call.merged", incident=incident, into=into, ago=ago)
        for number in numbers:
            found = line.case(number)
            assert found["incident"] == numbers[2]
            assert len(found["contacts"]) == 3


def test_a_call_merged_into_a_protected_one_falls_silent_with_it(line: Line) -> None:
    line.push("call.created", incident="2026-2", contacts=[contact(OTHER)])
    line.push("call.created", flags=["juvenile"])
    assert became(line.push("call.merged", incident="2026-2", into="2026-1")) == ("suppressed", "protected")
    assert hear(line) == hear(line, OTHER) == []


# Contacts


def test_a_contact_added_late_hears_who_we_are_and_what_is_true_now(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.work()
    line.push("contact.added", contact=contact(OTHER, language="es"))
    assert hear(line) == []
    (hello,) = line.got(OTHER)
    assert "Un agente ha sido asignado" in hello
    assert "STOP" in hello


def test_a_contact_added_to_a_case_that_has_not_moved_for_a_day_is_not_texted(line: Line) -> None:
    line.push("call.created")
    line.push("call.cleared", disposition="handled")
    line.work()
    line.later(hours=25)
    added = line.push("contact.added", contact=contact(OTHER))
    assert decided(added) == [("contact_added", OTHER, "suppress", "too_old")]
    assert hear(line, OTHER) == []
    assert "finished" in (line.says(OTHER, "status") or "")


def test_a_new_phone_is_told_and_the_old_one_hears_and_learns_nothing_more(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM, language="es")])
    line.work()
    line.push("unit.dispatched")
    line.push("contact.updated", contact=contact(OTHER), old_phone=VICTIM)
    assert hear(line) == []
    (hello,) = line.got(OTHER)
    assert "Un agente ha sido asignado" in hello
    answer = line.says(VICTIM, "estatus") or ""
    assert "agente" not in answer
    assert [one["phone"] for one in line.case()["contacts"]] == [OTHER]


def test_a_removed_contact_hears_nothing_more(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.work()
    line.push("unit.dispatched")
    line.push("contact.removed", contact=contact(OTHER))
    assert hear(line, OTHER) == []
    assert [text["reason"] for text in line.messages() if text["status"] == "cancelled"] == ["contact_removed"]


@pytest.mark.parametrize("role", ["witness", "suspect", "other"])
def test_nobody_but_victims_reporting_parties_and_guardians_is_texted(line: Line, role: str) -> None:
    answer = line.push("call.created", contacts=[contact(), contact(OTHER, role)])
    assert decided(answer)[1] == ("report_received", OTHER, "suppress", "role_not_texted")
    line.work()
    assert line.got(OTHER) == []
    assert "assigned" not in (line.says(OTHER, "status") or "")


def test_a_phone_that_is_no_number_does_not_fail_the_event(line: Line) -> None:
    answer = line.push("call.created", contacts=[contact(), contact("call her mother")])
    assert became(answer) == ("applied", None)
    assert decided(answer)[1][2:] == ("suppress", "invalid_phone")
    assert {one["phone"]: one["consent"] for one in line.case()["contacts"]}["call her mother"] == "unreachable"
    assert len(hear(line)) == 1


def test_an_opted_out_phone_is_not_texted_and_the_events_say_why(line: Line) -> None:
    line.push("call.created", contacts=[contact(VICTIM), contact(OTHER)])
    line.work()
    line.says(VICTIM, "stop")
    answer = line.push("unit.dispatched")
    assert became(answer) == ("applied", None)
    assert decided(answer)[0] == ("officer_dispatched", VICTIM, "suppress", "opted_out")
    assert hear(line) == []
    assert "assigned" in line.got(OTHER)[-1]


def test_a_language_that_the_agency_does_not_speak_is_answered_in_its_first(line: Line) -> None:
    line.push("call.created", contacts=[contact(language="vi")])
    (body,) = hear(line)
    assert "We have your report" in body


def test_dispatch_may_correct_the_language(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("contact.updated", contact=contact(language="es"))
    line.push("unit.dispatched")
    (body,) = hear(line)
    assert "Un agente" in body


# The clock


def test_a_call_that_no_unit_was_sent_to_is_not_forgotten_and_says_so_once(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.later(minutes=19)
    assert len(line.got()) == 1
    line.later(minutes=1)
    assert "not forgotten" in line.got()[-1]
    line.push("unit.delayed")
    line.work()
    line.later(minutes=30)
    assert [text["kind"] for text in line.messages()].count("still_waiting") == 1


@pytest.mark.parametrize("type", ["unit.dispatched", "unit.on_scene", "call.cleared", "call.cancelled"])
def test_a_call_that_somebody_looks_after_is_not_still_waiting(line: Line, type: str) -> None:
    line.push("call.created")
    line.push(type, **({"disposition": "handled"} if type == "call.cleared" else {}))
    line.later(minutes=25)
    assert "still_waiting" not in [text["kind"] for text in line.messages()]


def test_news_of_an_investigation_is_held_at_night_and_sent_in_the_morning(line: Line) -> None:
    line.push("call.created")
    line.push("call.cleared", disposition="report_taken")
    line.work()
    line.later(**TO_THE_NIGHT)
    answer = line.push("report.filed", case_number="26-1001")
    assert decided(answer) == [("case_number_assigned", VICTIM, "hold", "quiet_hours")]
    assert answer.result["notices"][0]["until"] == "2026-11-25T08:00:00-05:00"
    assert hear(line) == []
    assert line.messages()[-1]["status"] == "held"
    line.later(hours=9, minutes=59)
    assert line.messages()[-1]["status"] == "held"
    line.later(minutes=1)
    assert "26-1001" in line.got()[-1]
    assert line.messages()[-1]["status"] == "delivered"


def test_of_two_changes_in_one_night_the_morning_tells_the_last(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.later(**TO_THE_NIGHT)
    line.push("case.status_changed", status="inactive", ago=60)
    line.push("case.status_changed", status="property_recovered")
    line.later(hours=11)
    (told,) = line.got()[1:]
    assert "was found" in told
    assert [text["reason"] for text in line.messages() if text["kind"] == "case_status"] == ["superseded", None]


def test_of_two_case_numbers_before_either_was_sent_the_second_is_told_once(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("report.filed", case_number="26-1001", ago=60)
    line.push("report.filed", case_number="26-2002")
    (told,) = hear(line)
    assert "26-2002" in told


def test_live_news_goes_at_night(line: Line) -> None:
    line.later(**TO_THE_NIGHT)
    line.push("call.created")
    line.push("unit.dispatched")
    assert len(hear(line)) == 2


def test_a_text_whose_time_ran_out_is_replaced_by_what_is_true_now(line: Line) -> None:
    answer = line.push("call.created")
    line.later(minutes=16)
    expired = line.get(f"/api/v1/messages/{answer.result['notices'][0]['message_id']}").body
    assert (expired["status"], expired["reason"]) == ("expired", "expired")
    (instead,) = line.got()
    assert "No officer has been assigned yet" in instead
    assert "Reply STOP" in instead


def test_two_texts_whose_time_ran_out_are_replaced_by_one(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    line.later(minutes=16)
    assert len(line.got()) == 1
    assert "assigned" in line.got()[0]


def test_what_is_true_now_is_not_said_beside_news_that_says_it(line: Line) -> None:
    line.push("call.created")
    line.clock.at = MORNING.replace(minute=10)
    line.push("unit.dispatched")
    line.later(minutes=6)
    assert len(line.got()) == 1
    assert "assigned" in line.got()[0]


# What the carrier makes of it


def test_a_phone_that_the_carrier_calls_unreachable_is_tried_once_and_told_to_a_person(line: Line) -> None:
    line.push("call.created", contacts=[contact(LANDLINE)])
    line.work()
    line.push("unit.dispatched")
    line.work()
    consents = [one["consent"] for one in line.case()["contacts"]]
    assert consents == ["unreachable"]
    assert [text["reason"] for text in line.messages()][1] == "unreachable"
    assert [request["kind"] for request in line.requests()] == ["undelivered"]


@pytest.mark.parametrize("code", [30005, 30006])
def test_a_phone_that_said_stop_stays_opted_out_when_an_earlier_text_turns_out_undeliverable(
    line: Line, code: int
) -> None:
    line.push("call.created")
    line.faults(to=VICTIM, on="send", receipt=code, receipt_delay_ms=300)
    line.work(receipts=False)
    assert line.says(VICTIM, "stop") is not None
    line.settle()
    assert line.messages()[0]["status"] in ("undelivered", "failed")
    assert line.case()["contacts"][0]["consent"] == "opted_out"
    assert line.says(VICTIM, "hello") is None


def test_bad_news_by_phone_becomes_a_request(clean_database_url: str, redis_url: str) -> None:
    toml = agencies.example().replace("bad_news_by_text = true", "bad_news_by_text = false")
    with Line(clean_database_url, redis_url, toml=toml) as line:
        line.push("call.created")
        line.work()
        answer = line.push("case.status_changed", status="unfounded")
        assert decided(answer) == [("case_status", VICTIM, "suppress", "bad_news")]
        assert hear(line) == []
        assert [request["kind"] for request in line.requests()] == ["bad_news"]
        assert "call 813-555-0130" in (line.says(VICTIM, "status") or "")


def test_an_officers_name_that_is_none_is_left_out_of_the_text(line: Line) -> None:
    line.push("call.created")
    line.work()
    line.push("call.cleared", disposition="handled", officer={"name": "see https://example.com"})
    (body,) = hear(line)
    assert "example" not in body
    assert "finished" in body


def test_a_batch_takes_each_event_by_itself(line: Line) -> None:
    events = [
        line.event("call.created"),
        {"id": "bad", "type": "no.such.type"},
        line.event("unit.dispatched"),
        line.event("unit.dispatched", incident="2026-9"),
    ]
    answer = line.post("/api/v1/events", {"events": events})
    assert answer.status == 200
    assert [one["outcome"] for one in answer.body["results"]] == ["applied", "rejected", "applied", "waiting"]
    assert len(hear(line)) == 2


def test_a_call_that_was_protected_before_it_was_opened_says_so_at_once(line: Line) -> None:
    assert line.push("case.protected", reason="a safe house").result["outcome"] == "waiting"
    opened = line.push("call.created").result
    assert (opened["outcome"], opened["reason"]) == ("suppressed", "protected")
    assert {notice["decision"] for notice in opened["notices"]} == {"suppress"}
    line.work()
    assert line.got() == []


def test_a_call_that_had_ended_before_it_was_opened_is_told_as_it_stands(line: Line) -> None:
    line.push("call.cleared", disposition="handled")
    opened = line.push("call.created", ago=60).result
    assert [(one["kind"], one["decision"], one["reason"]) for one in opened["notices"]] == [
        ("report_received", "suppress", "superseded")
    ]
    line.work()
    assert [text["kind"] for text in line.messages() if text["status"] == "delivered"] == ["call_finished"]
