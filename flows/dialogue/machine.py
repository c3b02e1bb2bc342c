"""The conversation with one contact as a table: intent, what must hold -> what is done, where it leads."""

from __future__ import annotations

from typing import NamedTuple

from transitions import Machine

from flows.vocabulary import Intent, Word


class Talk(Word):
    """Where a conversation stands."""

    IDLE = "idle", "Nothing was asked."
    CHOOSING_CASE = "choosing_case", "We asked which of several cases is meant."


class Row(NamedTuple):
    """`when` None: in all other cases. `to` None: where it stands."""

    intent: Intent
    when: str | None
    do: str
    to: Talk | None = None


# From every state; of the rows of one intent the first that holds counts.
TABLE: tuple[Row, ...] = (
    Row(Intent.EMERGENCY, None, "alarm"),
    Row(Intent.STOP, "may_withdraw", "stop_and_withdraw"),
    Row(Intent.STOP, None, "stop"),
    Row(Intent.START, None, "start"),
    Row(Intent.HELP, None, "help"),
    Row(Intent.STATUS, "names_a_case", "tell_the_named", Talk.IDLE),
    Row(Intent.STATUS, "may_mean_several", "ask", Talk.CHOOSING_CASE),
    Row(Intent.STATUS, "has_a_case", "tell_the_one", Talk.IDLE),
    Row(Intent.STATUS, None, "know_no_case"),
    Row(Intent.CHOICE, "names_a_case", "tell_the_named", Talk.IDLE),
    Row(Intent.CHOICE, "may_mean_several", "ask_again", Talk.CHOOSING_CASE),
    Row(Intent.CHOICE, "was_asked_and_has_a_case", "tell_the_one", Talk.IDLE),
    Row(Intent.CHOICE, "has_a_case", "cannot_answer"),
    Row(Intent.CHOICE, None, "know_no_case"),
    Row(Intent.LANGUAGE, "speaks_it", "set_language"),
    Row(Intent.LANGUAGE, None, "cannot_answer"),
    Row(Intent.WRONG_NUMBER, None, "unlink"),
    Row(Intent.THANKS, None, "thank"),
    Row(Intent.UNKNOWN, "is_only_a_picture", "keep_the_picture"),
    Row(Intent.UNKNOWN, None, "cannot_answer"),
)


def _build() -> Machine:
    """One machine for all conversations, built at import; models are passed to its events.

    A row that leads where the conversation stands is an internal transition: only a real change closes
    the question.
    """
    machine = Machine(
        model=None, states=[state.value for state in Talk], initial=Talk.IDLE.value, auto_transitions=False
    )
    machine.get_state(Talk.CHOOSING_CASE.value).add_callback("exit", "close_question")
    for row in TABLE:
        for state in Talk:
            machine.add_transition(
                str(row.intent),
                state.value,
                None if row.to is None or row.to is state else row.to.value,
                conditions=row.when,
                after=row.do,
            )
    return machine


MACHINE = _build()
