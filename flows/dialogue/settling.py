"""It is settled: asked once, then passed on. Only dispatch closes a call."""

from __future__ import annotations

from flows.dialogue.hearing import OK
from flows.dialogue.talk import Talk
from flows.dialogue.turn import AN_HOUR, Turn
from flows.snapshot import Snapshot
from flows.texts import Say
from flows.vocabulary import RequestKind

_INCIDENT = "incident"


class Settling(Turn):
    def said_ok(self) -> bool:
        return self.understanding.word in OK

    def ask_whether_to_withdraw(self) -> None:
        self.ask_about(self.meant[0])

    def ask_about(self, case: Snapshot) -> None:
        self.ask_for(Talk.CONFIRMING_WITHDRAW, Say.WITHDRAW_SURE, {_INCIDENT: case.incident})

    def repeats_a_digit(self) -> bool:
        """The digit that chose the case came twice: it is no answer to what was asked then."""
        return len(self.understanding.choice or "") <= 2

    def confirm_again(self) -> None:
        self.say(Say.WITHDRAW_SURE)

    def withdraw(self) -> None:
        case = self.by_incident(self.notes.get(_INCIDENT, ""))
        self.request(
            RequestKind.WITHDRAW, {"why": "confirmed"}, incident=case.incident if case else None, due_in=AN_HOUR
        )
        self.say(Say.WITHDRAWN)

    def leave_the_call(self) -> None:
        self.say(Say.NOT_WITHDRAWN)
