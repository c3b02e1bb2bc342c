"""The one machine of all conversations, built from the table."""

from __future__ import annotations

from transitions import Machine

from flows.dialogue.table import TABLE, Row
from flows.dialogue.talk import Talk

__all__ = ["MACHINE", "TABLE", "Row", "Talk"]


def _build() -> Machine:
    """Built at import; models are passed to its events.

    A row that leads where the conversation stands is an internal transition: only a real change closes
    the question.
    """
    machine = Machine(
        model=None, states=[state.value for state in Talk], initial=Talk.IDLE.value, auto_transitions=False
    )
    for state in Talk:
        if state is not Talk.IDLE:
            machine.get_state(state.value).add_callback("exit", "close_question")
    for row in TABLE:
        for state in Talk if row.at is None else (row.at,):
            machine.add_transition(
                str(row.intent),
                state.value,
                None if row.to is None or row.to is state else row.to.value,
                conditions=row.when,
                after=row.do,
            )
    return machine


MACHINE = _build()
