"""Our own wordings as patterns, one idea a line, and the texts that they stand for.

`emergency | theres <one> (in|inside) my <home>`: the intents, then the words; `(a|b|)` is one of them, `<one>`
a slot that an `@one ...` line fills. Which of the texts are taken is decided by a counter, not by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench.understanding.corpus import Labelled

HERE = Path(__file__).resolve().parent
FILES = {
    "english.txt": "en",
    "spanish.txt": "es",
    "everyday.txt": "en",
    "cotidiano.txt": "es",
}
_CHOICE = re.compile(r"\(([^()]*)\)|<(\w+)>")
# Texts a pattern yields at most; of what everybody says all day, of which the world has most, more.
EACH = 16
EVERYDAY = frozenset({"everyday.txt", "cotidiano.txt"})
EACH_EVERYDAY = 60
_STRIDE = 7919  # a prime: walks through the choices without lining them up


def written() -> list[Labelled]:
    """All texts that the patterns stand for, the same each time."""
    return [row for name, language in FILES.items() for row in _of(name, language)]


def _of(name: str, language: str) -> Iterator[Labelled]:
    slots: dict[str, list[str]] = {}
    count, note = (EACH_EVERYDAY, "chat") if name in EVERYDAY else (EACH, "written")
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("@"):
            name, _, values = line[1:].partition(" ")
            slots[name] = values.split("|")
        elif line.strip() and not line.startswith("#"):
            named, _, pattern = line.partition(" | ")
            intents = tuple(one for one in named.split(",") if one != "unknown")
            for text in _texts(pattern, slots, number, count):
                yield Labelled(text, intents, language, note)


def _texts(pattern: str, slots: dict[str, list[str]], seed: int, count: int) -> list[str]:
    found: dict[str, None] = {}
    for turn in range(count):
        state = (seed + 1) * _STRIDE + turn * 104729

        def choose(match: re.Match[str]) -> str:
            nonlocal state
            options = match[1].split("|") if match[1] is not None else slots[match[2]]
            state = (state * 1103515245 + 12345) % (1 << 31)
            return options[(state >> 8) % len(options)]

        text = pattern
        while _CHOICE.search(text):
            text = _CHOICE.sub(choose, text)
        found[" ".join(text.split())] = None
    return list(found)
