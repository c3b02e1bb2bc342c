"""One text and its answer in the making: the model that the conversation's machine moves.

The questions (`may_mean_several`) and the deeds (`ask`) are the words of the machine's table.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.dialogue import cases
from flows.dialogue.effects import (
    Ask,
    CloseQuestion,
    Effect,
    Focus,
    OpenRequest,
    OptIn,
    OptOut,
    SetLanguage,
    Unlink,
)
from flows.dialogue.speaker import Speaker, Text
from flows.intents import Understanding
from flows.intents.keywords import MAY_WITHDRAW
from flows.snapshot import Snapshot
from flows.texts import Say, reply_text, status_text
from flows.vocabulary import Consent, RequestKind

AT_ONCE = timedelta(minutes=5)
A_DAY = timedelta(hours=24)
QUESTION_LASTS = timedelta(hours=24)


class Exchange:
    """A text, who sent it, and what is decided about it: words to say, effects."""

    def __init__(
        self,
        text: Text,
        understanding: Understanding,
        speaker: Speaker,
        agency: Agency,
        now: datetime,
        language: str,
    ) -> None:
        self.text = text
        self.understanding = understanding
        self.speaker = speaker
        self.agency = agency
        self.now = now
        self.language = language
        self.state: str = ""
        self.say: Say | None = None
        self.told: Snapshot | None = None
        self.options: Sequence[Snapshot] = ()
        self.effects: list[Effect] = []
        self._tellable = cases.tellable(speaker, agency)
        self._recent = cases.recent(self._tellable, now)
        self._meant = cases.meant(self._recent)

    @property
    def introduces(self) -> bool:
        return not self.speaker.introduced

    def words(self) -> str | None:
        """The reply, if there is one to make."""
        if self.told is not None:
            return status_text(self.told, self.agency, self.language, self.now, introduce=self.introduces)
        if self.say is None:
            return None
        options = [cases.option(case, self.now) for case in self.options]
        return reply_text(self.say, self.agency, self.language, introduce=self.introduces, options=options)

    # What the table asks.

    def names_a_case(self) -> bool:
        return self._named() is not None

    def may_mean_several(self) -> bool:
        return len(self._meant) > 1

    def has_a_case(self) -> bool:
        return bool(self._meant)

    def was_asked_and_has_a_case(self) -> bool:
        return self.speaker.question is not None and self.has_a_case()

    def may_withdraw(self) -> bool:
        return self.understanding.word in MAY_WITHDRAW

    def speaks_it(self) -> bool:
        return self._wished() is not None

    def is_only_a_picture(self) -> bool:
        return self.text.media > 0 and not self.text.body.strip()

    # What the table does.

    def tell_the_one(self) -> None:
        self._tell(self._meant[0])

    def tell_the_named(self) -> None:
        named = self._named()
        if named is not None:
            self._tell(named)

    def ask(self) -> None:
        self._ask(Say.WHICH_CASE)

    def ask_again(self) -> None:
        self._ask(Say.WHICH_CASE_AGAIN)

    def close_question(self) -> None:
        self.effects.append(CloseQuestion())

    def know_no_case(self) -> None:
        self.say = Say.NO_CASE

    def stop(self) -> None:
        self.effects.append(OptOut(self.understanding.why))
        self.say = Say.STOPPED

    def stop_and_withdraw(self) -> None:
        self.stop()
        self._request(RequestKind.WITHDRAW, detail={"why": self.understanding.why})

    def start(self) -> None:
        if self.speaker.consent is not Consent.GRANTED:
            self.effects.append(OptIn(self.understanding.why))
        self.say = Say.STARTED

    def help(self) -> None:
        self.say = Say.HELP

    def thank(self) -> None:
        self.say = Say.THANKS

    def set_language(self) -> None:
        self.language = self._wished() or self.language
        self.effects.append(SetLanguage(self.language))
        self.say = Say.LANGUAGE_SET

    def unlink(self) -> None:
        self.bar_its_cases()
        self.say = Say.WRONG_NUMBER

    def bar_its_cases(self) -> None:
        """All of them at once, whatever the phone's role in them; a person finds the right number."""
        incidents = tuple(view.snapshot.incident for view in self.speaker.cases if not view.barred)
        if incidents:
            self.effects.append(Unlink(incidents))
            only = incidents[0] if len(incidents) == 1 else None
            self._request(RequestKind.WRONG_NUMBER, only, {"incidents": ", ".join(incidents)})

    def alarm(self) -> None:
        self._request(RequestKind.EMERGENCY, detail={"why": self.understanding.why})
        self.say = Say.EMERGENCY

    def keep_the_picture(self) -> None:
        self.hand_over()
        self.say = Say.MEDIA

    def cannot_answer(self) -> None:
        self.hand_over()
        self.say = Say.UNKNOWN if self._recent else Say.UNKNOWN_STRANGER

    def hand_over(self) -> None:
        """A person reads what no table understood."""
        own = cases.linked(self.speaker)
        detail = {"media": str(self.text.media)} if self.text.media else {}
        self._request(RequestKind.UNANSWERED if own else RequestKind.UNKNOWN_SENDER, detail=detail)

    def _tell(self, case: Snapshot) -> None:
        self.told = case
        self.effects.append(Focus(case.incident))

    def _ask(self, say: Say) -> None:
        self.say, self.options = say, self._meant
        self.effects.append(Ask(tuple(case.incident for case in self._meant)))

    def _request(self, kind: RequestKind, incident: str | None = None, detail: dict[str, str] | None = None) -> None:
        urgent = kind is RequestKind.EMERGENCY
        about = incident if kind is RequestKind.WRONG_NUMBER else cases.concerned(self.speaker)
        self.effects.append(OpenRequest(kind, urgent, AT_ONCE if urgent else A_DAY, about, detail or {}))

    def _named(self) -> Snapshot | None:
        """The case that a digit of the open question, an incident or a case number means."""
        choice = self.understanding.choice
        if choice is None:
            return None
        question = self.speaker.question
        if question is not None and self.now - question.asked_at <= QUESTION_LASTS and len(choice) <= 2:
            place = int(choice) if choice.isdecimal() else 0
            if 1 <= place <= len(question.options):
                wanted = question.options[place - 1]
                return next((case for case in self._recent if wanted in (case.incident, *case.aliases)), None)
        return cases.by_number(choice, self._tellable, self.now)

    def _wished(self) -> str | None:
        """The language that is wished for, if the agency speaks it; without a name, the other one."""
        wish = self.understanding.language
        if wish is not None:
            return wish if wish in self.agency.languages else None
        return next((one for one in self.agency.languages if one != self.language), None)
