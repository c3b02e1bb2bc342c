"""The names that every text is tried with, from none to the longest plausible."""

from __future__ import annotations

from dataclasses import replace

from flows.snapshot import Person
from flows.texts.samples import AGENCY, PLAIN, Names

LONG_AGENCY = replace(AGENCY, name="Saint Augustine Sheriffs")
NO_TEXT_TO_911 = replace(AGENCY, text_to_911=False)

NOBODY = Names(None, None, None)
LONG_ENGLISH = Names(
    Person("Christopher Montgomery-Featherstone", "1234567", "+18135550147"),
    Person("Christopher Montgomery-Featherstone", "1234567", "(813) 555-0147 ext. 1234"),
    "TPD-2026-1145239",
)
LONG_SPANISH = Names(
    Person("Agente José Ángel Domínguez-Bermúdez", "1234567", "+18135550147"),
    Person("Investigadora María de los Ángeles Hernández-Villanueva", "1234567", "+18135550147"),
    "TPD-2026-1145239",
)
CASTS = {
    "nobody": (NOBODY, AGENCY),
    "plain": (PLAIN, AGENCY),
    "long": (LONG_ENGLISH, AGENCY),
    "accented": (LONG_SPANISH, AGENCY),
    "long agency": (LONG_ENGLISH, LONG_AGENCY),
    "accented, long agency": (LONG_SPANISH, LONG_AGENCY),
    "no text to 911": (PLAIN, NO_TEXT_TO_911),
}
