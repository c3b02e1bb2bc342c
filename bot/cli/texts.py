"""`caseline segments`: what a text costs."""

from __future__ import annotations

import json
import sys

import click

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
