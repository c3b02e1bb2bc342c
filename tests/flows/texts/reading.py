"""The reading grade of an English text, by textstat.

Names, numbers and the like say nothing about how hard a text is to read, and syllable counters stumble over
them: the sender goes, a phone number is read as "us", a name as "Ann", a badge or case number as "one".
"""

from __future__ import annotations

import re
import sys
from types import ModuleType

# textstat 0.7.4 asks for setuptools' pkg_resources, which setuptools no longer has. It takes word lists from
# there that the Flesch-Kincaid grade doesn't use.
sys.modules.setdefault("pkg_resources", ModuleType("pkg_resources"))

import textstat  # noqa: E402

_READ_AS = (
    (re.compile(r"^[^:]+: "), ""),
    (re.compile(r"\d{3}-\d{3}-\d{4}(?: x\d+)?"), "us"),
    (re.compile(r"(?:Handled by|now:) [^,.]+(?:\. [^,.]+)?(, badge)?"), "Handled by Ann"),
    (re.compile(r"\b(?=\S*\d)[A-Z0-9-]+\b"), "one"),
    (re.compile(r"\n\S+ "), ". "),
)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 6 can be read by an eleven-year-old."""
    for pattern, words in _READ_AS:
        text = pattern.sub(words, text)
    return float(textstat.flesch_kincaid_grade(text))
