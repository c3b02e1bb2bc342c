"""The conversation with one contact: what they meant and what is known -> a reply and what must follow."""

from flows.dialogue.answer import answer
from flows.dialogue.effects import (
    Ask,
    Choose,
    CloseQuestion,
    Effect,
    Focus,
    Heard,
    Mute,
    OpenRequest,
    OptIn,
    OptOut,
    Rate,
    SetLanguage,
    TakeBack,
    Unlink,
    Unmute,
)
from flows.dialogue.speaker import Answer, CaseView, Offer, Open, Speaker, Text
from flows.dialogue.talk import LASTS, OPENED_BY, Talk
from flows.intents import Question, Understanding

__all__ = [
    "LASTS",
    "OPENED_BY",
    "Answer",
    "Ask",
    "CaseView",
    "Choose",
    "CloseQuestion",
    "Effect",
    "Focus",
    "Heard",
    "Mute",
    "Offer",
    "Open",
    "OpenRequest",
    "OptIn",
    "OptOut",
    "Question",
    "Rate",
    "SetLanguage",
    "Speaker",
    "TakeBack",
    "Talk",
    "Text",
    "Understanding",
    "Unlink",
    "Unmute",
    "answer",
]
