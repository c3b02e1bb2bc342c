"""`make evaluate`: how well the shipped understanding does on the texts that were kept back.

Prints the tables and writes them into docs/understanding.md. Of the texts kept back only counts leave this
module; the wordings that it names are of the development corpus, read by models that hadn't seen them
(`--cross`, which trains five, of one network each).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from bench.understanding.corpus import DEV, KEPT, ROOT, Labelled, development, folds, read
from bench.understanding.measure import Figures, Reader, false_rates, measure, table
from flows.intents import understandings
from flows.intents.understand import read as read_words
from flows.intents.words import words

DOC = ROOT / "docs" / "understanding.md"
FOLDS = 5
_SHOWN = 60


def held(name: str) -> Figures:
    """The figures of a set of texts kept back, without those that stand in the development corpus word for word."""
    seen = {_words(row.text) for row in development()}
    rows = [row for row in read(KEPT[name]) if _words(row.text) not in seen]
    return measure(rows, [understandings] * len(rows))


def _words(text: str) -> str:
    said = words(text)
    return " ".join(said.tokens) or said.plain


def crossed() -> Figures:
    """The figures of the development corpus, each text read by a model that has not seen it."""
    from bench.understanding.train import train
    from bench.understanding.wordings import written

    rows = development()
    fold = folds(rows, FOLDS)
    ours = written()
    readers: list[Reader] = []
    for out in range(FOLDS):
        model = train([*(row for row, one in zip(rows, fold, strict=True) if one != out), *ours], members=1)
        readers.append(lambda text, model=model: read_words(words(text), None, model))  # type: ignore[misc]
    kept = [(row, one) for row, one in zip(rows, fold, strict=True) if row.note != "everyday"]
    return measure([row for row, _ in kept], [readers[one] for _, one in kept])


def everyday() -> list[str]:
    """Thousands of real texts between people, where CASELINE_REAL_DATA says."""
    folder = os.environ.get("CASELINE_REAL_DATA")
    if not folder:
        return []
    path = Path(folder) / "sms" / "sms_spam_collection.tsv"
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [row[1] for row in rows if len(row) == 2 and row[0] == "ham"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross", action="store_true", help="also cross-validate on the development corpus")
    arguments = parser.parse_args()
    for name in KEPT:
        _keep(name, _told(held(name)))
    foreign = read(DEV / "other.tsv")
    _keep("others", table(measure(foreign, [understandings] * len(foreign))))
    if texts := everyday():
        rates = false_rates(texts, understandings)
        rows = [f"| `{intent}` | {number} of {count} |" for intent, (number, count) in rates.items()]
        _keep("everyday", "\n".join(["| taken for | everyday texts |", "| --- | ---: |", *rows]))
    if arguments.cross:
        figures = crossed()
        _keep("cross", _told(figures))
        _keep("failing", "\n".join(_failing(figures)))


def _told(figures: Figures) -> str:
    hard = ", ".join(
        f"taken for `{intent}` {wrong} of {count} hard negatives" for intent, (wrong, count) in figures.hard.items()
    )
    every, several = figures.several
    return (
        f"{table(figures)}\n\nSeveral intents, all found: {every} of {several}. "
        f"{hard[:1].upper()}{hard[1:]}.\n"
        f"English {100 * figures.overall('en'):.1f}%, Spanish {100 * figures.overall('es'):.1f}%."
    )


def _failing(figures: Figures) -> list[str]:
    """Wordings of the development corpus that still fail, the graver intents first."""
    order = ("emergency", "stop", "start", "wrong_number", "call", "report", "status")

    def rank(pair: tuple[Labelled, str]) -> int:
        return min((order.index(one) for one in pair[0].intents if one in order), default=len(order))

    short = [pair for pair in sorted(figures.wrong, key=rank) if pair[0].intents and len(pair[0].text) <= 90]
    return [f"- {row.text} — `{'+'.join(row.intents)}`, read as `{got}`" for row, got in short[:_SHOWN]]


def _keep(name: str, text: str) -> None:
    """Prints a part and puts it between its marks in the document."""
    print(f"\n## {name}\n\n{text}", file=sys.stdout)  # noqa: T201
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    document = DOC.read_text(encoding="utf-8")
    DOC.write_text(marks.sub(lambda found: found[1] + text + "\n" + found[2], document), encoding="utf-8")


if __name__ == "__main__":
    main()
