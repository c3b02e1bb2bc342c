"""Something new about a case: texts and pictures of ten minutes become one note for those who have it."""

from __future__ import annotations

from flows.dialogue.calling import Calling
from flows.dialogue.choosing import Choosing
from flows.dialogue.effects import Ask
from flows.dialogue.talk import Talk
from flows.texts import Say
from flows.vocabulary import RequestKind

# How many texts came within the ten minutes so far.
_COUNT = "count"


class Adding(Choosing, Calling):
    def keep_the_news(self) -> None:
        self._keep_note()
        self._stay(1)
        self.say(Say.ADDED_PICTURE if self.is_only_a_picture() else Say.ADDED)

    def keep_more(self) -> None:
        self._keep_note()
        self._stay(int(self.notes.get(_COUNT, "1")) + 1)
        self.say(Say.ADDED_MORE)

    def have_it_all(self) -> None:
        self.say(Say.ADDED_ALL)

    def keep_the_picture(self) -> None:
        self.hand_over()
        self.say(Say.MEDIA)

    def keep_the_picture_aside(self) -> None:
        """A picture instead of an answer: it is kept, and the question stays."""
        self._keep_note()
        self.say(Say.PICTURE_KEPT)
        if self.state == Talk.WHEN_TO_CALL:
            self.ask_for_the_call_again()
        elif self.state == Talk.CONFIRMING_WITHDRAW:
            self.say(Say.WITHDRAW_SURE)
        elif self.state == Talk.CONFIRMING_STOP:
            self.say(Say.ASK_STOP)

    def keep_the_picture_beside(self) -> None:
        """A picture beside words that were answered."""
        self._keep_note(words=False)
        self.say(Say.PICTURE_KEPT)

    def _stay(self, count: int) -> None:
        if not any(isinstance(effect, Ask) for effect in self.effects):
            self.effects.append(Ask(state=Talk.ADDING, notes={_COUNT: str(count)}))

    def _keep_note(self, *, words: bool = True) -> None:
        detail = {}
        if words and self.text.body.strip():
            detail["words"] = self.text.body.strip()
        if self.text.media:
            detail["media"] = str(self.text.media)
        self.request(RequestKind.NEW_INFORMATION, detail)
