"""A text as Twilio's REST API shows it: the Message resource (docs/twilio.md, section 4)."""

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from bot.simulator.state import Text

API_VERSION = "2010-04-01"


@lru_cache(maxsize=1024)
def _rfc2822(second: int) -> str:
    return format_datetime(datetime.fromtimestamp(second, UTC))


def messages_path(account_sid: str) -> str:
    """The path of an account's messages, without the format's suffix."""
    return f"/{API_VERSION}/Accounts/{account_sid}/Messages"


def render(text: Text, account_sid: str) -> dict[str, Any]:
    """The members of a Message, in Twilio's order."""
    path = f"{messages_path(account_sid)}/{text.sid}"
    return {
        "body": "" if text.redacted else text.body,
        "num_segments": str(text.num_segments),
        "direction": text.direction,
        "from": text.from_,
        "date_updated": _rfc2822(int(text.updated)),
        "price": None,
        "error_message": None if text.error_code is None else f"Error {text.error_code}",
        "uri": f"{path}.json",
        "account_sid": account_sid,
        "num_media": str(len(text.media)),
        "to": text.to,
        "date_created": _rfc2822(int(text.created)),
        "status": text.status,
        "sid": text.sid,
        "date_sent": None if text.sent is None else _rfc2822(int(text.sent)),
        "messaging_service_sid": None,
        "error_code": text.error_code,
        "price_unit": "USD",
        "api_version": API_VERSION,
        "subresource_uris": {"media": f"{path}/Media.json"},
    }
