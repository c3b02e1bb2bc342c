"""The text guard: what it refuses, what it lets through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.guard import Broken, refuse
from flows.texts.samples import AGENCY as TAMPA
from tests.flows.guard_corpus import DESK, HURRIED

AGENCY = replace(TAMPA, link_hosts=frozenset({"tampa.gov"}))

ARRIVALS = [
    "Someone will see you in 10 minutes.",
    "in 10 minutes",
    "In about ten minutes.",
    "10 min",
    "Around 5 pm.",
    "Within the next half an hour.",
    "An officer will arrive at 5.",
    "He will be there by 5 pm",
    "ETA 5",
    "Expect him at 17:30",
    "Officer Lane will come tomorrow.",
    "They should be there soon",
    "Officer Lane, 5 pm, call if you are not home",
    "Our unit gets there at five",
    "We'll be there shortly",
    "An officer should show up around 3:15 p.m.",
    "Please be home at 4 o'clock",
    "We are sending an officer at noon",
    "Llegan en 10 minutos",
    "Un agente llega a las 5.",
    "El agente llegará a las cinco de la tarde",
    "La patrulla estará ahí en media hora",
    "Va a llegar pronto",
    "Dentro de unos 20 minutos",
    "Espérelos a las 6",
    "Lo visitará un agente mañana",
    "Hora estimada de llegada: 6",
]
PLACES = [
    "Your car is at 123 Main St.",
    "We found it at 4512 W Martin Luther King Jr Blvd",
    "It was left at 17 oak lane",
    "It is on Kennedy Blvd",
    "They saw it near oak street",
    "Main Street is closed",
    "Look along Oak Lane",
    "It is at Tampa and Hillsborough",
    "Main & 5th Ave",
    "Go to 7th Avenue",
    "The corner of Main and Oak",
    "It was towed off I-275",
    "It is on US 41",
    "The 1200 block of Nebraska",
    "27.9506, -82.4572",
    "27.9506 -82.4572",
    "27°57' north",
    "76VVXG3C+8X",
    "It was found at apt 5",
    "Calle 8",
    "Está en la calle Ocho",
    "Lo vieron en la Avenida Nebraska",
    "en la esquina de Main con Oak",
    "It is at １２３ Main Ｓt",
    "123 Main St",
    "123\nMain St.",
]
POSITIONS = [
    "Unit 12 is on Nebraska",
    "unit 12 is near the river",
    "The officer is two blocks away.",
    "An officer is on the way",
    "Help is on its way",
    "omw",
    "Unit 4 en route",
    "La patrulla va en camino",
    "El agente está cerca de su casa",
    "Officer Lane is at the mall",
    "Officer Lane is outside your house",
    "He is 5 minutes away",
    "The officer has arrived",
    "El agente llegó",
    "Patrol car 54 is nearby",
    "Se dirige hacia su casa",
    "La unidad está a dos cuadras",
    "Officers are on scene",
]
LINKS = [
    "See http://evil.example/a",
    "See https://bit.ly/3xYz",
    "bit.ly/3xYz",
    "hxxp://evil.com",
    "evil[.]com",
    "evil (dot) com",
    "evil dot com",
    "visit evil.com today",
    "www.evil.police-help.com",
    "https://tampa.gov.evil.com",
    "https://tampa.gov@evil.com/",
    "https://tampa.gov\\@evil.com/",
    "http://10.0.0.1/x",
    "10.0.0.1",
    "tаmpa.gov",  # with a Cyrillic letter
    "evil。com",
    "mailto:someone@evil.com",
    "javascript:alert(1)",
    "EVIL.COM",
    "someone@evil.com/path",
    "t.co/abc",
    "evil .com",
]
ALLOWED = [
    "Detective Lane has your case.",
    "Please ask for Officer Street or Detective Lane.",
    "Your report was written by Officer Lane.",
    "Call us before 5 pm.",
    "Please call the desk within 2 hours.",
    "Call Detective Lane at 813-555-0147 after 3 pm.",
    "You can reach Officer Lane at (813) 555-0147.",
    "Detective Cruz will call you tomorrow.",
    "Detective Cruz will call you at 5 pm.",
    "Officer Lane took your report at 5 pm.",
    "The desk is open from 8 am to 5 pm.",
    "Your report is ready.",
    "Your case number is 2026-114523.",
    "Officer Lane is on another call.",
    "Detective Cruz is on vacation until Monday.",
    "Detective Cruz is in charge of your case.",
    "Please send us the plate of your car.",
    "Write to records@tampagov.net for a copy.",
    "You can read more at https://tampa.gov/police.",
    "We have 2 more questions for you.",
    "You have 3 court dates.",
    "Your case is 2 days old.",
    "Thank you. We are sorry for your loss.",
    "Did you find your bike? Tell us either way.",
    "Your car was found. Call us to get it back.",
    "We need the serial number, e.g. from the box.",
    "The detective works Monday to Friday, 8-4.",
    "Llame a la oficina antes de las 5.",
    "El detective Cruz lleva su caso.",
    "La detective Cruz le llamará mañana.",
    "Su auto fue hallado. Llame para recogerlo.",
    "Su caso sigue abierto y la calle fue reparada.",
    "¿Tiene el número de serie?",
    "Good news \U0001f600",
    "All done.It was nothing.",
    "Tampa Police: we have your report.",
]


@pytest.mark.parametrize("text", ARRIVALS)
def test_a_time_of_arrival_is_refused(text: str) -> None:
    assert refuse(text, AGENCY) in (Broken.ARRIVAL, Broken.POSITION)


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_refused(text: str) -> None:
    assert refuse(text, AGENCY) is Broken.PLACE


@pytest.mark.parametrize("text", POSITIONS)
def test_where_an_officer_is_is_refused(text: str) -> None:
    assert refuse(text, AGENCY) is Broken.POSITION


@pytest.mark.parametrize("text", LINKS)
def test_a_link_to_an_unlisted_host_is_refused(text: str) -> None:
    assert refuse(text, AGENCY) is Broken.LINK


@pytest.mark.parametrize("text", ALLOWED + DESK)
def test_plain_words_pass(text: str) -> None:
    assert refuse(text, AGENCY) is None


@pytest.mark.parametrize("text", HURRIED)
def test_where_and_when_in_a_hurry_is_refused(text: str) -> None:
    assert refuse(text, AGENCY) in (Broken.ARRIVAL, Broken.POSITION, Broken.PLACE, Broken.LINK)


def test_a_host_is_listed_by_its_whole_name() -> None:
    assert refuse("https://tampa.gov/x", AGENCY) is None
    assert refuse("https://TAMPA.gov:443/x", AGENCY) is None
    assert refuse("https://www.tampa.gov/x", AGENCY) is Broken.LINK
    assert refuse("https://tampa.gov/x", TAMPA) is Broken.LINK


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_words_are_refused(text: str) -> None:
    assert refuse(text, AGENCY) is Broken.EMPTY


@pytest.mark.parametrize("text", ["a\x00b", "a\tb", "a\u202eb", "ev\u200bil", "\ud83d", "a\u2028b"])
def test_control_and_hidden_characters_are_refused(text: str) -> None:
    assert refuse(text, AGENCY) is Broken.CONTROL


def test_lines_and_emoji_are_not_control_characters() -> None:
    assert refuse("One.\nTwo. \U0001f3f3\ufe0f\u200d\U0001f308", AGENCY) is None


def test_more_than_three_segments_are_refused() -> None:
    assert refuse("a " * 229, AGENCY) is None
    assert refuse("a " * 231, AGENCY) is Broken.TOO_LONG


def test_an_agency_named_for_a_street_may_say_its_name() -> None:
    lane = replace(TAMPA, name="Lane Street Police")
    assert refuse("Call Lane Street Police.", lane) is None


def test_every_rule_says_what_is_wrong() -> None:
    assert all(rule.meaning.endswith(".") for rule in Broken)


SENTENCES = [
    "We have your report.",
    "Please call the desk if you learn more.",
    "Su caso sigue abierto.",
    "Detective Lane has your case.",
    "Thanks, and sorry for the wait",
    "",
]
NAMES = [
    "Main",
    "Oak",
    "N Franklin",
    "W Dr. Martin Luther King Jr",
    "Dale Mabry",
    "S 22nd",
    "Bayshore",
    "east elm",
]
KINDS = [
    "St",
    "St.",
    "Street",
    "Ave",
    "Avenue",
    "Blvd",
    "Rd",
    "Road",
    "Dr",
    "Drive",
    "Ln",
    "Lane",
    "Ct",
    "Way",
    "Pl",
]


@given(
    before=st.sampled_from(SENTENCES),
    link=st.sampled_from([" ", " at ", " near ", ": ", ", ", " en ", "\n"]),
    number=st.integers(1, 99999),
    name=st.sampled_from(NAMES),
    kind=st.sampled_from(KINDS),
    loud=st.sampled_from([str, str.upper, str.lower]),
    after=st.sampled_from(["", ".", " today.", ", thanks.", " Call us."]),
)
def test_a_street_address_is_refused_wherever_it_stands(
    before: str, link: str, number: int, name: str, kind: str, loud: type[str], after: str
) -> None:
    address = loud(f"{number} {name} {kind}")
    assert refuse(f"{before}{link}{address}{after}", AGENCY) is Broken.PLACE


@given(
    who=st.sampled_from(["An officer", "Officer Lane", "Unit 12", "A deputy", "Un agente", "La patrulla"]),
    verb=st.sampled_from(
        [" will be there", " arrives", " will come by", " llega", " estará ahí", "", " should get there"]
    ),
    when=st.sampled_from(
        [" at 5 pm", " in 10 minutes", " at 17:05", " by 5:30", " a las 5", " en 20 min", " at noon"]
    ),
)
def test_an_officer_and_a_time_together_are_refused(who: str, verb: str, when: str) -> None:
    assert refuse(f"{who}{verb}{when}.", AGENCY) in (Broken.ARRIVAL, Broken.POSITION)


@given(st.text(max_size=459))
def test_any_text_gets_an_answer(text: str) -> None:
    assert refuse(text, AGENCY) is None or isinstance(refuse(text, AGENCY), Broken)
