"""Plays scenes: pushes their events through the API, writes as their phones, and keeps a diary of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo import story
from bot.demo.client import Carrier, DemoError, Dispatch, wait_until
from bot.demo.diary import Diary, Pushed, Said
from bot.demo.scenes import Act, Push, Says, Scene

SETTLE_SECONDS = 30.0
OPEN = frozenset({"queued", "sending"})


@dataclass
class Replay:
    """One line being played to. `tell` is called with what happened, for whoever watches."""

    dispatch: Dispatch
    carrier: Carrier
    line: str
    diary: Diary
    tell: Callable[[Scene, Pushed | Said], None]
    _told: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)

    def all(self, scenes: Sequence[Scene], at_once: int) -> None:
        """Plays the scenes at full speed, so many at once; each waits for its own texts to be sent."""
        with ThreadPoolExecutor(at_once, thread_name_prefix="scene") as threads:
            try:
                for _ in threads.map(self.scene, scenes):
                    continue
            except BaseException:
                self._stop.set()
                raise

    def scene(self, scene: Scene) -> None:
        """Plays a scene from its first act to its last."""
        for act in scene.acts:
            if self._stop.is_set():
                return
            self.act(scene, act)

    def act(self, scene: Scene, act: Act) -> None:
        """Plays one act, and waits until the texts that it caused are sent (or held, or ended)."""
        if isinstance(act, Says):
            self._say(scene, act)
            return
        for pushed in self.push(scene, act):
            for notice in pushed.result.get("notices", ()):
                if notice["decision"] == "send":
                    self._settled(notice["message_id"], f"the text {notice['kind']} of {pushed.incident}")

    def push(self, scene: Scene, act: Push) -> list[Pushed]:
        """Pushes an act's events, in one call."""
        events = self._events(scene, act)
        started = datetime.now(UTC)
        answer = self.dispatch.push(events)
        answered = datetime.now(UTC)
        if answer.status not in (200, 202):
            raise DemoError(
                f"the API answered {answer.status} to {act.kinds[0]}: {(answer.body or {}).get('detail')}"
            )
        done = []
        for event, result in zip(events, answer.body["results"], strict=True):
            pushed = Pushed(event, started, answered, result)
            self.diary.push(pushed)
            self._expect(scene, act, pushed)
            self.tell(scene, pushed)
            done.append(pushed)
        return done

    def _events(self, scene: Scene, act: Push) -> list[dict[str, Any]]:
        now = datetime.now(UTC) - timedelta(seconds=act.ago)
        found = []
        for position, kind in enumerate(act.kinds):
            # Milliseconds apart, because a batch has an order.
            at = now - timedelta(milliseconds=len(act.kinds) - 1 - position)
            with self._lock:
                told = self._told.setdefault((act.call.number, kind), [])
                if not act.again:
                    tag = f"{kind}-{len(told) + 1}"
                    told.append(story.event(act.call, kind, scene.contact, at, tag, **act.data))
                found.append(told[-1])
        return found

    def _expect(self, scene: Scene, act: Push, pushed: Pushed) -> None:
        where = f"{scene.title} ({pushed.event['id']})"
        outcome = pushed.result["outcome"]
        if act.outcome not in (None, outcome):
            self.diary.wonder(f"{where}: the outcome is {outcome}, not {act.outcome}")
        if act.decision is None:
            return
        told = [(one["decision"], one["reason"]) for one in pushed.result["notices"]]
        if [(act.decision, act.reason)] != told:
            self.diary.wonder(f"{where}: decided {told}, not {act.decision} {act.reason or ''}".rstrip())

    def _say(self, scene: Scene, act: Says) -> None:
        started = datetime.now(UTC)
        answer = self.carrier.says(scene.contact.phone, self.line, act.body)
        reply = answer["reply"]
        said = Said(
            scene.contact.phone, act.body, started, datetime.now(UTC), answer["sid"], reply, act.stops, act.bars
        )
        self.diary.say(said)
        if answer["status_code"] != 200:
            self.diary.wonder(f"{scene.title}: {act.body!r} was answered with status {answer['status_code']}")
        elif act.hears == "" and reply is not None:
            self.diary.wonder(f"{scene.title}: {act.body!r} was answered {reply!r}, not with silence")
        elif act.hears and act.hears not in (reply or ""):
            self.diary.wonder(f"{scene.title}: {act.body!r} was answered {reply!r}, without {act.hears!r}")
        self.tell(scene, said)

    def _settled(self, message_id: str, what: str) -> None:
        def done() -> bool:
            return self._stop.is_set() or self.dispatch.message(message_id)["status"] not in OPEN

        wait_until(done, SETTLE_SECONDS, f"sending {what}")
