"""Every text that Caseline sends: en.py and es.py hold the words, the rest puts them together."""

from flows.texts.catalogue import CATALOGUES, LIMITS
from flows.texts.news import desk_text, notice_text, status_text
from flows.texts.replies import Option, Part, Say, answer_text, call_type_words, reply_part, reply_text

__all__ = [
    "CATALOGUES",
    "LIMITS",
    "Option",
    "Part",
    "Say",
    "answer_text",
    "call_type_words",
    "desk_text",
    "notice_text",
    "reply_part",
    "reply_text",
    "status_text",
]
