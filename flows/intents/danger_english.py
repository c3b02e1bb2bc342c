"""What people write in English when somebody is in danger.

A needless line about 911 is cheap; a missed one isn't. So the tables reach far, and only what plainly is no
danger is taken back.
"""

from __future__ import annotations

_HOME = "house/home/apartment/apt/room/bedroom/garage/yard/backyard/building/store/car"
_ARM = "gun/knife/weapon/machete/pistol/rifle/firearm/shotgun"
_HARM = "kill/hurt/shoot/stab/beat/attack/rape/murder"
_HARMING = "hurting/beating/hitting/choking/strangling/attacking/stabbing/raping/robbing/threatening"
_ME = "me/us/him/her"
_SOMEBODY = "someone/somebody/someones/man/guy/stranger/intruder/burglar/thief/robber/people"
_FOE = "ex/husband/boyfriend/wife/girlfriend/stalker/abuser/attacker"
_KIN = "mom/mother/dad/father/son/daughter/kids/kid/child/children/baby/wife/husband/brother/sister/family/friend"

# Danger whenever it is said.
ALWAYS = (
    "emergency",
    # Somebody is there
    f"{_SOMEBODY} is/are? still? in/inside/outside/entering my/our/the {_HOME}",
    f"hes/shes/theyre still? in/inside/outside/entering my/our {_HOME}",
    f"he/she/they is/are still? in/inside/outside/entering my/our {_HOME}",
    f"{_SOMEBODY} is/are? at/by/outside my/our front/back? door/window",
    "hes/shes/theyre at/outside my/our/the front/back? door/window",
    "he/she/they is/are at/outside my/our/the front/back? door/window",
    f"{_SOMEBODY} is/are? trying to get/break in/into",
    "trying to break in/into/down",
    "trying to get in/into/inside my/our house/home/apartment/door/room",
    f"breaking into my/our {_HOME}",
    "is/are/hes/shes/theyre/someone/somebody/someones breaking in",
    "breaking/kicking/banging/pounding down/in/on? my/our/the door/window",
    "being robbed/followed/chased/attacked/beaten/stalked/mugged/raped/kidnapped/stabbed/shot/held",
    "robbing me/us",
    "home invasion",
    # Weapons
    f"has/have/got/holding/pointing/pointed/pulled/waving a/an/his/her? {_ARM}",
    f"with a/an {_ARM} in/at/outside/here/now",
    "is/hes/shes/theyre armed",
    "armed man/men/person/robbery",
    "shots fired",
    "gun shots/shot",
    "gunshots/gunfire",
    "shooting at/outside",
    "active shooter",
    "bomb threat",
    "hostage",
    # Harm
    f"{_HARMING} {_ME}",
    f"going/trying/threatening/threatened/threatens/wants/coming to {_HARM} {_ME}",
    f"going/trying/threatening/threatened/threatens/wants/coming to {_HARM} my _",
    f"gonna/wanna {_HARM} me/us/her",
    f"he/she/they/someone/husband/boyfriend/ex will {_HARM} me/us",
    f"hell/shell/theyll {_HARM} me/us",
    "threatening me/us/to",
    "in danger",
    "am/im/were/are/was/feel not safe",
    "arent safe here/now/anymore?",
    "dont feel safe",
    "scared/afraid/fear/fearing for my life",
    "life or death",
    "im/am hiding",
    "hiding in/under/behind my/the/a closet/bathroom/bed/room/bedroom/basement/attic",
    "help me he/she/hes/shes/theyre/they/someone/somebody",
    "help hes/shes/theyre/someone/somebody",
    "help me/us? now/fast/quick/quickly/hurry",
    "need help now/asap/immediately/fast/right/urgently",
    "need help right away/now",
    "please hurry",
    "hurry please/up? hes/shes/theyre",
    # Health
    "cant/cannot/couldnt breathe/breath",
    "can not breathe/breath",
    "not/isnt/stopped/stops breathing",
    "trouble/difficulty breathing",
    "hard to breathe",
    "chest pain/pains",
    "having a/an heart/asthma/panic? attack/seizure/stroke",
    "overdose/overdosed/overdosing/odd",
    "unconscious/unresponsive",
    "bleeding out/badly/heavily/bad",
    # Suicide
    "kill/killing/hurt/harm/cut/cutting/shoot/hang/hurting myself",
    "kill/killing/hurt/hurting himself/herself/themselves",
    "suicide/suicidal",
    "end/ending/take/taking my own? life",
    "end/ending it all",
    "want/wanna/wants to? die",
    "wish i was/were dead",
    "dont/cant want/wanna to? live/be/exist alive/anymore",
    "dont want/wanna to? live",
    "better off dead",
    "no reason to live",
    # A plea for 911
    "send/call/calling/need/dial/get 911/999",
    "911 now/please/help/emergency/asap/hurry",
    "help 911",
    ("send/need police/cops/officers/someone/somebody/help now/asap/fast/quick/immediately/right/please/hurry"),
    "call the? police/cops now/fast/please/quick",
    "send the? help/police/cops/swat",
    "send/call/need an? ambulance/paramedics/ems",
    # Fire
    "house/home/building/apartment/car/kitchen/garage/store is? on fire",
    "theres/is a? fire in/at",
    "gas leak",
    # More of somebody there
    f"{_SOMEBODY} is/are? trying to open my/our door/window",
    f"{_FOE} is/are? here/inside/outside/back now/and/again/with",
    f"{_FOE} is/are still? in/inside/outside/at/by my/our {_HOME}",
    "hes/shes/theyre here/inside/outside/back now/and/again/with",
    "he/she/they/hes/shes/theyre is/are? in/inside the house/home/apartment",
    "burglar/thief/thieves/robber/robbers/intruder/guy/man/he/they is/are still here/inside/outside",
    "burglar/thief/thieves/robber/robbers/intruder is/are back/here/inside/outside",
    "he/she/they/hes/shes/theyre is/are? coming for/after/back/inside",
    "he/she/they/hes/shes/theyre is/are? coming now/to get/hurt/kill",
    "help me/us? please? he/she/they/hes/shes/theyre",
    "wont/doesnt/not let me/us leave/go/out",
    "im/am so? scared/terrified",
    "violating/violated the/his/her/my? restraining/protective order and/now/again",
    "breaking everything",
    "hear/hearing gun? shots/gunshots/gunfire/shooting",
    f"{_HARMING} my {_KIN}",
    # More pleas
    "send an/the/any officer/officers/deputy/cop/police now/asap/immediately/right/quick/he/hes",
    "need the? police/cops now/asap/right/immediately/he/hes",
    "need the police",
    "call/send/need 9 1 1",
    "want/going/gonna/need to? end it",
    "jump/jumping off/from the/a bridge/building/roof/balcony",
    "be alive anymore",
    # More fire
    "there is a fire",
    "theres a? fire",
    "fire in/at my/the kitchen/house/home/garage/building/apartment/room",
)

