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
    # What the person may choose meanwhile: each with its own digit.
    "choices": "Reply {choices}.",
    "choice.wait": "1 to wait",
    "choice.phone_report": "2 to report by phone",
    "choice.online_report": "3 to report online",
    "choice.not_needed": "4 if you no longer need us",
    # What the call-taker told the person, so that they know that it is us.
    "code_word": "Your code word: {word}.",
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
    # The day after the end.
    "survey": (
        "How did we do on your call? Reply with one number from 1 (poor) to 5 (very good). "
        "You may add a sentence. You do not have to reply."
    ),
    # To a phone that is new to a case.
    "contact_added": "We were given this phone for news of a call.",
    "not_you": "Not you? Reply WRONG NUMBER.",
    "as_of": "Our last news from dispatch is from {moment}.",
    # Answers to what somebody texts.
    "reply.help": (
        "This line texts you news of your call. Text STATUS for news, CALL for a call, MUTE to end texts on one "
        "call, STOP to end all. Desk: {desk}. Emergency: {call_911}."
    ),
    "reply.help_stopped": (
        "This line sends news of calls to us. You said STOP, so you get no texts. To get them again, reply START. "
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
    "reply.emergency_988": (
        "If you or others are in danger, {call_911} now. Need to talk? Call or text 988, day or night. "
        "No one is watching this line. It can't send help."
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
    "reply.ask_stop": "Should we stop texting you? Reply STOP and we do. Reply NO to keep getting texts.",
    "reply.kept_on": "OK, you will still get texts. Reply STOP any time to end them.",
    "reply.muted": (
        "You will get no more texts about this call. To get them again, reply START. To end all texts, reply STOP."
    ),
    "reply.call_when": (
        "When is it safe to call you, and at what number? If someone else may see this phone, give another number."
    ),
    "reply.call_number": "What number is safe to call? If it is this phone, reply THIS PHONE.",
    "reply.call_time": "When is it safe to call that number?",
    "reply.call_noted": (
        "We asked for a call at the time and number you gave. No one has read it yet. "
        "To talk to us first, call {desk}."
    ),
    "reply.call_dropped": "OK, you will not be called. To ask for a call again, text CALL.",
    "reply.added": (
        "We kept this for the people on your case. No one has read it yet. "
        "If you have more, text it now and we add it."
    ),
    "cannot_wait": "If it can't wait, call {desk}.",
    "reply.added_more": "We added this to what you sent. No one has read it yet.",
    "reply.added_picture": (
        "We kept the picture or file for the people on your case. No one has opened it. "
        "If you have more, text it now and we add it."
    ),
    "reply.picture_kept": "We kept the picture or file. No one has opened it.",
    "reply.added_all": "OK. We kept what you sent for the people on your case.",
    "reply.withdraw_sure": (
        "Do you want to cancel your call to us? Reply YES and we tell dispatch. Reply NO to keep it as it is."
    ),
    "reply.withdrawn": (
        "We passed on that you no longer need us. Your call stays open until dispatch closes it. "
        "If that changes, call {desk}."
    ),
    "reply.not_withdrawn": "OK, your call stays as it is.",
    "reply.complaint": (
        "We are sorry to hear that. We kept this for the desk that takes complaints, not for the officer. "
        "No one has read it yet. To talk to someone, call {complaints}."
    ),
    "reply.speaker": (
        "We asked for a person who speaks your language. You can also call {desk}. In danger, {call_911}."
    ),
    "reply.chose_wait": "OK, your call stays in line. It is not forgotten. If something changes, call {desk}.",
    "reply.chose_phone": "We asked for someone to take your report by phone.",
    "reply.chose_online": "We passed on that you choose to report online.",
    "reply.choose_again": "Please reply with one number.",
    "reply.rated": "Thank you. If you like, add one sentence. For help with your case, call {desk}.",
    "reply.rated_in_full": "Thank you. We kept your answer. For help with your case, call {desk}.",
    "reply.late": (
        "Our question was some time ago, so nothing was done with your answer. We kept it for a person to read. "
        "Text HELP to see what this line can do."
    ),
    "reply.person": (
        "This line still can't answer that. We asked for a person to look at your texts. No one has read them yet. "
        "You can call {desk}."
    ),
    # Beside another answer.
    "language_now": "From now on we text you in English.",
    # Who has the case, and the report.
    "who.nobody": "No officer has been assigned yet.",
    "who.officer_unnamed": "An officer has your call. We do not have the name here.",
    "number.none": "We have no case number for it yet.",
    "copies": "For a copy of the report, call {desk}.",
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
