"""Phone numbers: E.164 everywhere inside."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers


# A conversation's texts all come from one phone.
@lru_cache(maxsize=4096)
def e164(written: str, region: str = "US") -> str | None:
    """The number in E.164; None where the words are no number that could take a text.

    `region` is read into numbers written without a country code, as CAD writes them.
    """
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
