"""Reading a webhook's TwiML: the replies in it (docs/twilio.md, section 1, "Response rules")."""

from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

MAX_REPLIES: Final = 10
MAX_BODY: Final = 1600
XML_TYPES: Final = ("text/xml", "application/xml", "text/html")


@dataclass(frozen=True)
class Reply:
    """One <Message>: its words, and where its receipts go."""

    body: str
    status_callback: str | None


class TwimlError(ValueError):
    """An answer that Twilio could not carry out; `code` is what its error log would say."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def replies_in(content_type: str, document: bytes) -> list[Reply]:
    """The replies that a TwiML document asks for, at most ten."""
    if content_type.partition(";")[0].strip().lower() not in XML_TYPES:
        raise TwimlError(12300)
    if len(document) > 64 * 1024:
        raise TwimlError(11750)
    if not document.strip():
        return []
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        raise TwimlError(12100) from error
    if root.tag != "Response":
        raise TwimlError(12102)
    return [_reply(message) for message in root.findall("Message")[:MAX_REPLIES]]


def _reply(message: ElementTree.Element) -> Reply:
    bodies = message.findall("Body")
    body = "".join("".join(part.itertext()) for part in bodies) if bodies else "".join(message.itertext())
    if not body.strip() or len(body) > MAX_BODY:
        raise TwimlError(14103)
    return Reply(body, message.get("statusCallback") or message.get("action"))
