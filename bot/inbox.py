"""A victim texts: one transaction per text, from the words to the answer.

The steps: lock the contact and load what is known; know a repetition; let the dialogue decide; record the text;
do what the dialogue says; record the answer. The webhook renders it. Nothing is sent from here.

The transaction is pipelined (bot/store/db.py): what is loaded comes in one round trip, and what is written leaves
in another, with the commit. So nothing is read between the writes that most texts lead to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.deeds import Deeds
from bot.store import contacts, known, late, messages
from bot.store.contacts import Contact
from bot.store.db import Connection, Pool, transact
from bot.store.known import Known
from bot.store.messages import Reply
from flows import dialogue
from flows.agency import Agency
from flows.answers import answer_expires
from flows.segments import count
from flows.vocabulary import Intent, NoticeKind, Reason

# What came to us so shortly before the carrier's list was asked for may not have been in it yet.
LIST_LAG = timedelta(seconds=30)


@dataclass(frozen=True)
class Found:
    """When the carrier took a text, and the SIDs of what the same phone wrote before and after it, by the carrier's
    list, which was asked for at `listed_at` by our clock.
    """

    at: datetime
    listed_at: datetime
    earlier: Sequence[str] = ()
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
class Taken:
    """What a text came to: its answer, and what it was taken to mean (None for a repetition)."""

    reply: Reply | None
    intent: str | None


def take(pool: Pool, agency: Agency | None, heard: Heard, now: datetime) -> Taken:
    """Takes one text in. The same MessageSid again gets the same answer, and changes nothing.

    The answer to a text that was found late is written to the outbox, while it still makes sense.
    """
    if agency is None:
        return transact(pool, lambda connection: _unowned(connection, heard, now), pipelined=True)
    return transact(pool, lambda connection: _turn(connection, agency, heard, now), pipelined=True)


def _turn(connection: Connection, agency: Agency, heard: Heard, now: datetime) -> Taken:
    found = known.of_phone(connection, agency.key, heard.phone, heard.sid, now)
    if found is None and not messages.is_recorded(connection, heard.sid):
        contacts.ensure(connection, agency.key, heard.phone, True, None, now)
        found = known.of_phone(connection, agency.key, heard.phone, heard.sid, now)
    if found is None or found.recorded:
        return Taken(messages.reply_to_sid(connection, heard.sid, now), None)
    contact = found.contact
    answer = dialogue.answer(
        dialogue.Text(heard.body, len(heard.media), heard.opt_out_type), _speaker(contact, found), agency, now
    )
    if heard.found is not None:
        answer = _in_hindsight(connection, contact, answer, heard.found, now)
    message_id = uuid4()
    case_ids = {one.snapshot.incident: one.case_id for one in found.cases}
    about = case_ids.get(answer.about) if answer.about else None
    reply = None
    if answer.reply is not None:
        reply = Reply(uuid4(), answer.reply, answer.language, count(answer.reply).segments)
    messages.add_inbound(
        connection,
        message_id,
        agency.key,
        heard.sid,
        heard.body,
        heard.media,
        now,
        reply=reply if heard.found is None else None,
        case_id=about,
        contact_id=contact.id,
        intent=answer.understanding.intent.value,
        language=answer.understanding.language,
        reason=answer.silence.value if answer.silence else None,
    )
    deeds = Deeds(connection, agency, contact, case_ids, message_id, heard.body, now, focus=found.talk["focus"])
    for effect in answer.effects:
        deeds.carry_out(effect)
    if reply is not None and heard.found is not None:  # after what a STOP has cancelled
        tells_case = any(isinstance(effect, dialogue.Focus) for effect in answer.effects)
        expires_at = answer_expires(answer.understanding.intent, heard.found.at)
        late.add_reply(
            connection,
            reply,
            agency.key,
            about,
            contact.id,
            message_id,
            now,
            tells_case=tells_case,
            expires_at=expires_at,
        )
    if reply is not None and answer.introduces:
        contacts.introduce(connection, {contact.id: reply.message_id})
    return Taken(reply, answer.understanding.intent.value)


def _in_hindsight(
    connection: Connection, contact: Contact, answer: dialogue.Answer, found: Found, now: datetime
) -> dialogue.Answer:
    """The answer to a text of a while ago: what the person has decided since stands, and no answer comes too late.

    A STOP gives way to a later START, a START to a later STOP or START; also to one that changed nothing then.
    """
    stops = any(isinstance(one, dialogue.OptOut) for one in answer.effects)
    starts = any(isinstance(one, dialogue.OptIn) for one in answer.effects)
    if stops or starts:
        # In doubt what came last, it was the STOP.
        began = min(found.at, found.listed_at - LIST_LAG) if starts else found.listed_at - LIST_LAG
        since = messages.intents_since(connection, contact.id, found.earlier, found.later, began)
        if Intent.START in since or (starts and Intent.STOP in since):
            about_consent = (dialogue.OptOut, dialogue.OptIn)
            rest = tuple(one for one in answer.effects if not isinstance(one, about_consent))
            return replace(answer, effects=rest, reply=None, silence=Reason.SUPERSEDED)
    if answer.reply is not None and now >= answer_expires(answer.understanding.intent, found.at):
        return replace(answer, reply=None, silence=Reason.TOO_OLD)
    return answer


def _unowned(connection: Connection, heard: Heard, now: datetime) -> Taken:
    """A text to a number that no agency owns: that it came is recorded, not who wrote or what."""
    if not messages.is_recorded(connection, heard.sid):
        reason = Reason.UNKNOWN_SENDER.value
        messages.add_inbound(connection, uuid4(), None, heard.sid, None, (), now, reason=reason)
    return Taken(None, None)


def _speaker(contact: Contact, found: Known) -> dialogue.Speaker:
    talk = found.talk
    opened = offer = None
    if talk["asked_at"] is not None:
        opened = dialogue.Open(dialogue.Talk(talk["state"]), talk["asked_at"], tuple(talk["options"]), talk["notes"])
    if talk["offer_kind"] is not None:
        state = dialogue.OPENED_BY[NoticeKind(talk["offer_kind"])]
        offer = dialogue.Offer(state, talk["offer_incident"], talk["offer_at"])
    return dialogue.Speaker(
        consent=contact.consent,
        language=contact.language,
        introduced=contact.introduced_by is not None,
        heard=contact.heard,
        unanswered_lately=talk["lately"],
        unknown_in_a_row=talk["in_a_row"],
        open=opened,
        offer=offer,
        phone=contact.phone,
        focus=talk["focus"],
        cases=tuple(dialogue.CaseView(one.snapshot, one.role, one.barred, one.muted) for one in found.cases),
    )
