"""How well texts are understood: found by intent and language, false rates, time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from bench.understanding.corpus import Labelled
from flows.intents import Understanding

Reader = Callable[[str], tuple[Understanding, ...]]
# Whatever else a text says, these come first.
_FIRST = ("emergency", "stop")


@dataclass
class Figures:
    """Counts of (right, all) by intent and language, and what was taken for STOP or danger and wasn't."""

    found: Mapping[tuple[str, str], list[int]]
    several: list[int] = field(default_factory=lambda: [0, 0])
    hard: dict[str, list[int]] = field(default_factory=lambda: {"stop": [0, 0], "emergency": [0, 0]})
    wrong: list[tuple[Labelled, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def rate(self, intent: str, language: str | None = None) -> float:
        rows = [count for (one, spoken), count in self.found.items() if one == intent and language in (None, spoken)]
        return _share(rows)

    def overall(self, language: str) -> float:
        return _share([count for (_, spoken), count in self.found.items() if spoken == language])

    def percentile(self, share: float) -> float:
        """Milliseconds that so many of the texts took at most."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def _share(rows: Sequence[Sequence[int]]) -> float:
    right, count = sum(row[0] for row in rows), sum(row[1] for row in rows)
    return right / count if count else 1.0


def measure(rows: Sequence[Labelled], readers: Iterable[Reader]) -> Figures:
    """Reads each row with its own reader (in cross-validation, a model that hasn't seen it).

    A text is understood when the intent that wins is one of its own, where danger goes before STOP and STOP
    before the rest; `several` counts the texts with more than one intent whose every intent was found.
    """
    figures = Figures(defaultdict(lambda: [0, 0]))
    for row, reader in zip(rows, readers, strict=True):
        began = perf_counter()
        readings = [str(one.intent) for one in reader(row.text)]
        figures.seconds.append(perf_counter() - began)
        wanted = row.intents or ("unknown",)
        main = next((one for one in _FIRST if one in wanted), wanted[0])
        right = readings[0] == main if main in _FIRST else readings[0] in wanted
        count = figures.found[main, spoken(row)]
        count[0] += right
        count[1] += 1
        if not right:
            figures.wrong.append((row, readings[0]))
        if len(wanted) > 1:
            figures.several[0] += set(wanted) <= set(readings)
            figures.several[1] += 1
        for intent, hard in figures.hard.items():
            if row.note.startswith(f"not {intent}") or (intent not in wanted and "not " + intent in row.note):
                hard[0] += intent in readings
                hard[1] += 1
    return figures


def spoken(row: Labelled) -> str:
    """Spanglish counts as Spanish."""
    return "es" if row.language == "mixed" else row.language


def false_rates(texts: Iterable[str], reader: Reader) -> dict[str, tuple[int, int]]:
    """Of texts that mean nothing to us, how many were taken for each intent."""
    taken: dict[str, int] = defaultdict(int)
    count = 0
    for text in texts:
        taken[str(reader(text)[0].intent)] += 1
        count += 1
    return {intent: (number, count) for intent, number in sorted(taken.items())}


def table(figures: Figures) -> str:
    """The figures as Markdown: one row an intent."""
    intents = sorted({intent for intent, _ in figures.found})
    languages = [one for one in ("en", "es", "ht", "vi", "pt") if any(one == lang for _, lang in figures.found)]
    lines = [f"| intent | {' | '.join(languages)} | all |", "| --- |" + " ---: |" * (len(languages) + 1)]
    for intent in intents:
        cells = [_cell([figures.found[intent, one]] if (intent, one) in figures.found else []) for one in languages]
        every = _cell([count for (one, _), count in figures.found.items() if one == intent])
        lines.append(f"| `{intent}` | {' | '.join(cells)} | {every} |")
    totals = [_cell([count for (_, lang), count in figures.found.items() if lang == one]) for one in languages]
    lines.append(f"| **all** | {' | '.join(totals)} | {_cell(list(figures.found.values()))} |")
    return "\n".join(lines)


def _cell(rows: Sequence[Sequence[int]]) -> str:
    count = sum(row[1] for row in rows)
    return f"{100 * _share(rows):.1f}% of {count}" if count else "–"
