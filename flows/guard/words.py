"""The word lists that the guard's patterns are written with, English and Spanish, plain lower case."""

from __future__ import annotations

import re

WORDS: dict[str, str] = {
    # An officer, or what brings one.
    "OFFICER": (
        "officers?|ofc|cops?|police(?:man|men|woman)?|detectives?|det|deput(?:y|ies)|sergeant|sgt|corporal|"
        "cpl|investigators?|units?|patrols?|squad|cruiser|somebody|someone|agentes?|oficial(?:es)?|policias?|"
        "patrullas?|patrulleros?|detective|investigador(?:a|es|as)?|unidad(?:es)?|alguien"
    ),
    "TITLE": (
        "officer|ofc|detective|det|deputy|sergeant|sgt|corporal|cpl|lieutenant|lt|captain|capt|chief|"
        "investigator|agent|agente|oficial|sargento|teniente|capitan|investigador|investigadora|jefe|mr|mrs|"
        "ms|sr|sra"
    ),
    # How many of the units below: "10", "5-10", "a few more".
    "DIGITS": r"\d{1,3}(?: ?(?:-|to|or|a|o|y) ?\d{1,3})?(?: more| mas)?[ -]?",
    "COUNTED": (
        "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
        "forty-five|fifty|sixty|half an?|a few|few|several|a couple(?: of)?|couple|una?|dos|tres|cuatro|"
        "cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta|unos|unas|media|poc[oa]s|"
        "algun[oa]s)(?: (?:to|or|a|o) \\w+)?(?: more| mas)?[ -]"
    ),
    "COUNT": "NAME{DIGITS}|NAME{COUNTED}",
    "CLOCK_WORD": (
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|una|dos|tres|cuatro|cinco|seis|siete|"
        "ocho|nueve|diez|once|doce"
    ),
    "SHORT_UNIT": "seconds?|secs?|minutes?|mins?|min|minutos?|segundos?|hours?|hrs?|hr|horas?",
    "LONG_UNIT": "days?|dias?|weeks?|semanas?",
    "ABOUT": (
        "about|around|roughly|approximately|approx|less than|under|maybe|like|some|only|just|another|"
        "the next|no more than|at most|unos|unas|menos de|mas o menos|como|aproximadamente|otros|otras|"
        "los proximos|solo"
    ),
    "STREET": (
        "street|st|str|avenue|ave|av|boulevard|blvd|road|rd|parkway|pkwy|highway|hwy|expressway|expy|freeway|"
        "causeway|cswy|turnpike|tpke|terrace|ter|trail|trl|drv|dr|ln|ct|cir|pl|plz|sq|pike|crossing|xing|"
        "alley|aly"
    ),
    # Words that end a street's name, and are also plain words.
    "STREET_TOO": "drive|lane|court|circle|way|place|plaza|loop|square|row|run|path|pass|point|walk|bend|cove",
    "STREET_ES": (
        "calle|avenida|avda?|av|bulevar|boulevard|carretera|autopista|callejon|carrera|camino|calzada|paseo|via"
    ),
    # Words that no street's name begins with or holds.
    "PLAIN": (
        "an?|the|your|my|his|her|their|our|its|this|that|these|those|any|another|same|every|each|one|some|no|"
        "of|to|for|in|on|at|by|and|or|is|are|was|were|has|have|had|be|been|with|from|more|new|next|last|"
        "other|which|what|when|where|if|call|calls|text|case|report|number|blocked|dark|busy|court|right|"
        "only|can|will|you|we|it|days?|weeks?|months?|years?|hours?|minutes?|times?|am|pm|stolen|damaged|"
        "missing|cars?|items?|people|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    ),
}
_MENTION = re.compile(r"NAME\{(\w+)\}")


def compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns with the lists in their places."""
    return tuple(re.compile(_filled(one)) for one in patterns)


def _filled(pattern: str) -> str:
    while _MENTION.search(pattern):
        pattern = _MENTION.sub(lambda found: f"(?:{WORDS[found[1]]})", pattern)
    return pattern
