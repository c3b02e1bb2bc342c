"""`caseline agency`: the agencies' file."""

from __future__ import annotations

from pathlib import Path

import click

from bot import agencies
from bot.settings import SettingsError


@click.group()
def agency() -> None:
    """The agencies' TOML file."""


@agency.command()
def example() -> None:
    """Prints a complete, commented file: the demonstration agency."""
    click.echo(agencies.example(), nl=False)


@agency.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> int:
    """Says whether FILE is right, agency by agency; exits 1 when it isn't."""
    try:
        found = agencies.read_file(file)
    except SettingsError as wrong:
        click.echo(str(wrong), err=True)
        return 1
    for one, _ in found.values():
        click.echo(f"{one.key}: {one.name}, sender {one.sender}, {len(one.call_types)} call types: ok")
    return 0
