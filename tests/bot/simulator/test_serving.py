"""The simulator as a server of its own, as `caseline simulate` runs it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests
from twilio.rest import Client

from tests.bot.simulator.customer import Customer
from tests.bot.simulator.world import ACCOUNT, ANA, LINE, TOKEN, ToSimulator, eventually

SERVE = """
import sys
from bot.simulator import serve
from tests.bot.simulator.world import config
serve(config(sys.argv[1]), port=int(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def customer() -> Iterator[Customer]:
    with Customer(TOKEN) as customer:
        yield customer


@pytest.fixture(scope="module")
def url(customer: Customer) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, customer.url, str(port)],
        cwd=os.getcwd(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 15
    while True:
        try:
            requests.get(f"{address}/ledger", timeout=1)
            break
        except requests.ConnectionError:
            assert time.monotonic() < deadline, "the simulator did not start"
            time.sleep(0.05)
    yield address
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=10) == 0


def test_texts_receipts_and_replies_go_through_it(url: str, customer: Customer) -> None:
    customer.says("An officer was sent.")
    client = Client(ACCOUNT, TOKEN, http_client=ToSimulator(url))

    sid = client.messages.create(to=ANA, from_=LINE, body="Hello", status_callback=f"{customer.url}/receipt").sid
    answer = requests.post(f"{url}/inbound", json={"from": ANA, "to": LINE, "body": "STATUS"}, timeout=10).json()

    assert answer["reply"] == "An officer was sent."
    assert all(receipt.signed for receipt in customer.waits_for(2, "/receipt"))
    assert eventually(client.messages(sid).fetch, lambda message: message.status == "delivered").body == "Hello"


def test_it_hangs_up_on_demand_after_accepting(url: str) -> None:
    before = len(requests.get(f"{url}/ledger", timeout=5).json()["outbound"])
    requests.post(f"{url}/faults", json={"accept_then": "drop", "next": 5}, timeout=5)
    client = Client(ACCOUNT, TOKEN, http_client=ToSimulator(url))

    for _ in range(5):
        with pytest.raises(requests.RequestException):
            client.messages.create(to=ANA, from_=LINE, body="Hello")

    assert len(requests.get(f"{url}/ledger", timeout=5).json()["outbound"]) == before + 5
    assert client.messages.create(to=ANA, from_=LINE, body="Hello").status == "queued"
