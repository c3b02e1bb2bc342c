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
    *("bleeding", "sangrando", "gunshots", "kidnapped", "threatening"),
)
SPELT_OTHERWISE = listed("emergence emergent emerging emergencies breeding blending threatened pleading")
