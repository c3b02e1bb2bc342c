"""One text and its answer in the making: what every conversation needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.dialogue import cases
from flows.dialogue.effects import Ask, CloseQuestion, Effect, Focus, OpenRequest
from flows.dialogue.speaker import Speaker, Text
from flows.dialogue.talk import Talk
from flows.intents import Understanding
from flows.snapshot import Snapshot
from flows.texts import Part, Say, answer_text, reply_part
from flows.vocabulary import Intent, RequestKind

AT_ONCE = timedelta(minutes=5)
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(hours=24)


class Turn:
    """A text, who sent it, and what is decided about it: parts of an answer, effects.

    `understanding` is what is being answered just now (a text may mean several things), `late` says that the
    open question was over when the text came.
    """

    def __init__(
        self,
        text: Text,
        understanding: Understanding,
        speaker: Speaker,
        agency: Agency,
        now: datetime,
        language: str,
        state: Talk = Talk.IDLE,
        late: bool = False,
    ) -> None:
        self.text = text
        self.understanding = understanding
        self.speaker = speaker
        self.agency = agency
        self.now = now
        self.language = language
        self.state: str = state.value
        self.late = late
        self.parts: list[Part] = []
        self.effects: list[Effect] = []
        self.tellable = cases.tellable(speaker, agency)
        self.recent = cases.recent(self.tellable, now)
        self.meant = cases.meant(self.recent)

    @property
    def introduces(self) -> bool:
        return not self.speaker.introduced

    @property
    def notes(self) -> Mapping[str, str]:
        """What the open question knows already."""
        return self.speaker.open.notes if self.speaker.open else {}

    def words(self) -> str | None:
        """The reply, if there is one to make."""
        if not self.parts:
            return None
        return answer_text(self.parts, self.agency, self.language, introduce=self.introduces)

    # What the table asks, for several conversations.

    def may_mean_several(self) -> bool:
        return len(self.meant) > 1

    def has_a_case(self) -> bool:
        return bool(self.meant)

    def is_only_a_picture(self) -> bool:
        return self.text.media > 0 and not self.text.body.strip()

    # What the deeds are made of.

    def close_question(self) -> None:
        """Unless the same text has led to another question already: that one took its place."""
        if not any(isinstance(effect, Ask) for effect in self.effects):
            self.effects.append(CloseQuestion())

    def say(self, say: Say, options: Sequence[Snapshot] = ()) -> None:
        self.parts.append(reply_part(say, [cases.option(case, self.now) for case in options]))

    def ask_for(self, state: Talk, say: Say, notes: Mapping[str, str] | None = None) -> None:
        """Asks one thing. A text may ask for several; only the first question is put."""
        if not any(isinstance(effect, Ask) for effect in self.effects):
            self.say(say)
            self.effects.append(Ask(state=state, notes=notes or {}))

    def tell(self, case: Snapshot, part: Part) -> None:
        self.parts.append(part)
        self.effects.append(Focus(case.incident))

    def by_incident(self, incident: str) -> Snapshot | None:
        """The person's case of this number, whether or not something may be told about it."""
        return next((case for case in cases.linked(self.speaker) if incident in (case.incident, *case.aliases)), None)

    def request(
        self,
        kind: RequestKind,
        detail: Mapping[str, str] | None = None,
        *,
        incident: str | None = None,
        due_in: timedelta = A_DAY,
    ) -> None:
        """Something for a person to do, about this case, or the one that the person must mean."""
        about = incident or cases.concerned(self.speaker)
        self.effects.append(OpenRequest(kind, kind is RequestKind.EMERGENCY, due_in, about, detail or {}))

    def hand_over(self, due_in: timedelta = A_DAY) -> None:
        """A person reads what no table understood."""
        own = cases.linked(self.speaker)
        detail = {"media": str(self.text.media)} if self.text.media else {}
        self.request(RequestKind.UNANSWERED if own else RequestKind.UNKNOWN_SENDER, detail, due_in=due_in)

    def cannot_answer(self) -> None:
        self.hand_over()
        self.say(Say.UNKNOWN if self.recent else Say.UNKNOWN_STRANGER)

    def know_no_case(self) -> None:
        self.say(Say.NO_CASE)

    @property
    def intent(self) -> Intent:
        return self.understanding.intent
