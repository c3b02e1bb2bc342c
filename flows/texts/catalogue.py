"""The catalogue's one interpreter: sentences of a language, put together and kept within their length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flows import names
from flows.agency import Agency
from flows.segments import count, is_gsm
from flows.snapshot import Person
from flows.texts import en, es

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": en.TEXTS, "es": es.TEXTS}
# The most segments that a text may take; an answer to several things at once, and any text, at most this.
MOST_SEGMENTS = 3
LIMITS: Mapping[str, int] = {"en": 2, "es": 3}
_FALLBACK = "en"


@dataclass(frozen=True)
class Detail:
    """What a text still carries when it has to be made shorter."""

    badges: bool = True
    accents: bool = True
    extras: bool = True
    phones: bool = True
    people: bool = True


# From the full text to the barest: the first that keeps within the language's limit is sent. Only long
# names, or names with letters that double a text's size, ever get past the first.
LADDER = (
    Detail(),
    Detail(badges=False),
    Detail(badges=False, accents=False),
    Detail(badges=False, accents=False, extras=False),
    Detail(badges=False, accents=False, extras=False, phones=False),
    Detail(badges=False, accents=False, extras=False, phones=False, people=False),
)


@dataclass(frozen=True)
class Voice:
    """Says sentences of the catalogue in one language, for one agency, in so much detail."""

    agency: Agency
    language: str
    detail: Detail = LADDER[0]

    def say(self, key: str, **facts: str) -> str:
        """The sentence of this key. Each may name the desk, where complaints go, and how to reach 911."""
        return self._words[key].format(desk=self._desk, complaints=self._complaints, call_911=self._call_911, **facts)

    def has(self, key: str) -> bool:
        return key in self._words

    def extra(self, key: str) -> str:
        """The sentence of this key, where there is room for it."""
        return self.say(key) if self.detail.extras else ""

    def person(self, person: Person | None) -> str | None:
        """An officer's name, badge and phone; None without a name that can be told."""
        name = names.speakable_name(person.name) if person and self.detail.people else None
        if person is None or name is None:
            return None
        if not self.detail.accents and not is_gsm(name):
            name = names.without_accents(name)
        badge = names.speakable_badge(person.badge) if self.detail.badges else None
        phone = names.speakable_phone(person.phone) if self.detail.phones else None
        key = "person" + (".badge" if badge else "") + (".phone" if phone else "")
        return self.say(key, name=name, badge=badge or "", phone=phone or "")

    @property
    def _complaints(self) -> str:
        return names.speakable_phone(self.agency.complaints_phone) or self._desk

    @property
    def _words(self) -> Mapping[str, str]:
        return CATALOGUES.get(self.language, CATALOGUES[_FALLBACK])

    @property
    def _desk(self) -> str:
        return names.speakable_phone(self.agency.desk_phone) or self.agency.desk_phone

    @property
    def _call_911(self) -> str:
        return self._words["call_or_text_911" if self.agency.text_to_911 else "call_911"]


# The duties of the first text to a phone: what this line is, STOP and HELP, the carrier's rates.
DUTIES = ("line", "stop_and_help", "rates")

Sentences = Callable[[Voice], Iterable[str]]


def told(sentences: Sentences, agency: Agency, language: str, limit: int | None = None) -> str:
    """The text: its sender, then its sentences, in as much detail as the limit (the language's) has room for."""
    limit = limit or LIMITS.get(language, LIMITS[_FALLBACK])
    text = ""
    for detail in LADDER:
        voice = Voice(agency, language, detail)
        text = voice.say("sender", agency=agency.name, text=" ".join(filter(None, sentences(voice))))
        if count(text).segments <= limit:
            break
    return text
