"""The catalogue as data: the same keys and placeholders in every language, and Spanish that is well spelt."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from flows.texts import CATALOGUES, call_type_words
from flows.texts.__main__ import page
from flows.texts.catalogue import Voice
from flows.texts.samples import AGENCY

PILOT = (
    "stolen_vehicle abandoned_vehicle street_obstruction auto_burglary burglary theft forgery disabled_vehicle "
    "parking_violation lost_or_stolen_property animal_nuisance wires_or_poles_down criminal_mischief holding_subject"
)
# Misspelt without its accent wherever it stands, and what it should be.
ACCENTS = {
    "policia": "policía", "numero": "número", "mas": "más", "esta": "está (or another word)", "aqui": "aquí",
    "alli": "allí", "tambien": "también", "telefono": "teléfono", "dia": "día", "dias": "días", "numeros": "números",
    "linea": "línea", "aun": "aún", "despues": "después", "informacion": "información", "ningun": "ningún",
    "segun": "según", "ingles": "inglés", "espanol": "español", "asi": "así", "ultima": "última", "ultimo": "último",
    "rapido": "rápido", "sera": "será", "podra": "podrá", "ademas": "además", "facil": "fácil",
    "util": "útil", "vehiculo": "vehículo", "transito": "tránsito", "trafico": "tráfico", "crimenes": "crímenes",
    "fiscalia": "fiscalía", "investigacion": "investigación", "averio": "avería", "dano": "daño",
    "danos": "daños", "danados": "dañados", "recibio": "recibió", "llamo": "llamó",
    "envie": "envíe", "digito": "dígito", "cerro": "cerró", "termino": "terminó", "asigno": "asignó",
}  # fmt: skip
# Words of two spellings: the pattern is the wrong use.
TWO_SPELLINGS = {
    r"\ben el\.": "trabajamos en él.",
    r"(?<!¿)\bpara saber por que\b": "para saber por qué",
    r"\b(?:sabe|sabemos) que (?:paso|hizo)\b": "sabemos qué pasó",
    r"¿(?:De )?que\b": "¿De qué",
    r"\b(?:sabe|sabemos) quien\b": "sabemos quién",
    r"\bsi,": "sí,",
    r"\bse que\b": "sé que",
}


def placeholders(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("language", list(CATALOGUES))
def test_no_language_lacks_a_key_or_a_placeholder(language: str) -> None:
    english, other = CATALOGUES["en"], CATALOGUES[language]
    assert list(other) == list(english)
    assert {key: placeholders(text) for key, text in other.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_every_sentence_of_the_catalogue_is_used_in_some_text() -> None:
    root = Path(sys.modules[Voice.__module__].__file__ or "").parent
    code = "".join(one.read_text() for one in root.glob("*.py") if one.name not in ("en.py", "es.py"))
    families = ("delayed.", "finished.", "status.", "reply.", "call_type.", "choice.", "person", "call_", "since.")
    unused = [key for key in CATALOGUES["en"] if f'"{key}"' not in code and not key.startswith(families)]
    assert unused == []


def test_spanish_words_carry_their_accents() -> None:
    for key, text in CATALOGUES["es"].items():
        for word in re.findall(r"\w+", text.casefold()):
            assert word not in ACCENTS, (key, word, ACCENTS[word])
        for wrong, right in TWO_SPELLINGS.items():
            assert not re.search(wrong, text, re.IGNORECASE), (key, right)


def test_spanish_questions_and_cries_open_as_they_close() -> None:
    for key, text in CATALOGUES["es"].items():
        assert text.count("?") == text.count("¿"), key
        assert text.count("!") == text.count("¡"), key


def test_spanish_says_usted() -> None:
    familiar = re.compile(r"\b(tu|tus|tú|te|ti|contigo|llama|escribe|responde|puedes|sabes|tienes)\b")
    assert [key for key, text in CATALOGUES["es"].items() if familiar.search(text.casefold())] == []


@pytest.mark.parametrize("language", list(CATALOGUES))
def test_each_call_type_of_the_pilot_has_its_own_words(language: str) -> None:
    words = [call_type_words(one, language) for one in PILOT.split()]
    assert len(set(words)) == 14
    assert CATALOGUES[language]["call_type.other"] not in words


def test_an_agencys_own_call_type_has_neutral_words() -> None:
    assert call_type_words("loud_music", "en") == "call"
    assert call_type_words("loud_music", "es") == "reporte"


def test_a_language_without_a_catalogue_is_told_in_english() -> None:
    assert Voice(AGENCY, "ht").say("line") == CATALOGUES["en"]["line"]


def test_the_page_for_departments_is_up_to_date() -> None:
    written = Path(__file__).parents[3] / "docs" / "texts.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m flows.texts > docs/texts.md"


def test_the_page_is_printed_by_the_package() -> None:
    done = subprocess.run([sys.executable, "-m", "flows.texts"], capture_output=True, check=True)
    assert done.stdout.decode() == page()
