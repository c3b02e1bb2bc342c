"""What the database itself forbids, whatever the code does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors

from bot.store import schema

STATUSES = ("queued", "sending", "sent", "delivered", "undelivered", "failed", "expired", "suppressed", "cancelled")
RANK = {"queued": 0, "sending": 1, "sent": 2}


@pytest.fixture
def database(clean_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection with an agency's case and contact in it; nothing of the test is kept."""
    with psycopg.connect(clean_database_url) as connection:
        connection.execute(
            "insert into cases (agency, incident, state, protected, snapshot, opened_at, updated_at)"
            " values ('tampa', '2026-1', 'reported', false, '{}', now(), now())"
        )
        connection.execute(
            "insert into contacts (agency, phone, valid, created_at) values ('tampa', '+18135550101', true, now())"
        )
        yield connection
        connection.rollback()


def refused(connection: psycopg.Connection[Any], error: type[psycopg.Error], statement: str, *values: Any) -> bool:
    """Whether the database refuses a statement with this error; it leaves no trace."""
    with connection.transaction(force_rollback=True):
        try:
            connection.execute(statement, values)
        except error:
            return True
    return False


def text(connection: psycopg.Connection[Any], status: str, **more: Any) -> Any:
    values = {"id": uuid4(), "agency": "tampa", "direction": "outbound", "status": status} | more
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    due = "now()" if status == "queued" else "null"
    connection.execute(
        f"insert into messages ({names}, created_at, due_at) values ({marks}, now(), {due})", list(values.values())
    )
    return values["id"]


MOVE = """update messages set status = %s, resends = resends + %s,
    due_at = case when %s = 'queued' then now() end where id = %s"""


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(old=st.sampled_from(STATUSES), new=st.sampled_from(STATUSES), resends=st.integers(0, 1))
def test_a_status_only_goes_forward(database: psycopg.Connection[Any], old: str, new: str, resends: int) -> None:
    forward = RANK.get(new, 3) > RANK.get(old, 3) or old == new
    again = (old, new, resends) == ("sent", "sending", 1)
    with database.transaction(force_rollback=True):
        one = text(database, old)
        went = not refused(database, errors.CheckViolation, MOVE, new, resends, new, one)
    assert went == (forward or again)


def test_there_is_one_new_attempt_after_acceptance_and_no_more(database: psycopg.Connection[Any]) -> None:
    one = text(database, "sent", resends=1)
    assert refused(database, errors.CheckViolation, MOVE, "sending", 1, "sending", one)


@pytest.mark.parametrize(
    "statement",
    [
        "update consent_history set words = 'I never said that'",
        "delete from consent_history",
        "truncate consent_history",
        "truncate contacts cascade",
    ],
)
def test_the_history_of_consent_only_grows(database: psycopg.Connection[Any], statement: str) -> None:
    database.execute(
        "insert into consent_history (agency, contact_id, at, consent, how)"
        " select agency, id, now(), 'opted_out', 'keyword' from contacts"
    )
    assert refused(database, errors.CheckViolation, statement)


