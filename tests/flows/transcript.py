"""A conversation written down as it would look on a phone, and played.

> call me                                   the person texts
< When is it safe to call you               what the answer holds
= call_back when: not said                  what is recorded: requests, and the rest by its name
~ 1 day                                     time passes
> [picture]                                 a picture without words
- silence                                   no answer at all
"""

from __future__ import annotations

from datetime import timedelta

from flows.dialogue import Answer, Choose, Mute, OpenRequest, OptIn, OptOut, Rate, SetLanguage, TakeBack, Unlink
from tests.flows.chat import Phone

_UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}
_PICTURE = "[picture]"


def play(phone: Phone, chat: str) -> None:
    """Plays a chat line by line; each text's record must be told in full."""
    got: Answer | None = None
    told: list[str] = []
    for line in [one.strip() for one in chat.strip().splitlines() if one.strip()]:
        mark, _, words = line.partition(" ")
        if mark == ">":
            _told_in_full(got, told, line)
            got, told = phone.says(words.replace(_PICTURE, "").strip(), media=int(_PICTURE in words)), []
        elif mark == "~":
            count, _, unit = words.partition(" ")
            phone.now += timedelta(**{_UNITS[unit.removesuffix("s")]: int(count)})
        elif mark == "<":
            assert got is not None
            assert words in (got.reply or ""), (words, got.reply, got.understanding)
        elif mark == "-":
            assert got is not None
            assert got.reply is None, got.reply
        elif mark == "=":
            told.append(words)
        else:
            raise ValueError(line)
    _told_in_full(got, told, "the end")


def _told_in_full(got: Answer | None, told: list[str], where: str) -> None:
    if got is not None:
        assert recorded(got) == told, f"before {where}"


def recorded(got: Answer) -> list[str]:
    """What stays of a text besides the text itself, in words."""
    lines = []
    for effect in got.effects:
        match effect:
            case OpenRequest(kind, urgent, _, incident, detail):
                said = [f"{name}: {value}" for name, value in detail.items() if name != "why"]
                head = f"{kind.value}{' urgently' if urgent else ''}{'' if incident else ' (no case)'}"
                lines.append(" ".join([head, ", ".join(said)]).strip())
            case OptOut():
                lines.append("opted out")
            case OptIn():
                lines.append("opted in")
            case Unlink():
                lines.append("unlinked")
            case Mute(incident):
                lines.append(f"muted {incident}")
            case SetLanguage(language):
                lines.append(f"language {language}")
            case Choose(incident, choice):
                lines.append(f"choice.made {choice.value} in {incident}")
            case Rate(_, score, words):
                lines.append(f"rated {score or '-'} {words or ''}".strip())
            case TakeBack(kind):
                lines.append(f"{kind.value} taken back")
    return lines
