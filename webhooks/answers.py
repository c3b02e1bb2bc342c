"""The shapes of what the API answers, for the document that it publishes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from flows.vocabulary import (
    REPLY,
    CaseState,
    Consent,
    EventType,
    Intent,
    MessageStatus,
    NoticeKind,
    Outcome,
    Reason,
    RequestKind,
    Role,
    Verdict,
)


class FieldError(BaseModel):
    pointer: str = Field(examples=["#/data/contacts/0/phone"])
    detail: str


class ProblemOut(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []
    reason: Reason | None = Field(None, description="With 409: why the policy forbids it.")
    rule: str | None = Field(None, description="With 422: the rule of the text guard that the words break.")


class NoticeOut(BaseModel):
    kind: NoticeKind
    contact: str
    decision: Verdict
    reason: Reason | None
    message_id: str
    until: datetime | None = None


class FirstOut(BaseModel):
    """How this event was answered the first time."""

    outcome: Outcome
    reason: Reason | None
    notices: list[NoticeOut]


class ResultOut(BaseModel):
    id: str | None
    outcome: Outcome
    reason: Reason | None
    notices: list[NoticeOut] = []
    first: FirstOut | None = None
    skew_seconds: int | None = None
    errors: list[FieldError] | None = None


class ResultsOut(BaseModel):
    results: list[ResultOut]


class ContactOut(BaseModel):
    phone: str
    role: Role
    language: str | None
    consent: Consent
    muted: bool
    wrong_number: bool


class HistoryOut(BaseModel):
    id: str
    type: EventType
    occurred_at: datetime
    received_at: datetime
    outcome: Outcome
    reason: Reason | None


class CaseOut(BaseModel):
    incident: str
    case_number: str | None
    state: CaseState
    protected: bool
    call_type: str | None
    opened_at: datetime
    updated_at: datetime
    contacts: list[ContactOut]
    history: list[HistoryOut]


class MessageOut(BaseModel):
    id: str
    direction: Literal["inbound", "outbound"]
    kind: NoticeKind | Literal["reply"] | None = Field(description=f"`{REPLY}` answers somebody's text")
    contact: str | None
    body: str | None
    language: str | None
    status: MessageStatus | Literal["received"]
    reason: Reason | None
    error_code: int | None
    segments: int
    attempts: int
    sid: str | None
    intent: Intent | None = None
    media: list[dict[str, str]] | None = None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None


class MessagesOut(BaseModel):
    messages: list[MessageOut]
    next: str | None


class RequestOut(BaseModel):
    id: str
    kind: RequestKind
    state: Literal["open", "claimed", "closed"]
    urgent: bool
    incident: str | None
    contact: str | None
    detail: dict[str, object]
    messages: list[str]
    opened_at: datetime
    due_at: datetime
    claimed_by: str | None
    closed_at: datetime | None
    note: str | None


class RequestsOut(BaseModel):
    requests: list[RequestOut]
    next: str | None
