"""A helper process that sends with no database: bare loops over the SDK, and RQ with a job for each text."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from redis import Redis
from rq import Queue, SimpleWorker
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bench.speed import child
from bench.speed.baselines import rq_jobs
from bench.speed.people import phone
from bot.gateway import PooledHttpClient

# A queue that no other worker listens on.
BURST = "bare-burst"


class DefaultHttpClient(TwilioHttpClient):  # type: ignore[misc]
    """The SDK's own client as it comes, sent to the simulated carrier instead of to Twilio."""

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Response:
        path = url.removeprefix("https://api.twilio.com")
        return super().request(method, os.environ["TWILIO_BASE_URL"] + path, *rest, **more)


@cache
def clients(way: str, threads: int) -> list[Client]:
    """A client for each thread: the SDK promises nothing about sharing one."""
    account = (os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
    pooled = PooledHttpClient(os.environ["TWILIO_BASE_URL"], threads)
    return [Client(*account, http_client=pooled if way == "pooled" else DefaultHttpClient()) for _ in range(threads)]


@cache
def executor(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


def run(way: str, texts: int, threads: int = 1) -> dict[str, float]:
    """How many seconds it takes to send so many texts: `pooled`, `default` or `rq`."""
    return {"seconds": _rq(texts) if way == "rq" else _loop(way, texts, threads)}


def _loop(way: str, texts: int, threads: int) -> float:
    ours = clients(way, threads)
    numbers = iter(range(texts))  # its next() is one step of the interpreter: safe to share
    work: Callable[[Client], None] = lambda client: _send_all(client, numbers)  # noqa: E731
    began = time.perf_counter()
    list(executor(threads).map(work, ours))
    return time.perf_counter() - began


def _send_all(client: Client, numbers: Iterator[int]) -> None:
    for number in numbers:
        client.messages.create(**rq_jobs.text(phone(number)))


def _rq(texts: int) -> float:
    """Only the worker's time: the jobs are on the queue before."""
    connection = Redis.from_url(os.environ["REDIS_URL"])
    queue = Queue(BURST, connection=connection)
    for number in range(texts):
        queue.enqueue(rq_jobs.send, phone(number), result_ttl=0)
    worker = SimpleWorker([queue], connection=connection)
    began = time.perf_counter()
    worker.work(burst=True, logging_level="ERROR")
    return time.perf_counter() - began


if __name__ == "__main__":
    child.serve(run)