@pytest.mark.parametrize(
    ("table", "columns", "row"),
    [
        (
            "events",
            "agency, event_id, incident, type, occurred_at, received_at, effective_at, data, outcome",
            "'tampa', 'e1', 'i', 'unit.dispatched', now(), now(), now(), '{}', 'waiting'",
        ),
        ("contacts", "agency, phone, valid, created_at", "'tampa', '+18135550199', true, now()"),
        (
            "cases",
            "agency, incident, state, protected, snapshot, opened_at, updated_at",
            "'tampa', 'I-2', 'reported', false, '{}', now(), now()",
        ),
        ("case_aliases", "agency, incident, case_id", "'tampa', 'I-2', (select min(id) from cases)"),
        (
            "dialogues",
            "agency, contact_id, state, opened_at",
            "'tampa', (select min(id) from contacts), 'idle', now()",
        ),
        (
            "requests",
            "id, agency, kind, urgent, case_id, detail, opened_at, due_at",
            "gen_random_uuid(), 'tampa', 'withdraw', false, (select min(id) from cases), '{}', now(), now()",
        ),
        (
            "requests",
            "id, agency, kind, urgent, contact_id, detail, opened_at, due_at",
            "gen_random_uuid(), 'tampa', 'withdraw', false, (select min(id) from contacts), '{}', now(), now()",
        ),
        (
            "messages",
            "id, agency, direction, status, sid, created_at",
            "gen_random_uuid(), 'tampa', 'inbound', 'received', 'SM1', now()",
        ),
        (
            "messages",
            "id, agency, direction, case_id, contact_id, notice_key, status, created_at",
            "gen_random_uuid(), 'tampa', 'outbound', (select min(id) from cases), (select min(id) from contacts),"
            " 'e:k', 'sent', now()",
        ),
        (
            "messages",
            "id, agency, direction, status, idempotency_key, created_at",
            "gen_random_uuid(), 'tampa', 'outbound', 'sent', 'once', now()",
        ),
    ],
    ids=[
        "event id",
        "contact",
        "incident",
        "alias",
        "open dialogue",
        "open request of a case",
        "open request of a phone",
        "MessageSid",
        "notice",
        "idempotency key",
    ],
)
def test_there_is_only_one(database: psycopg.Connection[Any], table: str, columns: str, row: str) -> None:
    statement = f"insert into {table} ({columns}) values ({row})"
    database.execute(statement)
    assert refused(database, errors.UniqueViolation, statement)


def test_a_closed_dialogue_or_request_makes_room_for_the_next(database: psycopg.Connection[Any]) -> None:
    dialogue = (
        "insert into dialogues (agency, contact_id, state, opened_at, closed_at)"
        " select 'tampa', id, 'idle', now(), %s from contacts"
    )
    request = (
        "insert into requests (id, agency, kind, state, urgent, case_id, detail, opened_at, due_at)"
        " select gen_random_uuid(), 'tampa', 'withdraw', %s, false, id, '{}', now(), now() from cases"
    )
    for _ in range(2):
        database.execute(dialogue, ("2026-11-24",))
        database.execute(request, ("closed",))
    database.execute(dialogue, (None,))
    database.execute(request, ("claimed",))
    assert refused(database, errors.UniqueViolation, dialogue, None)
    assert refused(database, errors.UniqueViolation, request, "open")


@pytest.mark.parametrize(
    "table", ["cases", "case_aliases", "events", "contacts", "consent_history", "dialogues", "requests", "api_keys"]
)
def test_every_row_belongs_to_an_agency(database: psycopg.Connection[Any], table: str) -> None:
    found = database.execute(
        "select is_nullable from information_schema.columns where table_name = %s and column_name = 'agency'",
        (table,),
    ).fetchone()
    assert found == ("NO",)


def test_only_a_text_to_a_number_that_nobody_owns_belongs_to_none(database: psycopg.Connection[Any]) -> None:
    text(database, "received", direction="inbound", agency=None)
    with pytest.raises(errors.CheckViolation):
        text(database, "sent", agency=None)


@pytest.mark.parametrize(
    "statement",
    [
        "update messages set due_at = now()",
        "update messages set status = 'lost'",
        "update messages set direction = 'sideways'",
        "update messages set resends = 2",
        "update contacts set consent = 'maybe'",
        "insert into messages (id, direction, agency, status, created_at) values"
        " (gen_random_uuid(), 'outbound', 'tampa', 'queued', now())",
        "insert into api_keys (id, agency, name, scopes, secret_sha256, created_at) values"
        " ('k', 'tampa', 'n', '{everything}', 'x', now())",
        "insert into api_keys (id, agency, name, scopes, secret_sha256, created_at) values"
        " ('k', 'tampa', 'n', '{}', 'x', now())",
    ],
)
def test_what_makes_no_sense_is_refused(database: psycopg.Connection[Any], statement: str) -> None:
    text(database, "delivered")
    assert refused(database, errors.CheckViolation, statement)


def test_an_upgrade_twice_changes_nothing(clean_database_url: str) -> None:
    schema.upgrade(clean_database_url)
    present, newest = schema.versions(clean_database_url)
    assert present == newest
