"""Cases and the incident numbers that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.codec import snapshot_in
from bot.store.db import Connection
from flows.snapshot import Snapshot


@dataclass(frozen=True)
class Case:
    """A case as the record holds it."""

    id: int
    agency: str
    incident: str
    snapshot: Snapshot
    opened_at: datetime
    updated_at: datetime


_COLUMNS = "c.id, c.agency, c.incident, c.snapshot, c.opened_at, c.updated_at"


def find(connection: Connection, agency: str, incident: str, *, lock: bool = False) -> Case | None:
    """The case that an incident number or an alias of it leads to; locked against other changes if asked."""
    row = connection.execute(
        f"""select {_COLUMNS} from case_aliases a join cases c on c.id = a.case_id
            where a.agency = %s and a.incident = %s {"for no key update of c" if lock else ""}""",
        (agency, incident),
    ).fetchone()
    return _case(row) if row else None


def by_id(connection: Connection, case_id: int, *, lock: bool = False) -> Case | None:
    row = connection.execute(
        f"select {_COLUMNS} from cases c where id = %s {'for no key update' if lock else ''}", (case_id,)
    ).fetchone()
    return _case(row) if row else None


def hold(connection: Connection, case_id: int) -> None:
    """Locks a case against other changes until the transaction ends."""
    connection.execute("select 1 from cases where id = %s for no key update", (case_id,))


def look_at(
    connection: Connection, case_id: int, waiting_due_at: datetime | None, survey_due_at: datetime | None
) -> None:
    """When the clock must look at a case next (None: it needn't)."""
    connection.execute(
        "update cases set waiting_due_at = %s, survey_due_at = %s where id = %s",
        (waiting_due_at, survey_due_at, case_id),
    )


def merge(connection: Connection, case_id: int, into: int) -> None:
    """Everything of one case becomes another's: numbers, events, contacts, texts, requests."""
    pair = {"old": case_id, "new": into}
    for statement in (
        "update cases set merged_into = %(new)s, waiting_due_at = null, survey_due_at = null where id = %(old)s",
        "update case_aliases set case_id = %(new)s where case_id = %(old)s",
        "update events set case_id = %(new)s where case_id = %(old)s",
        """insert into case_contacts (case_id, contact_id, role, name, linked, barred_at, muted_at)
           select %(new)s, contact_id, role, name, linked, barred_at, muted_at
           from case_contacts where case_id = %(old)s
           on conflict (case_id, contact_id) do update
           set barred_at = coalesce(case_contacts.barred_at, excluded.barred_at),
               muted_at = coalesce(case_contacts.muted_at, excluded.muted_at)""",
        "delete from case_contacts where case_id = %(old)s",
        """insert into survey_answers (case_id, contact_id, agency, score, words, message_id, answered_at)
           select %(new)s, contact_id, agency, score, words, message_id, answered_at from survey_answers
           where case_id = %(old)s on conflict do nothing""",
        "delete from survey_answers where case_id = %(old)s",
        "update messages set case_id = %(new)s where case_id = %(old)s",
        "update dialogues set focus = %(new)s where focus = %(old)s",
        """update requests set state = 'closed', closed_at = now(), note = 'merged into another case'
           where case_id = %(old)s and state <> 'closed' and exists (select 1 from requests other
               where other.case_id = %(new)s and other.kind = requests.kind and other.state <> 'closed')""",
        "update requests set case_id = %(new)s where case_id = %(old)s",
    ):
        connection.execute(statement, pair)


def waiting(connection: Connection, agencies: list[str], now: datetime, limit: int) -> list[int]:
    """Cases of these agencies that the clock must look at, the newest first: the oldest may be past mending."""
    rows = connection.execute(
        """select id from cases where waiting_due_at <= %s and agency = any(%s)
           order by waiting_due_at desc limit %s""",
        (now, agencies, limit),
    )
    return [row["id"] for row in rows]


def to_be_asked(connection: Connection, agencies: list[str], now: datetime, limit: int) -> list[int]:
    """Cases whose survey is due."""
    rows = connection.execute(
        """select id from cases where survey_due_at <= %s and agency = any(%s)
           order by survey_due_at limit %s""",
        (now, agencies, limit),
    )
    return [row["id"] for row in rows]


def _case(row: dict[str, Any]) -> Case:
    return Case(
        id=row["id"],
        agency=row["agency"],
        incident=row["incident"],
        snapshot=snapshot_in(row["snapshot"]),
        opened_at=row["opened_at"],
        updated_at=row["updated_at"],
    )
