"""Logs: one JSON object a line on standard error. No phone, no name and nobody's words in any of them."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog


def set_up(level: int = logging.INFO) -> None:
    """Called once per process, before anything is logged."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def trace(fault: BaseException) -> dict[str, object]:
    """What an error was and where, without its words: they may quote a row, and so a phone or a text."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return {
        "fault": type(fault).__name__,
        "at": [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames],
    }
