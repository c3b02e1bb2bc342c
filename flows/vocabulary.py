"""The closed lists of Caseline's language: every state, kind, reason and role, with a sentence each.

One word has one meaning here, in the API, in the database, in logs and in the docs. Nobody compares bare
strings: a word that is not on one of these lists does not exist.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a closed list; `meaning` is the sentence that explains it."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word


class EventType(Word):
    """A fact that CAD or RMS pushes."""

    CALL_CREATED = "call.created", "A call for service was opened."
    CALL_UPDATED = "call.updated", "Its type, priority, flags or district changed."
    CALL_MERGED = "call.merged", "It turned out to be the same as another call."
    UNIT_DISPATCHED = "unit.dispatched", "An officer was sent."
    UNIT_DELAYED = "unit.delayed", "The officer is held up."
    UNIT_ON_SCENE = "unit.on_scene", "An officer is with the call."
    CALL_CLEARED = "call.cleared", "The officers finished the call."
    REPORT_FILED = "report.filed", "The report got its case number."
    CASE_ASSIGNED = "case.assigned", "A detective has the case."
    CASE_STATUS_CHANGED = "case.status_changed", "The investigation's status changed."
    CALL_CANCELLED = "call.cancelled", "The call was cancelled before an officer finished it."
    CASE_PROTECTED = "case.protected", "A person decided that nothing may be texted about this case."
    CASE_UNPROTECTED = "case.unprotected", "A person lifted that protection."
    CONTACT_ADDED = "contact.added", "Another phone is to be told."
    CONTACT_UPDATED = "contact.updated", "A contact's phone, role, name or language changed."
    CONTACT_REMOVED = "contact.removed", "A phone is no longer to be told."
    CHOICE_MADE = "choice.made", "The person chose what to do about a delay. Our own record: nobody can push it."


# What only we record: no event of CAD or RMS, and no part of what a case's facts add up to.
OUR_OWN = frozenset({EventType.CHOICE_MADE})


class CaseState(Word):
    """Where a case stands."""

    REPORTED = "reported", "The call is in and no unit has been sent."
    DISPATCHED = "dispatched", "An officer is assigned."
    DELAYED = "delayed", "The officer is held up."
    ON_SCENE = "on_scene", "An officer is with the call."
    CLEARED = "cleared", "The officers finished the call."
    ASSIGNED = "assigned", "A detective has the case."
    INVESTIGATING = "investigating", "The case is being worked on."
    INACTIVE = "inactive", "There are no new leads now."
    CLOSED = "closed", "The case is closed."
    CANCELLED = "cancelled", "The call was cancelled."


class CaseStatus(Word):
    """What RMS calls the state of an investigation (NIBRS clearance terms)."""

    INVESTIGATING = "investigating", "Open and worked on."
    INACTIVE = "inactive", "Suspended: no leads."
    CLEARED_BY_ARREST = "cleared_by_arrest", "Someone was arrested for it."
    EXCEPTIONALLY_CLEARED = "exceptionally_cleared", "Known who did it, and no arrest can be made."
    PROPERTY_RECOVERED = "property_recovered", "What was taken was found; the case goes on."
    UNFOUNDED = "unfounded", "No crime was found to have happened."
    CLOSED = "closed", "Closed for another reason."
    REOPENED = "reopened", "Worked on again."


class Flag(Word):
    """What makes a call one that nobody may be texted about. Any of them protects."""

    IMMINENT_DANGER = "imminent_danger", "Someone is in danger now."
    DOMESTIC_VIOLENCE = "domestic_violence", "The phone may be watched by an abuser."
    SEXUAL_ASSAULT = "sexual_assault", "A sexual assault."
    JUVENILE = "juvenile", "A child is involved."
    CONFIDENTIAL = "confidential", "The agency keeps it confidential."
    IN_PROGRESS = "in_progress", "The crime is still going on."


class DelayReason(Word):
    """Why an officer is held up."""

    HIGHER_PRIORITY = "higher_priority", "A more urgent call."
    TRAFFIC = "traffic", "Traffic."
    WEATHER = "weather", "Weather."
    STAFFING = "staffing", "Too few officers free."
    OTHER = "other", "Another reason."


class Disposition(Word):
    """How a call ended."""

    REPORT_TAKEN = "report_taken", "A report was written."
    NO_REPORT = "no_report", "No report was needed."
    UNFOUNDED = "unfounded", "Nothing was found to have happened."
    GONE_ON_ARRIVAL = "gone_on_arrival", "Nobody was there any more."
    REFERRED = "referred", "Handed to somebody else."
    HANDLED = "handled", "Dealt with on the spot."


class Role(Word):
    """What a contact is to the case. Only `TEXTED_ROLES` are texted or answered."""

    VICTIM = "victim", "The person it happened to."
    REPORTING_PARTY = "reporting_party", "Who phoned it in."
    GUARDIAN = "guardian", "Who looks after the victim."
    WITNESS = "witness", "Who saw it."
    SUSPECT = "suspect", "Who may have done it."
    OTHER = "other", "Anybody else."


TEXTED_ROLES = frozenset({Role.VICTIM, Role.REPORTING_PARTY, Role.GUARDIAN})


class Consent(Word):
    """Whether a phone may be texted, per agency."""

    GRANTED = "granted", "It may be texted."
    OPTED_OUT = "opted_out", "It said STOP, in whatever words."
    UNREACHABLE = "unreachable", "It takes no texts: no such number, or a landline."


class NoticeKind(Word):
    """A decision to tell a contact something."""

    REPORT_RECEIVED = "report_received", "We have the report, and this is how to use the line."
    OFFICER_DISPATCHED = "officer_dispatched", "An officer was assigned."
    OFFICER_DELAYED = "officer_delayed", "The officer is held up, and why."
    STILL_WAITING = "still_waiting", "No unit was sent yet; the call isn't forgotten."
    CALL_FINISHED = "call_finished", "The call is finished: officer, contact, case number, what is next."
    CALL_CANCELLED = "call_cancelled", "The call was cancelled, and what to do if that is wrong."
    CASE_NUMBER_ASSIGNED = "case_number_assigned", "The case number, when it comes after the call."
    DETECTIVE_ASSIGNED = "detective_assigned", "Who has the case now."
    CASE_STATUS = "case_status", "The case's status changed, in plain words."
    CONTACT_ADDED = "contact_added", "To a phone new to a case: who we are and what is true now."
    CURRENT_STATUS = "current_status", "In place of a text whose time ran out: what is true now."
    SURVEY = "survey", "How did we do? Asked once, the day after the end."
    DESK = "desk", "A person's own words."


# The kind of a message that answers somebody's text; every other kind is a notice's.
REPLY = "reply"


class Lane(Word):
    """How urgent a text is; the first goes first."""

    REPLY = "reply", "An answer to somebody's text."
    REALTIME = "realtime", "News of a call that is going on."
    CASEWORK = "casework", "News of an investigation."
    SURVEY = "survey", "A question that can wait."


class Outcome(Word):
    """What became of an event."""

    APPLIED = "applied", "It was taken into the case."
    DUPLICATE = "duplicate", "This id was here before, with the same content."
    STALE = "stale", "It was recorded; what came later in the case already overtakes it."
    WAITING = "waiting", "Its call.created (or the call it merges into) isn't here yet."
    SUPPRESSED = "suppressed", "It was recorded; its case is one that nobody is texted about."
    REJECTED = "rejected", "It was refused."


class Verdict(Word):
    """What the policy says of one notice to one contact."""

    SEND = "send", "It may go now."
    HOLD = "hold", "It may go, later."
    SUPPRESS = "suppress", "It may not go."


class Reason(Word):
    """Why something was decided as it was. The closed list that the API publishes."""

    # Why nothing goes out about a case at all.
    PROTECTED = "protected", "The case is protected (by a flag or by a person)."
    CALL_TYPE_NOT_LISTED = "call_type_not_listed", "The agency doesn't text about this type of call."
    SILENT_PRIORITY = "silent_priority", "The agency doesn't text about calls of this priority."
    # Why a contact isn't told.
    ROLE_NOT_TEXTED = "role_not_texted", "Only victims, reporting parties and guardians are texted."
    WRONG_NUMBER = "wrong_number", "This phone said that it has nothing to do with the case."
    CONTACT_REMOVED = "contact_removed", "This phone is no longer a contact of the case."
    OPTED_OUT = "opted_out", "This phone said STOP (47 CFR 64.1200(a)(10))."
    INVALID_PHONE = "invalid_phone", "This is no phone number that a text could reach."
    UNREACHABLE = "unreachable", "The carrier said that this phone takes no texts."
    MUTED = "muted", "This phone said MUTE: no texts about this case."
    # Why a notice isn't sent, or not now.
    TOO_OLD = "too_old", "It happened longer ago than this kind of text is worth."
    SUPERSEDED = "superseded", "Something newer in the case made it untrue or needless."
    ALREADY_TOLD = "already_told", "Another text that is about to go says just this."
    TOO_SOON = "too_soon", "The person was told of a delay less than 15 minutes ago."
    BAD_NEWS = "bad_news", "The agency gives this kind of news by phone."
    QUIET_HOURS = "quiet_hours", "Held until the agency's quiet hours end."
    GUARD = "guard", "The text guard refused the words."
    # Why an event ended as it did.
    UNKNOWN_INCIDENT = "unknown_incident", "No call.created for this incident is here yet."
    NEVER_MATCHED = "never_matched", "No call.created came within 72 hours."
    CONTRADICTS = "contradicts", "The case's state rules it out (an arrival after the call was cleared)."
    CLOCK_SKEW = "clock_skew", "It is dated more than two minutes in the future; receipt time was used."
    INVALID = "invalid", "A field is at fault; `errors` names it."
    CONFLICT = "conflict", "This id was here before, with other content."
    FORBIDDEN = "forbidden", "The key lacks the scope for this type of event."
    # Why a message ended as it did.
    EXPIRED = "expired", "It wasn't sent within its life."
    CARRIER_REFUSED = "carrier_refused", "The carrier refused it for good; `error_code` says why."
    CARRIER_BROKEN = "carrier_broken", "Our own account or sender number is at fault; a person must mend it."
    NOT_DELIVERED = "not_delivered", "The carrier took it and could not deliver it."
    FATE_UNKNOWN = "fate_unknown", "Nobody could find out whether the carrier had taken it."
    UNKNOWN_SENDER = "unknown_sender", "No agency owns the number that was texted."
    LOOP_GUARD = "loop_guard", "An auto-responder seems to be answering us; we stopped answering it."
    CARRIER_ANSWERED = "carrier_answered", "The carrier has answered this keyword itself."
    SILENCE = "silence", "The person said STOP; only HELP, START and danger are answered."


class MessageStatus(Word):
    """The life of an outbound text. Receipts move it only forward."""

    QUEUED = "queued", "It is to be sent now."
    HELD = "held", "It is to be sent later: queued, with a not-before time."
    SENDING = "sending", "It was handed to the carrier client; the answer isn't known yet."
    SENT = "sent", "The carrier took it."
    DELIVERED = "delivered", "The phone has it."
    UNDELIVERED = "undelivered", "The carrier could not deliver it."
    FAILED = "failed", "The carrier refused it."
    EXPIRED = "expired", "Its time ran out before it could be sent."
    SUPPRESSED = "suppressed", "It was never to be sent."
    CANCELLED = "cancelled", "It was to be sent and then must not be any more."


class RequestKind(Word):
    """What only a person can do."""

    EMERGENCY = "emergency", "Somebody texted danger words."
    CALL_BACK = "call_back", "Somebody wants to be called, at a time and a number that are safe."
    NEW_INFORMATION = "new_information", "Somebody told or showed something new about the case."
    WITHDRAW = "withdraw", "Somebody may want the visit cancelled: see to it."
    CHOICE = "choice", "Somebody whose call is delayed chose what to do about it."
    COMPLAINT = "complaint", "Somebody complains: for another desk than the officer's own."
    WRONG_NUMBER = "wrong_number", "A phone has nothing to do with the case: find the right one."
    LANGUAGE = "language", "Somebody needs a person who speaks their language."
    UNANSWERED = "unanswered", "Words that we couldn't answer."
    UNKNOWN_SENDER = "unknown_sender", "A phone with no case wrote to us."
    UNDELIVERED = "undelivered", "News didn't reach the person it was meant for."
    BAD_NEWS = "bad_news", "News that a person should give by phone."


class DelayChoice(Word):
    """What somebody may choose when an officer is held up. Its digit never changes."""

    WAIT = "wait", "Keep waiting."
    PHONE_REPORT = "phone_report", "Give the report by phone."
    ONLINE_REPORT = "online_report", "Write the report online."
    NOT_NEEDED = "not_needed", "No officer is needed any more."

    @property
    def digit(self) -> str:
        return str(list(DelayChoice).index(self) + 1)


class Intent(Word):
    """What somebody who texts us meant."""

    STOP = "stop", "No more texts."
    MUTE = "mute", "No more texts about this case."
    START = "start", "Texts again."
    HELP = "help", "How does this line work, and who are you?"
    STATUS = "status", "What is going on with my case?"
    WHO = "who", "Who has my case?"
    REPORT = "report", "What is my case number, how do I get the report?"
    CALL = "call", "Have someone call me."
    ADD = "add", "I have something new for you."
    WITHDRAW = "withdraw", "It is settled: nobody needs to come."
    LANGUAGE = "language", "Another language, please."
    WRONG_NUMBER = "wrong_number", "You have the wrong person."
    THANKS = "thanks", "Thank you."
    COMPLAINT = "complaint", "I complain."
    EMERGENCY = "emergency", "Somebody is in danger."
    SURVEY = "survey", "An answer to 'how did we do?'."
    CHOICE = "choice", "A case number, or a digit that we asked for."
    YES = "yes", "Yes."
    NO = "no", "No."
    UNKNOWN = "unknown", "Anything else."
