"""Which of a phone's cases a text may be answered about, and which one it means."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from flows.agency import Agency
from flows.dialogue.speaker import CaseView, Speaker
from flows.policy import silence
from flows.snapshot import Snapshot
from flows.texts import Option
from flows.vocabulary import TEXTED_ROLES, CaseState

# Phones change hands: after so long without news, facts only to whoever gives the case number.
REMEMBERED = timedelta(days=90)
ENDED = frozenset({CaseState.CLOSED, CaseState.CANCELLED})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_SEPARATORS = re.compile(r"[^0-9A-Z]")


def linked(speaker: Speaker) -> tuple[Snapshot, ...]:
    """The cases that are this person's own, whether or not anything may be told about them."""
    return tuple(view.snapshot for view in speaker.cases if _own(view))


def tellable(speaker: Speaker, agency: Agency) -> tuple[Snapshot, ...]:
    """Those that something may be told about, if it is the right person who asks."""
    return tuple(case for case in linked(speaker) if silence(case, agency) is None)


def recent(cases: tuple[Snapshot, ...], now: datetime) -> tuple[Snapshot, ...]:
    """Those that moved lately enough, newest call first: the order in which they are numbered."""
    fresh = [case for case in cases if case.moved_at is not None and now - case.moved_at <= REMEMBERED]
    return tuple(sorted(fresh, key=lambda case: (case.opened_at or now, case.incident), reverse=True))


def meant(cases: tuple[Snapshot, ...]) -> tuple[Snapshot, ...]:
    """Those that "my case" may mean: the open ones, or else the one that ended last."""
    still_open = tuple(case for case in cases if case.state not in ENDED)
    if still_open or not cases:
        return still_open
    latest = max(cases, key=lambda case: (case.moved_at or case.opened_at or _LONG_AGO, case.incident))
    return (latest,)


def by_number(choice: str, cases: tuple[Snapshot, ...], now: datetime) -> Snapshot | None:
    """The case of that incident or case number. An old case answers to its case number alone."""
    wanted = _bare(choice)
    for case in recent(cases, now):
        if wanted in {_bare(one) for one in (case.incident, *case.aliases, case.case_number or "")} - {""}:
            return case
    return next((case for case in cases if case.case_number and _bare(case.case_number) == wanted), None)


def concerned(speaker: Speaker) -> str | None:
    """The case that a person should look at: the one in focus, or the only one open (or only one there is).

    A silent case too: staff are told what nobody is texted.
    """
    own = linked(speaker)
    if speaker.focus is not None and any(case.incident == speaker.focus for case in own):
        return speaker.focus
    still_open = [case for case in own if case.state not in ENDED]
    candidates = still_open or list(own)
    return candidates[0].incident if len(candidates) == 1 else None


def option(case: Snapshot, now: datetime) -> Option:
    return Option(case.incident, case.call_type or "", case.opened_at or case.moved_at or now)


def _own(view: CaseView) -> bool:
    return view.role in TEXTED_ROLES and not view.barred


def _bare(number: str) -> str:
    return _SEPARATORS.sub("", number.upper())
