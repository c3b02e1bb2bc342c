"""Random victims and dispatchers on a whole line, and what must hold whatever they do.

Nothing after STOP but what was asked for; nothing about a protected case; no text twice; no phone learns another
case's facts; every event and every text ends in a row that says what became of it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.store.db import connect
from tests.conftest import empty
from tests.line import MORNING, Line, contact

PHONES = ("+18135550101", "+18135550102", "+18135550103", "+18135550104")
INCIDENTS = ("2026-71", "2026-72", "2026-73")
TEXTED = {"victim", "reporting_party", "guardian"}
# Answered even after STOP.
ASKED_FOR = ("HELP", "info", "start", "UNSTOP", "yes", "help me he has a gun", "ayuda", "someone is breaking in now")
STOPS = ("STOP", "stop texting me", "cancel", "end", "PARAR", "leave me alone")
STARTS = ("start", "UNSTOP", "yes")
OTHERS = (
    *("status", "what is going on", "estado", "1", "2", "thanks", "ok", "no", "¿qué pasa con mi caso?", "lol what"),
    *(f"status {incident}" for incident in INCIDENTS),
)
PROGRESS = (
    *("unit.dispatched", "unit.delayed", "unit.on_scene", "call.cleared", "call.cancelled"),
    *("report.filed", "case.assigned", "case.status_changed"),
)

CONTACTS = """
select c.incident, k.phone, l.role
from case_contacts l join contacts k on k.id = l.contact_id join cases c on c.id = l.case_id
where l.linked
"""
# What no row of the record may ever show.
NEVER = {
    "a text that was sent twice": """
        select contact_id, notice_key from messages where started_at is not null and notice_key is not null
        group by contact_id, notice_key having count(*) > 1 or max(attempts) > 1""",
    "two texts that the carrier knows as one": """
        select sid from messages where sid is not null group by sid having count(*) > 1""",
    "a text to us with no answer and no reason": """
        select m.intent from messages m where m.direction = 'inbound' and (m.intent is null
            or (m.reason is null and not exists (select 1 from messages r where r.reply_to = m.id)))""",
    "an event without an end": """
        select event_id from events where outcome = 'waiting' or case_id is null or first is null""",
    "a text that was ended without a reason": """
        select id from messages where status in ('suppressed', 'cancelled', 'expired') and reason is null""",
    "a text in the queue that may not be sent": """
        select m.kind from messages m join cases c on c.id = m.case_id join contacts k on k.id = m.contact_id
        where m.due_at is not null and (c.protected or k.consent <> 'granted')""",
}

phones, incidents = st.sampled_from(PHONES), st.sampled_from(INCIDENTS)
roles = st.sampled_from(["victim", "guardian", "witness"])


@dataclass
class Call:
    """What the test knows of a case: it pushes every event as it happens, so this is simple."""

    roles: dict[str, str] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)
    protected: bool = False
    listed: bool = True

    def may_tell(self, phone: str) -> bool:
        told = self.roles.get(phone) in TEXTED and phone not in self.barred
        return told and self.listed and not self.protected


class Play(RuleBasedStateMachine):
    """One example: a day on the line."""

    line: ClassVar[Line]
    database_url: ClassVar[str]
    days = itertools.count(1)

    def __init__(self) -> None:
        super().__init__()
        self.record = connect(self.database_url)
        empty(self.database_url)
        self.line.clock.at = MORNING + timedelta(days=7 * next(self.days))
        self.line.key = self.line.make_key("admin")
        self.seen = len(self.line.ledger()["outbound"])
        self.names = (f"Vex{a}{b}" for a, b in itertools.product("abcdefgh", repeat=2))
        self.calls: dict[str, Call] = {}
        self.owner: dict[str, str] = {}  # a fact's word -> the incident whose fact it is
        self.into: dict[str, str] = {}
        self.stopped: set[str] = set()
        self.answers: dict[str, int] = {}
        self.last: dict[str, Any] | None = None

    def teardown(self) -> None:
        """At the end of the day everybody asks."""
        try:
            for phone in PHONES:
                self.hears(phone, "status")
            self.every_text_was_allowed()
        finally:
            self.record.close()

    def call(self, incident: str) -> Call | None:
        return self.calls.get(self.root(incident))

    def root(self, incident: str) -> str:
        while incident in self.into:
            incident = self.into[incident]
        return incident

    def push(self, type: str, incident: str, **data: Any) -> Any:
        self.line.clock.at += timedelta(seconds=1)
        self.last = self.line.event(type, incident, **data)
        answer = self.line.post("/api/v1/events", self.last)
        assert answer.status in (200, 202), answer.body
        assert answer.result["outcome"] in ("applied", "stale", "suppressed", "waiting")
        assert (answer.status == 202) is (answer.result["outcome"] == "waiting")
        return answer

    # Dispatch

    @initialize(who=phones, language=st.sampled_from(["en", "es"]))
    def a_call_comes_in(self, who: str, language: str) -> None:
        self.open(INCIDENTS[0], {who: "victim"}, language, listed=True, flagged=False)

    @rule(
        incident=incidents,
        who=st.dictionaries(phones, roles, min_size=1, max_size=2),
        language=st.sampled_from(["en", "es"]),
        listed=st.sampled_from([True, True, True, False]),
        flagged=st.sampled_from([False, False, False, True]),
    )
    def open(self, incident: str, who: dict[str, str], language: str, listed: bool, flagged: bool) -> None:
        if incident in self.calls or incident in self.into:
            return
        self.calls[incident] = Call(dict(who), protected=flagged, listed=listed)
        self.push(
            "call.created",
            incident,
            call_type="theft" if listed else "homicide",
            flags=["juvenile"] if flagged else [],
            contacts=[contact(phone, role, language=language) for phone, role in who.items()],
        )

    @rule(
        incident=incidents, type=st.sampled_from(PROGRESS), status=st.sampled_from(["inactive", "reopened", "closed"])
    )
    def happens(self, incident: str, type: str, status: str) -> None:
        if self.call(incident) is None:
            return
        name = next(self.names)
        self.owner[name] = incident
        person = {"name": f"Officer {name}"}
        data: dict[str, Any] = {
            "call.cleared": {"disposition": "report_taken", "officer": person, "case_number": f"26-{name}"},
            "report.filed": {"case_number": f"26-{name}"},
            "case.assigned": {"investigator": person},
            "case.status_changed": {"status": status},
        }.get(type, {})
        self.push(type, incident, **data)

    @rule(incident=incidents)
    def is_protected(self, incident: str) -> None:
        call = self.call(incident)
        if call is not None:
            call.protected = True
            self.push("case.protected", incident, reason="asked")

    @rule(incident=incidents)
    def is_unprotected(self, incident: str) -> None:
        call = self.call(incident)
        if call is not None:
            call.protected = False
            self.push("case.unprotected", incident, reason="a mistake")

    @rule(incident=incidents, into=incidents)
    def is_merged(self, incident: str, into: str) -> None:
        gone, stays = self.root(incident), self.root(into)
        if gone == stays or gone not in self.calls or stays not in self.calls:
            return
        merged, kept = self.calls.pop(gone), self.calls[stays]
        self.into[gone] = stays
        kept.roles = merged.roles | kept.roles
        kept.barred |= merged.barred
        kept.protected |= merged.protected
        self.push("call.merged", incident, into=into)

    @rule(incident=incidents, phone=phones, role=roles)
    def has_another_contact(self, incident: str, phone: str, role: str) -> None:
        call = self.call(incident)
        if call is not None:
            call.roles[phone] = role
            self.push("contact.added", incident, contact=contact(phone, role))

    @rule(incident=incidents, phone=phones, old=phones)
    def has_a_new_phone(self, incident: str, phone: str, old: str) -> None:
        call = self.call(incident)
        if call is not None:
            call.roles.pop(old, None)
            call.roles[phone] = "victim"
            self.push("contact.updated", incident, contact=contact(phone), old_phone=old)

    @rule(incident=incidents, phone=phones)
    def loses_a_contact(self, incident: str, phone: str) -> None:
        call = self.call(incident)
        if call is not None:
            call.roles.pop(phone, None)
            self.push("contact.removed", incident, contact=contact(phone))

    @rule()
    def dispatch_repeats_itself(self) -> None:
        if self.last is not None:
            assert self.line.post("/api/v1/events", self.last).result["outcome"] == "duplicate"

    @rule(incident=incidents, phone=phones)
    def the_desk_writes(self, incident: str, phone: str) -> None:
        call = self.call(incident)
        if call is None:
            return
        name = next(self.names)
        self.owner[name] = incident
        path = f"/api/v1/cases/{incident}/messages"
        body = {"body": f"Please ask for {name}.", "contact": phone}
        answer = self.line.post(path, body, Idempotency_Key=name)
        allowed = call.may_tell(phone) and phone not in self.stopped
        assert answer.status == 201 if allowed else answer.status in (409, 422), answer.body

    # Victims

    @rule(phone=phones, words=st.sampled_from(ASKED_FOR))
    def asks_for_help_or_to_come_back(self, phone: str, words: str) -> None:
        self.says(phone, words)
        if words in STARTS and (words != "yes" or phone in self.stopped):
            self.stopped.discard(phone)

    @rule(phone=phones, words=st.sampled_from(STOPS))
    def says_stop(self, phone: str, words: str) -> None:
        answer = self.says(phone, words)
        assert (answer is None) is (phone in self.stopped), "STOP is confirmed once"
        self.stopped.add(phone)

    @rule(phone=phones, words=st.sampled_from(OTHERS))
    def says_something(self, phone: str, words: str) -> None:
        self.hears(phone, words)

    def hears(self, phone: str, words: str) -> None:
        answer = self.says(phone, words)
        if phone in self.stopped:
            assert answer is None
        elif not any(call.may_tell(phone) for call in self.calls.values()):
            told = re.search(r"(?i)your (call|case)|su (llamada|caso)|officer|agente|detective", answer or "")
            assert told is None, f"to somebody with no case: {answer}"

    @rule(phone=phones, data=st.data())
    def tries_a_number(self, phone: str, data: st.DataObject) -> None:
        numbers = [f"26-{name}" for name in self.owner] + list(INCIDENTS)
        answer = self.says(phone, data.draw(st.sampled_from(numbers)))
        if phone in self.stopped:
            assert answer is None

    @rule(phone=phones)
    def has_the_wrong_number(self, phone: str) -> None:
        self.says(phone, "wrong number")
        for call in self.calls.values():
            if phone in call.roles:
                call.barred.add(phone)

    def says(self, phone: str, words: str) -> str | None:
        self.line.clock.at += timedelta(seconds=1)
        answer = self.line.says(phone, words)
        if answer is not None:
            self.answers[phone] = self.answers.get(phone, 0) + 1
        return answer

    # Time

    @rule()
    def workers_work(self) -> None:
        self.line.work()

    @rule(minutes=st.sampled_from([1, 16, 21, 600, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.line.later(minutes=minutes)

    # What must hold

    @invariant()
    def every_text_was_allowed(self) -> None:
        outbound = self.line.ledger()["outbound"]
        new, self.seen = outbound[self.seen :], len(outbound)
        for text in new:
            phone, body = text["to"], text["body"]
            if self.answers.get(phone, 0):
                self.answers[phone] -= 1
            else:
                assert phone not in self.stopped, f"after STOP: {body}"
                assert any(call.may_tell(phone) for call in self.calls.values()), f"of no case of theirs: {body}"
            for name in re.findall(r"Vex[a-z]{2}", body):
                call = self.call(self.owner[name])
                assert call is not None
                assert call.may_tell(phone), f"another's facts: {body}"
        assert not any(self.answers.values()), "an answer that the phone did not get"

    @invariant()
    def the_record_is_in_order(self) -> None:
        for wrong, statement in NEVER.items():
            found = self.record.execute(statement).fetchall()
            assert not found, f"{wrong}: {found}"

    @invariant()
    def the_record_says_what_we_know(self) -> None:
        for row in self.record.execute("select phone, consent from contacts"):
            assert (row["consent"] == "opted_out") is (row["phone"] in self.stopped)
        contacts: dict[str, dict[str, str]] = {}
        for row in self.record.execute(CONTACTS):
            contacts.setdefault(row["incident"], {})[row["phone"]] = row["role"]
        for row in self.record.execute("select incident, protected from cases where merged_into is null"):
            call = self.calls[row["incident"]]
            assert row["protected"] == call.protected
            assert contacts.get(row["incident"], {}) == call.roles


def test_whatever_victims_and_dispatchers_do_the_line_keeps_its_word(line: Line, database_url: str) -> None:
    Play.line, Play.database_url = line, database_url
    run_state_machine_as_test(
        Play,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # a failure is told as it was found: to make it smaller takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
