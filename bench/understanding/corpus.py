"""The labelled texts: which there are, and how they are divided so that near wordings stay together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.intents.words import words

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "tests" / "corpus" / "dev"
# Texts that nobody who builds it reads. Each set came later than the one before, from somebody else, and has been run
# less often.
KEPT = {
    "first": ROOT / "tests" / "corpus" / "held" / "held.tsv",
    "second": ROOT / "tests" / "corpus" / "held" / "second.tsv",
    "third": ROOT / "tests" / "corpus" / "held" / "third.tsv",
}
# One file for each writer, so that a model can be tried on a writer whom it has not read.
NAMES = (
    *("english", "english_safety", "english_consent", "english_danger", "english_topics", "english_second"),
    *("english_third", "english_third_danger", "english_fourth", "english_fifth", "english_seventh"),
    *("spanish", "spanish_safety", "spanish_consent", "spanish_danger", "spanish_topics", "spanish_second"),
    *("spanish_third", "spanish_third_danger", "spanish_fourth", "spanish_fifth", "spanish_seventh"),
    *("english_eighth_stop", "english_eighth_danger", "english_eighth_topics"),
    *("spanish_eighth_stop", "spanish_eighth_danger", "spanish_eighth_topics"),
    *("english_ninth_older", "english_ninth_young", "english_tenth", "english_eleventh"),
    *("spanish_ninth_mexico", "spanish_ninth_caribe", "spanish_ninth_sur", "spanish_tenth", "spanish_eleventh"),
    *("both_fourth", "both_fifth", "both_sixth", "both_ninth_consent", "both_ninth_topics", "both_ninth_danger"),
    *("both_tenth_law", "both_tenth_hard", "both_eleventh_stop", "both_eleventh_danger"),
    "both_twelfth",
    *("everyday", "everyday_more", "everyday_third", "everyday_sg", "everyday_in_uk", "everyday_us", "everyday_es"),
    *("everyday_sg_in", "everyday_us_uk", "everyday_numbers"),
)


@dataclass(frozen=True)
class Labelled:
    """A text and what it means; `intents` is empty for `unknown`."""

    text: str
    intents: tuple[str, ...]
    language: str
    note: str = ""


def read(path: Path) -> list[Labelled]:
    """The rows of a file: text, intents joined by "+", language, note."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        text, intents, language, note = (*line.split("\t"), "", "", "")[:4]
        named = tuple(one for one in intents.split("+") if one not in ("unknown", ""))
        rows.append(Labelled(text, named, language, note))
    return rows


def development() -> list[Labelled]:
    """Every text that whoever builds it may look at."""
    return [row for name in NAMES for row in read(DEV / f"{name}.tsv")]


def folds(rows: Sequence[Labelled], count: int) -> list[int]:
    """A fold for each text; texts with the same words, whatever their order and typing, share one."""
    return [int(hashlib.sha256(_gist(row.text).encode()).hexdigest(), 16) % count for row in rows]


def _gist(text: str) -> str:
    """What near wordings have in common: the first letters of their longer words."""
    tokens = words(text).tokens
    return " ".join(sorted({token[:4] for token in tokens if len(token) > 2})) or " ".join(tokens)


def digest(parts: Iterable[str]) -> str:
    """A short name of all that a model was trained from."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return sha.hexdigest()[:16]
