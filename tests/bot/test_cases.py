"""The record of a case: whatever order its events come in, the rows say the same in the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.cases import Incoming, receive
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
