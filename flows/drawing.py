"""Draws the two machines from their own tables: `python -m flows.drawing > docs/machines.md`."""

from __future__ import annotations

import sys
from collections import defaultdict

from flows.case import TRANSITIONS
from flows.dialogue.machine import TABLE, Talk
from flows.vocabulary import CaseState, EventType

_HEAD = """# The machines

Made by `python -m flows.drawing > docs/machines.md` from `flows/case.py` and `flows/dialogue/table.py`; edit
those, not this page.
"""


def document() -> str:
    """The page, in Markdown with Mermaid diagrams."""
    return "\n".join([_HEAD, "## A case", "", *_case(), "", "## A conversation", "", *_talk(), ""])


def _case() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> reported: call.created"]
    for trigger, sources, dest in TRANSITIONS:
        name = trigger.value if isinstance(trigger, EventType) else f"status {trigger.value}"
        if set(sources) == set(CaseState):
            lines.append(f"    any --> {dest.value}: {name}")
            continue
        lines += [f"    {source.value} --> {dest.value}: {name}" for source in sources]
    meanings = [f"- `{state.value}`: {state.meaning}" for state in CaseState]
    return [*lines, "```", "", "`any` is every state. What isn't drawn leaves the state as it is.", "", *meanings]


def _talk() -> list[str]:
    by_intent: dict[str, list[str]] = defaultdict(list)
    for row in TABLE:
        leads = f"{row.to.value}" if row.to else "where it stands"
        where = row.at.value if row.at else "anywhere"
        cells = (row.intent.value, where, _plain(row.when), _plain(row.do), leads)
        by_intent[row.intent.value].append(f"| {' | '.join(cells)} |")
    rows = [line for lines in by_intent.values() for line in lines]
    states = [f"- `{state.value}`: {state.meaning}" for state in Talk]
    head = ["| intent | where | when | what is done | the conversation is then |", "| --- | --- | --- | --- | --- |"]
    return [
        *states,
        "",
        "Of the rows of one intent that belong to where it stands, the first that holds counts.",
        "",
        *head,
        *rows,
    ]


def _plain(name: str | None) -> str:
    return (name or "else").replace("_", " ")


if __name__ == "__main__":
    sys.stdout.write(document())
