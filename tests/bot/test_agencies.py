"""The agencies' TOML: complete, checked to the field, and each sender's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import agencies
from bot.settings import Settings, SettingsError
from flows.agency import QuietHours

LEAST = """
[agencies.{key}]
name = "{key} Police"
sender = "{sender}"
timezone = "America/New_York"
desk_phone = "+1 (813) 555-0130"
call_types = {{ theft = ["LARC"], burglary = [] }}
"""
PILOT = {
    *("stolen_vehicle", "abandoned_vehicle", "street_obstruction", "auto_burglary", "burglary", "theft", "forgery"),
    *("disabled_vehicle", "parking_violation", "lost_or_stolen_property", "animal_nuisance", "wires_or_poles_down"),
    *("criminal_mischief", "holding_subject"),
}
TAMPA = LEAST.format(key="tampa", sender="+18135550100")


def settings(**more: object) -> Settings:
    return Settings(_env_file=None, twilio_account_sid="AC" + "0" * 32, twilio_auth_token=SecretStr("t"), **more)  # type: ignore[arg-type]


def test_the_demonstration_agency_is_what_the_contract_says() -> None:
    found = agencies.load(settings())
    tampa = found.by_key["tampa"]
    assert (tampa.name, tampa.sender, tampa.desk_phone) == ("Tampa Police", "+18135550100", "+18135550130")
    assert (tampa.timezone.key, tampa.languages) == ("America/New_York", ("en", "es"))
    assert (tampa.text_to_911, tampa.keyword_replies, tampa.segments_per_second) == (True, "caseline", 30)
    assert (tampa.silent_priorities, tampa.unassigned_minutes) == ({1, 2}, 20)
    assert (tampa.bad_news_by_text, tampa.link_hosts, tampa.demonstration) == (True, frozenset(), True)
    assert (tampa.quiet_hours.start.hour, tampa.quiet_hours.end.hour) == (21, 8)
    assert set(tampa.call_types) == PILOT
    assert found.by_sender == {"+18135550100": tampa}


def test_the_example_is_the_demonstration_and_explains_every_setting() -> None:
    text = agencies.example()
    ((agency, table),) = agencies.read(text).values()
    assert agency.demonstration is False
    assert [name for name in type(table).model_fields if f"{name} = " not in text and f".{name}]" not in text] == []


def test_what_is_left_out_has_the_cautious_defaults() -> None:
    ((agency, _),) = agencies.read(TAMPA).values()
    assert (agency.segments_per_second, agency.keyword_replies, agency.text_to_911) == (1, "twilio", False)
    assert (agency.bad_news_by_text, agency.unassigned_minutes) == (False, 20)
    assert agency.silent_priorities == {1, 2}
    assert agency.quiet_hours == QuietHours(agency.quiet_hours.start.replace(hour=21), agency.quiet_hours.end)
    assert agency.desk_phone == "+18135550130"
    assert agency.demonstration is False


def test_cad_codes_lead_to_their_type() -> None:
    ((agency, _),) = agencies.read(TAMPA).values()
    found = [agency.call_type(name) for name in ("larc", "LARC", "theft", "burglary", "murder", "")]
    assert found == ["theft", "theft", "theft", "burglary", None, None]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('colour = "red"', "agencies.tampa.colour: is not a setting of an agency"),
        ('sender = "12"', "agencies.tampa.sender: is no phone number"),
        ('sender = "+1813555"', "agencies.tampa.sender: is no phone number"),
        ('desk_phone = "911"', "agencies.tampa.desk_phone: is no phone number"),
        ('timezone = "Tampa"', "agencies.tampa.timezone: is no time zone"),
        ('languages = ["fr"]', "agencies.tampa.languages: must be a list of en, es"),
        ("languages = []", "agencies.tampa.languages: "),
        ('languages = ["en", "en"]', "agencies.tampa.languages: "),
        ('quiet_hours = ["9 pm", "08:00"]', "agencies.tampa.quiet_hours.0: "),
        ('quiet_hours = ["24:00", "08:00"]', "agencies.tampa.quiet_hours.0: "),
        ('keyword_replies = "us"', "agencies.tampa.keyword_replies: "),
        ("unassigned_minutes = 0", "agencies.tampa.unassigned_minutes: "),
        ("segments_per_second = 0", "agencies.tampa.segments_per_second: "),
        ("call_types = {}", "agencies.tampa.call_types: "),
        ('call_types = { theft = ["A"], burglary = ["B", "a"] }', "agencies.tampa.call_types: the code a stands for"),
        ("survey = 3", "agencies.tampa.survey: "),
        ('delay_choices = ["wait", "fly"]', "agencies.tampa.delay_choices: must be a list of wait, phone_report"),
        ('delay_choices = ["wait", "wait"]', "agencies.tampa.delay_choices: must hold each choice once"),
        ('delay_choices = ["online_report"]', "agencies.tampa: delay_choices offers online_report, so"),
        ('report_copies = { en = "At our desk." }', "agencies.tampa: report_copies must be said in each of en, es"),
        (
            'report_copies = { en = "See http://x.co/1", es = "En la oficina." }',
            "agencies.tampa: report_copies.en: It holds a link",
        ),
        ('complaints_phone = "12"', "agencies.tampa.complaints_phone: is no phone number"),
        ('name = "x"', "agencies.tampa.name: "),
        ('account_sid = "AC1"', "agencies.tampa.account_sid: "),
        (f'account_sid = "AC{"1" * 32}"', "agencies.tampa: account_sid and auth_token_variable go together"),
        ('auth_token_variable = "T"', "agencies.tampa: account_sid and auth_token_variable go together"),
    ],
)
def test_what_is_wrong_is_named_by_table_and_field_in_one_line(line: str, named: str) -> None:
    name = line.split(" ")[0]
    text = "\n".join(row for row in TAMPA.splitlines() if not row.startswith(f"{name} ")) + f"\n{line}\n"
    with pytest.raises(SettingsError) as wrong:
        agencies.read(text)
    assert named in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    for content in (None, b"\xff", b"[agencies", b"", b"[agencies]", b"[agencies.Tampa]\n", b"x = 1"):
        path = tmp_path / "agencies.toml"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(SettingsError) as wrong:
            agencies.load(settings().model_copy(update={"agencies": path}))
        assert str(path) in str(wrong.value)


def test_a_sender_belongs_to_one_agency() -> None:
    twice = TAMPA + LEAST.format(key="shore", sender="(813) 555-0100")
    with pytest.raises(SettingsError, match=r"^sender \+18135550100 belongs to more than one agency$"):
        agencies.read(twice)


def test_a_sender_may_be_a_short_code() -> None:
    found = agencies.assemble(agencies.read(LEAST.format(key="tampa", sender="55501")), settings())
    assert found.by_sender["55501"].key == "tampa"


def test_agencies_without_an_account_of_their_own_share_the_installations() -> None:
    found = agencies.assemble(agencies.read(TAMPA), settings(twilio_auth_token_old=SecretStr("old")))
    assert found.tokens("AC" + "0" * 32) == ("t", "old")
    assert found.accounts["tampa"].tokens[0] == "t"
    assert found.tokens("AC" + "1" * 32) == ()
    assert found.tokens("") == ()


def test_an_account_of_its_own_takes_its_token_from_the_variable_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    own = LEAST.format(key="shore", sender="+18135550200")
    own += f'account_sid = "AC{"5" * 32}"\nauth_token_variable = "SHORE_TOKEN"\n'
    with pytest.raises(SettingsError, match="SHORE_TOKEN holds no token"):
        agencies.assemble(agencies.read(own), settings())
    monkeypatch.setenv("SHORE_TOKEN", "s")
    found = agencies.assemble(agencies.read(TAMPA + own), settings())
    assert (found.tokens("AC" + "5" * 32), found.tokens("AC" + "0" * 32)) == (("s",), ("t",))


def test_an_account_that_two_agencies_share_is_known_by_every_token_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    same = LEAST.format(key="shore", sender="+18135550200")
    same += f'account_sid = "AC{"0" * 32}"\nauth_token_variable = "SHORE_TOKEN"\n'
    monkeypatch.setenv("SHORE_TOKEN", "s")
    found = agencies.assemble(agencies.read(TAMPA + same), settings(twilio_auth_token_old=SecretStr("old")))
    assert set(found.tokens("AC" + "0" * 32)) == {"t", "old", "s"}


def test_without_any_account_an_agency_has_none() -> None:
    found = agencies.assemble(agencies.read(TAMPA), Settings(_env_file=None))
    assert found.accounts == {}
