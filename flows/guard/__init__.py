"""The text guard: the last look at a text's words before it may go out.

No arrival time, no place, no unit's position, no link to a host that the agency doesn't list, nothing longer
than three segments. It reads people's own words when they are handed in, and every template in the tests.
Officers' names aren't guarded (an Officer Lane is no place): flows/names.py decides what a name is.

It errs towards refusing where an officer and a time stand together: a needless refusal costs a person a
second try, a leak may cost more. flows/guard_visits.py holds what it looks for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flows.agency import Agency
from flows.guard import places, visits
from flows.guard.links import EMAIL, hosts
from flows.segments import count
from flows.vocabulary import Word

MOST_SEGMENTS = 3


class Broken(Word):
    """The rule that a text breaks; `meaning` says so to whoever wrote it."""

    EMPTY = "empty", "There are no words in it."
    CONTROL = "control", "It holds control or hidden characters; type the words again."
    TOO_LONG = "too_long", f"It takes more than {MOST_SEGMENTS} segments; make it shorter."
    LINK = "link", "It holds a link to a site that isn't on the agency's list."
    PLACE = "place", "It names a place: a street, an address, a crossing or a position on the map."
    POSITION = "position", "It says where an officer or a unit is, or that one is on the way."
    ARRIVAL = "arrival", "It says when an officer comes."


@dataclass(frozen=True)
class _Reading:
    """A text as the rules read it.

    `written` keeps capitals and accents, `plain` has neither; both lack the agency's name, phone numbers
    and e-mail addresses. `clauses` are the sentences of `plain`.
    """

    text: str
    written: str
    plain: str
    clauses: tuple[str, ...]
    agency: Agency


def refuse(text: str, agency: Agency) -> Broken | None:
    """The first rule that a text breaks; None when it may be sent."""
    if not text.strip():
        return Broken.EMPTY
    if any(_hidden(one) for one in text):
        return Broken.CONTROL
    if count(text).segments > MOST_SEGMENTS:
        return Broken.TOO_LONG
    reading = _read(text, agency)
    return next((broken for broken, breaks in _RULES if breaks(reading)), None)


# Reading.

_JOINERS = frozenset("\u200d\ufe0e\ufe0f")  # what emoji are made with
_PLAIN_MARKS = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014\u2212\u3002\uff61\u00a0\n\r", "''\"\"---..   ")
_PHONE = re.compile(
    r"(?<![\w.])\+?1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w-]|\.\d)"
)
_HALF_DAY = re.compile(r"\b([ap])\.? ?m\b\.?(?=\W|$)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(st|str|ave|av|blvd|rd|dr|ln|ct|pl|hwy|pkwy|no|ofc|det|sgt|apt|ste|n|s|e|w|jr)\.", re.I)
_CLAUSE = re.compile(r"[.!?;\n]+(?=\s|$)|\n+")
_SPACES = re.compile(r"\s+")


def _read(text: str, agency: Agency) -> _Reading:
    normal = unicodedata.normalize("NFKC", text)
    lined = normal.replace("\r", "\n").translate({10: "\n", **_without_newline})
    lined = re.sub(re.escape(agency.name), "us", lined, flags=re.IGNORECASE)
    lined = _PHONE.sub(" phone ", EMAIL.sub(" email ", lined))
    lined = _ABBREVIATED.sub(r"\1", _HALF_DAY.sub(r"\1m", lined))
    written = _SPACES.sub(" ", lined)
    clauses = tuple(_plain(one) for one in _CLAUSE.split(lined) if one.strip())
    return _Reading(normal.translate(_PLAIN_MARKS), written, _plain(lined), clauses, agency)


_without_newline = {mark: plain for mark, plain in _PLAIN_MARKS.items() if mark not in (10, 13)}


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(one for one in parts if unicodedata.category(one) != "Mn")
    return _SPACES.sub(" ", letters).strip()


def _hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return (
        kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and character not in "\n\r" and character not in _JOINERS
    )


# The rules.


def _link(reading: _Reading) -> bool:
    return any(host not in reading.agency.link_hosts for host in hosts(reading.text))


def _place(reading: _Reading) -> bool:
    return _any(places.PLACES, reading.plain) or _any(places.PLACES_AS_WRITTEN, reading.written)


def _position(reading: _Reading) -> bool:
    return any(_any(visits.POSITIONS, clause) for clause in reading.clauses)


def _arrival(reading: _Reading) -> bool:
    """A time of arrival by its own words, or in one sentence somebody who comes and a time, or an officer and
    a time that is neither past nor the time of a phone call."""
    return _any(visits.ARRIVALS, reading.plain) or any(map(_says_when, reading.clauses))


def _says_when(clause: str) -> bool:
    when = _first(visits.CLOCKS, clause)
    if _any(visits.COMING, clause):
        return when is not None or _any(visits.LOOSE_TIMES, clause)
    if _called_before(clause, when):
        return False
    if _any(visits.FROM_NOW, clause):
        return True
    return when is not None and _any(visits.OFFICERS, clause) and not _any(visits.PAST, clause)


def _called_before(clause: str, when: int | None) -> bool:
    calling = _first(visits.CALLING, clause)
    return calling is not None and when is not None and calling < when


_RULES: tuple[tuple[Broken, Callable[[_Reading], bool]], ...] = (
    (Broken.LINK, _link),
    (Broken.PLACE, _place),
    (Broken.POSITION, _position),
    (Broken.ARRIVAL, _arrival),
)


def _any(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> int | None:
    return min((found.start() for one in patterns if (found := one.search(text))), default=None)
