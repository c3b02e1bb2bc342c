"""A text from a phone to one of our senders: keywords, signed webhook, replies.

docs/twilio.md, section 1 (parameters, retries, TwiML) and section 3 (who answers STOP, START and HELP).
"""

import logging
import time
from dataclasses import dataclass
from typing import Final

from bot.simulator.callbacks import Callbacks
from bot.simulator.config import SimulatorConfig
from bot.simulator.delivery import Delivery
from bot.simulator.faults import NO_EFFECTS, Effects, Faults
from bot.simulator.optout import OptOuts, keyword_of
from bot.simulator.resource import API_VERSION
from bot.simulator.state import Store, Text, new_sid
from bot.simulator.twiml import Reply, TwimlError, replies_in
from bot.simulator.validation import is_callback, segments_of

log = logging.getLogger(__name__)

UNREACHABLE: Final = 11205
BAD_STATUS: Final = 11200
# Where a number was issued; a phone may since have moved. Others have blank fields, as Twilio's may be.
_PLACES: Final = {"+1813": ("TAMPA", "FL", "33601")}


@dataclass(frozen=True)
class Phoned:
    """What a person sent, and the oddities that a test may ask for."""

    from_: str
    to: str
    body: str
    media: tuple[tuple[str, str], ...] = ()
    sid: str | None = None
    opt_out_type: str | None = None


@dataclass
class Outcome:
    """How it went: the webhook's status (None when there was no answer) and the one reply."""

    sid: str
    status_code: int | None = None
    reply: str | None = None
    error_code: int | None = None
    attempts: int = 0


class Inbound:
    """Takes texts from phones and hands them over."""

    def __init__(
        self,
        config: SimulatorConfig,
        store: Store,
        opt_outs: OptOuts,
        faults: Faults,
        delivery: Delivery,
        callbacks: Callbacks,
    ) -> None:
        self._config = config
        self._store = store
        self._opt_outs = opt_outs
        self._faults = faults
        self._delivery = delivery
        self._callbacks = callbacks
        self.url = config.inbound_url

    def receive(self, phoned: Phoned) -> Outcome:
        """1. keep the text, 2. act on a keyword, 3. post the webhook, 4. send the replies that it asks for.

        A sid that was seen before repeats the webhook alone: no second text, and no second reply once the
        first webhook was answered, because a carrier repeats only what it got no answer to.
        """
        before = self._store.get(phoned.sid) if phoned.sid else None
        text = before or self._keep(phoned)
        answered_before = text.status_code is not None and text.status_code < 400
        opt_out_type = None if before else self._answer_keyword(text)
        outcome, replies = self._post_webhook(text, phoned.opt_out_type or opt_out_type)
        if not answered_before:
            for reply in replies:
                self._send(text, reply)
        text.status_code, text.reply, text.error_code = outcome.status_code, outcome.reply, outcome.error_code
        text.attempts += outcome.attempts
        self._store.touch(text)
        return outcome

    def _keep(self, phoned: Phoned) -> Text:
        text = Text(
            sid=phoned.sid or new_sid(media=bool(phoned.media)),
            direction="inbound",
            from_=phoned.from_,
            to=phoned.to,
            body=phoned.body,
            status="received",
            num_segments=1 if phoned.media else segments_of(phoned.body),
            media=phoned.media,
            sent=time.time(),
        )
        self._store.add(text)
        return text

    def _answer_keyword(self, text: Text) -> str | None:
        """What the carrier does with a keyword itself (section 3); returns OptOutType where it is told."""
        mode = self._config.senders.get(text.to, "caseline")
        keyword = keyword_of(text.body)
        if mode == "caseline" or keyword is None:
            return None
        answer = self._opt_outs.hear(keyword, text.to, text.from_)
        if answer is not None:
            self._store.add(
                Text(
                    sid=new_sid(),
                    direction="outbound-reply",
                    from_=text.to,
                    to=text.from_,
                    body=answer,
                    status="delivered",
                    sent=time.time(),
                    num_segments=segments_of(answer),
                    carrier=True,
                )
            )
        return keyword if mode == "advanced" else None

    def _post_webhook(self, text: Text, opt_out_type: str | None) -> tuple[Outcome, list[Reply]]:
        form = inbound_form(text, self._config.account_sid, opt_out_type)
        answer = self._callbacks.post(self.url, form)
        outcome = Outcome(text.sid, answer.status_code, attempts=answer.attempts)
        replies: list[Reply] = []
        if answer.status_code is None:
            outcome.error_code = UNREACHABLE
        elif answer.status_code >= 300:
            outcome.error_code = BAD_STATUS
        elif answer.status_code != 204:
            try:
                replies = replies_in(answer.content_type, answer.body)
            except TwimlError as error:
                outcome.error_code = error.code
        if outcome.error_code is not None:
            log.warning("inbound webhook failed: status %s, error %s", outcome.status_code, outcome.error_code)
        outcome.reply = replies[0].body if replies else None
        return outcome, replies

    def _send(self, inbound: Text, reply: Reply) -> None:
        """A TwiML reply is an outbound text; the carrier's list bars it as it bars any other (21610)."""
        callback = reply.status_callback
        text = Text(
            sid=new_sid(),
            direction="outbound-reply",
            from_=inbound.to,
            to=inbound.from_,
            body=reply.body,
            status="queued",
            num_segments=segments_of(reply.body),
            status_callback=callback if callback and is_callback(callback) else None,
        )
        effects = self._faults.take("reply", text.to, text.from_) if self._faults.armed else NO_EFFECTS
        if (text.from_, text.to) in self._opt_outs.pairs:
            effects = Effects(receipt=21610)
        self._delivery.accept(text, effects)


def inbound_form(text: Text, account_sid: str, opt_out_type: str | None) -> dict[str, str]:
    """The webhook's parameters (section 1)."""
    form = {
        "ToCountry": "US",
        "SmsMessageSid": text.sid,
        "NumMedia": str(len(text.media)),
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "Body": text.body,
        "To": text.to,
        "NumSegments": str(text.num_segments),
        "MessageSid": text.sid,
        "AccountSid": account_sid,
        "From": text.from_,
        "FromCountry": "US",
        "ApiVersion": API_VERSION,
    }
    for side, number in (("From", text.from_), ("To", text.to)):
        city, state, postcode = _PLACES.get(number[:5], ("", "", ""))
        form |= {f"{side}City": city, f"{side}State": state, f"{side}Zip": postcode}
    for index, (url, content_type) in enumerate(text.media):
        form |= {f"MediaUrl{index}": url, f"MediaContentType{index}": content_type}
    if opt_out_type:
        form["OptOutType"] = opt_out_type
    return form