# Danger, unless the same clause puts it in the past ("last night") and nothing says "now".
UNLESS_PAST = (
    "heart attack",
    "bleeding",
    "following/chasing/stalking me/us",
    (
        "he/she/they/someone/somebody/husband/boyfriend/wife/girlfriend/ex/who just? hurt/hit/"
        "beat/choked/attacked/stabbed/shot/raped/punched/assaulted me/us"
    ),
    "i was/am/got/been/have just? been? hurt/shot/stabbed/attacked/raped/kidnapped",
    "im hurt/injured/wounded/shot/stabbed",
    "i am injured/wounded",
    "someone/somebody/man/he/she/person was/got/been/is? shot/stabbed",
    "broke/breaks into my house/home/apartment now/just",
    "just broke in/into",
    "has passed out",
    "came/comes/coming back to/with hurt/kill/gun/knife",
    "he/she is? dying",
    "at gunpoint/knifepoint",
    f"came/coming/comes back with a/an/his {_ARM}",
    "locked me/us in/inside",
    "ive/have/has/had been shot/stabbed/attacked/raped/assaulted",
    f"my {_KIN} was/is/got/has been? shot/stabbed/attacked",
    "someone/somebody/he/they/man/guy just robbed/attacked/mugged/jumped me/us",
    "i/we just got/been/was robbed/attacked/mugged/jumped/assaulted",
    "people/person/someone/somebody/driver/kid/child is/are badly? hurt/injured",
    "burglar/thief/robber/ex came/comes back",
)

# Danger where it is the whole text.
ALONE = (
    "bleeding",
    "gun",
    "fire",
    "call/send police",
    "send help",
    "urgent",
)

# What takes a danger word back, where it covers the whole of it.
HARMLESS = (
    "no/not/isnt/wasnt/aint/non/never a/an/any/really/exactly/real? a/an/real? emergency",
    "emergency contact/contacts/room/number/line/exit/brake/brakes/fund/services",
    (
        "not/never/no/isnt/arent/wasnt/nobody/stopped/longer/quit/no in/bleeding/armed/being? "
        "danger/followed/hurt/bleeding"
    ),
    "not bleeding/armed/suicidal/unconscious",
    "no gun/guns/shots/chest/one? fired/pain/pains",
    "not in any? danger",
    "nobody/noone/not/never/isnt/wasnt/arent following/hurting/threatening/chasing/bleeding me/us",
    "nobody/noone is following/hurting/threatening/in/inside/outside me/us/my? house/home?",
    "no one is following/hurting/threatening/in/inside/outside me/us/my? house/home?",
    "no one in/inside my house/home",
    "almost/nearly/gave/giving/give me/him/her/us/had? a heart attack",
    "following me/us on twitter/instagram/facebook/ig/insta/tiktok/snapchat/fb",
    "didnt get/need call/calling? 911",
    "dont need/call 911/ambulance",
    "dont need/call an ambulance",
    "suicide squad",
    "why/when/after/before did? i/we call 911",
    "a? fire alarm/station/department/dept/truck/hydrant/extinguisher/insurance/report",
    "theres/is a fire alarm/station/department/dept/truck/hydrant/report",
    "nobody/noone/none is/was/are/got hurt/injured",
    "no one/person/people is/was/are/got hurt/injured",
)
