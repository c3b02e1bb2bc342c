"""The short table at the end of `caseline demo --once`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from rich import box
from rich.console import Console
from rich.table import Table

from bot.demo.check import Evidence

UNSENT = frozenset({"suppressed", "cancelled", "expired"})


def show(evidence: Evidence, console: Console) -> None:
    """Prints calls by outcome, texts by kind, what wasn't sent and why, and how long sending took."""
    rows = [row for row in evidence.record.rows if row.direction == "outbound"]
    sent = Counter(row.kind if row else "unknown" for _, row in evidence.sent())
    unsent = Counter(row.reason for row in rows if row.status in UNSENT)
    held = Counter(row.reason for row in rows if row.status == "queued" and row.held)
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, show_edge=False, pad_edge=False)
    table.add_column("")
    table.add_column("")
    table.add_column("", justify="right")
    _section(table, "calls, by where they stand", evidence.record.outcomes)
    _section(table, "texts to phones, by kind", sent)
    _section(table, "texts from phones", {"understood and recorded": len(evidence.ledger["inbound"])})
    _section(table, "not sent, by reason", unsent)
    _section(table, "held until later, by reason", held)
    times = seconds(evidence)
    if times:
        figures = {"p50": times[len(times) // 2], "p99": times[min(len(times) - 1, len(times) * 99 // 100)]}
        _section(table, "from event to carrier", {name: f"{value * 1000:.0f} ms" for name, value in figures.items()})
    console.print(table)


def seconds(evidence: Evidence) -> list[float]:
    """For each text sent at once: from the start of the API call to the carrier's acceptance, shortest first."""
    sids = {row.id: row.sid for row in evidence.record.rows}
    accepted = {text["sid"]: datetime.fromisoformat(text["accepted_at"]) for text in evidence.ledger["outbound"]}
    found = []
    for pushed in evidence.diary.pushed:
        for notice in pushed.result.get("notices", ()):
            at = accepted.get(sids.get(notice["message_id"]) or "")
            if at is not None and notice["decision"] == "send":
                found.append((at - pushed.started).total_seconds())
    return sorted(found)


def _section(table: Table, title: str, figures: Mapping[str | None, object] | Mapping[str, object]) -> None:
    ordered = sorted(figures.items(), key=lambda one: (-one[1], str(one[0])) if isinstance(one[1], int) else (0, ""))
    for position, (name, value) in enumerate(ordered):
        table.add_row(title if position == 0 else "", str(name), str(value))
