"""calls.csv against the exports that its facts come from (with CASELINE_REAL_DATA)."""

from __future__ import annotations

import csv
import os
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo import story

DATA = os.environ.get("CASELINE_REAL_DATA")
pytestmark = pytest.mark.skipif(DATA is None, reason="CASELINE_REAL_DATA isn't set")


def folder() -> Path:
    return Path(DATA or "") / "cad"


def test_seattle_s_facts_are_the_export_s_own() -> None:
    with open(folder() / "seattle" / "calls_2018-2023.csv", newline="") as file:
        rows = {row["CAD Event Number"]: row for row in csv.DictReader(file)}
    for call in (one for one in story.load() if one.source == "seattle"):
        row = rows[call.number]
        assert call.queued == moment(row["Original Time Queued"])
        assert call.priority == int(row["Priority"])
        arrived = row["Arrived Time"]
        after = int((moment(arrived) - call.queued).total_seconds()) if arrived else None
        assert call.arrived_s == after
        assert ("ASLT" in row["Initial Call Type"] or "DV" in row["Initial Call Type"]) == (
            "domestic_violence" in call.flags
        )


def test_reno_s_facts_are_the_export_s_own() -> None:
    rows = {}
    for path in sorted((folder() / "reno").glob("CAD*.csv")):
        with open(path, newline="") as file:
            rows |= {row[0]: row for row in csv.reader(file)}
    for call in (one for one in story.load() if one.source == "reno"):
        row = rows[call.number]
        assert row[4] == "RP"
        assert call.queued == datetime.strptime(row[2] + row[3], "%m%d%Y%H%M%S")  # noqa: DTZ007  (local, as given)
        assert (call.report_number or "") == row[8]
        assert call.arrived_s is None


def test_no_number_of_reno_s_cad_is_in_its_rms() -> None:
    reported = set()
    for path in (folder() / "reno").glob("RMS*.csv"):
        with open(path, newline="") as file:
            reported |= {value for row in csv.reader(file) for value in (row[0], row[-1])}
    for call in (one for one in story.load() if one.source == "reno"):
        assert not {call.number, call.report_number} & reported


def moment(written: str) -> datetime:
    return datetime.strptime(written, "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007  (local, as given)
