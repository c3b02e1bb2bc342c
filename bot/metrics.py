"""What an operator's monitoring reads. No label holds a phone, a name or anybody's words."""

from __future__ import annotations

from functools import cache

from prometheus_client import Counter, Histogram

SENT = Counter("caseline_texts_sent_total", "Texts the carrier took.", ["agency", "kind"])
REFUSED = Counter("caseline_texts_refused_total", "Sends the carrier didn't take.", ["agency", "failure"])
CARRIER_SECONDS = Histogram("caseline_carrier_seconds", "How long the carrier took to answer a send.")
EVENTS = Counter("caseline_events_total", "Events from dispatch, by what became of them.", ["agency", "outcome"])
SKEWED = Counter("caseline_events_skewed_total", "Events dated more than two minutes ahead.", ["agency"])
INBOUND = Counter("caseline_inbound_total", "Texts to us, by what they meant.", ["agency", "intent"])
BAD_SIGNATURES = Counter("caseline_bad_signatures_total", "Webhooks refused for their signature.", ["kind"])
RECEIPTS = Counter("caseline_receipts_total", "Delivery receipts.", ["status"])
REQUESTS_SECONDS = Histogram("caseline_http_seconds", "How long an HTTP answer took.", ["endpoint", "status"])


@cache
def events(agency: str, outcome: str) -> Counter:
    """The counter of `EVENTS` with these labels, kept: looking one up costs several times what counting does."""
    return EVENTS.labels(agency, outcome)
