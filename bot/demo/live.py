"""`caseline demo`: everything running at a pace that a person can follow, until Ctrl-C."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.demo import page, scenes, stack, story, timeline
from bot.demo.client import DemoError
from bot.demo.diary import Diary, Pushed, Said
from bot.demo.once import agency
from bot.demo.replay import Replay
from bot.demo.scenes import Act, Push, Scene, Script
from bot.demo.stack import Say, Stack
from flows.vocabulary import EventType, NoticeKind, Reason

PACE_SECONDS = 2.5
# So many other calls go on side by side.
SIDE_BY_SIDE = 4
LEDGER_SECONDS = 0.4


def run(data: Path, say: Say) -> int:
    """Plays until Ctrl-C. Raises DemoError when something doesn't start, or ends by itself."""
    ours = agency()
    script = scenes.load(story.load(), ours)
    with stack.running(ours.key, data, say) as running:
        replay = Replay(running.dispatch, running.carrier, ours.sender, Diary(), lambda _, done: _tell(done))
        own = tuple(dict.fromkeys(call.number for call in _own_calls(script)))
        app = page.create_page(
            script.live.contact.phone,
            running.carrier.base,
            [one.label for one in script.buttons],
            lambda: timeline.of_cases(running.dispatch, own),
            lambda button: _press(replay, script, button),
        )
        with page.served(app) as url:
            click.echo(
                f"\n  Open {url}\n  You are {script.live.contact.phone}, whose car was stolen. Ctrl-C ends it.\n"
            )
            _play(replay, script, running, own)
    return 0


def _own_calls(script: Script) -> Iterator[story.Call]:
    yield from script.live.calls
    yield from (one.push.call for one in script.buttons)


def _play(replay: Replay, script: Script, running: Stack, own: tuple[str, ...]) -> None:
    """The page's own call and the others, each in a thread; here, the carrier's ledger, line by line."""
    stop = threading.Event()
    failed: list[DemoError] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except DemoError as fault:
            failed.append(fault)

    others = [one for one in script.scenes if not any(call.number in own for call in one.calls)]
    works = (lambda: _live(replay, script.live, stop), lambda: _others(replay, others, stop))
    for work in works:
        threading.Thread(target=guarded, args=(work,), daemon=True).start()
    seen = 0
    try:
        while not stop.wait(LEDGER_SECONDS):
            running.check()
            if failed:
                raise failed[0]
            texts = _texts(running.carrier.ledger())
            for line in texts[seen:]:
                click.echo(line)
            seen = len(texts)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        stop.set()


def _live(replay: Replay, scene: Scene, stop: threading.Event) -> None:
    began = time.monotonic()
    for act in scene.acts:
        assert isinstance(act, Push)
        if stop.wait(max(0.0, began + act.at - time.monotonic())):
            return
        replay.push(scene, act)


def _others(replay: Replay, others: list[Scene], stop: threading.Event) -> None:
    for scene, act in interleaved(others, SIDE_BY_SIDE):
        if stop.wait(PACE_SECONDS):
            return
        replay.act(scene, act)
    if not stop.is_set():
        click.echo("All other calls have gone by. The phone and the buttons go on; Ctrl-C ends it.")


def interleaved(others: list[Scene], side_by_side: int) -> Iterator[tuple[Scene, Act]]:
    """The acts of so many scenes at a time, in turn."""
    waiting = iter(others)
    playing = [(scene, iter(scene.acts)) for scene in itertools.islice(waiting, side_by_side)]
    while playing:
        scene, acts = playing.pop(0)
        act = next(acts, None)
        if act is not None:
            yield scene, act
            playing.append((scene, acts))
        else:
            playing += [(new, iter(new.acts)) for new in itertools.islice(waiting, 1)]


def _press(replay: Replay, script: Script, button: int) -> str:
    """Does what the button says; what became of it, in a sentence."""
    (pushed,) = replay.push(script.live, script.buttons[button].push)
    return "; ".join(_decided(pushed)) or "Recorded. Nobody is texted about it."


def _decided(pushed: Pushed) -> list[str]:
    verbs = {"send": "texted", "hold": "will be texted later", "suppress": "not texted"}
    return [
        f"{NoticeKind(one['kind']).meaning.rstrip('.')}: {verbs[one['decision']]}"
        + (f" ({Reason(one['reason']).meaning.rstrip('.')})" if one["reason"] else "")
        for one in pushed.result.get("notices", ())
    ]


def _tell(done: Pushed | Said) -> None:
    """A line for an event; texts are told from the ledger, as they go through the carrier."""
    if isinstance(done, Pushed):
        what = EventType(done.kind).meaning
        if done.result["reason"]:
            what += f" {Reason(done.result['reason']).meaning}"
        click.echo(f"{_clock(done.answered)}  dispatch      {done.incident:<14}{what}")
        for line in _decided(done):
            if "not texted" in line or "later" in line:
                click.echo(f"{'':>24}{line}")


def _texts(ledger: dict[str, Any]) -> list[str]:
    """A line for each text that went through the carrier, oldest first."""
    texts = [(one["accepted_at"], f"{one['to']}  <- {one['body']}") for one in ledger["outbound"]]
    texts += [(one["received_at"], f"{one['from']}  -> {one['body']}") for one in ledger["inbound"]]
    return [f"{_clock(datetime.fromisoformat(at))}  {line}" for at, line in sorted(texts)]


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M:%S")
