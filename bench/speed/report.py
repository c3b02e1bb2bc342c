"""The figures in docs/bench.md: a table between marks, and a plot of each in docs/bench."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.speed.figures import TARGETS, Figure, Series, number
from bench.speed.plots import draw

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs" / "bench.md"
PLOTS = ROOT / "docs" / "bench"
LIBRARIES = ("flask", "granian", "psycopg", "redis", "rq", "twilio")


def keep(figures: Sequence[Figure]) -> None:
    """Writes what was measured; the rows of figures that weren't stay as they were."""
    document = DOC.read_text(encoding="utf-8")
    rows = kept_rows(part(document, "figures")) | {one.name: row(one) for one in figures}
    document = filled(document, "figures", table(rows))
    document = filled(document, "machine", machine())
    DOC.write_text(document, encoding="utf-8")
    PLOTS.mkdir(exist_ok=True)
    for one in figures:
        draw(one, PLOTS / f"{one.name}.svg")


def table(rows: Mapping[str, str]) -> str:
    """The rows under their head, in the order of the targets."""
    head = [
        "| figure | what | target | value | ours | against | 99th percentiles |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*head, *(rows[name] for name in TARGETS if name in rows)])


def row(figure: Figure) -> str:
    """A figure as a line of the table; one that is short of its target says so."""
    value = number(figure.value) if figure.met else f"**{number(figure.value)}** (short)"
    if figure.baseline is None:
        ours, against = f"{number(figure.value)} {figure.unit}", "–"
    else:
        ours, against = _side(figure.ours, figure.unit), _side(figure.baseline, figure.unit)
    cells = (
        f"[`{figure.name}`](bench/{figure.name}.svg)",
        figure.target.what,
        str(figure.target),
        value,
        ours,
        against,
        _p99(figure),
    )
    return f"| {' | '.join(cells)} |"


def kept_rows(text: str) -> dict[str, str]:
    """The rows of a table, by figure."""
    return {found[1]: found[0] for found in re.finditer(r"^\| \[`(\w+)`\].*$", text, re.MULTILINE)}


def part(document: str, name: str) -> str:
    """What stands between the marks of this name. Raises ValueError if there are none."""
    found = _marked(name).search(document)
    if found is None:
        raise ValueError(f"docs/bench.md has no marks for {name}")
    return found[2]


def filled(document: str, name: str, text: str) -> str:
    """The document with this text between the marks of that name."""
    return _marked(name).sub(lambda found: f"{found[1]}{text}\n{found[3]}", document)


def machine() -> str:
    """Where and with what it was measured; what the machine is called is nobody's business."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}; {libraries}."
    )


def _side(side: Series, unit: str) -> str:
    return f"{number(side.median)} {unit} ({side.name})"


def _p99(figure: Figure) -> str:
    """The median of the rounds' 99th percentiles, ours before the baseline's, in milliseconds."""
    sides = [one for one in (figure.ours, figure.baseline) if one is not None and one.p99]
    return " / ".join(number(median(one.p99)) for one in sides) + " ms" if sides else "–"


def _marked(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end {name} -->)", re.DOTALL)
