"""Tables of phrases, and finding them among words in one pass, however long the table.

A phrase is written as a person would read it: `he/she is? in my house/home`. `a/b` is one of them, `?` makes
a word (or the choice) optional, `_` is any one word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

# Patterns by language; None: of no one language.
Table = Mapping[str | None, Sequence[str]]
ANY = "_"


@dataclass(frozen=True)
class Match:
    """Where a phrase stands, `start` up to `end`, in which language, and the table's words for it."""

    start: int
    end: int
    language: str | None
    phrase: str


@dataclass
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    found: tuple[str | None, str] | None = None


class Phrases:
    """A table of phrases by language (None: of no one language)."""

    def __init__(self, table: Table) -> None:
        self._root = _Node()
        for language, patterns in table.items():
            for pattern in patterns:
                for phrase in expand(pattern):
                    self._add(phrase, language)

    def at(self, tokens: Sequence[str], start: int) -> Match | None:
        """The longest phrase that begins at `start`."""
        end, node = self._walk(self._root, tokens, start)
        if node is None or node.found is None:
            return None
        language, phrase = node.found
        return Match(start, end, language, phrase)

    def find(self, tokens: Sequence[str]) -> Iterator[Match]:
        """The longest phrase at each place where one begins."""
        root, wild = self._root.children, ANY in self._root.children
        for start, token in enumerate(tokens):
            if (wild or token in root) and (match := self.at(tokens, start)):
                yield match

    def whole(self, tokens: Sequence[str]) -> Match | None:
        """The phrase that is all of `tokens`."""
        match = self.at(tokens, 0)
        return match if match is not None and match.end == len(tokens) else None

    def _add(self, phrase: tuple[str, ...], language: str | None) -> None:
        node = self._root
        for word in phrase:
            node = node.children.setdefault(word, _Node())
        node.found = node.found or (language, " ".join("\u2026" if word == ANY else word for word in phrase))

    def _walk(self, node: _Node, tokens: Sequence[str], at: int) -> tuple[int, _Node | None]:
        best: tuple[int, _Node | None] = (at, node if node.found else None)
        if at < len(tokens):
            for key in (tokens[at], ANY):
                child = node.children.get(key)
                if child is not None:
                    end, found = self._walk(child, tokens, at + 1)
                    if found is not None and (best[1] is None or end > best[0]):
                        best = (end, found)
        return best


def expand(pattern: str) -> list[tuple[str, ...]]:
    """Every plain phrase that a pattern stands for."""
    slots = []
    for slot in pattern.split():
        optional = slot.endswith("?")
        slots.append([*slot.removesuffix("?").split("/"), *([""] if optional else [])])
    return [tuple(word for word in choice if word) for choice in product(*slots)]
