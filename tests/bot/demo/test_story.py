"""The facts of the real calls, and the events that they become."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from bot.demo import live, scenes, story
from bot.demo.once import agency
from bot.demo.scenes import Push
from flows.vocabulary import EventType
from webhooks.schema import EVENTS

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
CALLS = story.load()
PILOT = set(agency().call_types)


def call(number: str) -> story.Call:
    return next(one for one in CALLS if one.number == number)


def test_the_calls_are_real_ones_of_both_cities_and_each_stands_once() -> None:
    assert 40 <= len(CALLS) <= 70
    assert len({one.number for one in CALLS}) == len(CALLS)
    assert set(Counter(one.source for one in CALLS)) == {"seattle", "reno"}


def test_the_policy_has_something_to_decide() -> None:
    silent = [one for one in CALLS if story.silent(one, agency())]
    assert any("domestic_violence" in one.flags for one in silent)
    assert any(one.call_type not in PILOT for one in silent)
    assert any(one.priority in (1, 2) and not one.flags and one.call_type in PILOT for one in silent)
    assert len(silent) < len(CALLS) / 2


def test_every_step_comes_after_the_one_before_it() -> None:
    for one in CALLS:
        after = [step.after_s for step in story.steps(one)]
        assert after == sorted(after), one.number


def test_an_event_happens_now_and_keeps_the_source_s_facts() -> None:
    event = story.event(call("112780306"), EventType.CALL_CLEARED, story.Contact("+18135550101"), NOW, "x")
    assert event["occurred_at"] == NOW.isoformat()
    assert event["incident"] == "112780306"
    assert (event["data"]["disposition"], event["data"]["case_number"]) == ("report_taken", "110019577")


def test_an_empty_change_leaves_a_member_out() -> None:
    contact = story.Contact("+18135550101")
    event = story.event(call("112780306"), EventType.CALL_CLEARED, contact, NOW, "x", case_number="")
    assert "case_number" not in event["data"]


def test_a_cancelled_call_ends_as_cancelled() -> None:
    assert story.steps(call("2021000318490"))[-1].type is EventType.CALL_CANCELLED


def test_every_phone_is_fictitious_and_none_is_the_agency_s_own() -> None:
    numbers = list(story.phones(agency()))
    assert all("+18135550101" <= one <= "+18135550199" for one in numbers)
    assert not {agency().sender, agency().desk_phone} & set(numbers)


def test_the_script_plays_every_call_once_with_a_phone_of_its_own() -> None:
    script = scenes.load(CALLS, agency())
    played = [one.number for scene in script.scenes for one in scene.calls]
    assert sorted(played) == sorted(one.number for one in CALLS)
    phones = [scene.contact.phone for scene in (*script.scenes, script.live)]
    assert len(set(phones)) == len(phones)


def test_every_event_of_the_script_is_one_that_the_api_takes() -> None:
    script = scenes.load(CALLS, agency())
    pushes = [(scene, act) for scene in (*script.scenes, script.live) for act in scene.acts if isinstance(act, Push)]
    pushes += [(script.live, one.push) for one in script.buttons]
    for scene, act in pushes:
        for kind in act.kinds:
            event = story.event(act.call, kind, scene.contact, NOW, "x", **act.data)
            EVENTS[kind.value].model_validate(event)


def test_calls_side_by_side_keep_their_own_order() -> None:
    script = scenes.load(CALLS, agency())
    some = list(script.scenes[:6])
    played = list(live.interleaved(some, 3))
    for scene in some:
        assert [act for one, act in played if one is scene] == list(scene.acts)
    assert len({scene.title for scene, _ in played[:3]}) == 3
