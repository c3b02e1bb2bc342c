"""What people write when somebody is in danger: the tables of both languages, and the words of time."""

from __future__ import annotations

from flows.intents import danger_english as english
from flows.intents import danger_spanish as spanish
from flows.intents.phrases import Table
from flows.intents.words import listed

ALWAYS: Table = {None: ("sos", "911 911"), "en": english.ALWAYS, "es": spanish.ALWAYS}
UNLESS_PAST: Table = {"en": english.UNLESS_PAST, "es": spanish.UNLESS_PAST}
ALONE: Table = {None: ("911 please?", "9 1 1", "911 911 911?"), "en": english.ALONE, "es": spanish.ALONE}
HARMLESS: Table = {"en": english.HARMLESS, "es": spanish.HARMLESS}

PAST = listed(
    "yesterday ago last sunday monday tuesday wednesday thursday friday saturday earlier weekend previously "
    "ayer anoche anteayer antier domingo lunes martes miercoles jueves viernes sabado pasado pasada hace"
)
NOW = listed(
    "now again still currently hurry asap immediately tonight here outside "
    "ahora ahorita ya aqui sigue siguen afuera todavia aun otra rapido"
)
# Long words of danger are known by their typos too.
SPELT = (
    *("emergency", "emergencia", "suicide", "suicidal", "suicidio", "ambulance", "ambulancia"),
    *("bleeding", "sangrando", "gunshots", "kidnapped", "threatening", "breaking", "following", "intruder"),
)
SPELT_OTHERWISE = listed("emergence emergent emerging emergencies breeding blending threatened pleading")

# Danger's words that are as often a stolen thing, an idiom or a joke: alone they need the model's word too.
HINTS: Table = {
    "en": (
        "gun/guns/knife/knives/weapon/weapons/machete/handgun/trapped/choking/strangling/unconscious/overdose",
        "dont want/wanna to? live",
        "cant breathe/breath",
        "hes/shes/theyre/they still/right here/inside/outside",
        "he/she/they is/are/r still? in/inside/on the/my/our "
        "hallway/house/bedroom/kitchen/garage/basement/porch/yard",
        "emergency/gunshots/gunfire/suicide/hostage/bleeding",
        "got/has/have a/an? gun/knife/bat/hammer/rifle",
        "being robbed/held/shot/watched",
        "gonna/will/going kill/murder me/us",
        "gonna/will/going to kill/murder me/us",
        "im so? scared/terrified",
        "calling/text 911/999",
        "hes/shes outside/here again",
        "heart attack",
        "come quick/quickly",
        "turning/turned blue/purple",
        "water broke",
        "goodbye everyone/forever",
        "come fast he/hes/please?",
        "beat me/us",
        "he/she/they/ex/someone/somebody/boyfriend/husband beat me/us",
        "wont let us/me go/leave/out",
        "smell/smells/smelling like? gas",
        "kill/killing/hurt myself",
        "want/wanna to? die",
        "man/guy/someone/somebody/people in my house/home/car/apartment/room",
        "are/people/theyre/men fighting",
    ),
    "es": (
        "pistola/pistolas/cuchillo/cuchillos/navaja/navajas/arma/armas/machete/emergencia/infarto/suicidio",
        "me/nos disparo/pegaron/pego/pega/golpearon/lastimo",
        "me va/van a? matar/pegar",
        "me/nos quiere/va a? matar",
        "tengo mucho? miedo",
        "el/ella/ellos esta/estan aqui/afuera/adentro",
        "no puedo hablar el/ella/me/esta/porque/al",
        "esta/estan en/subiendo el/la cuarto/escalera/sala/bano/cocina",
        "en peligro",
        "llame/llamen al/a 911",
        "hay mucha/mucho? sangre/humo/fuego",
        "vengan/venga ya/pronto",
        "gritando/gritos",
        "falta el aire",
        "se puso/esta azul/morado/morada",
        "descansar para siempre",
        "esta/estan peleando/peleandose",
    ),
}
JOKING = listed(
    "lol lmao lmfao haha hahaha hahahaha lolol rofl jaja jajaja jajajaja jeje jk hehe ha lool kidding joking"
)
LAUGHING = "\U0001f602\U0001f923\U0001f606\U0001f605\U0001f61c"
