"""PostgreSQL and Valkey without an installation: the real servers, private to one data folder."""

from bot.embedded.errors import EmbeddedError
from bot.embedded.servers import Servers, running, start, stop

__all__ = ["EmbeddedError", "Servers", "running", "start", "stop"]
