"""The carrier's own list of phones that said STOP (docs/twilio.md, section 3).

The list is per pair of sender and phone. Only the person can leave it, by START.
"""

from typing import Final, Literal

Keyword = Literal["STOP", "START", "HELP"]

STOP_WORDS: Final = frozenset({"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"})
START_WORDS: Final = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS: Final = frozenset({"HELP", "INFO"})

REPLIES: Final[dict[Keyword, str]] = {
    "STOP": (
        "You have successfully been unsubscribed. You will not receive any more messages from this number. "
        "Reply START to resubscribe."
    ),
    "START": (
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
        "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
    ),
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def keyword_of(body: str) -> Keyword | None:
    """The keyword that a text is, if it is one: a single word, in any case."""
    word = body.strip().upper()
    if word in STOP_WORDS:
        return "STOP"
    if word in START_WORDS:
        return "START"
    if word in HELP_WORDS:
        return "HELP"
    return None


class OptOuts:
    """Pairs (sender, phone) that the carrier lets nothing through for."""

    def __init__(self) -> None:
        self.pairs: set[tuple[str, str]] = set()

    def hear(self, keyword: Keyword, sender: str, phone: str) -> str | None:
        """Act on a keyword; the carrier's answer to it, or None when it keeps quiet.

        A second STOP gets silence: whoever has left hears nothing more.
        """
        pair = (sender, phone)
        if keyword == "STOP":
            if pair in self.pairs:
                return None
            self.pairs.add(pair)
        elif keyword == "START":
            self.pairs.discard(pair)
        return REPLIES[keyword]

    def listed(self) -> list[dict[str, str]]:
        """The list for the ledger: `from` the sender that is barred, `to` the phone that said STOP."""
        return [{"from": sender, "to": phone} for sender, phone in sorted(self.pairs)]
