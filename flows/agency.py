"""What an agency decides for itself: the settings that policy and texts read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from flows.vocabulary import DelayChoice

KeywordReplies = Literal["twilio", "advanced", "caseline"]


@dataclass(frozen=True)
class QuietHours:
    """The night, in the agency's time zone, from `start` to `end` (which may be the next morning)."""

    start: time
    end: time

    def ends(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` lies in are over; None when `now` lies outside them."""
        local = now.astimezone(zone)
        clock = local.time()
        overnight = self.start > self.end
        inside = (clock >= self.start or clock < self.end) if overnight else (self.start <= clock < self.end)
        if self.start == self.end or not inside:
            return None
        day = local.date() + timedelta(days=1 if overnight and clock >= self.start else 0)
        over = datetime.combine(day, self.end, zone).astimezone(UTC)
        if over <= now:  # clocks were put back, and this is the second time that the hour comes
            over = datetime.combine(day, self.end.replace(fold=1), zone).astimezone(UTC)
        return over.astimezone(zone)


@dataclass(frozen=True)
class Agency:
    """One police department.

    `call_types` maps each type that may be texted about to its CAD codes; `silent_priorities` are never
    texted about; `quiet_hours` hold what isn't live dispatch news; `unassigned_minutes` is how long a call
    may wait for a unit before the person hears that it isn't forgotten. `delay_choices` are offered to whom an
    officer is held up; `report_copies` and `online_report` are the agency's own words by language: how to get a
    copy of a report, how to write one online. `complaints_phone` is where complaints are taken, if not the desk.
    """

    key: str
    name: str
    sender: str
    timezone: ZoneInfo
    desk_phone: str
    languages: tuple[str, ...] = ("en", "es")
    text_to_911: bool = False
    keyword_replies: KeywordReplies = "twilio"
    call_types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent_priorities: frozenset[int] = frozenset({1, 2})
    unassigned_minutes: int = 20
    quiet_hours: QuietHours = QuietHours(time(21), time(8))
    bad_news_by_text: bool = True
    link_hosts: frozenset[str] = frozenset()
    delay_choices: tuple[DelayChoice, ...] = ()
    survey: bool = False
    report_copies: Mapping[str, str] = field(default_factory=dict)
    online_report: Mapping[str, str] = field(default_factory=dict)
    complaints_phone: str | None = None
    segments_per_second: float = 1.0
    demonstration: bool = False

    @property
    def first_language(self) -> str:
        return self.languages[0]

    def call_type(self, name: str) -> str | None:
        """The agency's call type for a type's name or one of its CAD codes; None when it lists neither."""
        if name in self.call_types:
            return name
        wanted = name.casefold().strip()
        for listed, codes in self.call_types.items():
            if wanted == listed.casefold() or any(wanted == code.casefold() for code in codes):
                return listed
        return None

    def language(self, *wanted: str | None) -> str:
        """The first of `wanted` that the agency speaks, else its own first."""
        return next((one for one in wanted if one in self.languages), self.first_language)
