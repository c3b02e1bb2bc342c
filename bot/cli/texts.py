"""`caseline segments`: what a text costs; `caseline understand`: what it means."""

from __future__ import annotations

import json
import sys

import click

from flows.intents import understandings
from flows.segments import count


@click.command()
def segments() -> None:
    """Counts the segments of the texts on standard input, one a line; prints one JSON line each."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        found = count(text)
        click.echo(
            json.dumps(
                {
                    "text": text,
                    "encoding": found.encoding,
                    "segments": found.segments,
                    "units": found.units,
                },
                ensure_ascii=False,
            )
        )


@click.command()
def understand() -> None:
    """Says what the texts on standard input mean, one a line; prints one JSON line each."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        readings = understandings(text)
        click.echo(
            json.dumps(
                {
                    "text": text,
                    "intent": readings[0].intent,
                    "intents": [
                        {"intent": one.intent, "confidence": one.confidence, "why": one.why} for one in readings
                    ],
                    "language": readings[0].language,
                },
                ensure_ascii=False,
            )
        )
