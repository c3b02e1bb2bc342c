"""What the benches send, and that both sides are served alike."""

from __future__ import annotations

from urllib.parse import parse_qs

from twilio.request_validator import RequestValidator

from bench.speed import __main__ as bench
from bench.speed import events, seed, wire
from bench.speed.baselines.rq_jobs import BODY
from bench.speed.figures import TARGETS
from bench.speed.memory import WEB, WORKER
from bench.speed.people import incident, phone
from bot.phones import e164
from bot.store.db import connect
from webhooks.app import CONNECTIONS
from webhooks.schema import EVENTS


def test_every_figure_is_some_part_s() -> None:
    named = [name for _, names in bench.PARTS for name in names]
    assert sorted([*named, WEB, WORKER]) == sorted(TARGETS)


def test_a_text_is_signed_as_the_carrier_does() -> None:
    [request] = wire.texts(["+18135550101"], "STATUS", url="http://here", path="/in", account="AC1", token="secret")
    head, body = request.decode().split("\r\n\r\n")
    form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
    signature = next(line.split(": ")[1] for line in head.split("\r\n") if line.startswith("X-Twilio-Signature"))
    assert RequestValidator("secret").validate("http://here/in", form, signature)
    assert f"Content-Length: {len(body)}" in head


def test_events_are_valid_and_follow_one_another() -> None:
    made = events.Calls().events(2 * events.ABREAST)
    assert [one["type"] for one in made[:: events.ABREAST]] == ["call.created", "unit.dispatched"]
    assert len({one["id"] for one in made}) == len(made)
    for one in made:
        EVENTS[one["type"]].model_validate(one)


def test_people_have_phones() -> None:
    assert all(e164(phone(number)) == phone(number) for number in (0, 1, 999_999, 1_000_150))


def test_a_bare_web_process_has_as_many_connections_as_ours() -> None:
    source = (bench.ground.ROOT / "bench" / "speed" / "baselines" / "web.py").read_text(encoding="utf-8")
    assert f"CONNECTIONS = {CONNECTIONS}\n" in source


def test_a_filled_database_has_what_was_asked_for(clean_database_url: str) -> None:
    seed.fill(clean_database_url, 30, heavy_texts=8)
    with connect(clean_database_url) as connection:
        seed.due(connection, 10, "once")
        texts = connection.execute(
            "select contact_id, count(*) as n, count(distinct id) as ids from messages group by contact_id order by 1"
        ).fetchall()
        case = connection.execute("select * from cases where id = 30").fetchone()
        wrong = connection.execute(
            "select 1 from messages m join messages q on q.id = m.reply_to where q.contact_id <> m.contact_id"
        ).fetchall()
    assert [row["n"] for row in texts] == [9] * 10 + [8] * (seed.HEAVY - 10) + [5] * 10
    assert not wrong
    assert case is not None
    assert (case["incident"], case["snapshot"]["parties"][0]["phone"]) == (incident(30), phone(30))
    assert case["snapshot"]["state_by"] == f"{incident(30)}-1"
    assert case["state"] == case["snapshot"]["state"]
    assert BODY
