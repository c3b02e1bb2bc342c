"""`caseline demo`: the whole line on this computer, with real calls and fictitious phones."""

from __future__ import annotations

import signal
from types import FrameType

import click

from bot import settings


@click.command()
@click.option("--once", is_flag=True, help="At full speed, checked at the end; exits 1 if a text went wrong.")
def demo(once: bool) -> int:
    """Replays real calls through the real line: embedded servers, carrier simulator, web and worker.

    Nothing leaves this computer, and nothing of it stays behind.
    """
    # Imported here: the simulator and the rest are a developer's tools, and no other command needs them.
    from bot.demo import live
    from bot.demo import once as full_speed
    from bot.demo.client import DemoError

    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored
    try:
        return full_speed.run(_say) if once else live.run(settings.load().data, _say)
    except DemoError as fault:
        click.echo(f"caseline: {fault}", err=True)
        return 1


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _end(signum: int, frame: FrameType | None) -> None:
    """SIGTERM ends it as an error would: everything that was started is stopped on the way out."""
    raise SystemExit(128 + signum)
