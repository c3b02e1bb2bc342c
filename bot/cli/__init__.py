"""The `caseline` command.

Exit status: 0 done; 1 a check failed; 2 wrong usage or settings, with one clear line on standard error. Data
goes to standard output, progress and logs to standard error.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

import click

from bot import logs
from bot.settings import SettingsError

# Each command and the module it is in.
_COMMANDS = {
    "agency": "agencies",
    "db": "record",
    "demo": "demo",
    "key": "keys",
    "segments": "texts",
    "simulate": "processes",
    "sweep": "processes",
    "understand": "texts",
    "web": "processes",
    "worker": "processes",
}


class _Commands(click.Group):
    """Loads a command when it is asked for: the processes that one starts load this module too, and no command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"bot.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("caseline"))
def cli() -> None:
    """The text line that tells a crime victim, as it happens, what became of their call."""


def main() -> None:
    """Runs the command; every error of usage or settings is one line and exit status 2."""
    logs.set_up()
    try:
        status = cli.main(standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as nothing:
        click.echo(nothing.format_message())
        _fail("a command is missing; see above")
    except click.ClickException as wrong:
        _fail(wrong.format_message())
    except SettingsError as wrong:
        _fail(str(wrong))
    except Exception as fault:
        words = _of_the_servers(fault)
        if words is None:
            raise
        _fail(words)
    sys.exit(status if isinstance(status, int) else 0)


def _of_the_servers(fault: Exception) -> str | None:
    """What is the matter with the database or Redis; None if the fault isn't theirs."""
    import psycopg
    import sqlalchemy
    from redis.exceptions import RedisError

    if isinstance(fault, (psycopg.OperationalError, sqlalchemy.exc.OperationalError)):
        return "the database is out of reach (DATABASE_URL)"
    if isinstance(fault, psycopg.errors.UndefinedTable):
        return "the database has no Caseline schema yet: run `caseline db upgrade`"
    if isinstance(fault, (psycopg.ProgrammingError, sqlalchemy.exc.ProgrammingError)):
        return "the database can't be used: is DATABASE_URL written as postgresql://user:password@host/name?"
    if isinstance(fault, RedisError):
        return "Redis is out of reach (REDIS_URL)"
    return None


def _fail(words: str) -> NoReturn:
    click.echo("caseline: " + " ".join(words.split()), err=True)
    sys.exit(2)
