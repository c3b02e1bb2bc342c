"""The agencies of this installation, read from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bot.own_words import Choices, Words, fault
from bot.phones import e164
from bot.settings import Settings, SettingsError
from flows.agency import Agency, QuietHours
from flows.texts import CATALOGUES


def _phone(value: str) -> str:
    number = e164(value)
    if number is None:
        raise ValueError("is no phone number (write it as +18135550100)")
    return number


def _sender(value: str) -> str:
    return value if re.fullmatch(r"[1-9]\d{4,5}", value, re.ASCII) else _phone(value)


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("is no time zone (write it as America/New_York)")
    return value


def _languages(value: list[str]) -> list[str]:
    unknown = [one for one in value if one not in CATALOGUES]
    if unknown or not value or len(set(value)) != len(value):
        raise ValueError(f"must be a list of {', '.join(CATALOGUES)}, the first one first")
    return value


def _each_once(value: dict[str, list[str]]) -> dict[str, list[str]]:
    codes = [code.casefold() for listed in value.values() for code in listed]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise ValueError(f"the code {twice} stands for more than one call type")
    return value


Phone = Annotated[str, AfterValidator(_phone)]
# A number, or a short code.
Sender = Annotated[str, AfterValidator(_sender)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]


class AgencyTable(BaseModel):
    """One `[agencies.KEY]` table."""

    model_config = ConfigDict(extra="forbid", strict=False)

    name: Name
    sender: Sender
    segments_per_second: Annotated[float, Field(gt=0, le=2000)] = 1
    timezone: Annotated[str, AfterValidator(_zone)]
    languages: Annotated[list[str], AfterValidator(_languages)] = ["en", "es"]
    desk_phone: Phone
    text_to_911: bool = False
    keyword_replies: Literal["twilio", "advanced", "caseline"] = "twilio"
    call_types: Annotated[dict[str, list[str]], Field(min_length=1), AfterValidator(_each_once)]
    silent_priorities: list[int] = [1, 2]
    unassigned_minutes: Annotated[int, Field(ge=1, le=1440)] = 20
    quiet_hours: tuple[Clock, Clock] = ("21:00", "08:00")
    bad_news_by_text: bool = False
    link_hosts: list[str] = []
    delay_choices: Choices = ()
    survey: bool = False
    report_copies: Words = {}
    online_report: Words = {}
    complaints_phone: Phone | None = None
    account_sid: Annotated[str, StringConstraints(pattern=r"^AC[0-9a-fA-F]{32}$")] | None = None
    auth_token_variable: str | None = None

    @model_validator(mode="after")
    def _account_and_token(self) -> Self:
        if (self.account_sid is None) != (self.auth_token_variable is None):
            raise ValueError("account_sid and auth_token_variable go together")
        return self

    @model_validator(mode="after")
    def _own_words(self) -> Self:
        named = {"report_copies": self.report_copies, "online_report": self.online_report}
        wrong = fault(self.build("", False), named)
        if wrong is not None:
            raise ValueError(wrong)
        return self

    def build(self, key: str, demonstration: bool) -> Agency:
        return Agency(
            key=key,
            name=self.name,
            sender=self.sender,
            timezone=ZoneInfo(self.timezone),
            desk_phone=self.desk_phone,
            languages=tuple(self.languages),
            text_to_911=self.text_to_911,
            keyword_replies=self.keyword_replies,
            call_types={name: tuple(codes) for name, codes in self.call_types.items()},
            silent_priorities=frozenset(self.silent_priorities),
            unassigned_minutes=self.unassigned_minutes,
            quiet_hours=QuietHours(*(time.fromisoformat(one) for one in self.quiet_hours)),
            bad_news_by_text=self.bad_news_by_text,
            link_hosts=frozenset(host.lower() for host in self.link_hosts),
            delay_choices=self.delay_choices,
            survey=self.survey,
            report_copies=self.report_copies,
            online_report=self.online_report,
            complaints_phone=self.complaints_phone,
            segments_per_second=self.segments_per_second,
            demonstration=demonstration,
        )


class AgenciesFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agencies: Annotated[
        dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")], AgencyTable],
        Field(min_length=1),
    ]


@dataclass(frozen=True)
class Account:
    """An account at the carrier. `tokens` verify its webhooks; the first one signs our calls."""

    sid: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Agencies:
    """The agencies by key and by sender number, and the carrier account of each."""

    by_key: Mapping[str, Agency]
    by_sender: Mapping[str, Agency]
    accounts: Mapping[str, Account]

    def tokens(self, account_sid: str) -> tuple[str, ...]:
        """The tokens that may have signed a webhook of this account; none for an account not ours."""
        tokens = (token for one in self.accounts.values() if one.sid == account_sid for token in one.tokens)
        return tuple(dict.fromkeys(tokens))


def example() -> str:
    """A complete, commented TOML: the demonstration agency."""
    return resources.files("bot").joinpath("agencies.toml").read_text(encoding="utf-8")


def read(text: str, demonstration: bool = False) -> dict[str, tuple[Agency, AgencyTable]]:
    """The agencies of a TOML text. Raises SettingsError, naming the table and field at fault."""
    try:
        tables = AgenciesFile.model_validate(tomllib.loads(text)).agencies
    except tomllib.TOMLDecodeError as wrong:
        raise SettingsError(f"not TOML: {wrong}") from None
    except ValidationError as wrong:
        raise SettingsError("; ".join(map(_explain, wrong.errors()))) from None
    found = {key: (table.build(key, demonstration), table) for key, table in tables.items()}
    senders = [agency.sender for agency, _ in found.values()]
    twice = next((number for number in senders if senders.count(number) > 1), None)
    if twice:
        raise SettingsError(f"sender {twice} belongs to more than one agency")
    return found


def load(settings: Settings) -> Agencies:
    """The agencies that the settings name, else the demonstration. Raises SettingsError."""
    if settings.agencies is None:
        return assemble(read(example(), demonstration=True), settings)
    return assemble(read_file(settings.agencies), settings)


def read_file(path: Path) -> dict[str, tuple[Agency, AgencyTable]]:
    """The agencies of a file. Raises SettingsError."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise SettingsError(f"cannot read {path}: {wrong}") from None
    except SettingsError as wrong:
        raise SettingsError(f"{path}: {wrong}") from None


def assemble(tables: Mapping[str, tuple[Agency, AgencyTable]], settings: Settings) -> Agencies:
    accounts = {key: _account(key, table, settings) for key, (_, table) in tables.items()}
    agencies = [agency for agency, _ in tables.values()]
    return Agencies(
        by_key={agency.key: agency for agency in agencies},
        by_sender={agency.sender: agency for agency in agencies},
        accounts={key: account for key, account in accounts.items() if account is not None},
    )


def _account(key: str, table: AgencyTable, settings: Settings) -> Account | None:
    if table.account_sid is not None:
        variable = table.auth_token_variable or ""
        token = settings.variable(variable)
        if not token:
            raise SettingsError(f"agencies.{key}: the variable {variable or '(none named)'} holds no token")
        return Account(table.account_sid, (token,))
    if settings.twilio_account_sid is None or settings.twilio_auth_token is None:
        return None
    secrets = (settings.twilio_auth_token, settings.twilio_auth_token_old)
    return Account(settings.twilio_account_sid, tuple(one.get_secret_value() for one in secrets if one))


def _explain(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "is not a setting of an agency"
    return f"{where}: {message}"
