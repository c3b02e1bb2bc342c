"""Real processes: killed, stopped, restarted; every text once, and none left behind."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest
from redis import Redis

from bot import embedded
from tests.bot.installation import Installation, alive, children, family, until
from tests.line import TOKEN, contact

pytestmark = [pytest.mark.xdist_group("installation"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The servers, a simulator and a web of two workers, for every test here; each has phones of its own."""
    with Installation(tmp_path_factory.mktemp("installation") / "data") as one:
        one.simulate()
        one.web()
        yield one


def phones(first: int, count: int) -> list[str]:
    return [f"+1813555{number}" for number in range(first, first + count)]


def create(installation: Installation, some: list[str]) -> None:
    for phone in some:
        assert installation.push("call.created", f"I-{phone[-4:]}", contacts=[contact(phone)]) == 200


def test_the_clock_finds_what_no_wake_up_told(installation: Installation) -> None:
    [phone] = phones(1100, 1)
    create(installation, [phone])
    with psycopg.connect(installation.servers.database_url, autocommit=True) as connection:
        connection.execute("update messages set due_at = now() + interval '1 hour' where due_at is not null")
        worker = installation.worker()
        assert installation.sent([phone]) == []
        connection.execute("update messages set due_at = now() where due_at is not null")
    until(lambda: installation.sent([phone]), "a sweep wakes the drainer", 15)
    installation.end(worker)


def test_kill_9_of_anything_never_doubles_a_text_nor_loses_one(installation: Installation) -> None:
    first = installation.worker()
    second = installation.worker()
    every = phones(1200, 60)
    create(installation, every[:15])
    for pid in children(first.pid):  # the drainer and the cron; their supervisor starts them again
        os.kill(pid, signal.SIGKILL)
    create(installation, every[15:30])
    os.kill(children(installation.running[1].pid)[-1], signal.SIGKILL)  # a web worker
    create(installation, every[30:45])
    orphans = family(first.pid)
    os.kill(first.pid, signal.SIGKILL)
    create(installation, every[45:])
    # A text in the hands of a killed drainer may be open; every other one has gone.
    until(lambda: len(installation.sent(every)) + installation.open() >= 60, "all went", 30)
    until(lambda: not any(map(alive, orphans[1:])), "the killed supervisor's children end")
    until(lambda: installation.ready()["lanes"] == {}, "nothing is due")
    counts = Counter(installation.sent(every))
    assert max(counts.values()) == 1
    assert len(counts) >= 58
    installation.end(second)


def test_sigterm_lets_a_drain_keep_what_it_has_in_hand(installation: Installation) -> None:
    every = phones(1300, 100)
    open_before = installation.open()
    installation.faults(slow_ms=1500)
    worker = installation.worker()
    for first in range(0, 100, 20):
        some = [contact(phone) for phone in every[first : first + 20]]
        assert installation.push("call.created", f"I-1300-{first}", contacts=some) == 200
    until(lambda: installation.sent(every), "it is sending")
    installation.end(worker)
    went = len(installation.sent(every))
    worker = installation.start("worker")  # ... and again, while it does what was left
    until(lambda: len(installation.sent(every)) > went, "the next is sending")
    installation.end(worker)
    installation.faults()
    assert len(installation.sent(every)) < 100
    assert installation.open() == open_before
    worker = installation.worker()
    until(lambda: len(installation.sent(every)) >= 100, "the rest go")
    assert max(Counter(installation.sent(every)).values()) == 1
    installation.end(worker)


def test_a_worker_goes_on_without_redis_and_is_back_with_it(installation: Installation) -> None:
    worker = installation.worker()
    Redis.from_url(installation.servers.redis_url).shutdown(nosave=True)
    without, again = phones(1400, 3), phones(1410, 3)
    begun = time.monotonic()
    create(installation, without)
    assert time.monotonic() - begun < 6
    until(lambda: len(installation.sent(without)) == 3, "texts go without Redis", 30)
    embedded.start(installation.folder)
    until(lambda: installation.ready()["workers"] > 0, "the worker is back", 30)
    create(installation, again)
    until(lambda: len(installation.sent(again)) == 3, "texts go at once again", 10)
    assert max(Counter(installation.sent(without + again)).values()) == 1
    installation.end(worker)


def test_a_killed_web_gives_its_port_to_the_next(installation: Installation) -> None:
    web = installation.running[1]
    workers = family(web.pid)
    web.kill()
    web.wait()
    installation.running[1] = installation.web()
    until(lambda: not any(map(alive, workers)), "its workers end")
    create(installation, phones(1500, 1))


def test_every_process_counts_and_the_files_of_the_dead_are_cleared_away(installation: Installation) -> None:
    worker = installation.worker()
    before = {name: installation.counted(f"caseline_{name}_total") for name in ("events", "texts_sent", "receipts")}
    every = phones(1600, 20)
    create(installation, every)
    for name, more in {"events": 20, "texts_sent": 20, "receipts": 40}.items():
        until(lambda n=name, m=more: installation.counted(f"caseline_{n}_total") >= before[n] + m, f"{name} count")
    folder = installation.folder / "metrics"
    installation.end(worker, installation.running[1])
    (folder / "counter_999999999.db").touch()
    installation.running[1] = installation.web()
    assert all(alive(int(file.stem.rsplit("_", 1)[1])) for file in folder.glob("*.db"))


def test_nobody_logs_a_phone_a_name_or_anybodys_words(installation: Installation) -> None:
    worker = installation.worker()
    some = phones(1700, 6)
    for phone, refusal in zip(some, (20429, 21610, 21614, 21606, 20500, "drop"), strict=True):
        installation.faults(refuse=refusal, next=1)
        installation.push("call.created", f"I-{phone[-4:]}", contacts=[contact(phone, name="Anabel Quintero")])
        installation.push("unit.dispatched", f"I-{phone[-4:]}")
        for body in ("my ex is back", "status", "habla Quintero", "STOP"):
            installation.http.post(
                installation.carrier + "/inbound",
                json={"from": phone, "to": "+18135550100", "body": body},
                timeout=15,
            )
    installation.push("call.created", "I-odd", contacts=[contact("no phone: 8135551799", name="Quintero")])
    installation.push("call.created", "I-bad", contacts=[contact(some[0], name="Quintero")], nonsense="my ex is back")
    stranger = {"From": some[0], "Body": "my ex is back"}
    installation.http.post(installation.url + "/webhooks/twilio/inbound", data=stranger, timeout=15)
    until(lambda: "delivery.refused" in installation.words(), "a refusal is logged")
    installation.end(worker)
    said = installation.words()
    for told in ("8135551", "Anabel", "Quintero", "my ex", "We have your report", TOKEN):
        assert told not in said, [one for one in said.splitlines() if told in one]
    assert {json.loads(one)["level"] for one in said.splitlines() if one.startswith("{")} <= {
        "info",
        "warning",
        "error",
    }
