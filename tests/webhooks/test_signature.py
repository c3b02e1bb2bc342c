"""Whether a webhook comes from the carrier: its published vectors, and everything that isn't signed by it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from prometheus_client import REGISTRY
from werkzeug.datastructures import MultiDict

from tests.line import ACCOUNT, OTHER, SENDER, TOKEN, Line
from tests.webhooks.carrier import EMPTY, INBOUND, inbound_form, post, send, sid
from webhooks.twilio import signed_by, signed_url

URI = "https://mycompany.com/myapp.php?foo=1&bar=2"
PARAMS = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
DOC_PARAMS = PARAMS | {"From": "+14158675310", "Caller": "+14158675310"}
OLD_PARAMS = {name: value for name, value in PARAMS.items() if name != "Caller"}
REPEATED = MultiDict(
    [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")]
)
# The carrier's own SDK tests and documentation (docs/twilio.md, signature); the token of all is 12345.
VECTORS = [
    (URI, PARAMS, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ("https://mycompany.com:1234/myapp.php?foo=1&bar=2", PARAMS, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", PARAMS, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    (URI, PARAMS, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    ("http://mycompany.com/myapp.php?foo=1&bar=2", PARAMS, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    (URI, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
    (f"{URI}&bodySHA256={HASH}", {}, "a9nBmqA0ju/hNViExpshrM61xv4="),
    ("https://example.com/myapp.php?foo=1&bar=2", DOC_PARAMS, "L/OH5YylLD5NRKLltdqwSvS0BnU="),
    ("http://mycompany.com/myapp.php?foo=1&bar=2", OLD_PARAMS, "HpS7PBa1Agvt4OtO+wZp75IuQa0="),
]


@pytest.mark.parametrize(("url", "params", "signature"), VECTORS)
def test_every_published_vector_is_accepted_and_no_neighbour_of_it(
    url: str, params: dict[str, str], signature: str
) -> None:
    assert signed_by(("12345",), url, params, signature)
    assert signed_by(("another", "12345"), url, params, signature)
    assert not signed_by(("another",), url, params, signature)
    assert not signed_by((), url, params, signature)
    assert not signed_by(("12345",), url + "&x=1", params, signature)
    assert not signed_by(("12345",), url, MultiDict(params) | {"Extra": ""}, signature)
    for wrong in ("", signature[:-1], signature.lower(), signature + "=", "ñ" * len(signature)):
        assert not signed_by(("12345",), url, params, wrong)


def test_the_signed_address_is_the_public_one_with_the_query_as_it_came() -> None:
    assert signed_url("https://a.example", "/in", b"") == "https://a.example/in"
    assert signed_url("https://a.example/line", "/in", b"") == "https://a.example/line/in"
    assert (
        signed_url("https://a.example:8443", "/in", b"a=%7E%2f%C3%A9+~")
        == "https://a.example:8443/in?a=%7E%2f%C3%A9+~"
    )
    assert signed_url("https://me:pw@a.example:8443", "/in", b"") == "https://a.example:8443/in"
    assert signed_url("http://[::1]:8000", "/in", b"") == "http://[::1]:8000/in"


def refused(kind: str = "inbound") -> float:
    return REGISTRY.get_sample_value("caseline_bad_signatures_total", {"kind": kind}) or 0.0


def recorded(line: Line) -> int:
    tables = ("messages", "contacts", "requests", "dialogues", "consent_history", "rejected_events")
    return sum(line.rows(f"select count(*) as n from {table}")[0]["n"] for table in tables)


def test_a_wrong_or_missing_signature_leaves_nothing_but_a_count(line: Line) -> None:
    form = inbound_form("STOP")
    before = refused()
    answers = [
        post(line, INBOUND, form, signature=""),
        post(line, INBOUND, form, signature="RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        post(line, INBOUND, form, token="another"),
        send(line, INBOUND, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}),
        send(line, INBOUND, "", {}),
        post(line, INBOUND, form | {"AccountSid": "AC" + "1" * 32}),
        post(line, INBOUND, {name: value for name, value in form.items() if name != "AccountSid"}),
    ]
    assert {answer.status for answer in answers} == {403}
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert refused() == before + len(answers)
    assert recorded(line) == 0
    before = refused("status")
    assert post(line, f"/webhooks/twilio/status/{'0' * 8}-0000-4000-8000-{'0' * 12}/1", form, token="x").status == 403
    assert refused("status") == before + 1


def test_json_is_refused_and_breaks_nothing(line: Line) -> None:
    signed = "a9nBmqA0ju/hNViExpshrM61xv4="
    for path in (INBOUND, f"{INBOUND}?bodySHA256={HASH}"):
        for body in ('{"property": "value", "boolean": true}', "{", ""):
            answer = send(line, path, body, {"Content-Type": "application/json", "X-Twilio-Signature": signed})
            assert answer.status == 403
    assert recorded(line) == 0


def test_a_query_keeps_its_percent_signs(line: Line) -> None:
    for query in ("a=%7Eb", "a=b%2Fc", "a=%C3%A9", "a=%27+%20", "a&b=", "x=1&x=1"):
        assert post(line, f"{INBOUND}?{query}", inbound_form()).status == 200, query
    other = post(line, f"{INBOUND}?a=%7Eb", inbound_form(), signature="")
    assert other.status == 403


def test_forwarded_headers_are_not_believed(line: Line) -> None:
    named = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example", "X_Forwarded_Port": "99"}
    assert post(line, INBOUND, inbound_form(), **named, Forwarded="host=evil.example;proto=https").status == 200
    assert post(line, INBOUND, inbound_form(), Host="evil.example").status == 200


def test_every_parameter_is_signed_known_or_not(line: Line) -> None:
    form = inbound_form(Tomorrow="x", Blank="", Ünï="é😀") | {"FromCity": ""}
    assert post(line, INBOUND, form).status == 200
    signature_without = inbound_form()
    answer = post(line, INBOUND, signature_without | {"Extra": "1"}, signature="x")
    assert answer.status == 403


def test_repeated_parameters_are_signed_once_each(line: Line) -> None:
    form = MultiDict(inbound_form())
    form.setlist("Odd", ["b", "a", "a"])
    assert post(line, INBOUND, form).status == 200


@pytest.fixture
def two(clean_database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Two agencies: the second with an account of its own."""
    monkeypatch.setenv("SHORE_TOKEN", "the-shores-token")
    with Line(clean_database_url, redis_url, toml=TWO) as running:
        yield running


