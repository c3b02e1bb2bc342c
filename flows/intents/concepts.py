"""Words -> what they are about, in whichever language, with their typos forgiven.

The concepts join wordings that share no word ("he is at my door", "un hombre en la puerta"): the tables of
danger and the model read them beside the words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from rapidfuzz.distance import OSA

from flows.intents.language import COMMON
from flows.intents.lexicon_danger import DANGER
from flows.intents.lexicon_english import ENGLISH
from flows.intents.lexicon_line import LINE
from flows.intents.lexicon_spanish import SPANISH

_SHORTEST_TYPO = 5


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for lexicon in (ENGLISH, SPANISH, DANGER, LINE):
        for concept, listed in lexicon.items():
            for word in listed.split():
                entry = found[word.replace("_", " ")]
                if concept not in entry:
                    entry.append(concept)
    return {word: tuple(concepts) for word, concepts in found.items()}


_WORDS = _by_word()
_LONGEST = max(word.count(" ") + 1 for word in _WORDS)
_OPENINGS = frozenset(word.split()[0] for word in _WORDS if " " in word)
_KNOWN = frozenset(COMMON["en"] | COMMON["es"])
# First letter and length -> the words that a typo may have been meant for.
_LIKELY: dict[tuple[str, int], list[str]] = defaultdict(list)
for _word in _WORDS:
    if len(_word) >= _SHORTEST_TYPO and " " not in _word:
        _LIKELY[_word[0], len(_word)].append(_word)


def concepts(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What each word, or row of words, is about; () where no list knows it."""
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(tokens):
        taken = _row(tokens, at) if tokens[at] in _OPENINGS else 0
        if taken:
            found.append(_WORDS[" ".join(tokens[at : at + taken])])
            at += taken
        else:
            found.append(about(tokens[at]))
            at += 1
    return tuple(found)


def _row(tokens: tuple[str, ...], at: int) -> int:
    """How many words from here make the longest listed row of two or more; 0: none."""
    for length in range(min(_LONGEST, len(tokens) - at), 1, -1):
        if " ".join(tokens[at : at + length]) in _WORDS:
            return length
    return 0


@lru_cache(maxsize=8192)
def about(token: str) -> tuple[str, ...]:
    """What one word is about, also where it is misspelt by a letter."""
    found = _WORDS.get(token)
    if found is not None:
        return found
    if len(token) < _SHORTEST_TYPO or token in _KNOWN or not token.isalpha():
        return ()
    slips = 2 if len(token) >= 9 else 1
    best: tuple[int, str] | None = None
    for length in range(len(token) - slips, len(token) + slips + 1):
        for word in _LIKELY.get((token[0], length), ()):
            distance = OSA.distance(token, word, score_cutoff=slips)
            if distance <= slips and (best is None or distance < best[0]):
                best = (distance, word)
    return _WORDS[best[1]] if best else ()


def known(token: str) -> bool:
    """Whether a list has this word, letter by letter."""
    return token in _WORDS
