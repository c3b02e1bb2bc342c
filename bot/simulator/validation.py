"""Whether Twilio would take a text, and what it then becomes (docs/twilio.md, sections 4 and 7).

The order of the checks is the order in which the first complaint is made.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from bot.simulator.errors import RestError
from bot.simulator.state import Text, new_sid
from flows.segments import count

MAX_BODY: Final = 1600
MAX_VALIDITY: Final = 36000
MAX_CALLBACK: Final = 4000
MAX_MEDIA: Final = 10

# Section 7: Twilio's test numbers, and what a send from or to each answers.
MAGIC_FROM: Final = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
MAGIC_FROM_OK: Final = "+15005550006"
MAGIC_TO: Final = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}

_NORTH_AMERICAN: Final = re.compile(r"\+1[2-9]\d{2}[2-9]\d{6}", re.ASCII)
_INTERNATIONAL: Final = re.compile(r"\+[2-9]\d{6,14}", re.ASCII)
_PUNCTUATION: Final = re.compile(r"[\s().-]+")


@lru_cache(maxsize=65536)
def phone_number(written: str) -> str | None:
    """A number in E.164, or None where no phone can have it. Ten bare digits are North American."""
    number = _PUNCTUATION.sub("", written)
    if not number.startswith("+"):
        number = ("+" if len(number) == 11 and number.startswith("1") else "+1") + number
    if _NORTH_AMERICAN.fullmatch(number) or _INTERNATIONAL.fullmatch(number):
        return number
    return None


@lru_cache(maxsize=16384)
def segments_of(body: str) -> int:
    """Segments that a body is billed for."""
    return count(body).segments


def check(
    form: Mapping[str, str],
    media: Sequence[str],
    senders: Mapping[str, str],
    opted_out: set[tuple[str, str]],
) -> Text:
    """The text that a form asks for. Raises RestError with Twilio's code when it is refused."""
    written_to, sender = form.get("To", ""), form.get("From", "")
    _check_present(form, media, written_to, sender)
    _check_options(form)
    if sender not in senders and sender != MAGIC_FROM_OK:
        raise RestError(MAGIC_FROM.get(sender, 21606), to=written_to, sender=sender)
    if written_to in MAGIC_TO:
        raise RestError(MAGIC_TO[written_to], to=written_to, sender=sender)
    to = phone_number(written_to)
    if to is None or to == sender:
        raise RestError(21211, to=written_to, sender=sender)
    if (sender, to) in opted_out:
        raise RestError(21610, to=to, sender=sender)
    body = form.get("Body", "")
    return Text(
        sid=new_sid(media=bool(media)),
        direction="outbound-api",
        from_=sender,
        to=to,
        body=body,
        status="queued",
        num_segments=1 if media else segments_of(body),
        media=tuple((url, "application/octet-stream") for url in media),
        status_callback=form.get("StatusCallback") or None,
        validity=int(form.get("ValidityPeriod") or MAX_VALIDITY),
    )


def _check_present(form: Mapping[str, str], media: Sequence[str], to: str, sender: str) -> None:
    if not to:
        raise RestError(21604)
    if not sender:
        raise RestError(21603)
    body = form.get("Body")
    if not media:
        if body is None:
            raise RestError(21619)
        if not body.strip():
            raise RestError(21602)
    if body and len(body) > MAX_BODY:
        raise RestError(21617)
    if len(media) > MAX_MEDIA:
        raise RestError(20001)


def _check_options(form: Mapping[str, str]) -> None:
    callback = form.get("StatusCallback")
    if callback and not is_callback(callback):
        raise RestError(21609)
    validity = form.get("ValidityPeriod")
    if validity and not (validity.isascii() and validity.isdecimal() and 1 <= int(validity[:6]) <= MAX_VALIDITY):
        raise RestError(21624)


def is_callback(url: str) -> bool:
    """Whether Twilio takes this as a StatusCallback: http(s), a host without underscores, not too long.

    Twilio refuses hosts that it cannot reach; a simulator that runs beside its customer does not.
    """
    if len(url) > MAX_CALLBACK or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "_" not in str(host)