SHORE_ACCOUNT = "AC" + "5" * 32
SHORE = "+18135550200"
TABLE = """
[agencies.{key}]
name = "{name}"
sender = "{sender}"
timezone = "America/New_York"
desk_phone = "+18135550130"
keyword_replies = "caseline"
segments_per_second = 30
call_types = {{ stolen_vehicle = ["GTA"] }}
"""
TWO = (
    TABLE.format(key="tampa", name="Tampa Police", sender=SENDER)
    + TABLE.format(key="shore", name="Shore Police", sender=SHORE)
    + f'account_sid = "{SHORE_ACCOUNT}"\nauth_token_variable = "SHORE_TOKEN"\n'
)


def test_the_token_is_chosen_by_the_account(two: Line) -> None:
    shore = inbound_form(To=SHORE, AccountSid=SHORE_ACCOUNT)
    assert post(two, INBOUND, shore, token="the-shores-token").status == 200
    assert post(two, INBOUND, inbound_form()).status == 200
    assert post(two, INBOUND, inbound_form(), token="the-shores-token").status == 403
    assert post(two, INBOUND, inbound_form(To=SHORE, AccountSid=SHORE_ACCOUNT), token=TOKEN).status == 403


def test_an_account_cannot_speak_for_the_number_of_another(two: Line) -> None:
    before = refused()
    assert post(two, INBOUND, inbound_form("STOP", To=SHORE)).status == 403
    crossed = inbound_form("STOP", AccountSid=SHORE_ACCOUNT)
    assert post(two, INBOUND, crossed, token="the-shores-token").status == 403
    assert refused() == before + 2
    assert recorded(two) == 0


def test_an_account_cannot_report_on_the_texts_of_another(two: Line) -> None:
    two.push("call.created")
    (text,) = two.messages()
    form = {"AccountSid": SHORE_ACCOUNT, "MessageSid": sid(), "MessageStatus": "delivered"}
    path = f"/webhooks/twilio/status/{text['id']}/1"
    assert post(two, path, form, token="the-shores-token").status == 204
    assert two.messages()[0]["status"] == "queued"


def test_the_old_token_is_accepted_beside_the_new_one(clean_database_url: str, redis_url: str) -> None:
    line = Line(clean_database_url, redis_url)
    line.settings = line.settings.model_validate(
        line.settings.model_dump() | {"twilio_auth_token_old": "the-old-one"}
    )
    with line:
        assert post(line, INBOUND, inbound_form(phone=OTHER), token="the-old-one").status == 200
        assert post(line, INBOUND, inbound_form(phone=OTHER)).status == 200
        assert post(line, INBOUND, inbound_form(phone=OTHER), token="the-oldest").status == 403
        assert line.says(OTHER, "HELP")


def test_a_number_that_no_agency_owns_is_answered_with_silence(line: Line) -> None:
    form = inbound_form("my address is 5 Elm", OTHER, To="+18135550199")
    answer = post(line, INBOUND, form)
    assert (answer.status, answer.text) == (200, EMPTY)
    assert post(line, INBOUND, form).text == EMPTY
    (row,) = line.rows("select agency, body, reason, contact_id, sid, media from messages")
    assert (row["body"], row["agency"], row["contact_id"], row["reason"]) == (None, None, None, "unknown_sender")
    assert line.rows("select count(*) as n from contacts")[0]["n"] == 0
    assert ACCOUNT not in str(row)
