"""Call me: when, and at which number, it is safe. This very phone is never taken to be the one."""

from __future__ import annotations

from collections.abc import Mapping

from flows.dialogue.effects import TakeBack
from flows.dialogue.slots import means_this_phone, phone_in, time_in
from flows.dialogue.talk import Talk
from flows.dialogue.turn import AN_HOUR, Turn
from flows.texts import Say
from flows.vocabulary import RequestKind

_WHEN, _PHONE, _KIND, _INCIDENT, _TRIES = "when", "phone", "kind", "incident", "tries"
_MOST_TRIES = 3


class Calling(Turn):
    def lacks_time_and_number(self) -> bool:
        return not self._gave_up() and not (self._when() or self._phone())

    def lacks_a_number(self) -> bool:
        return not self._gave_up() and not self._phone()

    def lacks_a_time(self) -> bool:
        return not self._gave_up() and not self._when()

    def ask_when_to_call(self) -> None:
        self._ask_for_call(Say.CALL_WHEN)

    def ask_which_number(self) -> None:
        self._ask_for_call(Say.CALL_NUMBER)

    def ask_what_time(self) -> None:
        self._ask_for_call(Say.CALL_TIME)

    def note_the_call(self) -> None:
        """All is known; or what was asked for three times in vain is left to a person."""
        self._keep()
        if self._phone() and self._when():
            self.say(Say.CALL_NOTED)
        else:
            self.say(Say.PERSON)

    def drop_the_call(self) -> None:
        self.effects.append(TakeBack(self._kind(), self._incident()))
        self.say(Say.CALL_DROPPED)

    def begin_a_call(self, kind: RequestKind, incident: str, detail: Mapping[str, str]) -> None:
        """Another conversation has led to a call: the same is asked."""
        self.request(kind, detail, incident=incident, due_in=AN_HOUR)
        self.ask_for(Talk.WHEN_TO_CALL, Say.CALL_WHEN, {_KIND: kind.value, _INCIDENT: incident})

    def ask_for_the_call_again(self) -> None:
        """The question as it stands, after something else was answered."""
        when, phone = self.notes.get(_WHEN), self.notes.get(_PHONE)
        self.say(Say.CALL_NUMBER if when else Say.CALL_TIME if phone else Say.CALL_WHEN)

    def _ask_for_call(self, say: Say) -> None:
        """Someone owns the wish from its first word on, whether or not an answer ever comes."""
        self._keep()
        notes = {_WHEN: self._when(), _PHONE: self._phone(), _TRIES: str(self._tries() + 1)}
        if self._kind() is not RequestKind.CALL_BACK:
            notes |= {_KIND: self._kind().value, _INCIDENT: self._incident()}
        self.ask_for(Talk.WHEN_TO_CALL, say, {name: value for name, value in notes.items() if value})

    def _keep(self) -> None:
        detail = {_WHEN: self._when(), _PHONE: self._phone()}
        self.request(
            self._kind(),
            {name: value or "not said" for name, value in detail.items()},
            incident=self._incident(),
            due_in=AN_HOUR,
        )

    def _answering(self) -> bool:
        opened = self.speaker.open
        return opened is not None and opened.state is Talk.WHEN_TO_CALL and not opened.is_over(self.now)

    def _known(self) -> Mapping[str, str]:
        return self.notes if self._answering() else {}

    def _when(self) -> str | None:
        known = self._known().get(_WHEN)
        if self._repeats_a_choice():
            return known
        return time_in(self.text.body, asked=self._answering() and not known and not self._yes()) or known

    def _repeats_a_choice(self) -> bool:
        """The digit that chose a report by phone, or another of that list, came after it: that is no time of day."""
        known = self._known()
        if self._kind() is not RequestKind.CHOICE or known.get(_WHEN) or known.get(_PHONE):
            return False
        return "".join(filter(str.isalnum, self.text.body)) in {one.digit for one in self.agency.delay_choices}

    def _phone(self) -> str | None:
        body = self.text.body
        if found := phone_in(body):
            return found
        if self._answering() and means_this_phone(body):
            return self.speaker.phone or None
        return self._known().get(_PHONE)

    def _yes(self) -> bool:
        """ "yes" and "call me" alone are no time."""
        return self.understanding.word is not None or means_this_phone(self.text.body)

    def _tries(self) -> int:
        return int(self._known().get(_TRIES, "0"))

    def _gave_up(self) -> bool:
        return self._tries() >= _MOST_TRIES

    def _kind(self) -> RequestKind:
        return RequestKind(self._known().get(_KIND, RequestKind.CALL_BACK))

    def _incident(self) -> str | None:
        incident = self._known().get(_INCIDENT)
        case = self.by_incident(incident) if incident else None
        return case.incident if case else None
