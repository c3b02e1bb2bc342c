"""The small model: how like each intent a text is, from 0 to 1, where the tables have no word for it.

Each mark of a text (flows/intents/features.py) has a few dozen numbers; those of a group are added up, and a small
network of one layer makes scores of the sums. There are a few of these, trained apart, and their mean is believed:
what one has learnt by accident, the others haven't. Trained by bench/understanding/train.py into model.bin.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain, pairwise
from math import exp, prod, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.intents.features import BUCKETS, GROUPS, marks
from flows.intents.words import Words
from flows.vocabulary import Intent

INTENTS = tuple(str(intent) for intent in Intent if intent is not Intent.UNKNOWN)
# The last is chat, which means none of them: the likelier that is, the less likely is what mustn't be read into it.
LABELS = (*INTENTS, str(Intent.UNKNOWN))
_NOT_IN_CHAT = tuple(INTENTS.index(str(one)) for one in (Intent.STOP, Intent.START, Intent.WRONG_NUMBER))
PATH = Path(__file__).with_name("model.bin")
# How many networks there are; how many numbers a mark has for each, and how many the layer between has.
MEMBERS, WIDTH, HIDDEN = 3, 32, 128
_SURE = 30.0

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """`numbers`: a row of bytes for each bucket, the members' side by side. `units`: what a member's are worth.
    `inner`, `outer`: the weights of each member's layers, the last row of each what is added.
    """

    numbers: NDArray[np.int8]
    units: Floats
    inner: Floats
    outer: Floats
    origin: str

    def probabilities(self, words: Words) -> dict[str, float]:
        """For each intent how probable it is, whatever the others are."""
        if not words.tokens and words.plain.isascii():
            return dict.fromkeys(INTENTS, 0.0)
        scores = self._scores(marks(words)).tolist()
        chat = max(0.0, scores.pop())
        for at in _NOT_IN_CHAT:
            scores[at] -= chat
        return {label: 1 / (1 + exp(-max(-_SURE, min(_SURE, s)))) for label, s in zip(INTENTS, scores, strict=True)}

    def _scores(self, groups: tuple[tuple[int, ...], ...]) -> Floats:
        rows = self.numbers[np.fromiter(chain(*groups), np.int64)]
        sums = np.zeros((GROUPS, len(self.units), WIDTH), np.float32)
        ends = [0, *accumulate(map(len, groups))]
        for group, (start, end) in enumerate(pairwise(ends)):
            if end > start:
                sums[group] = rows[start:end].sum(axis=0, dtype=np.int32).reshape(-1, WIDTH) / sqrt(end - start)
        sums *= self.units[:, None]
        given = sums.swapaxes(0, 1).reshape(len(self.units), 1, GROUPS * WIDTH)
        between = np.maximum(given @ self.inner[:, :-1] + self.inner[:, -1:], 0.0)
        scores: Floats = (between @ self.outer[:, :-1] + self.outer[:, -1:]).mean(axis=0)[0]
        return scores

    def to_bytes(self) -> bytes:
        head = {"labels": LABELS, "units": self.units.tolist(), "origin": self.origin}
        parts = (self.numbers, self.inner.astype("<f4"), self.outer.astype("<f4"))
        return json.dumps(head).encode() + b"\n" + zlib.compress(b"".join(part.tobytes() for part in parts), 9)


def pack(members: Sequence[tuple[Floats, Floats, Floats]], origin: str) -> Model:
    """The trained members as one model, each mark's numbers rounded to bytes."""
    units = np.array([np.abs(numbers).max() / 127 for numbers, _, _ in members], dtype=np.float32)
    numbers = [np.rint(one / unit).astype(np.int8) for (one, _, _), unit in zip(members, units, strict=True)]
    inner, outer = (np.stack([member[layer] for member in members]) for layer in (1, 2))
    return Model(np.concatenate(numbers, axis=1), units, inner, outer, origin)


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    head, _, body = files("flows.intents").joinpath("model.bin").read_bytes().partition(b"\n")
    read = json.loads(head)
    shapes = (BUCKETS, MEMBERS * WIDTH), (MEMBERS, GROUPS * WIDTH + 1, HIDDEN), (MEMBERS, HIDDEN + 1, len(LABELS))
    sizes = [prod(shape) * each for shape, each in zip(shapes, (1, 4, 4), strict=True)]
    whole = zlib.decompress(body)
    if tuple(read["labels"]) != LABELS or len(whole) != sum(sizes):
        raise ValueError("model.bin is of another version: python -m bench.understanding.train")
    parts = [whole[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]
    numbers, inner, outer = (
        np.frombuffer(part, kind).reshape(shape)
        for part, kind, shape in zip(parts, ("i1", "<f4", "<f4"), shapes, strict=True)
    )
    return Model(numbers, np.array(read["units"], np.float32), inner, outer, read["origin"])
