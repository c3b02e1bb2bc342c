"""What a log line may say of an error (that no line names anyone: test_worker.py, over real processes)."""

from __future__ import annotations

from bot import logs


def test_an_error_is_named_and_placed_without_its_words() -> None:
    told: dict[str, object] = {}
    try:
        int("phone 8135550101")
    except ValueError as fault:
        told = logs.trace(fault)
    assert told["fault"] == "ValueError"
    assert "test_logs.py" in str(told["at"])
    assert "8135550101" not in str(told)
