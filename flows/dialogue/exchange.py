"""All the conversations together: the model that the machine moves, and the deeds of one row or two."""

from __future__ import annotations

from flows.dialogue.adding import Adding
from flows.dialogue.delays import Delayed
from flows.dialogue.effects import CloseQuestion, OpenRequest, SetLanguage, Unlink
from flows.dialogue.selfharm import is_self_harm
from flows.dialogue.surveys import Rating
from flows.dialogue.turn import A_DAY, AN_HOUR, AT_ONCE
from flows.intents.tongues import TONGUES
from flows.texts import Say
from flows.vocabulary import Consent, Intent, RequestKind

# The third text in a row that nobody understands goes to a person sooner than the first.
PATIENCE = 3


class Exchange(Adding, Delayed, Rating):
    # What the table asks.

    def speaks_it(self) -> bool:
        return self._wished() is not None

    def needs_a_speaker(self) -> bool:
        return self.understanding.language in TONGUES

    def answers_too_late(self) -> bool:
        return self.late

    def is_the_third_in_a_row(self) -> bool:
        return self.speaker.unknown_in_a_row + 1 >= PATIENCE

    # What the table does.

    def help(self) -> None:
        self.say(Say.HELP_STOPPED if self.speaker.consent is Consent.OPTED_OUT else Say.HELP)

    def thank(self) -> None:
        self.say(Say.THANKS)

    def set_language(self) -> None:
        self.language = self._wished() or self.language
        self.effects.append(SetLanguage(self.language))
        self.say(Say.LANGUAGE_SET)

    def ask_for_a_speaker(self) -> None:
        """Nothing is texted in a language that nobody here can review: a person who speaks it is asked for."""
        wish = self.understanding.language
        self.request(RequestKind.LANGUAGE, {"language": wish} if wish else {})
        self.say(Say.SPEAKER)

    def unlink(self) -> None:
        self.bar_its_cases()
        self.say(Say.WRONG_NUMBER)

    def bar_its_cases(self) -> None:
        """All of them at once, whatever the phone's role in them; a person finds the right number."""
        incidents = tuple(view.snapshot.incident for view in self.speaker.cases if not view.barred)
        if incidents:
            self.effects.append(Unlink(incidents))
            only = incidents[0] if len(incidents) == 1 else None
            detail = {"incidents": ", ".join(incidents)}
            self.effects.append(OpenRequest(RequestKind.WRONG_NUMBER, False, A_DAY, only, detail))

    def alarm(self) -> None:
        self.request(RequestKind.EMERGENCY, {"why": self.understanding.why}, due_in=AT_ONCE)
        self.say(Say.EMERGENCY_988 if is_self_harm(self.understanding) else Say.EMERGENCY)

    def take_the_complaint(self) -> None:
        self.request(RequestKind.COMPLAINT)
        self.say(Say.COMPLAINT)

    def regret_the_delay(self) -> None:
        """The answer to a question that is over: nothing is done, a person reads it."""
        self.effects.append(CloseQuestion())
        self.hand_over()
        self.say(Say.LATE)

    def call_for_a_person(self) -> None:
        self.hand_over(due_in=AN_HOUR)
        self.say(Say.PERSON)

    def _wished(self) -> str | None:
        """The language that is wished for, if the agency speaks it; without a name, the other one."""
        wish = self.understanding.language
        if wish is not None:
            return wish if wish in self.agency.languages else None
        return next((one for one in self.agency.languages if one != self.language), None)


FACTS = frozenset({Intent.STATUS, Intent.WHO, Intent.REPORT})
# What may be answered beside something else that the same text says, in this order; one question at most.
BESIDE = (
    Intent.LANGUAGE,
    Intent.STATUS,
    Intent.WHO,
    Intent.REPORT,
    Intent.COMPLAINT,
    Intent.ADD,
    Intent.WITHDRAW,
    Intent.CALL,
)
# Said, these are all that is answered.
ALONE = frozenset({Intent.EMERGENCY, Intent.STOP, Intent.WRONG_NUMBER, Intent.HELP, Intent.UNKNOWN, Intent.MUTE})
