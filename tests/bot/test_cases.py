"""The record of a case: whatever order its events come in, the rows say the same in the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cases import Incoming, Result, receive, receive_all
from bot.store.db import Connection, connect
from flows.vocabulary import EventType
from tests.flows.factories import TAMPA, TEN, party
from tests.flows.test_arrival_order import CALLS, Happening, happenings

_STATE = """
select a.incident as number, c.incident, c.snapshot - 'protected' as snapshot,
       (select jsonb_object_agg(k.phone, l.role) from case_contacts l join contacts k on k.id = l.contact_id
        where l.case_id = c.id and l.linked) as contacts
from case_aliases a join cases c on c.id = a.case_id order by a.incident
"""


def ending(connection: Connection, story: Sequence[tuple[int, Happening]]) -> list[dict[str, Any]]:
    """What the record says once all of it was heard, long after; nothing is kept."""
    with connection.transaction() as transaction:
        for place, (kind, call, minute, data) in story:
            known = {name: value for name, value in data.items() if value is not None}
            incoming = Incoming(f"e{place}", kind, call, TEN + timedelta(minutes=minute), known)
            receive(connection, TAMPA, incoming, TEN + timedelta(days=9))
        waiting = connection.execute("select event_id from events where outcome = 'waiting'").fetchall()
        assert not waiting
        found = connection.execute(_STATE).fetchall()
        raise psycopg.Rollback(transaction)
    return found


def test_the_record_is_the_same_whatever_order_its_events_come_in(clean_database_url: str) -> None:
    @given(happenings(), st.data())
    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def hold(story: list[Happening], data: st.DataObject) -> None:
        heard = list(enumerate(story))
        otherwise = data.draw(st.permutations(heard))
        record = ending(connection, heard)
        assert [row["number"] for row in record] == list(CALLS)
        assert record == ending(connection, otherwise)

    with connect(clean_database_url) as connection:
        hold()


def test_of_two_merges_of_one_call_the_later_one_leads_wherever_the_first_was_heard(clean_database_url: str) -> None:
    first, second, third = CALLS
    opened: list[Happening] = [
        (EventType.CALL_CREATED, call, 0, {"contacts": [party(f"+1813555015{place}")]})
        for place, call in enumerate(CALLS)
    ]
    merges: list[Happening] = [
        (EventType.CALL_MERGED, first, 1, {"into": second}),
        (EventType.CALL_MERGED, first, 2, {"into": third}),
    ]
    heard = list(enumerate([*opened, *merges]))
    with connect(clean_database_url) as connection:
        record = ending(connection, heard)
        assert {row["incident"] for row in record} == {third}
        assert all(len(row["contacts"]) == 3 for row in record)
        assert record == ending(connection, [*heard[:3], heard[4], heard[3]])


_TEXTS = """
select m.kind, k.phone, m.status, m.reason, m.body, m.notice_key, c.incident from messages m
join contacts k on k.id = m.contact_id join cases c on c.id = m.case_id order by m.sequence
"""
_EVENTS = "select event_id, outcome, reason, first - 'notices' as first from events order by event_id"
_CONTACTS = "select phone, valid, language, consent from contacts order by phone"


def kept(
    connection: Connection, incoming: Sequence[Incoming], sizes: Sequence[int]
) -> tuple[list[Result], list[list[dict[str, Any]]]]:
    """What was answered and what the record says, taken in by batches of these sizes; nothing stays."""
    answered: list[Result] = []
    with connection.transaction() as transaction:
        rest = list(incoming)
        for size in sizes:
            now = TEN + timedelta(minutes=3)
            answered += receive_all(connection, TAMPA, rest[:size], now)
            rest = rest[size:]
        record = [connection.execute(query).fetchall() for query in (_STATE, _TEXTS, _EVENTS, _CONTACTS)]
        raise psycopg.Rollback(transaction)
    return answered, record


def decided(results: Sequence[Result]) -> list[Any]:
    """The answers without the ids of texts, which are new each time."""
    return [
        (
            one.id,
            one.outcome,
            one.reason,
            one.wake,
            [{name: value for name, value in notice.items() if name != "message_id"} for notice in one.notices],
        )
        for one in results
    ]


def test_a_batch_comes_to_the_same_as_its_events_one_by_one(clean_database_url: str) -> None:
    @given(happenings(), st.data())
    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def hold(story: list[Happening], data: st.DataObject) -> None:
        opening = {EventType.CALL_CREATED: {"call_type": "stolen_vehicle"}}
        incoming = [
            Incoming(
                f"e{place}",
                kind,
                call,
                TEN + timedelta(minutes=minute),
                {name: value for name, value in (facts | opening.get(kind, {})).items() if value is not None},
            )
            for place, (kind, call, minute, facts) in enumerate(story)
        ]
        # Any order: events before their call, merges before either, and some told twice.
        order = data.draw(st.permutations(incoming))
        order += data.draw(st.lists(st.sampled_from(incoming), max_size=2))
        cut = data.draw(st.integers(0, len(order)))
        singly, record = kept(connection, order, [1] * len(order))
        together, same = kept(connection, order, [cut, len(order) - cut])
        assert decided(together) == decided(singly)
        for one, other in zip(same, record, strict=True):
            assert one == other

    with connect(clean_database_url) as connection:
        hold()


def test_what_waits_in_the_very_batch_that_opens_its_call_is_told_with_it(clean_database_url: str) -> None:
    data: dict[str, Any] = {"call_type": "stolen_vehicle", "contacts": [party("+18135550101")]}
    with connect(clean_database_url) as connection:
        early = Incoming("e1", EventType.UNIT_DISPATCHED, "2026-1", TEN, {})
        opens = Incoming("e2", EventType.CALL_CREATED, "2026-1", TEN - timedelta(minutes=1), data)
        answered = receive_all(connection, TAMPA, [early, opens], TEN)
        assert [one.outcome.value for one in answered] == ["waiting", "applied"]
        assert answered[1].wake
        [case] = connection.execute("select state from cases").fetchall()
        assert case["state"] == "dispatched"
        assert [row["outcome"] for row in connection.execute("select outcome from events")] == ["applied", "applied"]
        assert receive(connection, TAMPA, early, TEN).first == {
            "outcome": "waiting",
            "reason": "unknown_incident",
            "notices": [],
        }


def test_a_language_of_a_contact_that_the_case_has_let_go_of_keeps_nothing_out(clean_database_url: str) -> None:
    phone, other = "+18135550101", "+18135550102"
    data: dict[str, Any] = {"call_type": "stolen_vehicle", "contacts": [party(other)]}
    with connect(clean_database_url) as connection:
        early = [
            Incoming("e1", EventType.CONTACT_UPDATED, "2026-1", TEN, {"contact": party(phone, language="es")}),
            Incoming(
                "e2", EventType.CONTACT_REMOVED, "2026-1", TEN + timedelta(minutes=1), {"contact": party(phone)}
            ),
        ]
        opens = Incoming("e3", EventType.CALL_CREATED, "2026-1", TEN - timedelta(minutes=1), data)
        answered = [receive(connection, TAMPA, one, TEN + timedelta(minutes=2)) for one in (*early, opens)]
        assert [one.outcome.value for one in answered] == ["waiting", "waiting", "applied"]
        assert [row["phone"] for row in connection.execute("select phone from contacts")] == [other]
