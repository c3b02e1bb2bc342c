"""Thousands of everyday English texts that nobody wrote to the police: hardly one of them may be misread.

The file (UCI SMS Spam Collection, Almeida & Hidalgo, CC BY 4.0) isn't ours to carry along; set
CASELINE_REAL_DATA to the folder that holds sms/sms_spam_collection.tsv.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.intents import understand
from flows.vocabulary import Intent

FOLDER = os.environ.get("CASELINE_REAL_DATA")
pytestmark = pytest.mark.skipif(not FOLDER, reason="CASELINE_REAL_DATA is not set: real texts aren't read")

# Of how many texts between people one may be taken for it.
ONE_IN = {Intent.STOP: 2000, Intent.EMERGENCY: 200, Intent.WRONG_NUMBER: 1000, Intent.START: 2000}


@pytest.fixture(scope="module")
def everyday() -> list[str]:
    path = Path(FOLDER or "") / "sms" / "sms_spam_collection.tsv"
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [row[1] for row in rows if len(row) == 2 and row[0] == "ham"]


@pytest.mark.parametrize("intent", list(ONE_IN))
def test_hardly_any_everyday_text_is_misread(everyday: list[str], intent: Intent) -> None:
    assert len(everyday) > 4000
    taken = [text for text in everyday if understand(text).intent is intent]
    assert len(taken) * ONE_IN[intent] <= len(everyday), taken
