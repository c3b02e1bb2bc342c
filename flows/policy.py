"""Whether, what and when to text: the one place where that is decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.guard import refuse
from flows.notices import BAD_NEWS, RULES, SAID_BY, Notice, waits
from flows.snapshot import Snapshot
from flows.texts import desk_text, notice_text
from flows.vocabulary import (
    TEXTED_ROLES,
    Consent,
    Lane,
    NoticeKind,
    Reason,
    RequestKind,
    Role,
    Verdict,
)


def silence(snapshot: Snapshot, agency: Agency) -> Reason | None:
    """Why nothing at all may be told about this case; None when it may be told.

    A silent case is absent: from lists, from choices, from every answer.
    """
    if snapshot.protected:
        return Reason.PROTECTED
    if snapshot.call_type is None or agency.call_type(snapshot.call_type) is None:
        return Reason.CALL_TYPE_NOT_LISTED
    if snapshot.priority is not None and snapshot.priority in agency.silent_priorities:
        return Reason.SILENT_PRIORITY
    return None


@dataclass(frozen=True)
class Listener:
    """A contact as the policy sees it: who they are to the case, and whether their phone may be texted.

    `linked` is false once the case no longer names the phone, `barred` once the phone said that it has
    nothing to do with the case, `introduced` once it has had its first text from us, `muted` while it wants no
    texts about the case. `first`: nothing about the case has gone to it so far.
    """

    phone: str
    role: Role
    language: str
    consent: Consent
    introduced: bool
    valid: bool = True
    linked: bool = True
    barred: bool = False
    muted: bool = False
    first: bool = False


@dataclass(frozen=True)
class Decision:
    """What becomes of one notice to one contact. `expires_at` is the end of the notice's life."""

    verdict: Verdict
    reason: Reason | None
    lane: Lane
    expires_at: datetime
    body: str = ""
    until: datetime | None = None


TOO_SOON = timedelta(minutes=15)
# A notice held back for one of these needs a person instead.
REQUEST_INSTEAD = {Reason.BAD_NEWS: RequestKind.BAD_NEWS}


def decide(
    notice: Notice,
    case: Snapshot,
    listener: Listener,
    agency: Agency,
    now: datetime,
    told_at: datetime | None = None,
    coming: Collection[str] = (),
) -> Decision:
    """Whether, what and when to text, for one notice and one contact.

    Called when the message is written and again in the commit that starts its sending: what it says the
    second time stands. `told_at` is when this contact was last told a notice of this kind about this case,
    `coming` the kinds of its other texts about it that are still to go.
    """
    rule = RULES[notice.kind]
    expires_at = notice.since + rule.life

    def suppress(reason: Reason) -> Decision:
        return Decision(Verdict.SUPPRESS, reason, rule.lane, expires_at)

    barrier = silence(case, agency) or _deaf(listener)
    if barrier is not None:
        return suppress(barrier)
    if notice.overtaken or not rule.true(case):
        return suppress(Reason.SUPERSEDED)
    if now >= expires_at:
        return suppress(Reason.TOO_OLD)
    if any(kind in SAID_BY.get(notice.kind, ()) for kind in coming):
        return suppress(Reason.ALREADY_TOLD)
    if notice.kind is NoticeKind.OFFICER_DELAYED and _too_soon(case, told_at, now):
        return suppress(Reason.TOO_SOON)
    if notice.kind is NoticeKind.CASE_STATUS and case.status in BAD_NEWS and not agency.bad_news_by_text:
        return suppress(Reason.BAD_NEWS)
    body = _words(notice, case, listener, agency)
    if body is None:
        return suppress(Reason.GUARD)
    until = agency.quiet_hours.ends(now, agency.timezone) if waits(notice.kind, case) else None
    if until is not None:
        return Decision(Verdict.HOLD, Reason.QUIET_HOURS, rule.lane, expires_at, body, until)
    return Decision(Verdict.SEND, None, rule.lane, expires_at, body)


def barred(listener: Listener) -> Reason | None:
    """Why this phone has no part in the case, or none that is told anything."""
    if listener.barred:
        return Reason.WRONG_NUMBER
    if not listener.linked:
        return Reason.CONTACT_REMOVED
    if listener.role not in TEXTED_ROLES:
        return Reason.ROLE_NOT_TEXTED
    return None


def _deaf(listener: Listener) -> Reason | None:
    """Why this contact may not be told, whatever the news."""
    apart = barred(listener)
    if apart is not None:
        return apart
    if listener.consent is Consent.OPTED_OUT:
        return Reason.OPTED_OUT
    if not listener.valid:
        return Reason.INVALID_PHONE
    if listener.consent is Consent.UNREACHABLE:
        return Reason.UNREACHABLE
    if listener.muted:
        return Reason.MUTED
    return None


def _too_soon(case: Snapshot, told_at: datetime | None, now: datetime) -> bool:
    """A second delay within 15 minutes of the first, with no dispatch between."""
    if told_at is None or now - told_at >= TOO_SOON:
        return False
    return case.dispatched_at is None or case.dispatched_at <= told_at


def _words(notice: Notice, case: Snapshot, listener: Listener, agency: Agency) -> str | None:
    introduce = not listener.introduced
    if notice.kind is NoticeKind.DESK:
        if refuse(notice.words or "", agency) is not None:
            return None
        return desk_text(notice.words or "", agency, listener.language, introduce=introduce)
    return notice_text(notice.kind, case, agency, listener.language, introduce=introduce, first=listener.first)
