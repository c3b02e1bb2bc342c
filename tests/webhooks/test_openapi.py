"""/openapi.json and /docs: what the API says of itself is true, whole, and read without the internet."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from flows.vocabulary import (
    CaseState,
    Consent,
    EventType,
    MessageStatus,
    NoticeKind,
    Outcome,
    Reason,
    RequestKind,
    Verdict,
)
from tests.line import OTHER, VICTIM, Line, contact
from webhooks.problems import MEDIA_TYPE

ROUTES = {
    ("post", "/api/v1/events"),
    ("get", "/api/v1/cases/{incident}"),
    ("get", "/api/v1/cases/{incident}/messages"),
    ("post", "/api/v1/cases/{incident}/messages"),
    ("get", "/api/v1/messages/{id}"),
    ("get", "/api/v1/requests"),
    ("get", "/api/v1/requests/{id}"),
    ("post", "/api/v1/requests/{id}/claim"),
    ("post", "/api/v1/requests/{id}/close"),
    ("post", "/webhooks/twilio/inbound"),
    ("post", "/webhooks/twilio/status/{message_id}/{attempt}"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
    ("get", "/openapi.json"),
    ("get", "/docs"),
}


@pytest.fixture
def document(line: Line) -> dict[str, Any]:
    answer = line.get("/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = answer.body
    return found


class Checker:
    """Holds answers against the document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        resource = Resource(contents=document, specification=DRAFT202012)
        self.registry: Any = Registry().with_resource("urn:doc", resource)

    def schema(self, pointer: str) -> Draft202012Validator:
        return Draft202012Validator(
            {"$ref": f"urn:doc#{pointer}"}, registry=self.registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )

    def check(self, method: str, path: str, status: int, body: Any, media: str = "application/json") -> None:
        operation = self.document["paths"][path][method]
        assert str(status) in operation["responses"], (method, path, status)
        assert media in operation["responses"][str(status)]["content"]
        steps = ["paths", path, method, "responses", str(status), "content", media, "schema"]
        pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
        errors = [error.message for error in self.schema(pointer).iter_errors(body)]
        assert errors == [], (method, path, status)


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_route_of_the_contract_is_described_and_no_other(document: dict[str, Any]) -> None:
    described = {(method, path) for path, item in document["paths"].items() for method in item}
    assert described == ROUTES
    names = [one["operationId"] for item in document["paths"].values() for one in item.values()]
    assert len(set(names)) == len(names)


