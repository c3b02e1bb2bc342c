"""Which case, and the plain facts of it: how it stands, who has it, its number and its report."""

from __future__ import annotations

from flows.dialogue import cases
from flows.dialogue.consent import Consenting
from flows.dialogue.effects import Ask
from flows.dialogue.settling import Settling
from flows.dialogue.talk import LASTS, Talk
from flows.snapshot import Snapshot
from flows.texts import Say
from flows.texts.facts import report_part, status_part, who_part
from flows.vocabulary import Intent

# What the list of cases was for, if not for the status.
_FOR = "for"


class Choosing(Consenting, Settling):
    def names_a_case(self) -> bool:
        return self._named() is not None

    def names_a_case_to_withdraw(self) -> bool:
        return self._wanted() is Intent.WITHDRAW and self.names_a_case()

    def was_asked_and_has_a_case(self) -> bool:
        return self.speaker.question is not None and self.has_a_case()

    def ask(self) -> None:
        self._ask(Say.WHICH_CASE, self.intent)

    def ask_again(self) -> None:
        self._ask(Say.WHICH_CASE_AGAIN, self._wanted())

    def tell_the_one(self) -> None:
        self._tell_status(self.meant[0])

    def tell_the_named(self) -> None:
        named = self._named()
        if named is not None:
            self._tell_status(named)

    def answer_about_the_named(self) -> None:
        named = self._named()
        if named is not None:
            self._answer_about(named)

    def answer_about_the_one(self) -> None:
        self._answer_about(self.meant[0])

    def ask_whether_to_withdraw_it(self) -> None:
        named = self._named()
        if named is not None:
            self.ask_about(named)

    def tell_who_has_it(self) -> None:
        self.tell(self.meant[0], who_part(self.meant[0]))

    def tell_its_report(self) -> None:
        self.tell(self.meant[0], report_part(self.meant[0]))

    def _answer_about(self, case: Snapshot) -> None:
        wanted = self._wanted()
        if wanted is Intent.WHO:
            self.tell(case, who_part(case))
        elif wanted is Intent.REPORT:
            self.tell(case, report_part(case))
        elif wanted is Intent.MUTE:
            self.mute(case)
        else:
            self._tell_status(case)

    def _tell_status(self, case: Snapshot) -> None:
        self.tell(case, status_part(case, self.now))

    def _ask(self, say: Say, wanted: Intent) -> None:
        if any(isinstance(effect, Ask) for effect in self.effects):
            return
        self.say(say, self.meant)
        notes = {} if wanted is Intent.STATUS else {_FOR: wanted.value}
        self.effects.append(Ask(tuple(case.incident for case in self.meant), notes=notes))

    def _wanted(self) -> Intent:
        """What the open list of cases is for."""
        return Intent(self.notes.get(_FOR, Intent.STATUS)) if self.speaker.question else Intent.STATUS

    def _named(self) -> Snapshot | None:
        """The case that a digit of the open question, an incident or a case number means."""
        choice = self.understanding.choice
        if choice is None:
            return None
        question = self.speaker.question
        open_still = question is not None and self.now - question.asked_at <= LASTS[Talk.CHOOSING_CASE]
        if question is not None and open_still and len(choice) <= 2:
            place = int(choice) if choice.isdecimal() else 0
            if 1 <= place <= len(question.options):
                wanted = question.options[place - 1]
                return next((case for case in self.recent if wanted in (case.incident, *case.aliases)), None)
        return cases.by_number(choice, self.tellable, self.now)
