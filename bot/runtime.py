"""What a process is wired from, once: settings, agencies, database, queue, clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from redis import Redis

from bot import agencies as agencies_file
from bot.agencies import Agencies
from bot.settings import Settings, SettingsError
from bot.store.db import Pool, open_pool
from bot.wake import Wake
from bot.wake import connect as connect_redis

log = structlog.get_logger(__name__)


def now() -> datetime:
    """The clock of real life; everything that needs the time is handed it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Runtime:
    """The parts that a web or worker process shares."""

    settings: Settings
    agencies: Agencies
    pool: Pool
    redis: Redis
    wake: Wake
    clock: Callable[[], datetime]

    def close(self) -> None:
        self.pool.close()
        self.redis.close()


def complete(settings: Settings) -> Settings:
    """The settings with what they leave out: embedded servers are started or attached to, and their
    database brought up to date. Raises SettingsError.
    """
    missing = {"postgres": settings.database_url is None, "valkey": settings.redis_url is None}
    if not any(missing.values()):
        return settings
    # A process that is told its servers, as every child of ours is, needs none of this.
    from bot import embedded
    from bot.store import schema

    try:
        servers = embedded.start(settings.data, **missing)
    except embedded.EmbeddedError as fault:
        raise SettingsError(str(fault)) from None
    if missing["postgres"]:
        schema.upgrade(servers.database_url)
    return settings.model_copy(
        update={
            "database_url": settings.database_url or servers.database_url,
            "redis_url": settings.redis_url or servers.redis_url,
        }
    )


def build(settings: Settings, *, connections: int, clock: Callable[[], datetime] = now) -> Runtime:
    """Wires a process. Raises SettingsError. Needs `database_url` and `redis_url` to be filled in."""
    if settings.database_url is None or settings.redis_url is None:
        raise SettingsError("DATABASE_URL and REDIS_URL are not known")
    agencies = agencies_file.load(settings)
    for agency in agencies.by_key.values():
        if agency.demonstration:
            log.warning("agency.demonstration", agency=agency.key, note="built in, for demonstration only")
    redis = connect_redis(settings.redis_url)
    return Runtime(
        settings=settings,
        agencies=agencies,
        pool=open_pool(settings.database_url, connections),
        redis=redis,
        wake=Wake(redis),
        clock=clock,
    )
