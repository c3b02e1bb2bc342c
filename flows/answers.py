"""Answers that go late: to texts that the carrier took while this line was down, and that it found afterwards.

An answer in the webhook's own response needs none of this. One that goes through the outbox is decided twice,
like a notice: when it is written, and again in the commit that starts it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flows.agency import Agency
from flows.dialogue.answer import ALWAYS_ANSWERED
from flows.intents.keywords import CARRIER
from flows.policy import Decision, Listener, barred, silence
from flows.snapshot import Snapshot
from flows.texts import status_text
from flows.vocabulary import Consent, Intent, Lane, Reason, Verdict

# How long after a text its answer still makes sense. What a text decides (STOP, START, a wrong number, danger)
# counts whatever its age.
USUAL = timedelta(hours=1)
LIVES: dict[Intent, timedelta] = {
    Intent.STOP: timedelta(minutes=5),  # 47 CFR 64.1200(a)(12): one confirmation, within five minutes
    Intent.THANKS: timedelta(0),
}


def answer_expires(intent: Intent, received_at: datetime) -> datetime:
    """Until when a text may be answered."""
    return received_at + LIVES.get(intent, USUAL)


def carriers_keyword(body: str) -> Intent | None:
    """The carrier's own meaning of a text: a single keyword alone, in any case."""
    word = body.strip().upper()
    return next((intent for intent, words in CARRIER.items() if word in words), None)


def decide_answer(
    intent: Intent,
    body: str,
    told: Snapshot | None,
    listener: Listener,
    agency: Agency,
    now: datetime,
    expires_at: datetime,
) -> Decision:
    """Whether a late answer may go, and its words.

    `told` is the case whose facts it gives, if it does: what is true of it now is said. After STOP only its
    confirmation and the answers to HELP, START and danger go.
    """
    refused = Decision(Verdict.SUPPRESS, _barrier(intent, told, listener, agency), Lane.REPLY, expires_at)
    if refused.reason is not None:
        return refused
    if now >= expires_at:
        return replace(refused, reason=Reason.TOO_OLD)
    if told is not None:
        body = status_text(told, agency, listener.language, now, introduce=not listener.introduced)
    return Decision(Verdict.SEND, None, Lane.REPLY, expires_at, body)


def _barrier(intent: Intent, told: Snapshot | None, listener: Listener, agency: Agency) -> Reason | None:
    if listener.consent is Consent.OPTED_OUT and intent not in ALWAYS_ANSWERED | {Intent.STOP}:
        return Reason.OPTED_OUT
    if listener.consent is not Consent.OPTED_OUT and intent is Intent.STOP:
        return Reason.SUPERSEDED
    if not listener.valid or listener.consent is Consent.UNREACHABLE:
        return Reason.UNREACHABLE
    if told is not None:
        return silence(told, agency) or barred(listener)
    return None
