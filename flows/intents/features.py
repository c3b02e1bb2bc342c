"""A text as the model sees it: numbered marks of four kinds, each a group of its own.

Words and their neighbours; pieces of words, so that a typo costs little; concepts and their neighbours, so that
what was learnt of one wording or language helps another; pairs of what stands near each other, a concept or the
opening of a word, so that a word between them costs little. A mark's number is its CRC: no list to carry along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from flows.intents.concepts import about, concepts
from flows.intents.words import Words, listed

BUCKETS = 1 << 16
GROUPS = 4
# Longer texts are read in part: from both ends, where the point is made.
_LONGEST = 120
_PIECES = (3, 4, 5)
# Words so far apart are a pair; of a word that no list knows, so many letters count.
_REACH, _OPENING = 3, 4
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_LONG_NUMBER = re.compile(r"[0-9][0-9-]{5,}")
_PHONE = re.compile(r"[2-9][0-9]{2}[- .)]*[2-9][0-9]{2}[- .]*[0-9]{4}")
# Words that join and say little: concepts are neighbours across them.
_JOINING = listed(
    "the a an is are was were be been to of and or so just this that it its some very really oh el la los las un "
    "una de del al y o es son esta estan fue que se lo le les por para con muy pues"
)


def marks(words: Words) -> tuple[tuple[int, ...], ...]:
    """The numbers of a text's marks, by group, none twice."""
    tokens = words.tokens
    if len(tokens) > _LONGEST:
        tokens = tokens[: _LONGEST // 2] + tokens[-_LONGEST // 2 :]
    return (
        _numbered("w", _word_marks(tokens, words.plain)),
        tuple(frozenset[int]().union(*map(_pieces, dict.fromkeys(tokens)))),
        _numbered("k", _concept_marks(tokens, words.plain)),
        _numbered("s", _pair_marks(tokens)),
    )


def _numbered(group: str, found: Iterable[str]) -> tuple[int, ...]:
    return tuple({crc32((group + mark).encode("utf-8", "surrogatepass")) & (BUCKETS - 1) for mark in found})


def _word_marks(tokens: tuple[str, ...], plain: str) -> set[str]:
    shaped = tuple(_shape(token) for token in tokens)
    found = {*shaped, f"length {_size(len(tokens))}"}
    found.update(f"{a} {b}" for a, b in zip(("<", *shaped), (*shaped, ">"), strict=True))
    found.update(f"{a} {b} {c}" for a, b, c in zip(shaped, shaped[1:], shaped[2:], strict=False))
    found.update(f"{a} _ {b}" for a, b in zip(shaped, shaped[2:], strict=False))
    if not plain.isascii():
        found.update(_EMOJI.findall(plain))
    return found


@lru_cache(maxsize=16384)
def _pieces(token: str) -> frozenset[int]:
    padded = f" {token[:_LONGEST]} "
    return frozenset(
        _numbered("c", [padded[at : at + size] for size in _PIECES for at in range(len(padded) - size + 1)])
    )


def _concept_marks(tokens: tuple[str, ...], plain: str) -> set[str]:
    kept = tuple(token for token in tokens if token not in _JOINING)
    row = [some[:2] or ("*",) for some in concepts(kept)]
    found = {concept for some in row for concept in some}
    previous: tuple[str, ...] = ("<",)
    before: tuple[str, ...] = ()
    for some in (*row, (">",)):
        found.update(f"{a} {b}" for a in previous for b in some)
        found.update(f"{a} _ {b}" for a in before for b in some)
        if before:
            found.add(f"{before[0]} {previous[0]} {some[0]}")
        before, previous = previous, some
    if "?" in plain:
        found.add("?")
        found.update(f"? {concept}" for some in row for concept in some)
    if "!" in plain:
        found.add("!")
    if _PHONE.search(plain):
        found.add("a phone")
    elif _LONG_NUMBER.search(plain):
        found.add("a number")
    return found


def _pair_marks(tokens: tuple[str, ...]) -> set[str]:
    row = [about(token)[:2] or (_shape(token)[:_OPENING],) for token in tokens]
    return {
        f"{a}~{b}"
        for at, first in enumerate(row)
        for second in row[at + 1 : at + 1 + _REACH]
        for a in first
        for b in second
    }


def _shape(token: str) -> str:
    """Digits are all alike, but for how many there are."""
    if token.isdecimal():
        return f"#{min(len(token), 8)}"
    return token


def _size(count: int) -> str:
    return next((f"<={limit}" for limit in (0, 1, 2, 3, 5, 8, 12, 20, 40) if count <= limit), "long")
