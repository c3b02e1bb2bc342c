"""The conversation with one contact: what they meant and what is known -> a reply and what must follow."""

from flows.dialogue.answer import answer
from flows.dialogue.effects import (
    Ask,
    CloseQuestion,
    Effect,
    Focus,
    Heard,
    OpenRequest,
    OptIn,
    OptOut,
    SetLanguage,
    Unlink,
)
from flows.dialogue.speaker import Answer, CaseView, Speaker, Text
from flows.intents import Question, Understanding

__all__ = [
    "Answer",
    "Ask",
    "CaseView",
    "CloseQuestion",
    "Effect",
    "Focus",
    "Heard",
    "OpenRequest",
    "OptIn",
    "OptOut",
    "Question",
    "SetLanguage",
    "Speaker",
    "Text",
    "Understanding",
    "Unlink",
    "answer",
]
