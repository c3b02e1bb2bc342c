from pathlib import Path

from flows.drawing import document

PAGE = Path(__file__).parents[2] / "docs" / "machines.md"


def test_the_page_of_the_machines_is_what_their_tables_draw() -> None:
    assert PAGE.read_text(encoding="utf-8") == document()
