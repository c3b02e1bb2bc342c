"""The carrier: the `twilio` SDK over a pooled client of its own, and what became of each send.

A send that may have been taken is never repeated here: the answer says so, and the record keeps it open.
"""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
import urllib3
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.agencies import Account
from bot.logs import trace
from bot.sending import CONNECT_SECONDS, LONGEST_VALIDITY, READ_SECONDS, Accepted, Outgoing, Refused
from flows.failures import Failure, on_send

log = structlog.get_logger(__name__)

# The SDK logs request lines and, for lists, whole phone numbers.
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)
logging.getLogger("urllib3").setLevel(logging.WARNING)

# Texts asked for at once. A phone has few; a sender may have had many.
LIST_PAGE, INBOUND_PAGE = 50, 500


@dataclass(frozen=True)
class Listed:
    """A text as the carrier's list shows it."""

    sid: str
    phone: str
    body: str
    status: str
    code: int | None
    created_at: datetime
    media: int = 0


class OutOfReach(Exception):
    """The carrier's list couldn't be read."""


class PooledHttpClient(HttpClient):
    """The SDK's extension point over one urllib3 pool: no proxy settings, no retries, real time-outs."""

    def __init__(self, base_url: str | None, connections: int) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), is_async=False)
        self._base = base_url
        self._pool = urllib3.PoolManager(
            maxsize=connections,
            block=True,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )

    def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        if self._base is not None:
            asked = urlsplit(uri)
            uri = self._base + asked.path + (f"?{asked.query}" if asked.query else "")
        if params:
            uri = f"{uri}?{urlencode(params, doseq=True)}"
        sent = dict(headers or {})
        if auth is not None:
            sent.update(urllib3.make_headers(basic_auth=f"{auth[0]}:{auth[1]}"))
        body = urlencode(data, doseq=True) if data else None
        answer = self._pool.request(method.upper(), uri, body=body, headers=sent, redirect=allow_redirects)
        return Response(answer.status, answer.data.decode("utf-8", "replace"), answer.headers)


class Gateway:
    """Sends texts through the accounts of the agencies. Used by many threads at once."""

    def __init__(self, base_url: str | None, connections: int) -> None:
        self._http = PooledHttpClient(base_url, connections)
        # The SDK's Client isn't promised to be safe between threads: each thread has its own.
        self._mine = threading.local()

    def send(self, text: Outgoing) -> Accepted | Refused:
        """One attempt to hand a text to the carrier; never raises for what the carrier or network does."""
        try:
            message = self._client(text.account).messages.create(
                to=text.phone,
                from_=text.sender,
                body=text.body,
                status_callback=text.receipt_url,
                validity_period=max(1, min(text.valid_seconds, LONGEST_VALIDITY)),
            )
        except (TwilioRestException, TwilioServiceException) as refused:
            code = _code(refused.code)
            return Refused(on_send(refused.status, code), code, refused.status)
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            return Refused(Failure.RETRY, None)  # nothing was sent
        except urllib3.exceptions.HTTPError as fault:
            unsent = fault.args and isinstance(fault.args[0], ssl.SSLCertVerificationError)
            return Refused(Failure.RETRY if unsent else Failure.AMBIGUOUS, None)
        except Exception as fault:  # noqa: BLE001
            # Sent, and an answer that the SDK couldn't read, whatever it tripped over.
            log.warning("gateway.unreadable", **trace(fault))
            return Refused(Failure.AMBIGUOUS, None)
        if not isinstance(message.sid, str) or not message.sid:
            return Refused(Failure.AMBIGUOUS, None)
        return Accepted(message.sid, _number(message.num_segments) or None)

    def sent_to(self, account: Account, sender: str, phone: str, since: datetime) -> list[Listed]:
        """What the carrier took from us for a phone since then, the oldest first. Raises OutOfReach.

        No date is asked for, since a text that still waits has none: pages are read, the newest first, until
        one lies before `since`.
        """
        found = self._listed(account, since, to=phone, from_=sender, page_size=LIST_PAGE)
        return [_text(one, one.to) for one in found if one.direction == "outbound-api"]

    def received(self, account: Account, sender: str, since: datetime) -> list[Listed]:
        """What people texted to a sender since then, the oldest first. Raises OutOfReach."""
        found = self._listed(account, since, to=sender, page_size=INBOUND_PAGE)
        return [_text(one, one.from_) for one in found if one.direction == "inbound"]

    def _listed(self, account: Account, since: datetime, **wanted: Any) -> list[Any]:
        found: list[Any] = []
        try:
            page = self._client(account).messages.page(**wanted)
            while page is not None:
                texts = list(page)
                found += [one for one in texts if one.date_created >= since]
                if not texts or texts[-1].date_created < since:
                    break
                page = page.next_page()
        except Exception as fault:  # noqa: BLE001  # the SDK raises whatever it trips over
            raise OutOfReach(type(fault).__name__) from None
        found.reverse()  # within a second, too
        return sorted(found, key=lambda one: one.date_created)

    def _client(self, account: Account) -> Client:
        clients: dict[str, Client] = self._mine.__dict__.setdefault("clients", {})
        client = clients.get(account.sid)
        if client is None:
            client = Client(account.sid, account.tokens[0], http_client=self._http)
            clients[account.sid] = client
        return client


def _text(one: Any, phone: str) -> Listed:
    return Listed(
        sid=one.sid,
        phone=phone,
        body=one.body or "",
        status=one.status or "",
        code=_number(one.error_code) or None,
        created_at=one.date_created,
        media=_number(one.num_media),
    )


def _code(value: object) -> int | None:
    """The carrier's error code; the SDK puts the HTTP status in its place where there is none."""
    number = _number(value)
    return number if number >= 10_000 else None


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else 0
