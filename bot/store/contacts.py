"""Contacts: one per agency and phone, with their language, their consent, and its history as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.store.db import Connection, Cursor
from flows.vocabulary import Consent, Role


@dataclass(frozen=True)
class Contact:
    """A phone of an agency.

    `language` is what CAD or the person said, None when nobody did; `introduced_by` is the text that told it
    who we are.
    """

    id: int
    phone: str
    valid: bool
    language: str | None
    heard: tuple[str, int]
    consent: Consent
    introduced_by: UUID | None


@dataclass(frozen=True)
class Link:
    """A contact's part in one case."""

    contact: Contact
    role: Role
    name: str | None
    linked: bool
    barred: bool
    muted: bool = False


_COLUMNS = """k.id, k.phone, k.valid, k.language, k.heard_language, k.heard_count, k.consent,
    k.introduced_by"""


def ensure(connection: Connection, agency: str, phone: str, valid: bool, language: str | None, now: datetime) -> None:
    """Makes the contact if it is new; its language, if nobody knew it yet."""
    consent = Consent.GRANTED if valid else Consent.UNREACHABLE
    connection.execute(
        """insert into contacts (agency, phone, valid, language, consent, created_at)
           values (%s, %s, %s, %s, %s, %s)
           on conflict (agency, phone) do update set language = excluded.language
           where contacts.language is null and excluded.language is not null""",
        (agency, phone, valid, language, consent.value, now),
    )


def lock(connection: Connection, agency: str, phone: str) -> Cursor:
    """Asks for the contact of a phone, to be locked until the transaction ends; `locked` reads the answer."""
    return connection.execute(
        f"select {_COLUMNS} from contacts k where agency = %s and phone = %s for no key update", (agency, phone)
    )


def locked(asked: Cursor) -> Contact | None:
    row = asked.fetchone()
    return of(row, row["id"]) if row else None


def hold(connection: Connection, contact_id: int) -> None:
    """Locks a contact until the transaction ends: no text to it starts, and no STOP of it passes, meanwhile."""
    connection.execute("select 1 from contacts where id = %s for no key update", (contact_id,))


_LINK = f"""select {_COLUMNS}, l.role, l.name, l.linked, l.barred_at is not null as barred,
    l.muted_at is not null as muted from case_contacts l join contacts k on k.id = l.contact_id"""


def of_case(connection: Connection, case_id: int) -> list[Link]:
    rows = connection.execute(f"{_LINK} where l.case_id = %s order by k.id", (case_id,))
    return [_link(row) for row in rows]


def link_of(connection: Connection, case_id: int, contact_id: int) -> Link | None:
    row = connection.execute(f"{_LINK} where l.case_id = %s and l.contact_id = %s", (case_id, contact_id)).fetchone()
    return _link(row) if row else None


def bar(connection: Connection, contact_id: int, case_ids: Iterable[int], now: datetime) -> None:
    """This phone said that it has nothing to do with these cases: for ever."""
    connection.execute(
        """update case_contacts set barred_at = %s
           where contact_id = %s and case_id = any(%s) and barred_at is null""",
        (now, contact_id, list(case_ids)),
    )


def mute(connection: Connection, contact_id: int, case_id: int, now: datetime) -> None:
    """This phone wants no texts about this case."""
    connection.execute(
        """update case_contacts set muted_at = %s
           where contact_id = %s and case_id = %s and muted_at is null""",
        (now, contact_id, case_id),
    )


def unmute(connection: Connection, contact_id: int) -> None:
    """Texts about every case of this phone again."""
    connection.execute("update case_contacts set muted_at = null where contact_id = %s", (contact_id,))


def set_consent(
    connection: Connection,
    agency: str,
    contact_id: int,
    consent: Consent,
    how: str,
    now: datetime,
    *,
    message_id: UUID | None = None,
    words: str | None = None,
) -> None:
    """Changes a contact's consent and keeps the evidence of it."""
    connection.execute("update contacts set consent = %s where id = %s", (consent.value, contact_id))
    connection.execute(
        """insert into consent_history (agency, contact_id, at, consent, how, words, message_id)
           values (%s, %s, %s, %s, %s, %s, %s)""",
        (agency, contact_id, now, consent.value, how, words, message_id),
    )


def is_opted_out(connection: Connection, contact_id: int) -> bool:
    """Whether the phone said STOP; its row is held until the transaction ends."""
    row = connection.execute("select consent from contacts where id = %s for no key update", (contact_id,)).fetchone()
    return row is not None and row["consent"] == Consent.OPTED_OUT.value


def set_language(connection: Connection, contact_id: int, language: str) -> None:
    connection.execute(
        "update contacts set language = %s, heard_language = '', heard_count = 0 where id = %s",
        (language, contact_id),
    )


def correct_language(connection: Connection, agency: str, phone: str, language: str) -> None:
    """Dispatch says which language this phone's owner speaks."""
    connection.execute(
        "update contacts set language = %s where agency = %s and phone = %s", (language, agency, phone)
    )


def set_heard(connection: Connection, contact_id: int, language: str, count: int) -> None:
    connection.execute(
        "update contacts set heard_language = %s, heard_count = %s where id = %s",
        (language, count, contact_id),
    )


def introduce(connection: Connection, first_texts: Mapping[int, UUID]) -> None:
    """These texts are their phones' first: who we are, STOP and HELP."""
    if first_texts:
        connection.execute(
            """update contacts k set introduced_by = r.message_id
               from unnest(%s::bigint[], %s::uuid[]) as r(id, message_id)
               where k.id = r.id and k.introduced_by is null""",
            (list(first_texts), list(first_texts.values())),
        )


def forget_introduction(connection: Connection, message_id: UUID) -> None:
    """The first text never reached the phone: the next one has its duties."""
    connection.execute("update contacts set introduced_by = null where introduced_by = %s", (message_id,))


def _link(row: dict[str, Any]) -> Link:
    return Link(of(row, row["id"]), Role(row["role"]), row["name"], row["linked"], row["barred"], row["muted"])


def of(row: dict[str, Any], contact_id: int) -> Contact:
    """The contact that a row tells of, among other things."""
    return Contact(
        id=contact_id,
        phone=row["phone"],
        valid=row["valid"],
        language=row["language"],
        heard=(row["heard_language"], row["heard_count"]),
        consent=Consent(row["consent"]),
        introduced_by=row["introduced_by"],
    )
