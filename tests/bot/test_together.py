"""What happens at the same time: two deliverers, a STOP and a start."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.line import OTHER, SENDER, VICTIM, Line, contact


def test_two_deliverers_at_once_send_every_text_once(quick_line: Line) -> None:
    line = quick_line
    phones = [f"+1813555{number}" for number in range(2000, 2200)]
    events = [
        line.event("call.created", f"2026-{index}", contacts=[contact(phone)]) for index, phone in enumerate(phones)
    ]
    assert line.post("/api/v1/events", {"events": events}).status == 200
    others = [line.delivery, line._deliverer(), line._deliverer()]
    with ThreadPoolExecutor(3) as threads:
        sent = list(threads.map(lambda one: one.drain(), others))
    for one in others[1:]:
        one.close()
    assert Counter(text["to"] for text in line.ledger()["outbound"]) == Counter(phones)
    assert sum(sent) == 200
    assert sum(count > 0 for count in sent) > 1


def test_two_deliverers_at_once_keep_every_phones_order(quick_line: Line) -> None:
    line = quick_line
    phones = [f"+1813555{number}" for number in range(2000, 2010)]
    line.push("call.created", contacts=[contact(phone) for phone in phones])
    for number in range(8):
        for phone in phones:
            answer = line.post(
                "/api/v1/cases/2026-1/messages",
                {"body": f"Note {number}.", "contact": phone},
                Idempotency_Key=f"{phone}-{number}",
            )
            assert answer.status == 201, answer.body
    second = line._deliverer()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda one: one.drain(), [line.delivery, second]))
    second.close()
    for phone in phones:
        assert [text[-7:-1] for text in line.got(phone)[1:]] == [f"Note {number}" for number in range(8)]


def test_a_stop_waits_for_a_start_and_nothing_starts_after_it(line: Line) -> None:
    line.push("call.created")
    line.push("call.created", "2026-2")
    answered = threading.Event()

    def stop() -> None:
        line.says(VICTIM, "STOP")
        answered.set()

    waiting = threading.Thread(target=stop)
    with line.parts.pool.connection() as connection:
        with connection.transaction():
            turn = line.delivery._start(connection)
            waiting.start()
            assert not answered.wait(0.3)
        assert answered.wait(5)
    assert len(turn.started) == 1
    line.work()
    line.later(minutes=1)
    assert [text["status"] for text in line.messages("2026-2")] == ["cancelled"]
    assert len(line.got()) == 1  # the confirmation; the one that was started is handed over by nobody here


def test_a_start_leaves_a_phone_that_a_stop_holds(line: Line) -> None:
    line.push("call.created", "2026-1")
    line.push("call.created", "2026-2", contacts=[contact(OTHER)])
    with line.parts.pool.connection() as connection, connection.transaction():
        connection.execute("select 1 from contacts where phone = %s for no key update", (VICTIM,))
        connection.execute("update contacts set consent = 'opted_out' where phone = %s", (VICTIM,))
        begun = time.monotonic()
        line.work()
        assert time.monotonic() - begun < 3
        assert (line.got(VICTIM), len(line.got(OTHER))) == ([], 1)
    line.later(seconds=5)
    assert line.got(VICTIM) == []


def test_a_stop_among_hundreds_of_texts_is_the_last_word(quick_line: Line) -> None:
    line = quick_line
    phones = [f"+1813555{number}" for number in range(2000, 2045)]
    line.push("call.created", "2026-1", contacts=[contact(phone) for phone in phones])
    line.push("call.created", "2026-2", contacts=[contact(phone) for phone in phones])
    with ThreadPoolExecutor(3) as threads:
        draining = threads.submit(line.delivery.drain)
        for phone in phones[::3]:
            threads.submit(line.says, phone, "STOP").result()
        draining.result()
    stops = {text["from"]: text for text in line.ledger()["inbound"]}
    assert len(stops) == 15
    for phone in stops:
        texts = [text for text in line.ledger()["outbound"] if text["to"] == phone]
        confirmed = next(index for index, text in enumerate(texts) if "no more texts" in text["body"].lower())
        assert confirmed >= len(texts) - 2  # at most one was already in the carrier's hands
        assert len(texts) <= 3
    assert all(text["from"] == SENDER for text in line.ledger()["outbound"])
