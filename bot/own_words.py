"""An agency's own words and choices in its settings, checked as every other text is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from flows.agency import Agency
from flows.guard import refuse
from flows.vocabulary import DelayChoice

# As much as an answer has room for beside the rest of it.
LONGEST = 120
_USUAL = (DelayChoice.WAIT, DelayChoice.PHONE_REPORT, DelayChoice.NOT_NEEDED)


def _choices(value: Any) -> Any:
    """A list of choices in the order of their digits; true stands for the usual three, false for none."""
    if isinstance(value, bool):
        return _USUAL if value else ()
    if not isinstance(value, list | tuple) or any(one not in list(DelayChoice) for one in value):
        raise ValueError(f"must be a list of {', '.join(DelayChoice)}")
    if len(set(value)) != len(value):
        raise ValueError("must hold each choice once")
    return tuple(one for one in DelayChoice if one in value)


Choices = Annotated[tuple[DelayChoice, ...], BeforeValidator(_choices)]
Words = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]]


def fault(agency: Agency, named: Mapping[str, Mapping[str, str]]) -> str | None:
    """What is wrong with an agency's own words (by setting, then language); None if nothing is."""
    for setting, words in named.items():
        if words and set(words) != set(agency.languages):
            return f"{setting} must be said in each of {', '.join(agency.languages)}"
        for language, text in words.items():
            broken = refuse(text, replace(agency, report_copies={}, online_report={}))
            if broken is not None:
                return f"{setting}.{language}: {broken.meaning}"
    if DelayChoice.ONLINE_REPORT in agency.delay_choices and not agency.online_report:
        return "delay_choices offers online_report, so online_report must say how"
    return None
