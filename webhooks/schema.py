"""The shapes of dispatch's API: one definition validates, documents, and is tested."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    TypeAdapter,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from bot.phones import e164
from flows.agency import Agency
from flows.guard import refuse
from flows.names import speakable_code_word
from flows.vocabulary import OUR_OWN, CaseStatus, DelayReason, Disposition, EventType, Flag, Role

MOST_EVENTS = 500
_HOUR, _SIXTIETH = r"([01]\d|2[0-3])", r"[0-5]\d"
_RFC3339 = re.compile(
    rf"\d{{4}}-\d\d-\d\dT{_HOUR}:{_SIXTIETH}:{_SIXTIETH}(\.\d+)?(Z|[+-]{_HOUR}:{_SIXTIETH})",
    re.ASCII | re.IGNORECASE,
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What is no phone number is kept as it came, up to here: enough for a person to see what dispatch meant.
LONGEST_NO_NUMBER = 64


def _clean(value: str) -> str:
    if _UNSTORABLE.search(value):
        raise PydanticCustomError("unstorable", "may not hold a NUL or half a surrogate pair")
    return value


def _rfc3339(value: Any) -> datetime:
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise PydanticCustomError("rfc3339", "must be a time such as 2026-11-24T08:00:00-05:00")
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise PydanticCustomError("rfc3339", "is no time that exists") from None
    if not 2000 <= moment.year <= 2100:
        raise PydanticCustomError("rfc3339", "must lie between the years 2000 and 2100")
    return moment.astimezone(UTC)


def _number(value: str) -> str:
    return e164(value) or value.strip()[:LONGEST_NO_NUMBER]


def _incident(value: str) -> str:
    return value.upper()


def _word(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "must be a word from the list")
    return value


def Words(least: int, most: int | None) -> Any:
    return Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=least, max_length=most, strict=True),
        AfterValidator(_clean),
    ]


EventId = Words(1, 200)
Incident = Annotated[Words(1, 64), AfterValidator(_incident)]
CaseNumber = Words(1, 64)
Moment = Annotated[datetime, BeforeValidator(_rfc3339)]
# Of any length: a phone that is a string never fails an event.
Phone = Annotated[str, StringConstraints(strict=True), AfterValidator(_clean), AfterValidator(_number)]
Language = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"),
    AfterValidator(lambda value: value[:3].rstrip("-_")),
]
Why = Words(1, 200)


class Shape(BaseModel):
    """Unknown members are refused, by name."""

    model_config = ConfigDict(extra="forbid")


# The guard asks an agency for its name and its hosts; a code word holds neither.
_ANY_AGENCY = Agency("", "no name", "", ZoneInfo("UTC"), "")


def _code_word(value: str) -> str:
    word = speakable_code_word(value)
    if word is None:
        raise PydanticCustomError("code_word", "must be one to three plain words of 2 to 24 characters in all")
    broken = refuse(word, _ANY_AGENCY)
    if broken is not None:
        raise PydanticCustomError("code_word", broken.meaning)  # type: ignore[arg-type]  # no template
    return word


def _pushed(value: EventType) -> EventType:
    """Our own records are no events that anybody can push."""
    if value in OUR_OWN:
        raise PydanticCustomError("type", "is no type of event that can be pushed")
    return value


CodeWord = Annotated[Words(1, 40), AfterValidator(_code_word)]


class ContactIn(Shape):
    phone: Phone
    role: Annotated[Role, BeforeValidator(_word)]
    name: Words(0, 200) | None = None
    language: Language | None = None


class GoneContactIn(Shape):
    phone: Phone
    role: Annotated[Role, BeforeValidator(_word)] = Role.OTHER
    name: Words(0, 200) | None = None
    language: Language | None = None


class PersonIn(Shape):
    # Of any length: what is no name is kept, and not texted.
    name: Words(0, None)
    badge: Words(1, 32) | None = None
    phone: Words(1, 64) | None = None
    email: Words(1, 254) | None = None


class CallCreated(Shape):
    call_type: Words(1, 64)
    contacts: Annotated[list[ContactIn], Field(max_length=50)]
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] | None = None
    district: Words(1, 64) | None = None
    code_word: CodeWord | None = None
    flags: Annotated[list[Flag], Field(max_length=20)] = []


class CallUpdated(Shape):
    call_type: Words(1, 64) | None = None
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] | None = None
    flags: Annotated[list[Flag], Field(max_length=20)] = []
    district: Words(1, 64) | None = None


class CallMerged(Shape):
    into: Incident


class UnitSent(Shape):
    unit: Words(1, 64) | None = None


class UnitDelayed(Shape):
    reason: DelayReason | None = None


class CallCleared(Shape):
    disposition: Disposition
    officer: PersonIn | None = None
    case_number: CaseNumber | None = None


class ReportFiled(Shape):
    case_number: CaseNumber


class CaseAssigned(Shape):
    investigator: PersonIn
    case_number: CaseNumber | None = None


class CaseStatusChanged(Shape):
    status: CaseStatus


class CallCancelled(Shape):
    reason: Why | None = None


class Protection(Shape):
    reason: Why


class ContactChanged(Shape):
    contact: ContactIn
    old_phone: Phone | None = None


class ContactRemoved(Shape):
    contact: GoneContactIn
    old_phone: Phone | None = None


class EventIn(Shape):
    id: EventId
    incident: Incident
    occurred_at: Moment


class UnknownEvent(EventIn):
    """What is said of an event whose type is none: the list of types, and nothing about its data."""

    type: Annotated[EventType, AfterValidator(_pushed)]
    data: dict[str, Any]


class CallCreatedEvent(EventIn):
    type: Literal["call.created"]
    data: CallCreated


class CallUpdatedEvent(EventIn):
    type: Literal["call.updated"]
    data: CallUpdated


class CallMergedEvent(EventIn):
    type: Literal["call.merged"]
    data: CallMerged

    @model_validator(mode="after")
    def _into_another(self) -> CallMergedEvent:
        if self.data.into == self.incident:
            raise PydanticCustomError("merge", "`data.into` is this very call")
        return self


class UnitDispatchedEvent(EventIn):
    type: Literal["unit.dispatched"]
    data: UnitSent


class UnitDelayedEvent(EventIn):
    type: Literal["unit.delayed"]
    data: UnitDelayed


class UnitOnSceneEvent(EventIn):
    type: Literal["unit.on_scene"]
    data: UnitSent


class CallClearedEvent(EventIn):
    type: Literal["call.cleared"]
    data: CallCleared


class ReportFiledEvent(EventIn):
    type: Literal["report.filed"]
    data: ReportFiled


class CaseAssignedEvent(EventIn):
    type: Literal["case.assigned"]
    data: CaseAssigned


class CaseStatusChangedEvent(EventIn):
    type: Literal["case.status_changed"]
    data: CaseStatusChanged


class CallCancelledEvent(EventIn):
    type: Literal["call.cancelled"]
    data: CallCancelled


class CaseProtectedEvent(EventIn):
    type: Literal["case.protected"]
    data: Protection


class CaseUnprotectedEvent(EventIn):
    type: Literal["case.unprotected"]
    data: Protection


class ContactAddedEvent(EventIn):
    type: Literal["contact.added"]
    data: ContactChanged


class ContactUpdatedEvent(EventIn):
    type: Literal["contact.updated"]
    data: ContactChanged


class ContactRemovedEvent(EventIn):
    type: Literal["contact.removed"]
    data: ContactRemoved


EVENTS: dict[str, type[EventIn]] = {
    "call.created": CallCreatedEvent,
    "call.updated": CallUpdatedEvent,
    "call.merged": CallMergedEvent,
    "unit.dispatched": UnitDispatchedEvent,
    "unit.delayed": UnitDelayedEvent,
    "unit.on_scene": UnitOnSceneEvent,
    "call.cleared": CallClearedEvent,
    "report.filed": ReportFiledEvent,
    "case.assigned": CaseAssignedEvent,
    "case.status_changed": CaseStatusChangedEvent,
    "call.cancelled": CallCancelledEvent,
    "case.protected": CaseProtectedEvent,
    "case.unprotected": CaseUnprotectedEvent,
    "contact.added": ContactAddedEvent,
    "contact.updated": ContactUpdatedEvent,
    "contact.removed": ContactRemovedEvent,
}
AnyEvent = Annotated[
    CallCreatedEvent
    | CallUpdatedEvent
    | CallMergedEvent
    | UnitDispatchedEvent
    | UnitDelayedEvent
    | UnitOnSceneEvent
    | CallClearedEvent
    | ReportFiledEvent
    | CaseAssignedEvent
    | CaseStatusChangedEvent
    | CallCancelledEvent
    | CaseProtectedEvent
    | CaseUnprotectedEvent
    | ContactAddedEvent
    | ContactUpdatedEvent
    | ContactRemovedEvent,
    Field(discriminator="type"),
]


class Batch(Shape):
    events: Annotated[list[AnyEvent], Field(min_length=1, max_length=MOST_EVENTS)]


_EVENTS: TypeAdapter[Any] = TypeAdapter(AnyEvent | Batch)


class EventsIn(RootModel[Any]):
    """One event, or `{"events": [...]}`; each is validated alone: no fault touches another event."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(_EVENTS.core_schema)


class DeskText(Shape):
    body: Words(1, 1600)
    contact: Phone | None = None


class Close(Shape):
    note: Words(1, 2000)
    reply: Words(1, 1600) | None = None


class Page(Shape):
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    after: Annotated[int, Field(ge=0)] = 0


class RequestsPage(Page):
    state: Literal["open", "claimed", "closed"] | None = None
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")] | None = None
    incident: Incident | None = None
