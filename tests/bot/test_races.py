"""Two at once: STOP against a start, worker against worker."""

from __future__ import annotations

from bot.store import starting
from bot.store.db import connect
from tests.line import VICTIM, Line


def test_a_stop_that_is_committed_first_keeps_the_text_back(line: Line) -> None:
    line.push("call.created")
    line.says(VICTIM, "STOP")
    line.work()
    assert [text for text in line.got() if "report" in text] == []


def test_a_text_is_not_started_while_a_stop_is_being_recorded(line: Line) -> None:
    line.push("call.created")
    with connect(line.database_url) as connection, connection.transaction():
        connection.execute("select 1 from contacts for no key update")  # the webhook of STOP has the contact
        with line.parts.pool.connection() as other, other.transaction():
            assert line.delivery._start(other).started == ()
        connection.execute("update contacts set consent = 'opted_out'")
    line.work()
    assert (line.got(), line.messages()[0]["reason"]) == ([], "opted_out")


def test_two_workers_do_not_start_two_texts_of_one_phone(line: Line) -> None:
    line.push("call.created")
    line.push("unit.dispatched")
    found = line.rows("select id, contact_id, case_id from messages order by sequence")
    with line.parts.pool.connection() as one, line.parts.pool.connection() as other:
        with one.transaction():
            [first] = line.delivery._start(one).started
        # The other worker had looked before the first one's commit, and takes its locks only now.
        with other.transaction():
            asked = starting.take(other, line.clock.at, [row["id"] for row in found])
            assert starting.taken(asked) == []
    assert first.due.id == found[0]["id"]
