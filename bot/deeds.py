"""What the dialogue says must happen because of a text, done in the transaction that records it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot import outbox
from bot.store import contacts, dialogues, events, messages, requests, surveys
from bot.store.contacts import Contact
from bot.store.db import Connection
from flows import dialogue
from flows.agency import Agency
from flows.vocabulary import Consent, DelayChoice, EventType, Outcome, Reason


@dataclass
class Deeds:
    """The text whose effects are carried out: who sent it, about which cases, in which words.

    `focus`: the case that the conversation is about already.
    """

    connection: Connection
    agency: Agency
    contact: Contact
    case_ids: dict[str, int]
    message_id: UUID
    words: str
    now: datetime
    focus: str | None

    def carry_out(self, effect: dialogue.Effect) -> None:
        connection, contact, now = self.connection, self.contact, self.now
        match effect:
            case dialogue.OptOut(how):
                outbox.silence(
                    connection, self.agency, contact.id, how, now, message_id=self.message_id, words=self.words
                )
                dialogues.close(connection, contact.id, now)
                self.focus = None
            case dialogue.OptIn(how):
                self._opt_in(how)
            case dialogue.SetLanguage(language):
                contacts.set_language(connection, contact.id, language)
            case dialogue.Heard(language, times):
                contacts.set_heard(connection, contact.id, language, times)
            case dialogue.Unlink(incidents):
                ids = [self.case_ids[incident] for incident in incidents]
                contacts.bar(connection, contact.id, ids, now)
                messages.cancel_unsent_of_links(connection, contact.id, ids, Reason.WRONG_NUMBER)
            case dialogue.Mute(incident):
                case_id = self.case_ids[incident]
                contacts.mute(connection, contact.id, case_id, now)
                messages.cancel_unsent_of_links(connection, contact.id, [case_id], Reason.MUTED)
            case dialogue.Unmute():
                contacts.unmute(connection, contact.id)
            case dialogue.Ask(options, state, notes):
                dialogues.ask(connection, self.agency.key, contact.id, state, options, notes, now)
            case dialogue.CloseQuestion():
                dialogues.close_question(connection, contact.id, dialogue.Talk.IDLE)
            case dialogue.Focus(incident):
                self._focus(incident)
            case dialogue.Choose(incident, choice):
                self._keep_choice(incident, choice)
            case dialogue.Rate(incident, score, words):
                surveys.keep(
                    connection,
                    self.agency.key,
                    self.case_ids[incident],
                    contact.id,
                    score,
                    words,
                    self.message_id,
                    now,
                )
            case dialogue.TakeBack(kind, incident):
                requests.take_back(connection, self.agency.key, kind, self._case(incident), contact.id, now)
            case dialogue.OpenRequest(kind, urgent, due_in, incident, detail):
                requests.open_request(
                    connection,
                    self.agency.key,
                    kind,
                    now,
                    due_in,
                    urgent=urgent,
                    case_id=self._case(incident),
                    contact_id=contact.id,
                    detail=dict(detail),
                    message_id=self.message_id,
                )

    def _case(self, incident: str | None) -> int | None:
        return self.case_ids[incident] if incident else None

    def _focus(self, incident: str) -> None:
        if incident != self.focus:
            case_id = self.case_ids[incident]
            dialogues.focus(self.connection, self.agency.key, self.contact.id, dialogue.Talk.IDLE, case_id, self.now)
            self.focus = incident

    def _opt_in(self, how: str) -> None:
        contacts.set_consent(
            self.connection,
            self.agency.key,
            self.contact.id,
            Consent.GRANTED,
            how,
            self.now,
            message_id=self.message_id,
            words=self.words,
        )

    def _keep_choice(self, incident: str, choice: DelayChoice) -> None:
        """An entry in the case's history that no one can push and that changes none of its facts."""
        event = events.add(
            self.connection,
            agency=self.agency.key,
            event_id=f"choice-{self.message_id}",
            incident=incident,
            kind=EventType.CHOICE_MADE,
            occurred_at=self.now,
            received_at=self.now,
            data={"choice": choice.value, "contact": self.contact.phone},
            case_id=self.case_ids[incident],
            key_id=None,
        )
        if event is not None:
            first: dict[str, Any] = {"outcome": Outcome.APPLIED.value, "reason": None, "notices": []}
            events.settle(self.connection, event.sequence, Outcome.APPLIED, None, first)
