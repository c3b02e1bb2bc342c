"""Trains the model that adds what the tables miss.

`python -m bench.understanding.train` writes flows/intents/model.bin from what the repository holds: the
development corpus and our own patterns. The same corpus gives the same file, on the same numpy and processor.

The network is as small as flows/intents/model.py says, so the whole of it is here: a pass forward, a pass back, and
Adam (Kingma and Ba, 2014), which moves only those marks that a handful of texts has. Marks and numbers are left out
at random, so that no wish is known by one word alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bench.understanding.corpus import Labelled, development, digest
from bench.understanding.wordings import written
from flows.intents.features import BUCKETS, GROUPS, marks
from flows.intents.model import HIDDEN, LABELS, MEMBERS, PATH, WIDTH, Floats, Model, pack
from flows.intents.words import words

ROUNDS = 6
HANDFUL = 64
RATE, FALL = 6e-3, 0.65
# So many of the marks, and of the numbers between the layers, are left out each time.
NO_MARK, NO_NUMBER = 0.5, 0.15
# A hand-labelled text weighs more than one that a pattern stands for; an everyday text, of which there are few
# here and many in the world, most.
BY_HAND, BY_PATTERN, EVERYDAY, CHAT = 1.0, 0.5, 4.0, 2.0
SEED = 20261124
_CHAT = LABELS[-1:]

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Handful:
    """Some texts' marks, group after group: where each group begins, and how many it has."""

    marks: Whole
    starts: Whole
    lengths: Whole

    @classmethod
    def of(cls, texts: Sequence[tuple[Whole, ...]]) -> Handful:
        lengths = np.array([len(group) for text in texts for group in text])
        return cls(np.concatenate([group for text in texts for group in text]), np.cumsum(lengths) - lengths, lengths)

    def summed(self, rows: Floats) -> Floats:
        """The groups' sums of their marks' rows, each worth less the more there are: a row for each text."""
        padded = np.concatenate([rows, np.zeros((1, WIDTH), np.float32)])  # for an empty group at the end
        sums: Floats = np.add.reduceat(padded, self.starts, axis=0)
        sums[self.lengths == 0] = 0
        found: Floats = (sums / self._roots()).reshape(-1, GROUPS * WIDTH)
        return found

    def spread(self, slopes: Floats) -> Floats:
        """The same backwards: each mark's share in its group's slope."""
        found: Floats = np.repeat(slopes.reshape(-1, WIDTH) / self._roots(), self.lengths, axis=0)
        return found

    def _roots(self) -> Floats:
        return np.sqrt(np.maximum(1, self.lengths)).astype(np.float32)[:, None]


class Moved:
    """A table of weights, and what Adam knows of each."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self._slope = np.zeros_like(weights)
        self._square = np.zeros_like(weights)

    def move(self, slope: Floats, rate: float, step: int, rows: Whole | slice = slice(None)) -> None:
        mean = 0.9 * self._slope[rows] + 0.1 * slope
        square = 0.999 * self._square[rows] + 0.001 * slope * slope
        self._slope[rows], self._square[rows] = mean, square
        pace = rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        self.weights[rows] -= pace * mean / (np.sqrt(square) + 1e-8)


def train(rows: Sequence[Labelled], members: int = MEMBERS) -> Model:
    """A model of the rows. Its members differ by chance alone, which is the same each time."""
    texts = [_marks(row.text) for row in rows]
    wanted = np.array([[label in (row.intents or _CHAT) for label in LABELS] for row in rows], dtype=np.float32)
    weigh = {"written": BY_PATTERN, "everyday": EVERYDAY, "chat": CHAT}
    importance = np.array([weigh.get(row.note, BY_HAND) for row in rows], dtype=np.float32)
    trained = [_member(SEED + number, texts, wanted, importance) for number in range(members)]
    return pack(trained, origin(rows))


def _member(
    seed: int, texts: Sequence[tuple[Whole, ...]], wanted: Floats, importance: Floats
) -> tuple[Floats, Floats, Floats]:
    random = np.random.default_rng(seed)
    network = _Network(random)
    rate = RATE
    for _ in range(ROUNDS):
        order = random.permutation(len(texts))
        for start in range(0, len(texts), HANDFUL):
            some = order[start : start + HANDFUL]
            network.learn(Handful.of([texts[at] for at in some]), wanted[some], importance[some], rate)
        rate *= FALL
    return network.numbers.weights, network.inner.weights, network.outer.weights


class _Network:
    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._step = 0
        self.numbers = Moved(self._drawn(BUCKETS, WIDTH, 0.05))
        self.inner = Moved(self._drawn(GROUPS * WIDTH + 1, HIDDEN, (2 / (GROUPS * WIDTH)) ** 0.5))
        self.outer = Moved(self._drawn(HIDDEN + 1, len(LABELS), HIDDEN**-0.5))
        self.inner.weights[-1] = 0.0
        self.outer.weights[-1] = -2.0

    def learn(self, texts: Handful, wanted: Floats, importance: Floats, rate: float) -> None:
        """Moves the weights towards what is wanted of these texts."""
        self._step += 1
        kept = self._kept((len(texts.marks), 1), NO_MARK)
        some = self._kept((len(wanted), GROUPS * WIDTH), NO_NUMBER)
        sums = texts.summed(self.numbers.weights[texts.marks] * kept) * some
        between = np.maximum(0, sums @ self.inner.weights[:-1] + self.inner.weights[-1])
        fewer = self._kept(between.shape, NO_NUMBER)
        scores = (between * fewer) @ self.outer.weights[:-1] + self.outer.weights[-1]
        wrong = (1 / (1 + np.exp(-scores)) - wanted) * importance[:, None] / len(wanted)
        blame = (wrong @ self.outer.weights[:-1].T) * fewer * (between > 0)
        shares = texts.spread((blame @ self.inner.weights[:-1].T) * some) * kept
        order = np.argsort(texts.marks, kind="stable")
        each, firsts = np.unique(texts.marks[order], return_index=True)
        self.numbers.move(np.add.reduceat(shares[order], firsts, axis=0), rate, self._step, each)
        self.inner.move(_with_added(sums, blame), rate, self._step)
        self.outer.move(_with_added(between * fewer, wrong), rate, self._step)

    def _drawn(self, rows: int, columns: int, spread: float) -> Floats:
        return (self._random.standard_normal((rows, columns), dtype=np.float32) * spread).astype(np.float32)

    def _kept(self, shape: tuple[int, ...], left_out: float) -> Floats:
        """Zero for what is left out this time; what stays counts for it."""
        return (self._random.random(shape, dtype=np.float32) >= left_out).astype(np.float32) / (1 - left_out)


def _with_added(into: Floats, slopes: Floats) -> Floats:
    """The slope of a layer's weights, and of what it adds."""
    return np.concatenate([into.T @ slopes, slopes.sum(axis=0, keepdims=True)])


def _marks(text: str) -> tuple[Whole, ...]:
    return tuple(np.array(sorted(group), dtype=np.int64) for group in marks(words(text)))


def origin(rows: Sequence[Labelled]) -> str:
    """What the shipped file says it was trained from."""
    return digest(chain.from_iterable((row.text, *row.intents) for row in rows))


def everything() -> list[Labelled]:
    """All that the shipped model is trained from."""
    return [*development(), *written()]


def main() -> None:
    rows = everything()
    PATH.write_bytes(train(rows).to_bytes())
    print(f"{len(rows)} texts, {PATH.stat().st_size} bytes", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
