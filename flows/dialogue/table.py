"""The conversation with one contact as a table: intent, where, what must hold -> what is done, where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flows.dialogue.talk import Talk
from flows.vocabulary import Intent


class Row(NamedTuple):
    """`when` None: in all other cases. `to` None: where it stands. `at` None: wherever it stands."""

    intent: Intent
    when: str | None
    do: str
    to: Talk | None = None
    at: Talk | None = None


I, T = Intent, Talk  # noqa: E741

# Said between our question and its answer, these leave "when is it safe to call?" open; anything else ends it.
_ASIDES = frozenset({I.THANKS, I.HELP, I.LANGUAGE, I.UNKNOWN})

# Of the rows of one intent that belong to where the conversation stands, the first that holds counts.
_ROWS: tuple[Row, ...] = (
    Row(I.EMERGENCY, None, "alarm"),
    # No more texts, or again.
    Row(I.STOP, "is_doubtful", "ask_whether_to_stop", T.CONFIRMING_STOP),
    Row(I.STOP, "may_withdraw", "stop_and_withdraw", T.IDLE),
    Row(I.STOP, None, "stop", T.IDLE),
    Row(I.MUTE, "may_mean_several", "ask", T.CHOOSING_CASE),
    Row(I.MUTE, "has_a_case", "mute_the_one", T.IDLE),
    Row(I.MUTE, None, "know_no_case"),
    Row(I.START, None, "start"),
    Row(I.HELP, None, "help"),
    # How it stands, who has it, its number; and which one.
    Row(I.STATUS, "names_a_case", "tell_the_named", T.IDLE),
    Row(I.STATUS, "may_mean_several", "ask", T.CHOOSING_CASE),
    Row(I.STATUS, "has_a_case", "tell_the_one", T.IDLE),
    Row(I.STATUS, None, "know_no_case"),
    Row(I.WHO, "may_mean_several", "ask", T.CHOOSING_CASE),
    Row(I.WHO, "has_a_case", "tell_who_has_it", T.IDLE),
    Row(I.WHO, None, "know_no_case"),
    Row(I.REPORT, "may_mean_several", "ask", T.CHOOSING_CASE),
    Row(I.REPORT, "has_a_case", "tell_its_report", T.IDLE),
    Row(I.REPORT, None, "know_no_case"),
    Row(I.CHOICE, "offer_is_over", "tell_the_offered", T.IDLE, at=T.CHOOSING_DELAY),
    Row(I.CHOICE, "chose_to_wait", "wait_on", T.IDLE, at=T.CHOOSING_DELAY),
    Row(I.CHOICE, "chose_a_phone_report", "report_by_phone", T.WHEN_TO_CALL, at=T.CHOOSING_DELAY),
    Row(I.CHOICE, "chose_an_online_report", "report_online", T.IDLE, at=T.CHOOSING_DELAY),
    Row(I.CHOICE, "chose_nobody", "need_nobody", T.IDLE, at=T.CHOOSING_DELAY),
    Row(I.CHOICE, None, "offer_again", at=T.CHOOSING_DELAY),
    Row(I.CHOICE, "repeats_a_digit", "confirm_again", at=T.CONFIRMING_WITHDRAW),
    Row(I.CHOICE, "names_a_case_to_withdraw", "ask_whether_to_withdraw_it", T.CONFIRMING_WITHDRAW),
    Row(I.CHOICE, "names_a_case", "answer_about_the_named", T.IDLE),
    Row(I.CHOICE, "may_mean_several", "ask_again", T.CHOOSING_CASE),
    Row(I.CHOICE, "was_asked_and_has_a_case", "answer_about_the_one", T.IDLE),
    Row(I.CHOICE, "has_a_case", "cannot_answer"),
    Row(I.CHOICE, None, "know_no_case"),
    # A call, at a time and a number that are safe.
    Row(I.CALL, "lacks_time_and_number", "ask_when_to_call", T.WHEN_TO_CALL),
    Row(I.CALL, "lacks_a_number", "ask_which_number", T.WHEN_TO_CALL),
    Row(I.CALL, "lacks_a_time", "ask_what_time", T.WHEN_TO_CALL),
    Row(I.CALL, None, "note_the_call", T.IDLE),
    # Something new.
    Row(I.ADD, "is_only_a_picture", "keep_the_picture_aside", at=T.CHOOSING_CASE),
    Row(I.ADD, "is_only_a_picture", "keep_the_picture_aside", at=T.CONFIRMING_STOP),
    Row(I.ADD, "is_only_a_picture", "keep_the_picture_aside", at=T.CONFIRMING_WITHDRAW),
    Row(I.ADD, "is_only_a_picture", "keep_the_picture_aside", at=T.WHEN_TO_CALL),
    Row(I.ADD, "is_only_a_picture", "keep_the_picture_aside", at=T.RATING_WORDS),
    Row(I.ADD, None, "keep_more", at=T.ADDING),
    Row(I.ADD, "has_a_case", "keep_the_news", T.ADDING),
    Row(I.ADD, None, "cannot_answer"),
    # Nobody needs to come.
    Row(I.WITHDRAW, None, "withdraw", T.IDLE, at=T.CONFIRMING_WITHDRAW),
    Row(I.WITHDRAW, "may_mean_several", "ask", T.CHOOSING_CASE),
    Row(I.WITHDRAW, "has_a_case", "ask_whether_to_withdraw", T.CONFIRMING_WITHDRAW),
    Row(I.WITHDRAW, None, "cannot_answer"),
    Row(I.COMPLAINT, None, "take_the_complaint"),
    Row(I.LANGUAGE, "speaks_it", "set_language"),
    Row(I.LANGUAGE, None, "ask_for_a_speaker"),
    Row(I.WRONG_NUMBER, None, "unlink", T.IDLE),
    Row(I.THANKS, "said_ok", "withdraw", T.IDLE, at=T.CONFIRMING_WITHDRAW),
    Row(I.THANKS, None, "thank"),
    # The survey.
    Row(I.SURVEY, "says_more_than_a_number", "keep_the_rating", T.IDLE, at=T.RATING),
    Row(I.SURVEY, None, "keep_the_number", T.RATING_WORDS, at=T.RATING),
    Row(I.SURVEY, "rates_again_with_words", "keep_the_rating", T.IDLE, at=T.RATING_WORDS),
    Row(I.SURVEY, "rates_again", "keep_the_number", at=T.RATING_WORDS),
    Row(I.SURVEY, None, "keep_the_sentence", T.IDLE, at=T.RATING_WORDS),
    Row(I.SURVEY, None, "cannot_answer"),
    # Answers to yes-or-no questions.
    Row(I.YES, None, "stop", T.IDLE, at=T.CONFIRMING_STOP),
    Row(I.YES, None, "withdraw", T.IDLE, at=T.CONFIRMING_WITHDRAW),
    Row(I.YES, "answers_too_late", "regret_the_delay", T.IDLE),
    Row(I.YES, None, "cannot_answer"),
    Row(I.NO, None, "go_on_texting", T.IDLE, at=T.CONFIRMING_STOP),
    Row(I.NO, None, "leave_the_call", T.IDLE, at=T.CONFIRMING_WITHDRAW),
    Row(I.NO, None, "drop_the_call", T.IDLE, at=T.WHEN_TO_CALL),
    Row(I.NO, None, "have_it_all", T.IDLE, at=T.ADDING),
    Row(I.NO, None, "thank_for_the_rating", T.IDLE, at=T.RATING_WORDS),
    Row(I.NO, "answers_too_late", "regret_the_delay", T.IDLE),
    Row(I.NO, None, "cannot_answer"),
    # Anything else.
    Row(I.UNKNOWN, "answers_too_late", "regret_the_delay", T.IDLE),
    Row(I.UNKNOWN, "needs_a_speaker", "ask_for_a_speaker"),
    Row(I.UNKNOWN, "is_only_a_picture", "keep_the_picture"),
    Row(I.UNKNOWN, "is_the_third_in_a_row", "call_for_a_person"),
    Row(I.UNKNOWN, None, "cannot_answer"),
)


def _leaving(row: Row) -> Iterator[Row]:
    """The row, and before it its like that leaves the question when to call: what comes next is no answer to it."""
    if row.at is None and row.to is None and row.intent not in _ASIDES:
        yield row._replace(at=T.WHEN_TO_CALL, to=T.IDLE)
    yield row


TABLE: tuple[Row, ...] = tuple(one for row in _ROWS for one in _leaving(row))
