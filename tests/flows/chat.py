"""A phone in a conversation: it keeps what the inbox would keep between two texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows.agency import Agency
from flows.dialogue import (
    Answer,
    Ask,
    CaseView,
    CloseQuestion,
    Focus,
    Heard,
    Open,
    OpenRequest,
    OptIn,
    OptOut,
    SetLanguage,
    Speaker,
    Text,
    Unlink,
    answer,
)
from flows.snapshot import Snapshot
from flows.vocabulary import CaseState, Consent, Intent, RequestKind, Role

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)
TAMPA = Agency(
    key="tampa",
    name="Tampa Police",
    sender="+18135550100",
    timezone=ZoneInfo("America/New_York"),
    desk_phone="+18135550130",
    text_to_911=True,
    keyword_replies="caseline",
    call_types={"stolen_vehicle": (), "burglary": (), "theft": ()},
)
STRANGER = Speaker(
    consent=Consent.GRANTED,
    language=None,
    introduced=True,
    heard=("", 0),
    unanswered_lately=0,
    open=None,
    focus=None,
    cases=(),
)


def case(
    incident: str, *, role: Role = Role.VICTIM, barred: bool = False, hours: float = 1, **known: Any
) -> CaseView:
    """A case that was opened, and moved last, so many hours before NOW."""
    known = {"call_type": "stolen_vehicle", "state": CaseState.REPORTED, **known}
    moment = NOW - timedelta(hours=hours)
    return CaseView(Snapshot(incident, opened_at=moment, moved_at=moment, **known), role, barred)


def speaker(*cases: CaseView, **known: Any) -> Speaker:
    return replace(STRANGER, cases=cases, **known)


class Phone:
    """Says something, gets the answer, and remembers what the answer's effects change."""

    def __init__(self, *cases: CaseView, agency: Agency = TAMPA, **known: Any) -> None:
        self.knows = speaker(*cases, **known)
        self.agency = agency
        self.now = NOW
        self.requests: list[OpenRequest] = []

    def says(
        self, body: str, *, media: int = 0, opt_out_type: str | None = None, later: timedelta = timedelta()
    ) -> Answer:
        self.now += later
        got = answer(Text(body, media, opt_out_type), self.knows, self.agency, self.now)
        self.requests += [effect for effect in got.effects if isinstance(effect, OpenRequest)]
        for effect in got.effects:
            self._apply(effect)
        self._count(got)
        if got.reply is not None:
            unknown = got.understanding.intent is Intent.UNKNOWN
            lately = self.knows.unanswered_lately + unknown
            self.knows = replace(self.knows, introduced=True, unanswered_lately=lately)
        return got

    def _count(self, got: Answer) -> None:
        unknown = got.understanding.intent is Intent.UNKNOWN
        row = self.knows.unknown_in_a_row + 1 if unknown else 0
        self.knows = replace(self.knows, unknown_in_a_row=row)

    def hears(self, body: str, **kwargs: Any) -> str:
        """The reply's words; "" for silence."""
        return self.says(body, **kwargs).reply or ""

    @property
    def kinds(self) -> list[RequestKind]:
        return [request.kind for request in self.requests]

    def _apply(self, effect: object) -> None:
        match effect:
            case OptOut():
                self.knows = replace(self.knows, consent=Consent.OPTED_OUT)
            case OptIn():
                self.knows = replace(self.knows, consent=Consent.GRANTED)
            case SetLanguage(language):
                self.knows = replace(self.knows, language=language)
            case Heard(language, count):
                self.knows = replace(self.knows, heard=(language, count))
            case Unlink(incidents):
                self.knows = replace(self.knows, cases=tuple(_barred(self.knows.cases, incidents)))
            case Ask(options, state, notes):
                self.knows = replace(self.knows, open=Open(state, self.now, options, notes))
            case CloseQuestion():
                self.knows = replace(self.knows, open=None)
            case Focus(incident):
                self.knows = replace(self.knows, focus=incident)


def _barred(cases: Iterable[CaseView], incidents: tuple[str, ...]) -> Iterable[CaseView]:
    return (replace(view, barred=view.barred or view.snapshot.incident in incidents) for view in cases)


def effects(got: Answer, kind: type) -> list[Any]:
    return [effect for effect in got.effects if isinstance(effect, kind)]
