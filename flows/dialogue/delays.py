"""A delay with choices: wait, report by phone or online, or nobody is needed any more. The digits are fixed."""

from __future__ import annotations

from flows.dialogue.calling import Calling
from flows.dialogue.effects import Choose, Focus, TakeBack
from flows.dialogue.talk import LASTS, Talk
from flows.dialogue.turn import AN_HOUR
from flows.snapshot import Snapshot
from flows.texts import Say
from flows.texts.facts import online_part, status_part
from flows.vocabulary import CaseState, DelayChoice, RequestKind


class Delayed(Calling):
    def offer_is_over(self) -> bool:
        """An officer was sent meanwhile, the call has ended, or it was long ago: the choice is none any more."""
        offer, case = self.speaker.offer, self._offered()
        if offer is None or case is None:
            return True
        return case.state not in (CaseState.REPORTED, CaseState.DELAYED) or (
            self.now - offer.at > LASTS[Talk.CHOOSING_DELAY]
        )

    def chose_to_wait(self) -> bool:
        return self._chose() is DelayChoice.WAIT

    def chose_a_phone_report(self) -> bool:
        return self._chose() is DelayChoice.PHONE_REPORT

    def chose_an_online_report(self) -> bool:
        return self._chose() is DelayChoice.ONLINE_REPORT

    def chose_nobody(self) -> bool:
        return self._chose() is DelayChoice.NOT_NEEDED

    def tell_the_offered(self) -> None:
        case = self._offered()
        if case is None:
            self.know_no_case()
        else:
            self.tell(case, status_part(case, self.now))

    def wait_on(self) -> None:
        incident = self._record()
        self.effects.append(TakeBack(RequestKind.CHOICE, incident))
        self.say(Say.CHOSE_WAIT)

    def report_by_phone(self) -> None:
        incident = self._record()
        self.say(Say.CHOSE_PHONE)
        self.begin_a_call(RequestKind.CHOICE, incident, {"choice": DelayChoice.PHONE_REPORT.value})

    def report_online(self) -> None:
        self._request_choice(DelayChoice.ONLINE_REPORT)
        self.say(Say.CHOSE_ONLINE)
        self.parts.append(online_part())

    def need_nobody(self) -> None:
        self._request_choice(DelayChoice.NOT_NEEDED)
        self.say(Say.WITHDRAWN)

    def offer_again(self) -> None:
        self.say(Say.CHOOSE_AGAIN)

    def _request_choice(self, choice: DelayChoice) -> None:
        incident = self._record()
        self.request(RequestKind.CHOICE, {"choice": choice.value}, incident=incident, due_in=AN_HOUR)

    def _record(self) -> str:
        choice, case = self._chose(), self._offered()
        assert choice is not None
        assert case is not None
        self.effects += [Choose(case.incident, choice), Focus(case.incident)]
        return case.incident

    def _chose(self) -> DelayChoice | None:
        digit = self.understanding.choice
        return next((one for one in self.agency.delay_choices if one.digit == digit), None)

    def _offered(self) -> Snapshot | None:
        incident = self.speaker.offer.incident if self.speaker.offer else ""
        return next((case for case in self.tellable if incident in (case.incident, *case.aliases)), None)
