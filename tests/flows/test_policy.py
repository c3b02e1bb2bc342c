"""Whether, what and when to text: every reason, in the order in which they count."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from flows import policy
from flows.agency import Agency
from flows.notices import RULES, Notice
from flows.policy import REQUEST_INSTEAD, Decision, Listener, decide, silence
from flows.snapshot import Person, Snapshot
from flows.vocabulary import (
    TEXTED_ROLES,
    CaseState,
    CaseStatus,
    Consent,
    Flag,
    Lane,
    NoticeKind,
    Reason,
    RequestKind,
    Role,
    Verdict,
)
from tests.flows.factories import TAMPA, TEN, at, case, created, known, listener

K, S, C, R, V = NoticeKind, CaseState, CaseStatus, Reason, Verdict
NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)  # 22:00 in Tampa
MORNING = datetime(2026, 11, 25, 13, tzinfo=UTC)  # 08:00
DELAY, DELAYED, ANA_LISTENS = Notice(K.OFFICER_DELAYED, TEN), known(state=S.DELAYED), listener()


@dataclass(frozen=True)
class Asked:
    """A question to the policy. This one is answered "send": nothing speaks against it."""

    notice: Notice = DELAY
    case: Snapshot = DELAYED
    listener: Listener = ANA_LISTENS
    agency: Agency = TAMPA
    now: datetime = TEN
    told_at: datetime | None = None
    coming: tuple[NoticeKind, ...] = ()

    def answer(self) -> Decision:
        return decide(self.notice, self.case, self.listener, self.agency, self.now, self.told_at, self.coming)

    def but(self, **facts: object) -> Asked:
        return replace(self, **facts)  # type: ignore[arg-type]


def about(asked: Asked, **facts: object) -> Asked:
    return replace(asked, case=replace(asked.case, **facts))  # type: ignore[arg-type]


def heard_by(asked: Asked, **facts: object) -> Asked:
    return replace(asked, listener=replace(asked.listener, **facts))  # type: ignore[arg-type]


# Each thing that may speak against a text, in the order in which it counts.
AGAINST: dict[Reason, Callable[[Asked], Asked]] = {
    R.PROTECTED: lambda asked: about(asked, protected=True),
    R.CALL_TYPE_NOT_LISTED: lambda asked: about(asked, call_type="homicide"),
    R.SILENT_PRIORITY: lambda asked: about(asked, priority=1),
    R.WRONG_NUMBER: lambda asked: heard_by(asked, barred=True),
    R.CONTACT_REMOVED: lambda asked: heard_by(asked, linked=False),
    R.ROLE_NOT_TEXTED: lambda asked: heard_by(asked, role=Role.SUSPECT),
    R.OPTED_OUT: lambda asked: heard_by(asked, consent=Consent.OPTED_OUT),
    R.INVALID_PHONE: lambda asked: heard_by(asked, valid=False),
    R.MUTED: lambda asked: heard_by(asked, muted=True),
    R.SUPERSEDED: lambda asked: about(asked, state=S.CLEARED),
    R.TOO_OLD: lambda asked: asked.but(now=asked.now + timedelta(minutes=15), told_at=asked.now),
    R.TOO_SOON: lambda asked: asked.but(told_at=asked.now - timedelta(minutes=1)),
}


def test_a_text_that_nothing_speaks_against_goes_at_once() -> None:
    assert Asked().answer().verdict is V.SEND
    assert Asked().answer().reason is None
    assert Asked().answer().body.startswith("Tampa Police: ")


@pytest.mark.parametrize("reason", AGAINST)
def test_each_reason_keeps_a_text_back(reason: Reason) -> None:
    answer = AGAINST[reason](Asked()).answer()
    assert (answer.verdict, answer.reason, answer.body) == (V.SUPPRESS, reason, "")


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(AGAINST, 2)))
def test_of_two_reasons_the_first_in_the_designs_order_counts(first: Reason, second: Reason) -> None:
    asked = AGAINST[first](AGAINST[second](Asked()))
    assert asked.answer().reason is first


def test_a_phone_that_takes_no_texts_is_unreachable_and_one_that_is_none_is_invalid() -> None:
    assert heard_by(Asked(), consent=Consent.UNREACHABLE).answer().reason is R.UNREACHABLE
    assert heard_by(Asked(), consent=Consent.UNREACHABLE, valid=False).answer().reason is R.INVALID_PHONE


@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize(
    "reason", [R.PROTECTED, R.CALL_TYPE_NOT_LISTED, R.SILENT_PRIORITY, R.WRONG_NUMBER, R.CONTACT_REMOVED, R.OPTED_OUT]
)
def test_no_kind_of_notice_not_even_a_persons_words_gets_past_these(kind: NoticeKind, reason: Reason) -> None:
    asked = AGAINST[reason](Asked(notice=Notice(kind, TEN, words="Please call us.")))
    assert asked.answer().reason is reason


@pytest.mark.parametrize("role", Role)
def test_only_victims_reporting_parties_and_guardians_are_texted(role: Role) -> None:
    answer = heard_by(Asked(), role=role).answer()
    assert (answer.reason is R.ROLE_NOT_TEXTED) is (role not in {Role.VICTIM, Role.REPORTING_PARTY, Role.GUARDIAN})
    assert {Role.VICTIM, Role.REPORTING_PARTY, Role.GUARDIAN} == TEXTED_ROLES


# Silence about a whole case


@pytest.mark.parametrize("flag", Flag)
def test_a_flagged_case_is_silent(flag: Flag) -> None:
    assert silence(case(created(flags=[flag.value])), TAMPA) is R.PROTECTED


def test_a_type_that_the_agency_does_not_list_is_silent_and_a_code_of_its_cad_is_listed() -> None:
    assert silence(case(created(call_type="homicide")), TAMPA) is R.CALL_TYPE_NOT_LISTED
    assert silence(case(created(call_type="10-99")), TAMPA) is None
    assert silence(known(call_type=None), TAMPA) is R.CALL_TYPE_NOT_LISTED


@pytest.mark.parametrize(
    ("priority", "reason"), [(1, R.SILENT_PRIORITY), (2, R.SILENT_PRIORITY), (3, None), (0, None), (None, None)]
)
def test_an_urgent_call_is_silent_and_one_of_no_priority_is_not(priority: int | None, reason: Reason | None) -> None:
    assert silence(known(priority=priority), TAMPA) is reason


# Truth and life


def test_an_overtaken_notice_is_never_told_even_if_its_state_has_come_again() -> None:
    asked = Asked(notice=Notice(K.OFFICER_DELAYED, TEN, overtaken=True))
    assert asked.answer().reason is R.SUPERSEDED


LIVES = {K.SURVEY: timedelta(hours=72)}


@pytest.mark.parametrize("kind", [kind for kind in K if kind is not K.DESK])
def test_a_life_runs_from_what_happened_and_ends_on_the_dot(kind: NoticeKind) -> None:
    facts = known(finished_by="end", case_number="26-1", status=C.INVESTIGATING, investigator=Person("Rosa Cruz"))
    for state in S:
        asked = Asked(notice=Notice(kind, TEN), case=replace(facts, state=state))
        if not RULES[kind].true(asked.case):
            continue
        life = LIVES.get(
            kind, timedelta(minutes=15) if RULES[kind].life < timedelta(hours=1) else timedelta(hours=24)
        )
        last_moment = asked.but(now=TEN + life - timedelta(seconds=1)).answer()
        assert last_moment.verdict is not V.SUPPRESS
        assert last_moment.expires_at == TEN + life
        assert asked.but(now=TEN + life).answer().reason is R.TOO_OLD


# Too soon


@pytest.mark.parametrize(("minutes", "reason"), [(0, R.TOO_SOON), (14.9, R.TOO_SOON), (15, None), (60, None)])
def test_a_second_delay_within_15_minutes_is_not_told(minutes: float, reason: Reason | None) -> None:
    now = at(100)
    asked = Asked(notice=Notice(K.OFFICER_DELAYED, now), now=now, told_at=now - timedelta(minutes=minutes))
    assert asked.answer().reason is reason


def test_a_dispatch_between_two_delays_makes_the_second_one_news() -> None:
    asked = Asked(told_at=TEN - timedelta(minutes=5))
    between = about(asked, dispatched_at=TEN - timedelta(minutes=1))
    before_both = about(asked, dispatched_at=TEN - timedelta(minutes=9))
    assert between.answer().verdict is V.SEND
    assert before_both.answer().reason is R.TOO_SOON


def test_nothing_but_a_delay_is_ever_too_soon() -> None:
    asked = Asked(notice=Notice(K.OFFICER_DISPATCHED, TEN), case=known(state=S.DISPATCHED), told_at=TEN)
    assert asked.answer().verdict is V.SEND


# What is true now, in place of a text whose time ran out


@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize("coming", K)
def test_what_is_true_now_is_not_said_beside_a_text_that_says_it(kind: NoticeKind, coming: NoticeKind) -> None:
    facts = known(state=S.ASSIGNED, investigator=Person("Rosa Cruz"))
    answer = Asked(notice=Notice(kind, TEN, words="Hello."), case=facts, coming=(coming,)).answer()
    says_nothing_of_it = {K.REPORT_RECEIVED, K.CASE_NUMBER_ASSIGNED, K.DESK, K.CURRENT_STATUS, K.SURVEY}
    needless = kind is K.CURRENT_STATUS and coming not in says_nothing_of_it
    assert (answer.reason is R.ALREADY_TOLD) is needless


# Bad news


@pytest.mark.parametrize("given", C)
def test_an_agency_may_give_bad_news_by_phone(given: CaseStatus) -> None:
    state = next(state for state in S if RULES[K.CASE_STATUS].true(known(status=given, state=state)))
    by_text = Asked(notice=Notice(K.CASE_STATUS, TEN), case=known(status=given, state=state))
    by_phone = by_text.but(agency=replace(TAMPA, bad_news_by_text=False))
    bad = given in {C.INACTIVE, C.UNFOUNDED, C.EXCEPTIONALLY_CLEARED}
    assert by_text.answer().verdict is V.SEND
    assert by_phone.answer().reason is (R.BAD_NEWS if bad else None)


def test_bad_news_that_is_not_texted_becomes_a_request_for_a_person() -> None:
    assert REQUEST_INSTEAD == {R.BAD_NEWS: RequestKind.BAD_NEWS}


@pytest.mark.parametrize("kind", [K.CONTACT_ADDED, K.CURRENT_STATUS])
@pytest.mark.parametrize("given", [C.INACTIVE, C.UNFOUNDED, C.EXCEPTIONALLY_CLEARED])
@pytest.mark.parametrize("found", [False, True])
def test_what_is_true_now_gives_no_bad_news_either(kind: NoticeKind, given: CaseStatus, found: bool) -> None:
    by_phone = replace(TAMPA, bad_news_by_text=False)
    state = S.INACTIVE if given is C.INACTIVE else S.CLOSED
    facts = known(status=C.PROPERTY_RECOVERED if found else given, state=state)
    body = Asked(notice=Notice(kind, TEN), case=facts, agency=by_phone).answer().body
    for words in ("paused", "no crime", "no arrest"):
        assert words not in body


# Quiet hours


@pytest.mark.parametrize("kind", K)
def test_at_night_live_news_goes_and_news_of_an_investigation_waits_for_the_morning(kind: NoticeKind) -> None:
    facts = known(status=C.INACTIVE, finished_by="end", case_number="26-1", investigator=Person("Rosa Cruz"))
    for state in S:
        if not RULES[kind].true(replace(facts, state=state)):
            continue
        case_then = replace(facts, state=state)
        answer = Asked(notice=Notice(kind, NIGHT, words="Please call us."), case=case_then, now=NIGHT).answer()
        live = state in (S.REPORTED, S.DISPATCHED, S.DELAYED, S.ON_SCENE)
        casework = kind in (K.CASE_NUMBER_ASSIGNED, K.DETECTIVE_ASSIGNED, K.CASE_STATUS)
        if casework or (kind in (K.CONTACT_ADDED, K.CURRENT_STATUS) and not live):
            assert (answer.verdict, answer.reason, answer.until) == (V.HOLD, R.QUIET_HOURS, MORNING)
            assert answer.body
        else:
            assert (answer.verdict, answer.until) == (V.SEND, None)


def test_what_was_held_may_go_in_the_morning() -> None:
    asked = Asked(notice=Notice(K.CASE_STATUS, NIGHT), case=known(state=S.INACTIVE, status=C.INACTIVE), now=MORNING)
    assert asked.answer().verdict is V.SEND


# Words


@pytest.mark.parametrize(
    "words",
    [
        "An officer will be there in 10 minutes.",
        "We are at 12 Main Street.",
        "See https://example.com/case",
        "word " * 200,
    ],
)
def test_the_guard_keeps_back_a_persons_words_that_break_a_rule(words: str) -> None:
    assert Asked(notice=Notice(K.DESK, TEN, words=words)).answer().reason is R.GUARD


def test_a_persons_words_go_with_their_sender() -> None:
    body = Asked(notice=Notice(K.DESK, TEN, words=" Your keys are with us. ")).answer().body
    assert body == "Tampa Police: Your keys are with us."


@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_text_to_a_phone_says_stop_and_help_whatever_its_kind(kind: NoticeKind, language: str) -> None:
    facts = known(finished_by="end", case_number="26-1", status=C.INVESTIGATING, investigator=Person("Rosa Cruz"))
    state = next(state for state in (S.DISPATCHED, *S) if RULES[kind].true(replace(facts, state=state)))
    asked = Asked(notice=Notice(kind, TEN, words="Hello."), case=replace(facts, state=state))
    first = heard_by(asked, introduced=False, language=language).answer().body
    later = heard_by(asked, introduced=True, language=language).answer().body
    assert "STOP" in first
    assert "HELP" in first
    assert "STOP" not in later


def test_a_decision_says_the_lane() -> None:
    assert Asked().answer().lane is Lane.REALTIME
    assert Asked(notice=Notice(K.CASE_STATUS, TEN)).answer().lane is Lane.CASEWORK


def test_every_reason_that_the_policy_can_give_is_tried_here() -> None:
    tried = {*AGAINST, R.UNREACHABLE, R.ALREADY_TOLD, R.BAD_NEWS, R.GUARD, R.QUIET_HOURS}
    named = re.findall(r"Reason\.([A-Z_]+)", inspect.getsource(policy))
    assert tried == {Reason[name] for name in named}
