"""Every text in English, to be read and edited by whoever answers for its words.

A text is made of these sentences, in the order that docs/texts.md shows. {agency}, {desk} and the like are
filled in. Keep to the plain letters of a keyboard: one curly quote more than doubles what a text costs.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # Every text names its sender first.
    "sender": "{agency}: {text}",
    # The first text to a phone ends with these three, save what it says already.
    "line": "This line sends news of calls to us.",
    "stop_and_help": "Reply STOP to end texts, HELP for help.",
    "rates": "Msg & data rates may apply.",
    # How to reach 911, by what the agency's 911 center takes.
    "call_911": "call 911",
    "call_or_text_911": "call or text 911",
    # A live call.
    "report_received": (
        "We have your report. We will text you here when something changes. Text STATUS any time to ask."
    ),
    "officer_dispatched": "An officer has been assigned to your call.",
    "delayed.higher_priority": "Your call is delayed by a more urgent call.",
    "delayed.traffic": "Your call is delayed by heavy traffic.",
    "delayed.weather": "Your call is delayed by bad weather.",
    "delayed.staffing": "Your call is delayed because few officers are free.",
    "delayed.other": "Your call is delayed.",
    "not_forgotten": "It is not forgotten.",
    "still_waiting": "No officer has been assigned to your call yet. It is not forgotten.",
    "urgent_first": "Urgent calls are taken first.",
    "if_changes": "If something changes, call {desk}.",
    "in_danger": "In danger, {call_911}.",
    "on_scene": "An officer has your call now.",
    "reported": "We have had your call {since}. No officer has been assigned yet.",
    "reported.unknown_since": "We have your call. No officer has been assigned yet.",
    "call_cancelled": "Your call was cancelled. If that is wrong, call {desk}.",
    # The end of a call, by how it ended.
    "finished.report_taken": "Your call is finished and a report was written.",
    "finished.no_report": "Your call is finished. No report was needed.",
    "finished.unfounded": "Your call is finished. No crime was found.",
    "finished.gone_on_arrival": "An officer came, but no one was there any more. Your call is finished.",
    "finished.referred": "We passed your call to another office.",
    "finished.handled": "Your call is finished. It was taken care of.",
    "finished.other": "Your call is finished.",
    "handled_by": "Handled by {person}.",
    "person": "{name}",
    "person.badge": "{name}, badge {badge}",
    "person.phone": "{name}, {phone}",
    "person.badge.phone": "{name}, badge {badge}, {phone}",
    "case_number": "Case number {number}.",
    "case_number.later": "We will text you the case number when we have it.",
    "next.report_taken": "Next, the report is reviewed.",
    "next.gone_on_arrival": "If it happens again, call {desk}.",
    "know_more": "If you learn more, call {desk}.",
    "questions": "Questions? Call {desk}.",
    # The investigation.
    "case_number_assigned": "Your case number is {number}. Keep it for your insurance.",
    "case_number_assigned.ask": "Your report has a case number. To get it, call {desk}.",
    "detective_assigned": "A detective has your case now: {person}.",
    "detective_assigned.unnamed": "A detective has your case now.",
    "your_case": "Your case",
    "your_case.number": "Your case {number}",
    "status.investigating": "{your_case} is open and being worked on.",
    "status.reopened": "{your_case} is open again and being worked on.",
    "status.inactive": "{your_case} is paused: there are no new leads now. It can be opened again.",
    "status.cleared_by_arrest": ("{your_case}: someone was arrested. A prosecutor decides what comes next."),
    "status.exceptionally_cleared": (
        "We are sorry. We know who did it, but for reasons beyond us no arrest can be made. "
        "{your_case} is closed. To ask why, call {desk}."
    ),
    "status.property_recovered": "Property from your case was found. To ask what to do next, call {desk}.",
    "status.unfounded": ("{your_case} is closed: no crime was found. If you know more or do not agree, call {desk}."),
    "status.closed": "{your_case} is closed.",
    "status.by_phone": "Please call {desk} to talk about your case.",
    # To a phone that is new to a case.
    "contact_added": "We were given this phone for news of a call.",
    "not_you": "Not you? Reply WRONG NUMBER.",
    "as_of": "Our last news from dispatch is from {moment}.",
    # Answers to what somebody texts.
    "reply.help": (
        "This line texts you news of your call. Text STATUS for news, STOP to end texts. "
        "Desk: {desk}. Emergency: {call_911}."
    ),
    "reply.stopped": "You will get no more texts from us. To get them again, reply START. Desk: {desk}.",
    "reply.started": "You will get texts from us again. Reply STOP to end texts, HELP for help.",
    "reply.no_case": (
        "This line can't give news of a call to this phone. Please call {desk}. Emergency: {call_911}."
    ),
    "reply.which_case": "Which call? Reply with one number.",
    "reply.which_case_again": "We did not get which call you mean. Reply with one number.",
    "reply.which_case_more": "Or text its incident number.",
    "reply.which_case_none": "Which call? Please text its incident number, or call {desk}.",
    "reply.wrong_number": (
        "Thanks for telling us. We took your phone off and are sorry for the mix-up. Questions? Call {desk}."
    ),
    "reply.emergency": (
        "If you or others are in danger, {call_911} now. No one is watching this line. It can't send help."
    ),
    "reply.unknown": (
        "This line can't answer that by itself. We kept your text for a person to read. "
        "You can text STATUS, HELP or STOP, or call {desk}."
    ),
    "reply.unknown_stranger": (
        "This line can't answer that by itself. We kept your text for a person to read. "
        "Text HELP for help or call {desk}."
    ),
    "reply.media": (
        "We kept the picture or file you sent. No one has opened it. To tell us about it, call {desk}. "
        "In danger, {call_911}."
    ),
    "reply.thanks": "You are welcome. Text HELP to see what this line can do.",
    "reply.language_set": "We will text you in English from now on. Text HELP for help.",
    # How long, which day, what time.
    "since.minute": "for 1 minute",
    "since.minutes": "for {count} minutes",
    "since.hour": "for about 1 hour",
    "since.hours": "for about {count} hours",
    "since.day": "since {day}",
    "day": "{month} {number}",
    "day_and_time": "{day}, {time}",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "option": "{digit}) {call_type}, {day}",
    # What a call was about, in plain words.
    "call_type.stolen_vehicle": "stolen car",
    "call_type.abandoned_vehicle": "abandoned car",
    "call_type.street_obstruction": "blocked street",
    "call_type.auto_burglary": "car break-in",
    "call_type.burglary": "break-in",
    "call_type.theft": "theft",
    "call_type.forgery": "forgery",
    "call_type.disabled_vehicle": "broken-down car",
    "call_type.parking_violation": "parking problem",
    "call_type.lost_or_stolen_property": "lost or stolen item",
    "call_type.animal_nuisance": "animal problem",
    "call_type.wires_or_poles_down": "wires or poles down",
    "call_type.criminal_mischief": "damaged property",
    "call_type.holding_subject": "person being held",
    "call_type.other": "call",
}
