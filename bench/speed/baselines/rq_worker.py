"""RQ's worker for the bare application: the one that runs jobs in its own process, which is RQ's fastest."""

from __future__ import annotations

import os

from redis import Redis
from rq import Queue, SimpleWorker

from bench.speed.baselines import rq_jobs


def main() -> None:
    connection = Redis.from_url(os.environ["REDIS_URL"])
    SimpleWorker([Queue(rq_jobs.QUEUE, connection=connection)], connection=connection).work(logging_level="WARNING")


if __name__ == "__main__":
    main()
