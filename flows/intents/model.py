"""The small linear model: how like each intent a text is, from 0 to 1, where the tables have no word for it.

Its weights are bytes in model.bin, trained by bench/understanding/train.py. A row of weights, one for each
intent, is read as one long whole number, so that adding rows adds all intents at once.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from pathlib import Path

from flows.intents.features import BUCKETS, GROUPS, marks
from flows.intents.words import Words
from flows.vocabulary import Intent

INTENTS = tuple(str(intent) for intent in Intent if intent is not Intent.UNKNOWN)
# The last is chat, which means none of them: the likelier that is, the less likely is what mustn't be read into it.
LABELS = (*INTENTS, str(Intent.UNKNOWN))
_NOT_IN_CHAT = tuple(INTENTS.index(str(one)) for one in (Intent.STOP, Intent.START, Intent.WRONG_NUMBER))
PATH = Path(__file__).with_name("model.bin")
# How much each group of marks (words, pieces, concepts, pairs) weighs.
SHARE = (1.0, 0.8, 1.0, 0.8)
# A weight is a byte, from -127 to 127, stored with this added; a sum of up to 65,000 of them fits in its lane.
_ZERO = 128
_BYTES = 3
_LANE = 8 * _BYTES


@dataclass
class Model:
    """`table`: a byte for each bucket and intent; `unit`: what a weight of 1 is worth."""

    table: bytes
    bias: tuple[float, ...]
    unit: float
    origin: str
    _rows: dict[int, int] = field(default_factory=dict, repr=False)

    def probabilities(self, words: Words) -> dict[str, float]:
        """For each intent how probable it is, whatever the others are."""
        if not words.tokens and words.plain.isascii():
            return dict.fromkeys(INTENTS, 0.0)
        scores = list(self.bias)
        mask = (1 << _LANE) - 1
        for group, share in zip(marks(words), SHARE, strict=True):
            if not group:
                continue
            known = self._rows.get  # no row is 0
            total = sum([known(bucket) or self._row(bucket) for bucket in group])
            worth = self.unit * share / sqrt(len(group))
            zero = _ZERO * len(group)
            for at in range(len(LABELS)):
                scores[at] += worth * ((total & mask) - zero)
                total >>= _LANE
        chat = max(0.0, scores.pop())
        for at in _NOT_IN_CHAT:
            scores[at] -= chat
        return {label: 1 / (1 + exp(-max(-30.0, min(30.0, s)))) for label, s in zip(INTENTS, scores, strict=True)}

    def _row(self, bucket: int) -> int:
        start = bucket * len(LABELS)
        lanes = bytearray(_BYTES * len(LABELS))
        lanes[::_BYTES] = self.table[start : start + len(LABELS)]
        row = self._rows[bucket] = int.from_bytes(lanes, "little")
        return row

    def to_bytes(self) -> bytes:
        head = {"labels": LABELS, "bias": self.bias, "unit": self.unit, "origin": self.origin}
        return json.dumps(head).encode() + b"\n" + zlib.compress(self.table, 9)


def pack(weights: list[list[float]], bias: list[float], origin: str) -> Model:
    """A trained model with its weights rounded to bytes."""
    unit = max(abs(weight) for row in weights for weight in row) / 127
    table = bytes(_ZERO + round(weight / unit) for row in weights for weight in row)
    return Model(table, tuple(round(one, 6) for one in bias), unit, origin)


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    head, _, body = files("flows.intents").joinpath("model.bin").read_bytes().partition(b"\n")
    read = json.loads(head)
    table = zlib.decompress(body)
    if tuple(read["labels"]) != LABELS or len(table) != BUCKETS * len(LABELS):
        raise ValueError("model.bin is of another version: python -m bench.understanding.train")
    return Model(table, tuple(read["bias"]), read["unit"], read["origin"])


assert len(SHARE) == GROUPS
