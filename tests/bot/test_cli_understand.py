"""`caseline understand`: one JSON line for each text, whatever its bytes."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bot.cli.texts import understand


def test_each_line_is_answered_with_its_intents_and_odd_bytes_do_no_harm() -> None:
    given = b"STOP\nstill no officer and I have video\n\xff\xfe\x00\n\n\xc2\xbfC\xc3\xb3mo va mi caso?\n"
    ran = CliRunner().invoke(understand, input=given)
    assert ran.exit_code == 0
    lines = [json.loads(line) for line in ran.output.splitlines()]
    assert [line["intent"] for line in lines] == ["stop", "status", "unknown", "unknown", "status"]
    assert {one["intent"] for one in lines[1]["intents"]} >= {"status", "add"}
    assert set(lines[0]["intents"][0]) == {"intent", "confidence", "why"}
    assert lines[4]["language"] == "es"
