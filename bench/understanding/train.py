"""Trains the model that adds what the tables miss: one logistic regression for each intent, over marks.

`python -m bench.understanding.train` writes flows/intents/model.bin from what the repository holds: the
development corpus and our own patterns. The same corpus gives the same file. Needs numpy (extra `dev`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain

import numpy as np

from bench.understanding.corpus import Labelled, development, digest
from bench.understanding.wordings import written
from flows.intents.features import BUCKETS, GROUPS, marks
from flows.intents.model import LABELS, PATH, SHARE, Model, pack
from flows.intents.words import words

ROUNDS = 8
RATE = 0.35
DECAY = 2e-6
# A hand-labelled text weighs more than one that a pattern stands for; an everyday text, of which there are few
# here and many in the world, most.
BY_HAND, BY_PATTERN, EVERYDAY, CHAT = 1.0, 0.5, 3.0, 2.0
SEED = 20261124
_CHAT = LABELS[-1:]


def train(rows: Sequence[Labelled], rounds: int = ROUNDS) -> Model:
    """A model of the rows: AdaGrad over single texts, in an order that is the same each time."""
    random = np.random.default_rng(SEED)
    texts = [_vector(row.text) for row in rows]
    wanted = np.array([[label in (row.intents or _CHAT) for label in LABELS] for row in rows], dtype=np.float32)
    weigh = {"written": BY_PATTERN, "everyday": EVERYDAY, "chat": CHAT}
    importance = np.array([weigh.get(row.note, BY_HAND) for row in rows], dtype=np.float32)
    weights = np.zeros((BUCKETS, len(LABELS)), dtype=np.float32)
    bias = np.full(len(LABELS), -2.0, dtype=np.float32)
    grown = np.full((BUCKETS, len(LABELS)), 1e-2, dtype=np.float32)
    for _ in range(rounds):
        for at in random.permutation(len(rows)):
            index, value = texts[at]
            score = value @ weights[index] + bias
            gradient = importance[at] * (1 / (1 + np.exp(-score)) - wanted[at])
            step = value[:, None] * gradient[None, :] + DECAY * weights[index]
            sums = grown[index] + step * step
            grown[index] = sums
            weights[index] -= RATE * step / np.sqrt(sums)
            bias -= 0.01 * gradient
    return pack(weights.tolist(), bias.tolist(), origin(rows))


def _vector(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Mark numbers and their values: each group has the same length, whatever the text's."""
    value: dict[int, float] = {}
    for group, share in zip(marks(words(text)), SHARE, strict=True):
        for mark in sorted(group):  # sums in the same order each time
            value[mark] = value.get(mark, 0.0) + share / len(group) ** 0.5
    return np.fromiter(value, dtype=np.int64), np.fromiter(value.values(), dtype=np.float32)


def origin(rows: Sequence[Labelled]) -> str:
    """What the shipped file says it was trained from."""
    return digest(chain.from_iterable((row.text, *row.intents) for row in rows))


def everything() -> list[Labelled]:
    """All that the shipped model is trained from."""
    return [*development(), *written()]


def main() -> None:
    rows = everything()
    model = train(rows)
    PATH.write_bytes(model.to_bytes())
    print(f"{len(rows)} texts, {PATH.stat().st_size} bytes", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    assert len(SHARE) == GROUPS
    main()
