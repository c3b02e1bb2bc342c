"""Every host that a text links to, however the link is dressed up."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Endings of bare host names. Those that are plain words, or have two letters, count only in lower or upper
# case, or before a path: "It is done.It was nothing." is a missing space.
_SURE = re.compile(r"com|net|org|gov|edu|mil|info|biz|mobi|xyz|xn--.*", re.IGNORECASE)
_WORDLIKE = re.compile(
    r"[a-z][a-z]|app|dev|page|web|name|link|click|site|online|top|shop|store|club|live|tech|space|website|icu|"
    r"vip|buzz|work|today|world|pro|cloud|blog|news|law|help|support|one|win|bid|loan|men|fun|lol|social|email|"
    r"gle|goog|google|police",
    re.IGNORECASE,
)
# Before these, a space or the word "dot" doesn't hide a link either.
_SPOKEN_ENDINGS = "com|net|org|gov|edu|info|biz|xyz|app|link|ly|gl|io|co|us"

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w/:?#@-])")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]{1,15}\s?:\s?/{1,2}\s?([^\s/?#\"'<>]+)", re.IGNORECASE)
_OPENS = re.compile(r"\b(?:mailto|javascript|sms|data|file|intent|market|whatsapp)\s?:\s?[\w+/@?]", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w-])((?:{_LABEL}\.)+({_LABEL}))(\.?:\d+)?(/\S)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
_BRACKETED_DOT = re.compile(r"\s*[\[({<]\s*(?:\.|dot|punto)\s*[\])}>]\s*", re.IGNORECASE)
_SPOKEN_DOT = re.compile(
    rf"(?<=\w)(?:\s+(?:dot|punto)\s+|\s+\.\s*|\s*\.\s+)(?=(?:{_SPOKEN_ENDINGS})\b(?:/|\s*$|\s+[^\w]))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(rf"(?<=\w)\s+(?:dot|punto)\s+(?=(?:{_SPOKEN_ENDINGS})\b)", re.IGNORECASE)


def hosts(text: str) -> Iterator[str]:
    """The hosts as written; what is too odd to be read as one comes whole, so that it is on no list."""
    undressed = _SPOKEN_DOT.sub(".", _SPOKEN.sub(".", _BRACKETED_DOT.sub(".", text)))
    undressed = re.sub(r"(?i)\bhxxp", "http", undressed)
    for found in _OPENS.finditer(undressed):
        yield found[0]
    for found in _SCHEME.finditer(undressed):
        yield _host(found[1])
    rest = EMAIL.sub(" ", _SCHEME.sub(" ", undressed))
    for found in _ADDRESS.finditer(rest):
        yield found[0]
    for found in _BARE.finditer(rest):
        if _is_host(found[1], found[2], bool(found[4])):
            yield _host(found[1])


def _host(authority: str) -> str:
    """The host of `host:port`; anything odder (a user, a backslash) is left so that it is on no list."""
    return re.sub(r":\d*$", "", authority).rstrip(".").casefold()


def _is_host(name: str, ending: str, path: bool) -> bool:
    if path or name.casefold().startswith("www."):
        return ending.isalpha() and len(ending) > 1
    if _SURE.fullmatch(ending):
        return True
    return _WORDLIKE.fullmatch(ending) is not None and (ending.islower() or ending.isupper())
