"""The `caseline` command.

Exit status: 0 done; 1 a check failed; 2 wrong usage or settings, with one clear line on standard error. Data
goes to standard output, progress and logs to standard error.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

import click
import psycopg
import sqlalchemy
from redis.exceptions import RedisError

from bot import logs
from bot.cli.agencies import agency
from bot.cli.demo import demo
from bot.cli.keys import key
from bot.cli.processes import simulate, sweep, web, worker
from bot.cli.record import db
from bot.cli.texts import segments, understand
from bot.settings import SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("caseline"))
def cli() -> None:
    """The text line that tells a crime victim, as it happens, what became of their call."""


for command in (agency, db, demo, key, segments, simulate, sweep, understand, web, worker):
    cli.add_command(command)


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
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError):
        _fail("the database is out of reach (DATABASE_URL)")
    except psycopg.errors.UndefinedTable:
        _fail("the database has no Caseline schema yet: run `caseline db upgrade`")
    except (psycopg.ProgrammingError, sqlalchemy.exc.ProgrammingError):
        _fail("the database can't be used: is DATABASE_URL written as postgresql://user:password@host/name?")
    except RedisError:
        _fail("Redis is out of reach (REDIS_URL)")
    sys.exit(status if isinstance(status, int) else 0)


def _fail(words: str) -> None:
    click.echo("caseline: " + " ".join(words.split()), err=True)
    sys.exit(2)
