"""Days, times and durations in words, in the agency's time zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.texts.catalogue import Voice

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_TWO_DAYS = timedelta(days=2)


def since(voice: Voice, start: datetime, now: datetime) -> str:
    """For how long: "for 35 minutes", "for about 2 hours", "since Nov 24"."""
    passed = max(now - start, _MINUTE)
    if passed >= _TWO_DAYS:
        return voice.say("since.day", day=day(voice, start))
    unit, one, many = (_MINUTE, "since.minute", "since.minutes")
    if passed >= _HOUR:
        unit, one, many = (_HOUR, "since.hour", "since.hours")
    number = int(passed / unit) if unit is _MINUTE else round(passed / unit)
    return voice.say(one) if number == 1 else voice.say(many, count=str(number))


def day(voice: Voice, moment: datetime) -> str:
    """Such as "Nov 24"."""
    local = moment.astimezone(voice.agency.timezone)
    return voice.say("day", month=voice.say("months").split()[local.month - 1], number=str(local.day))


def clock(voice: Voice, moment: datetime) -> str:
    """Such as "2:05 PM"."""
    local = moment.astimezone(voice.agency.timezone)
    return f"{local.hour % 12 or 12}:{local.minute:02} {'PM' if local.hour >= 12 else 'AM'}"


def day_and_time(voice: Voice, moment: datetime) -> str:
    """Such as "Nov 24, 2:05 PM"."""
    return voice.say("day_and_time", day=day(voice, moment), time=clock(voice, moment))
