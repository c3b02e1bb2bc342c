"""GET Messages.json: filters and pages (docs/twilio.md, section 4, "GET Messages.json")."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from bot.simulator.errors import RestError
from bot.simulator.faults import Faults
from bot.simulator.resource import messages_path, render
from bot.simulator.state import Store, Text

PAGE_SIZE: Final = 50
MAX_PAGE_SIZE: Final = 1000
FILTERS: Final = ("To", "From", "DateSent", "DateSent<", "DateSent>")


def page_of(
    store: Store, faults: Faults, query: Mapping[str, str], account_sid: str, senders: Mapping[str, str]
) -> dict[str, Any]:
    """One page, newest text first, with the addresses of its neighbours as Twilio gives them."""
    size = min(MAX_PAGE_SIZE, _whole(query.get("PageSize"), PAGE_SIZE, low=1))
    number = _whole(query.get("Page"), 0, low=0)
    wanted = {name: query[name] for name in FILTERS if query.get(name)}
    found = _matching(store, faults, wanted, senders)
    start = _start(found, query.get("PageToken"), number * size)
    texts = found[start : start + size]
    more = start + size < len(found)

    def address(page: int, token: str | None) -> str:
        extra = {"PageSize": size, "Page": page} | ({"PageToken": token} if token else {})
        return f"{messages_path(account_sid)}.json?{urlencode(wanted | extra)}"

    return {
        "first_page_uri": address(0, None),
        "end": start + len(texts) - 1 if texts else 0,
        "previous_page_uri": address(number - 1, None) if number else None,
        "messages": [render(text, account_sid) for text in texts],
        "uri": address(number, query.get("PageToken")),
        "page_size": size,
        "start": start,
        "next_page_uri": address(number + 1, f"PA{texts[-1].sid}") if more else None,
        "page": number,
    }


def _matching(store: Store, faults: Faults, wanted: Mapping[str, str], senders: Mapping[str, str]) -> list[Text]:
    to, from_ = wanted.get("To"), wanted.get("From")
    phones = (number for number in (to, from_) if number and number not in senders and store.knows(number))
    phone = next(phones, None)
    spans = [_span(name, wanted[name]) for name in FILTERS[2:] if name in wanted]
    now = store.now()
    return [
        text
        for text in reversed(store.visible(phone))
        if (not to or text.to == to)
        and (not from_ or text.from_ == from_)
        and all(_within(text.sent, low, high) for low, high in spans)
        and not (faults.armed and now - text.created < faults.list_lag(text.to, text.from_))
    ]


def _start(found: Sequence[Text], token: str | None, usual: int) -> int:
    """Where a page begins: after the text that its token names, however many have come since."""
    if not token:
        return usual
    for index, text in enumerate(found):
        if f"PA{text.sid}" == token:
            return index + 1
    return len(found)


def _within(sent: float | None, low: float, high: float) -> bool:
    """DateSent is null until a text is sent, and matches no date then; dates are in whole seconds."""
    return sent is not None and low <= int(sent) < high


def _span(name: str, value: str) -> tuple[float, float]:
    """Seconds from and to (exclusive) that a date filter asks for.

    `<` and `>` include the moment itself; DateSent means the whole day, in GMT, that its moment lies in.
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise RestError(20001) from error
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    begins = moment.timestamp()
    if name == "DateSent>":
        return begins, float("inf")
    if name == "DateSent<":
        return float("-inf"), begins + 1
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.timestamp(), (midnight + timedelta(days=1)).timestamp()


def _whole(value: str | None, usual: int, *, low: int) -> int:
    if not value:
        return usual
    if not (value.isascii() and value.isdecimal()) or int(value) < low:
        raise RestError(20001)
    return int(value)
