"""What a simulator needs to know before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

KEYWORD_MODES: Final = ("twilio", "advanced", "caseline")
INBOUND_PATH: Final = "/webhooks/twilio/inbound"


@dataclass(frozen=True)
class SimulatorConfig:
    """One account at the carrier.

    `senders` maps each of the account's numbers to who answers its keywords (docs/twilio.md, section 3):
    `twilio` (the carrier, without saying so), `advanced` (the carrier, with OptOutType), `caseline` (nobody
    but us, as on a short code).
    """

    account_sid: str
    auth_token: str
    public_url: str
    senders: Mapping[str, str]

    def __post_init__(self) -> None:
        unknown = sorted(set(self.senders.values()) - set(KEYWORD_MODES))
        if unknown:
            raise ValueError(f"keyword_replies must be one of {', '.join(KEYWORD_MODES)}, not {unknown[0]!r}")

    @property
    def inbound_url(self) -> str:
        """Where texts from phones are POSTed."""
        return self.public_url.rstrip("/") + INBOUND_PATH
