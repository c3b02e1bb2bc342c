"""What each of the carrier's errors means for a text, its contact, and its sender (docs/twilio.md).

Codes and texts may change without notice, so an unknown code is never retried blindly: it is a failure that
a person hears of.
"""

from __future__ import annotations

from datetime import timedelta

from flows.vocabulary import Reason, Word


class Failure(Word):
    """What to do about a text that the carrier didn't take, or took and couldn't deliver."""

    RETRY = "retry", "The carrier certainly didn't take it; the same text may go later."
    AMBIGUOUS = "ambiguous", "It may have been taken: never sent again before that is known."
    OPTED_OUT = "opted_out", "The carrier holds a block for this phone: it counts as STOP."
    UNREACHABLE = "unreachable", "This number takes no texts."
    SENDER_BROKEN = "sender_broken", "Our account or sender is at fault: stop, keep everything, shout."
    EXPIRED = "expired", "Its time ran out in the carrier's queue."
    PERMANENT = "permanent", "This text won't go; a person should know."


# The answer to a send (docs/twilio.md, error codes).
ON_SEND: dict[int, Failure] = {
    20003: Failure.SENDER_BROKEN,  # authentication
    20005: Failure.SENDER_BROKEN,  # account not active
    20403: Failure.SENDER_BROKEN,
    20404: Failure.SENDER_BROKEN,
    20429: Failure.RETRY,  # "never processed and always safe to retry"
    20503: Failure.RETRY,
    14107: Failure.RETRY,  # 30 messages in a loop: 30 s of rest
    21211: Failure.UNREACHABLE,  # not a phone number
    21408: Failure.PERMANENT,  # the account may not text that one number's country
    21606: Failure.SENDER_BROKEN,  # the sender can't send texts
    21608: Failure.SENDER_BROKEN,  # trial account
    21610: Failure.OPTED_OUT,
    21611: Failure.RETRY,  # the sender's queue is full
    21612: Failure.UNREACHABLE,
    21614: Failure.UNREACHABLE,  # not a mobile number
    21635: Failure.UNREACHABLE,  # a landline
    21659: Failure.SENDER_BROKEN,
    21660: Failure.SENDER_BROKEN,
    21661: Failure.SENDER_BROKEN,
    21701: Failure.SENDER_BROKEN,
    21702: Failure.SENDER_BROKEN,
    21703: Failure.SENDER_BROKEN,
    21704: Failure.SENDER_BROKEN,
    21705: Failure.SENDER_BROKEN,
    30002: Failure.SENDER_BROKEN,  # account suspended
    30024: Failure.SENDER_BROKEN,
    30032: Failure.SENDER_BROKEN,
    30033: Failure.SENDER_BROKEN,
    30034: Failure.SENDER_BROKEN,
    30035: Failure.SENDER_BROKEN,
    63038: Failure.RETRY,  # the account's daily cap
}

# A delivery receipt's code. Only four say that the text certainly never left; after those one new attempt is
# made. 30003 and 30008 are not such codes: the text may have arrived.
ON_RECEIPT: dict[int, Failure] = {
    21610: Failure.OPTED_OUT,  # a Messaging Service reports it late
    21614: Failure.UNREACHABLE,
    30001: Failure.RETRY,
    30002: Failure.SENDER_BROKEN,
    30005: Failure.UNREACHABLE,  # no such number any more
    30006: Failure.UNREACHABLE,  # a landline
    30017: Failure.RETRY,
    30022: Failure.RETRY,
    30024: Failure.SENDER_BROKEN,
    30032: Failure.SENDER_BROKEN,
    30033: Failure.SENDER_BROKEN,
    30034: Failure.SENDER_BROKEN,
    30035: Failure.SENDER_BROKEN,
    30036: Failure.EXPIRED,
    30500: Failure.RETRY,
}

REASON = {
    Failure.OPTED_OUT: Reason.OPTED_OUT,
    Failure.UNREACHABLE: Reason.UNREACHABLE,
    Failure.SENDER_BROKEN: Reason.CARRIER_BROKEN,
    Failure.EXPIRED: Reason.EXPIRED,
    Failure.PERMANENT: Reason.CARRIER_REFUSED,
    Failure.RETRY: Reason.CARRIER_REFUSED,
    Failure.AMBIGUOUS: Reason.CARRIER_REFUSED,
}


class Scope(Word):
    """Whom a refusal tells to slow down, beside the text itself."""

    PHONE = "phone", "Only this phone: its texts wait for one another anyway."
    SENDER = "sender", "Every text of this sender number."
    ACCOUNT = "account", "Every text of every sender of this account."


# Codes that ask for less of everything: whom they slow, and for how long. What isn't named slows the text
# alone, and with it its phone.
SLOWS: dict[int, tuple[Scope, timedelta]] = {
    14107: (Scope.PHONE, timedelta(seconds=30)),  # 30 texts between two numbers
    20429: (Scope.ACCOUNT, timedelta(seconds=1)),  # too many requests at once
    21611: (Scope.SENDER, timedelta(minutes=2)),  # the sender's queue is ten hours long
    30001: (Scope.SENDER, timedelta(seconds=10)),  # the sender's queue overflowed
    30017: (Scope.PHONE, timedelta(seconds=30)),  # that phone's carrier is congested
    30022: (Scope.SENDER, timedelta(seconds=10)),  # the campaign's rate
    63038: (Scope.ACCOUNT, timedelta(hours=1)),  # the account's daily cap
}

# How long to rest before the same text is tried again; codes that aren't named double from one second.
REST = {
    14107: timedelta(seconds=30),
    21611: timedelta(minutes=2),
    30001: timedelta(minutes=1),
    30017: timedelta(seconds=30),
    30022: timedelta(minutes=1),
    30500: timedelta(seconds=10),
    63038: timedelta(hours=1),
}
LONGEST_REST = timedelta(seconds=30)
# How long the carrier may take to say what became of a request that it never answered: Twilio's own time-out is
# said to be 26 seconds. Until then a text that its list doesn't show may still appear there.
TELLS_WITHIN = timedelta(seconds=30)
# After so long nobody will tell any more: an open text ends as failed, and a person hears of it.
OPEN_AT_MOST = timedelta(hours=72)
# How long a broken sender rests before one text tries it again.
PROBE = timedelta(seconds=30)


def on_send(status: int, code: int | None) -> Failure:
    """What an error answer to a send means, by its HTTP status and the carrier's code."""
    if code in ON_SEND:
        return ON_SEND[code]
    if status == 429:
        return Failure.RETRY
    if status in (401, 403):
        return Failure.SENDER_BROKEN
    if status >= 500:
        return Failure.AMBIGUOUS  # "not idempotent": a 500 may have come after the text was taken (20500)
    return Failure.PERMANENT


def on_receipt(code: int | None) -> Failure:
    """What a receipt of `failed` or `undelivered` means."""
    return ON_RECEIPT.get(code or 0, Failure.PERMANENT)


def slows(failure: Failure, status: int | None, code: int | None) -> tuple[Scope, timedelta]:
    """Whom an error slows down, beside its own text, and for how long."""
    if failure is Failure.RETRY and code not in SLOWS and status == 429:
        return SLOWS[20429]
    return SLOWS.get(code or 0, (Scope.PHONE, timedelta(0)))


def rest(code: int | None, attempts: int) -> timedelta:
    """How long to rest after the `attempts`-th try."""
    return REST.get(code or 0) or min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_REST)
