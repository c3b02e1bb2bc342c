"""Keys: who may speak to the API at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.line import Line
from webhooks.auth import SCOPES

ROUTES = [
    ("POST", "/api/v1/events"),
    ("GET", "/api/v1/cases/x"),
    ("GET", "/api/v1/cases/x/messages"),
    ("POST", "/api/v1/cases/x/messages"),
    ("GET", "/api/v1/messages/x"),
    ("GET", "/api/v1/requests"),
]


def test_nothing_under_api_is_answered_without_a_good_key(line: Line) -> None:
    bad = [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        f"Basic {line.key}",
        line.key,
        "Bearer é",
        f"Bearer {line.key}x",
    ]
    for method, path in [*ROUTES, ("GET", "/api/v1/nothing"), ("DELETE", "/api/v1/events"), ("GET", "/api/")]:
        for given in bad:
            headers = {} if given is None else {"Authorization": given.encode()}
            answer = line.http.request(method, line.url + path, headers=headers, json={})
            assert answer.status_code == 401, (method, path, given)
            assert answer.json()["status"] == 401


def test_a_revoked_key_is_no_key(line: Line) -> None:
    key = line.make_key("read")
    assert line.get("/api/v1/requests", key=key).status == 200
    line.rows("update api_keys set revoked_at = now() where id = %s returning id", key)
    assert line.get("/api/v1/requests", key=key).status == 401


def test_keys_that_are_shown_at_the_same_time_are_told_apart(line: Line) -> None:
    good, reader = line.make_key("admin"), line.make_key("read")

    def pushed(number: int) -> int:
        key = (good, reader, "nonsense")[number % 3]
        return line.post("/api/v1/events", line.event("call.created", f"2026-{number}"), key=key).status

    with ThreadPoolExecutor(9) as threads:
        assert list(threads.map(pushed, range(45))) == [200, 403, 401] * 15


def test_a_key_of_an_agency_that_is_no_longer_there_is_no_key(line: Line) -> None:
    assert line.get("/api/v1/requests", key=line.make_key("admin", agency="gone")).status == 401


def test_the_scheme_may_be_written_in_any_case(line: Line) -> None:
    answer = line.http.get(line.url + "/api/v1/requests", headers={"Authorization": f"bearer  {line.key} "})
    assert answer.status_code == 200


def test_each_route_asks_for_its_scope_and_admin_has_them_all(line: Line) -> None:
    line.push("call.created", "x")
    for scope, allowed in (
        ("events", [("POST", "/api/v1/events")]),
        ("read", [(method, path) for method, path in ROUTES if method == "GET"]),
        ("write", [("POST", "/api/v1/cases/x/messages"), ("POST", "/api/v1/events")]),
        ("admin", ROUTES),
    ):
        key = line.make_key(scope)
        for method, path in ROUTES:
            answer = line.http.request(method, line.url + path, headers=line._auth(key), json={})
            assert (answer.status_code == 403) is ((method, path) not in allowed), (scope, method, path)


def test_no_route_of_the_api_is_without_a_scope(line: Line) -> None:
    routes = {rule.endpoint for rule in line.app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert routes == set(SCOPES)


def test_no_key_is_asked_for_health_and_documentation(line: Line) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"):
        assert line.http.get(line.url + path).status_code == 200, path


def test_a_key_is_kept_as_its_hash_alone(line: Line) -> None:
    (row,) = line.rows("select * from api_keys where id = %s", line.key)
    assert len(row.pop("secret_sha256")) == 32
    assert line.key not in str({name: value for name, value in row.items() if name != "id"})
