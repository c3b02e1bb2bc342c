"""What was understood of a text, and what it may have been an answer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.vocabulary import Intent


@dataclass(frozen=True)
class Question:
    """The open "which case?": the incidents in the order in which they were numbered, from 1."""

    options: tuple[str, ...]
    asked_at: datetime


# The `why` of what no table knows and the model finds.
GUESS = "like texts that mean it"


@dataclass(frozen=True)
class Understanding:
    """What a person meant, and what makes us think so.

    `language` is that of the text where its words leave no doubt; for the intent `language` it is the one
    wished for. `why` names a table's words, never the person's. `keyword`: the whole text is one keyword;
    `word`: the table's keyword that was found, also inside a polite wrapping. `choice` is the digit, incident
    or case number that was given.
    """

    intent: Intent
    language: str | None
    confidence: float
    why: str
    keyword: bool = False
    choice: str | None = None
    word: str | None = None

    @property
    def guessed(self) -> bool:
        """Whether only the model says so, and no table."""
        return self.why == GUESS
