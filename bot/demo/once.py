"""`caseline demo --once`: everything at full speed, then the check of the ledger and the table."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from bot import agencies
from bot.demo import check, record, report, scenes, stack, story
from bot.demo.client import TooLong, wait_until
from bot.demo.diary import Diary
from bot.demo.record import Record
from bot.demo.replay import Replay
from bot.demo.stack import Say, Stack
from bot.store.db import connect
from flows.agency import Agency

# So many calls go on at once; the sender's pace, shared by all, is the limit.
AT_ONCE = 2
REST_SECONDS = 40.0


def agency() -> Agency:
    """The built-in agency: whatever this machine is set up for has no part in a demonstration."""
    found, _ = next(iter(agencies.read(agencies.example(), demonstration=True).values()))
    return found


def run(say: Say) -> int:
    """Plays everything; 0 if nothing went wrong. Raises DemoError when something doesn't start or settle."""
    ours = agency()
    calls = story.load()
    script = scenes.load(calls, ours)
    diary = Diary(silent={call.number for call in calls if story.silent(call, ours)})
    with stack.running(ours.key, None, say) as running:
        say(f"Replaying {len(calls)} real calls; every phone is fictitious (555-01xx)")
        replay = Replay(running.dispatch, running.carrier, ours.sender, diary, lambda *_: running.check())
        replay.all(script.scenes, AT_ONCE)
        say("Waiting until every text has come to rest")
        evidence = _evidence(diary, running)
    report.show(evidence, Console())
    found = check.faults(evidence)
    for fault in found:
        say(f"{fault.kind}: {fault.what}")
    if not found:
        say("Checked: no text was lost, doubled, untrue, or sent after STOP")
    return 1 if found else 0


def _evidence(diary: Diary, running: Stack) -> check.Evidence:
    """Ledger and database once both are at rest; as they are, where they don't come to rest in time."""
    latest: list[tuple[Record, dict[str, Any]]] = []
    with connect(running.database_url) as connection:

        def at_rest() -> bool:
            running.check()
            latest[:] = [(record.read(connection, datetime.now(UTC)), running.carrier.ledger())]
            return record.at_rest(*latest[0])

        with suppress(TooLong):
            wait_until(at_rest, REST_SECONDS, "coming to rest")
    kept, ledger = latest[0]
    return check.Evidence(diary, ledger, kept)