def test_every_list_of_words_is_published_whole(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for words in (CaseState, Consent, EventType, MessageStatus, NoticeKind, Outcome, Reason, RequestKind, Verdict):
        assert schemas[words.__name__]["enum"] == [word.value for word in words]
    for reason in Reason:
        assert f"`{reason.value}`: {reason.meaning}" in schemas["Reason"]["description"]


def test_keys_and_problems_are_described(document: dict[str, Any]) -> None:
    assert document["security"] == [{"key": []}]
    assert document["components"]["securitySchemes"]["key"] == {"type": "http", "scheme": "bearer"}
    for path, item in document["paths"].items():
        for operation in item.values():
            assert (operation.get("security") == []) is not path.startswith("/api/")
            for status, response in operation["responses"].items():
                assert "X-Request-Id" in response["headers"]
                if status >= "400" and path != "/readyz":
                    assert list(response["content"]) == [MEDIA_TYPE], (path, status)
    write = document["paths"]["/api/v1/cases/{incident}/messages"]["post"]["parameters"]
    assert any(one["name"] == "Idempotency-Key" and one["required"] for one in write)


def test_real_answers_are_what_the_document_says(line: Line, document: dict[str, Any]) -> None:
    checker = Checker(document)
    events, case, texts = "/api/v1/events", "/api/v1/cases/{incident}", "/api/v1/cases/{incident}/messages"

    created = line.event("call.created", contacts=[contact(), contact(OTHER, "witness"), contact("none")])
    pushed = [
        line.push("unit.dispatched", "early"),
        line.post(events, created),
        line.post(events, created),
        line.push("unit.dispatched", ago=-600),
        line.push("call.created", "2026-2", flags=["juvenile"]),
    ]
    line.work()
    line.clock.at = line.clock.at.replace(day=25, hour=4)
    pushed.append(line.push("case.assigned", investigator={"name": "Sam Reed"}))
    pushed.append(line.post(events, {"events": [created, {}, "x", line.event("call.created", "3", priority="x")]}))
    for answer in pushed:
        checker.check("post", events, answer.status, answer.body)
    line.says(VICTIM, "STATUS")
    line.says(VICTIM, "", media=[{"url": "https://x.example/1", "content_type": "image/png"}])
    line.says(OTHER, "wrong number")
    for incident in ("2026-1", "2026-2"):
        checker.check("get", case, 200, line.case(incident))
        checker.check("get", texts, 200, line.get(f"/api/v1/cases/{incident}/messages").body)
    checker.check("get", texts, 200, line.get("/api/v1/cases/2026-1/messages?limit=1").body)
    for text in line.messages():
        checker.check("get", "/api/v1/messages/{id}", 200, line.get(f"/api/v1/messages/{text['id']}").body)
    checker.check("get", "/api/v1/requests", 200, line.get("/api/v1/requests").body)
    assert line.requests()
    written = line.post("/api/v1/cases/2026-1/messages", {"body": "hello"}, Idempotency_Key="k")
    checker.check("post", texts, 201, written.body)
    checker.check("get", "/readyz", 200, line.get("/readyz").body)
    checker.check("get", "/healthz", 200, line.get("/healthz").body)


def test_real_refusals_are_what_the_document_says(line: Line, document: dict[str, Any]) -> None:
    checker = Checker(document)
    events, texts = "/api/v1/events", "/api/v1/cases/{incident}/messages"
    created = line.event("call.created")
    line.post(events, created)
    path = "/api/v1/cases/2026-1/messages"
    refused = [
        ("post", events, line.post(events, created | {"incident": "x"})),
        ("post", events, line.post(events, {})),
        ("post", events, line.post(events, created, key=line.make_key("read"))),
        ("post", events, line.post(events, created, key="none")),
        ("post", events, line.post(events, created, Content_Type="text/plain")),
        ("get", "/api/v1/cases/{incident}", line.get("/api/v1/cases/none")),
        ("get", texts, line.get(path + "?limit=x")),
        ("get", "/api/v1/messages/{id}", line.get("/api/v1/messages/none")),
        ("get", "/api/v1/requests", line.get("/api/v1/requests?state=x")),
        ("post", texts, line.post(path, {"body": "hello"})),
        ("post", texts, line.post(path, {"body": "An officer comes at 5 pm."}, Idempotency_Key="k")),
        ("post", texts, line.post("/api/v1/cases/none/messages", {"body": "x"}, Idempotency_Key="k")),
    ]
    line.says(VICTIM, "STOP")
    refused.append(("post", texts, line.post(path, {"body": "hello"}, Idempotency_Key="k")))
    assert {answer.status for _, _, answer in refused} == {400, 401, 403, 404, 409, 415, 422}
    for method, route, answer in refused:
        checker.check(method, route, answer.status, answer.body, MEDIA_TYPE)


def test_what_is_taken_fits_the_published_schema_of_events(line: Line, document: dict[str, Any]) -> None:
    schema = Checker(document).schema("/components/schemas/EventsIn")
    for event in (
        line.event("call.created", contacts=[contact(name="Ana", language="es")], flags=["juvenile"], district=None),
        line.event("call.cleared", disposition="handled", officer={"name": "Lee", "badge": "1"}, case_number="26-1"),
        line.event("contact.updated", contact=contact(OTHER), old_phone=VICTIM),
        line.event("case.protected", reason="asked"),
    ):
        assert schema.is_valid(event)
        assert schema.is_valid({"events": [event]})
        assert line.post("/api/v1/events", event).status in (200, 202)
    for broken in (
        {"events": []},
        line.event("call.created", codeword="heron"),
        line.event("call.created", priority="4"),
        line.event("unit.exploded"),
    ):
        assert not schema.is_valid(broken), broken
        assert line.post("/api/v1/events", broken).status == 422


def test_the_page_and_all_that_it_loads_come_from_here(line: Line) -> None:
    page = line.http.get(line.url + "/docs")
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.url.startswith(line.url)
    linked = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page.text)
    assert len(linked) >= 4
    for link in linked:
        address = urljoin(page.url, link)
        assert address.startswith(line.url), link
        asset = line.http.get(address)
        assert asset.status_code == 200, address
        assert len(asset.content) > 100
        if link.endswith(".css"):
            assert asset.headers["Content-Type"].startswith("text/css")
            remote = re.findall(r"""url\(["']?(?!data:)([^)"']+)|@import ["']([^"']+)""", asset.text)
            assert remote == []
        if link.endswith(".js"):
            assert "javascript" in asset.headers["Content-Type"]
    address = re.search(r'new URL\("([^"]+)"', page.text)
    assert address is not None
    assert line.http.get(urljoin(page.url, address[1])).json()["openapi"].startswith("3.1")
    # Without this setting the page has every visitor's browser ask validator.swagger.io for a badge.
    assert re.search(r"validatorUrl[^,}]*none", page.text)
    assert "http://" not in re.sub(r'xmlns="http://[^"]+"', "", page.text)
    assert "https://" not in page.text
