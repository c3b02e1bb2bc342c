"""What a balancer and an operator's monitoring ask."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from psycopg import Error
from psycopg_pool import PoolTimeout
from redis.exceptions import RedisError
from rq import Worker

from bot.runtime import Runtime
from bot.store import open_texts, senders
from bot.store.outbound import lane_status

# A text that is due and goes out later than this makes the line "degraded".
LATE_SECONDS = 60
# `/readyz` answers within 3 s, whatever is the matter.
DATABASE_SECONDS = 1.5
# Longer than an idle worker or a whole drain is silent.
SILENT_WORKER = timedelta(seconds=40)
T = TypeVar("T")


def blueprint(runtime: Runtime) -> Blueprint:
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def ready() -> tuple[Response, int]:
        state = readiness(runtime)
        return jsonify(state), 503 if state["status"] == "down" else 200

    @health.get("/metrics")
    def metrics() -> Response:
        registry = REGISTRY
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        return Response(
            generate_latest(registry) + generate_latest(_of_the_record(runtime)),
            content_type=CONTENT_TYPE_LATEST,
        )

    return health


def readiness(runtime: Runtime) -> dict[str, Any]:
    """`down` only without the database: for anything else the line still takes STOP and answers STATUS."""
    now = runtime.clock()
    state: dict[str, Any] = {
        "status": "ok",
        "database": "ok",
        "redis": "ok",
        "workers": 0,
        "lanes": {},
        "senders": {},
    }
    stopped: dict[str, int | None] = {}
    found = _within(DATABASE_SECONDS, lambda: _lanes_and_stops(runtime, now))
    if found is None:
        state["status"] = state["database"] = "down"
    else:
        state["lanes"], stopped = found
    state["senders"] = {
        agency.key: {"status": "stopped", "error_code": stopped[agency.key]}
        if agency.key in stopped
        else {"status": "ok"}
        for agency in runtime.agencies.by_key.values()
    }
    try:
        state["workers"] = _living(Worker.all(connection=runtime.redis))
    except RedisError:
        state["redis"] = "down"
    late = any(lane["oldest_seconds"] > LATE_SECONDS for lane in state["lanes"].values())
    if state["status"] == "ok" and (late or stopped or state["redis"] == "down" or state["workers"] == 0):
        state["status"] = "degraded"
    demonstration = [agency.key for agency in runtime.agencies.by_key.values() if agency.demonstration]
    if demonstration:
        state["demonstration"] = demonstration
    return state


def _living(workers: list[Worker]) -> int:
    """Those who were heard of lately, by RQ's own clock: one that was killed stays in its list for a while."""
    now = datetime.now(UTC)
    heard = [one.last_heartbeat for one in workers if one.last_heartbeat is not None]
    return sum(now - at.replace(tzinfo=at.tzinfo or UTC) < SILENT_WORKER for at in heard)


def _lanes_and_stops(runtime: Runtime, now: datetime) -> tuple[dict[str, Any], dict[str, int | None]]:
    with runtime.pool.connection(timeout=1.0) as connection:
        stopped = {row["agency"]: row["error_code"] for row in senders.stopped(connection)}
        return lane_status(connection, now), stopped


def _within(seconds: float, work: Callable[[], T]) -> T | None:
    """What the database answers; None when it doesn't, not even that it can't.

    A connection to a machine that has stopped without a word waits for minutes, so it waits by itself.
    """
    done: list[T] = []

    def ask() -> None:
        with suppress(Error, PoolTimeout):
            done.append(work())

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    return done[0] if done else None


class _Record(Collector):
    """Figures that are read from the database when they are asked for."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def collect(self) -> Any:
        now = self._runtime.clock()
        due = GaugeMetricFamily("caseline_texts_due", "Texts that are due now.", labels=["lane"])
        oldest = GaugeMetricFamily("caseline_texts_due_seconds", "Age of the oldest of them.", labels=["lane"])
        unsettled = GaugeMetricFamily("caseline_texts_unsettled", "Texts that nobody can tell the carrier has.")
        stops = GaugeMetricFamily(
            "caseline_sender_stopped", "1 while the carrier refuses a sender.", labels=["agency"]
        )
        try:
            with self._runtime.pool.connection(timeout=1.0) as connection:
                for lane, row in lane_status(connection, now).items():
                    due.add_metric([lane], row["due"])  # type: ignore[arg-type]
                    oldest.add_metric([lane], row["oldest_seconds"])  # type: ignore[arg-type]
                unsettled.add_metric([], open_texts.count(connection, now))
                for row in senders.stopped(connection):
                    stops.add_metric([row["agency"]], 1)
        except (Error, PoolTimeout):
            return
        yield from (due, oldest, unsettled, stops)


def _of_the_record(runtime: Runtime) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Record(runtime))
    return registry
