from collections.abc import Iterator

import pytest
from twilio.rest import Client

from bot.simulator import RunningSimulator
from tests.bot.simulator.customer import Customer
from tests.bot.simulator.world import ACCOUNT, TOKEN, ToSimulator, World, config


@pytest.fixture
def world() -> Iterator[World]:
    with Customer(TOKEN) as customer, RunningSimulator(config(customer.url)) as running:
        http = ToSimulator(running.url)
        yield World(running, customer, http, Client(ACCOUNT, TOKEN, http_client=http))
