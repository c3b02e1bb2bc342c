"""STOP, MUTE, START, and words that may mean STOP."""

from __future__ import annotations

from flows.dialogue.effects import Mute, OptIn, OptOut, Unmute
from flows.dialogue.hearing import SURE
from flows.dialogue.talk import Talk
from flows.dialogue.turn import Turn
from flows.intents.keywords import MAY_WITHDRAW
from flows.snapshot import Snapshot
from flows.texts import Say
from flows.vocabulary import Consent, RequestKind


class Consenting(Turn):
    def is_doubtful(self) -> bool:
        """Words that may mean STOP; said again when asked, they do."""
        asked = self.state == Talk.CONFIRMING_STOP
        return self.understanding.confidence < SURE and not asked and self.speaker.consent is not Consent.OPTED_OUT

    def may_withdraw(self) -> bool:
        return self.understanding.word in MAY_WITHDRAW

    def ask_whether_to_stop(self) -> None:
        self.ask_for(Talk.CONFIRMING_STOP, Say.ASK_STOP)

    def stop(self) -> None:
        self.effects.append(OptOut(self.understanding.why))
        self.say(Say.STOPPED)

    def stop_and_withdraw(self) -> None:
        self.stop()
        self.request(RequestKind.WITHDRAW, {"why": self.understanding.why})

    def go_on_texting(self) -> None:
        self.say(Say.KEPT_ON)

    def start(self) -> None:
        if self.speaker.consent is not Consent.GRANTED:
            self.effects.append(OptIn(self.understanding.why))
        if any(view.muted for view in self.speaker.cases):
            self.effects.append(Unmute())
        self.say(Say.STARTED)

    def mute_the_one(self) -> None:
        self.mute(self.meant[0])

    def mute(self, case: Snapshot) -> None:
        self.effects.append(Mute(case.incident))
        self.say(Say.MUTED)
