"""Where a conversation may stand, and for how long each question stays open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flows.vocabulary import NoticeKind, Word


class Talk(Word):
    """Where a conversation stands."""

    IDLE = "idle", "Nothing was asked."
    CHOOSING_CASE = "choosing_case", "We asked which of several cases is meant."
    CONFIRMING_STOP = "confirming_stop", "We asked whether doubtful words meant STOP."
    CONFIRMING_WITHDRAW = "confirming_withdraw", "We asked whether the call is really to be cancelled."
    WHEN_TO_CALL = "when_to_call", "We asked when, and at which number, it is safe to call."
    ADDING = "adding", "What is texted now belongs to the new information that was just sent."
    CHOOSING_DELAY = "choosing_delay", "News of a delay offered what to do meanwhile."
    RATING = "rating", "The survey asked for one number."
    RATING_WORDS = "rating_words", "The number came; one sentence may follow."


_DAY = timedelta(hours=24)
# An answer that comes later than this does nothing but be kept.
LASTS: Mapping[Talk, timedelta] = dict.fromkeys(Talk, _DAY) | {
    Talk.ADDING: timedelta(minutes=10),
    Talk.RATING: timedelta(hours=72),
}
# What a notice leaves open when it has gone out.
OPENED_BY: Mapping[NoticeKind, Talk] = {
    NoticeKind.OFFICER_DELAYED: Talk.CHOOSING_DELAY,
    NoticeKind.STILL_WAITING: Talk.CHOOSING_DELAY,
    NoticeKind.SURVEY: Talk.RATING,
}
