"""The survey: one number, and one sentence if the person likes."""

from __future__ import annotations

from flows.dialogue.effects import Ask, Focus, Rate
from flows.dialogue.hearing import rating
from flows.dialogue.talk import Talk
from flows.dialogue.turn import Turn
from flows.texts import Say

_INCIDENT = "incident"
LONGEST = 500


class Rating(Turn):
    def says_more_than_a_number(self) -> bool:
        return bool(self._rating()[1])

    def rates_again(self) -> bool:
        """A number where a sentence might have followed: the newest counts."""
        return rating(self.text.body) is not None or self.understanding.choice is not None

    def rates_again_with_words(self) -> bool:
        return self.rates_again() and self.says_more_than_a_number()

    def keep_the_rating(self) -> None:
        score, words = self._rating()
        self._rate(self._asked_about(), score, words)
        self.say(Say.RATED_IN_FULL)

    def keep_the_number(self) -> None:
        incident = self._asked_about()
        self._rate(incident, self._rating()[0], None)
        self.say(Say.RATED)
        self.effects.append(Ask(state=Talk.RATING_WORDS, notes={_INCIDENT: incident}))

    def keep_the_sentence(self) -> None:
        self._rate(self.notes.get(_INCIDENT, ""), None, self.text.body.strip())
        self.say(Say.RATED_IN_FULL)

    def thank_for_the_rating(self) -> None:
        self.say(Say.RATED_IN_FULL)

    def _rate(self, incident: str, score: int | None, words: str | None) -> None:
        case = self.by_incident(incident)
        if case is not None:
            self.effects += [Rate(case.incident, score, words[:LONGEST] if words else None), Focus(case.incident)]

    def _rating(self) -> tuple[int, str]:
        return rating(self.text.body) or (int(self.understanding.choice or "0"), "")

    def _asked_about(self) -> str:
        rated = self.notes.get(_INCIDENT) if self.state == Talk.RATING_WORDS else None
        return rated or (self.speaker.offer.incident if self.speaker.offer else "")
