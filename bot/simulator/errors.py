"""Twilio's refusals: code, HTTP status and words (docs/twilio.md, section 4)."""

from typing import Any, Final, NamedTuple


class ErrorKind(NamedTuple):
    """How one code is reported. `message` may name `{to}`, `{sender}` or the request's `{path}`."""

    status: int
    message: str


REST_ERRORS: Final[dict[int, ErrorKind]] = {
    20001: ErrorKind(400, "Invalid parameter"),
    20003: ErrorKind(401, "Authenticate"),
    20004: ErrorKind(405, "Method not allowed"),
    20005: ErrorKind(401, "Account not active"),
    20009: ErrorKind(409, "Message delivery has not been completed."),
    20403: ErrorKind(403, "Forbidden"),
    20404: ErrorKind(404, "The requested resource {path} was not found"),
    20429: ErrorKind(429, "Too Many Requests"),
    20500: ErrorKind(500, "An internal server error has occurred"),
    20503: ErrorKind(503, "Service Unavailable"),
    21211: ErrorKind(400, "The 'To' number {to} is not a valid phone number."),
    21212: ErrorKind(400, "The 'From' number {sender} is not a valid phone number."),
    21408: ErrorKind(400, "Permission to send an SMS has not been enabled for the region of the 'To' number: {to}."),
    21602: ErrorKind(400, "Message body is required."),
    21603: ErrorKind(400, "A 'From' phone number is required."),
    21604: ErrorKind(400, "A 'To' phone number is required."),
    21606: ErrorKind(400, "The 'From' phone number {sender} is not a valid, SMS-capable number for your account."),
    21608: ErrorKind(400, "The number {to} is unverified. Trial accounts cannot send messages to it."),
    21609: ErrorKind(400, "The 'StatusCallback' URL is not a valid URL."),
    21610: ErrorKind(400, "Attempt to send to unsubscribed recipient"),
    21611: ErrorKind(400, "This 'From' number has exceeded the maximum number of queued messages"),
    21612: ErrorKind(400, "The 'To' phone number {to} is not reachable from the 'From' number {sender} via SMS."),
    21614: ErrorKind(400, "'To' number: {to}, is not a valid mobile number"),
    21617: ErrorKind(400, "The concatenated message body exceeds the 1600 character limit"),
    21619: ErrorKind(400, "A text message body or media urls must be specified."),
    21624: ErrorKind(400, "Invalid validity period value"),
    21635: ErrorKind(400, "'To' number: {to} is a landline and cannot receive SMS."),
    30409: ErrorKind(409, "The message is not in a cancelable state."),
}

# A text that ends this way never left Twilio ("failed"); any other delivery code means that a carrier gave it
# back ("undelivered"). Section 4, "Error codes".
FAILED_BEFORE_LEAVING: Final = frozenset(
    {14107, 21610, 30001, 30002, 30017, 30022, 30023, 30024, 30027, 30032, 30033, 30034, 30035, 30036, 30410}
    | {30450, 30500, 30610, 63038}
)


class RestError(Exception):
    """A request that Twilio refuses. Carries what the answer needs to say."""

    def __init__(self, code: int, *, to: str = "", sender: str = "", path: str = "") -> None:
        kind = REST_ERRORS.get(code, ErrorKind(400, "The request was refused"))
        self.code = code
        self.status = kind.status
        self.message = kind.message.format(to=to, sender=sender, path=path)
        super().__init__(self.message)

    def body(self) -> dict[str, Any]:
        """The members of Twilio's error body, in its order."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
