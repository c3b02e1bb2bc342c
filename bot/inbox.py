"""A victim texts: one transaction per text, from the words to the answer.

The steps: record the text once; lock its contact; load what is known; let the dialogue decide; do what it
says; record the answer. The webhook renders it. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.deeds import Deeds
from bot.store import cases, contacts, dialogues, late, messages
from bot.store.contacts import Contact
from bot.store.db import Connection
from flows import dialogue
from flows.agency import Agency
from flows.answers import answer_expires
from flows.segments import count
from flows.vocabulary import NoticeKind, Reason, Role

# How far back unanswerable texts count towards the loop guard.
LATELY = timedelta(minutes=10)
# How far back they count as one after the other.
TODAY = timedelta(hours=24)


@dataclass(frozen=True)
class Found:
    """When the carrier took a text, and the SIDs of what the same phone wrote after it, by the carrier's list."""

    at: datetime
    later: Sequence[str] = ()


@dataclass(frozen=True)
class Heard:
    """A text to us, as the carrier handed it over.

    `found` is set for one that it couldn't hand over and that was found in its list.
    """

    sid: str
    phone: str
    body: str
    media: Sequence[dict[str, str]]
    opt_out_type: str | None
    found: Found | None = None


@dataclass(frozen=True)
class Reply:
    """An answer, and the id under which its receipt comes back."""

    message_id: UUID
    body: str


@dataclass(frozen=True)
class Taken:
    """What a text came to: its answer, and what it was taken to mean (None for a repetition)."""

    reply: Reply | None
    intent: str | None


def take(connection: Connection, agency: Agency | None, heard: Heard, now: datetime) -> Taken:
    """Takes one text in. The same MessageSid again gets the same answer, and changes nothing.

    The answer to a text that was found late is written to the outbox, while it still makes sense.
    """
    if agency is None:
        _unowned(connection, heard, now)
        return Taken(None, None)
    message_id = uuid4()
    if not messages.add_inbound(connection, message_id, agency.key, heard.sid, heard.body, list(heard.media), now):
        return Taken(_same_answer(connection, heard.sid, now), None)
    contact = contacts.lock(connection, agency.key, heard.phone, now)
    known = _known(connection, contact)
    answer = dialogue.answer(
        dialogue.Text(heard.body, len(heard.media), heard.opt_out_type),
        _speaker(connection, contact, known, now),
        agency,
        now,
    )
    if heard.found is not None:
        answer = _in_hindsight(connection, contact, answer, heard.found, now)
    case_ids = {view.snapshot.incident: case_id for case_id, view in known}
    deeds = Deeds(connection, agency, contact, case_ids, message_id, heard.body, now)
    for effect in answer.effects:
        deeds.carry_out(effect)
    about = case_ids.get(answer.about) if answer.about else None
    messages.understand(
        connection,
        message_id,
        case_id=about,
        contact_id=contact.id,
        intent=answer.understanding.intent.value,
        language=answer.understanding.language,
        reason=answer.silence.value if answer.silence else None,
    )
    if answer.reply is None:
        return Taken(None, answer.understanding.intent.value)
    reply = Reply(uuid4(), answer.reply)
    written = (
        connection,
        reply.message_id,
        agency.key,
        about,
        contact.id,
        message_id,
        reply.body,
        answer.language,
        count(reply.body).segments,
        now,
    )
    if heard.found is None:
        messages.add_reply(*written)
    else:
        tells_case = any(isinstance(effect, dialogue.Focus) for effect in answer.effects)
        expires_at = answer_expires(answer.understanding.intent, heard.found.at)
        late.add_reply(*written, tells_case=tells_case, expires_at=expires_at)
    if answer.introduces:
        contacts.introduce(connection, contact.id, reply.message_id)
    return Taken(reply, answer.understanding.intent.value)


def _in_hindsight(
    connection: Connection, contact: Contact, answer: dialogue.Answer, found: Found, now: datetime
) -> dialogue.Answer:
    """The answer to a text of a while ago: what the person has decided since stands, and no answer comes too late."""
    about_consent = (dialogue.OptOut, dialogue.OptIn)
    decides = any(isinstance(one, about_consent) for one in answer.effects)
    if decides and contacts.decided_by(connection, contact.id, found.later):
        rest = tuple(one for one in answer.effects if not isinstance(one, about_consent))
        return replace(answer, effects=rest, reply=None, silence=Reason.SUPERSEDED)
    if answer.reply is not None and now >= answer_expires(answer.understanding.intent, found.at):
        return replace(answer, reply=None, silence=Reason.TOO_OLD)
    return answer


def _unowned(connection: Connection, heard: Heard, now: datetime) -> None:
    """A text to a number that no agency owns: that it came is recorded, not who wrote or what."""
    message_id = uuid4()
    if messages.add_inbound(connection, message_id, None, heard.sid, None, [], now):
        messages.understand(
            connection,
            message_id,
            case_id=None,
            contact_id=None,
            intent=None,
            language=None,
            reason=Reason.UNKNOWN_SENDER.value,
        )


def _same_answer(connection: Connection, sid: str, now: datetime) -> Reply | None:
    answered = messages.reply_to_sid(connection, sid, now)
    return Reply(*answered) if answered else None


def _known(connection: Connection, contact: Contact) -> list[tuple[int, dialogue.CaseView]]:
    return [
        (row["case"].id, dialogue.CaseView(row["case"].snapshot, Role(row["role"]), row["barred"], row["muted"]))
        for row in cases.linked_to(connection, contact.id)
        if row["linked"]
    ]


def _speaker(
    connection: Connection, contact: Contact, known: list[tuple[int, dialogue.CaseView]], now: datetime
) -> dialogue.Speaker:
    talk = dialogues.current(connection, contact.id)
    opened = None
    if talk and talk["asked_at"] is not None:
        opened = dialogue.Open(dialogue.Talk(talk["state"]), talk["asked_at"], tuple(talk["options"]), talk["notes"])
    lately, in_a_row = messages.not_understood(connection, contact.id, now - LATELY, now - TODAY)
    return dialogue.Speaker(
        consent=contact.consent,
        language=contact.language,
        introduced=contact.introduced_by is not None,
        heard=contact.heard,
        unanswered_lately=lately,
        unknown_in_a_row=in_a_row,
        open=opened,
        offer=_offer(connection, contact, now),
        phone=contact.phone,
        focus=talk["focus"] if talk else None,
        cases=tuple(view for _, view in known),
    )


def _offer(connection: Connection, contact: Contact, now: datetime) -> dialogue.Offer | None:
    """What the last notice that a digit can answer left open."""
    longest = max(dialogue.LASTS[state] for state in dialogue.OPENED_BY.values())
    row = messages.last_offer(connection, contact.id, dialogue.OPENED_BY, now - longest)
    if row is None:
        return None
    return dialogue.Offer(dialogue.OPENED_BY[NoticeKind(row["kind"])], row["incident"], row["at"])
