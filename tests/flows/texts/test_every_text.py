"""What holds of every text in every language, with the shortest and the longest names."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.agency import Agency
from flows.guard import refuse
from flows.segments import GSM_7, count
from flows.snapshot import Person
from flows.texts import CATALOGUES, LIMITS, Say
from flows.texts.samples import AGENCY, PLAIN, Names, samples
from tests.flows.texts.cast import CASTS
from tests.flows.texts.reading import grade

LANGUAGES = list(CATALOGUES)
CAST = pytest.mark.parametrize(("names", "agency"), list(CASTS.values()), ids=list(CASTS))
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

# Promises, guesses, arrivals, blame; whole words, any case.
FORBIDDEN = re.compile(
    r"\b(on the way|en route|eta|minutes? away|arriv\w+|soon|shortly|promise\w*|guarantee\w*|fault|blame|should have|"
    r"unfortunately|suspended|unfounded|disposition|dispatched|unit|http\w*|www|"
    r"en camino|pronto|llega\w*|promet\w+|garanti\w+|culpa|unidad|deber[ií]a|est[aá] leyendo|leyeron|"
    r"(?<!no one )has read)\b",
    re.IGNORECASE,
)
JARGON = re.compile(r"\b(SURVEY|encuesta|reschedule|palabra clave)\b", re.IGNORECASE)


def texts(names: Names, agency: Agency, language: str, introduce: bool) -> list[tuple[str, str]]:
    return [(one.key, one.render(agency, language, introduce)) for one in samples(names)]


def both(names: Names, agency: Agency, language: str) -> list[tuple[str, str]]:
    return texts(names, agency, language, False) + texts(names, agency, language, True)


@CAST
@LANGUAGE
def test_no_text_is_longer_than_its_language_allows(names: Names, agency: Agency, language: str) -> None:
    long = [(key, text) for key, text in both(names, agency, language) if count(text).segments > LIMITS[language]]
    assert long == []


def test_most_english_texts_take_one_segment_and_most_spanish_ones_two_at_most() -> None:
    english = Counter(count(text).segments for _, text in texts(PLAIN, AGENCY, "en", False))
    spanish = Counter(count(text).segments for _, text in texts(PLAIN, AGENCY, "es", True))
    assert english[1] > 2 * english[2]
    assert spanish[1] + spanish[2] > 2 * spanish[3]


@CAST
@LANGUAGE
def test_every_text_names_its_sender_first(names: Names, agency: Agency, language: str) -> None:
    assert all(text.startswith(f"{agency.name}: ") for _, text in both(names, agency, language))


@CAST
@LANGUAGE
def test_every_text_passes_the_guard(names: Names, agency: Agency, language: str) -> None:
    refused = [(key, broken, text) for key, text in both(names, agency, language) if (broken := refuse(text, agency))]
    assert refused == []


@CAST
@LANGUAGE
def test_no_text_has_a_forbidden_word(names: Names, agency: Agency, language: str) -> None:
    for key, text in both(names, agency, language):
        assert FORBIDDEN.search(text) is None, (key, text)
        assert JARGON.search(text) is None, (key, text)


@CAST
def test_english_texts_read_at_sixth_grade_or_below(names: Names, agency: Agency) -> None:
    hard = [(key, grade(text)) for key, text in both(names, agency, "en") if grade(text) > 6]
    assert hard == []


@LANGUAGE
def test_the_first_text_names_the_line_stop_help_and_rates(language: str) -> None:
    words = CATALOGUES[language]
    for key, text in texts(PLAIN, AGENCY, language, True):
        if key in (f"reply: {Say.STOPPED.value}", f"reply: {Say.HELP_STOPPED.value}"):
            continue
        assert "STOP" in text, key
        assert "HELP" in text or key == f"reply: {Say.HELP.value}", key
        assert text.endswith(words["rates"]), key


@LANGUAGE
def test_templates_are_gsm_and_so_are_their_texts(language: str) -> None:
    assert [key for key, words in CATALOGUES[language].items() if count(words).encoding != GSM_7] == []
    assert all(count(text).encoding == GSM_7 for _, text in both(PLAIN, AGENCY, language))


@LANGUAGE
def test_nothing_is_left_unsaid_or_unfilled(language: str) -> None:
    for key, text in both(CASTS["nobody"][0], AGENCY, language):
        assert not re.search(r"[{}]|None|  | [,.]|, ,|\.\.|: ?\.", text), (key, text)


@given(
    name=st.one_of(
        st.none(), st.text(max_size=70), st.from_regex(r"[A-ZÁÉ][a-zñáő]{1,28} [A-Z][a-z]{1,28}", fullmatch=True)
    ),
    badge=st.one_of(st.none(), st.text(max_size=20)),
    phone=st.one_of(st.none(), st.text(max_size=40), st.just("+18135550147")),
    number=st.one_of(st.none(), st.text(max_size=40), st.just("2026-114523")),
    language=st.sampled_from(LANGUAGES),
    introduce=st.booleans(),
)
def test_whatever_cad_calls_people_every_text_keeps_its_length_and_passes_the_guard(
    name: str | None, badge: str | None, phone: str | None, number: str | None, language: str, introduce: bool
) -> None:
    person = Person(name, badge, phone) if name is not None else None
    for key, text in texts(Names(person, person, number), AGENCY, language, introduce):
        if not key.startswith(("call_finished", "detective", "case_number", "case_status")):
            continue
        assert count(text).segments <= LIMITS[language], key
        assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in text), key
