"""What is made of measured values: medians, ratios, the lines that are printed, the table that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.speed import report
from bench.speed.figures import TARGETS, Figure, Series, compared, lines, number, percentile, ratio, short
from bench.speed.plots import draw


def inbound(ours: list[float], bare: list[float]) -> Figure:
    return compared("inbound_vs_bare", "requests/s", Series("Caseline", ours, [30.0, 50, 40]), Series("bare", bare))


def test_a_ratio_is_that_of_the_medians() -> None:
    assert ratio([1, 100, 3], [2, 2, 900]) == 1.5


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile([float(one) for one in range(100, 0, -1)], share) == value


def test_numbers_are_plain() -> None:
    assert [number(one) for one in (0.4712, 0.5, 2.5, 12.345, 1234.5)] == ["0.471", "0.500", "2.500", "12.35", "1234"]


def test_a_line_is_a_name_and_a_value_and_extras_follow_their_figure() -> None:
    figure = compared("event_to_carrier_vs_rq", "ms", Series("a", [3]), Series("b", [2]), extras={"p50_ms": 3.0})
    assert lines([figure]) == ["event_to_carrier_vs_rq 1.500", "p50_ms 3.000"]


def test_what_is_short_says_what_was_wanted() -> None:
    figures = [inbound([47], [100]), Figure("web_rss_mb", 250.4, "MB", Series("Caseline", [250.4]))]
    assert short(figures) == ["inbound_vs_bare 0.470, wanted >= 0.50", "web_rss_mb 250, wanted <= 200"]
    assert short([inbound([50], [100])]) == []


def test_a_row_shows_both_sides_and_marks_what_is_short() -> None:
    row = report.row(inbound([40, 47, 50], [90, 100, 110]))
    assert "| **0.470** (short) | 47.00 requests/s (Caseline) | 100 requests/s (bare) | 40.00 ms |" in row
    assert report.row(inbound([60], [100])).count("**") == 0


def test_a_table_keeps_the_rows_of_what_was_not_measured_now() -> None:
    first = {one.name: report.row(one) for one in (inbound([47], [100]),)}
    kept = report.kept_rows(report.table(first))
    assert kept == first
    rss = Figure("web_rss_mb", 150, "MB", Series("Caseline", [150]))
    both = report.table(kept | {rss.name: report.row(rss)}).splitlines()
    assert [one.split("`")[1] for one in both[2:]] == ["inbound_vs_bare", "web_rss_mb"]


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    document = "before\n<!-- figures -->\nold\n<!-- end figures -->\nafter\n"
    assert report.filled(document, "figures", "new") == document.replace("old", "new")
    assert report.part(document, "figures") == "old\n"
    with pytest.raises(ValueError, match="no marks"):
        report.part("nothing", "figures")


def test_the_document_has_the_marks() -> None:
    for name in ("figures", "machine"):
        report.part(report.DOC.read_text(encoding="utf-8"), name)


def test_the_same_figure_makes_the_same_plot(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw(inbound([40, 47, 50], [90, 100, 110]), tmp_path / name)
    drawn = [(tmp_path / name).read_bytes() for name in ("one.svg", "two.svg")]
    assert drawn[0] == drawn[1]
    assert b"inbound_vs_bare" in drawn[0]
    assert len(drawn[0]) < 40_000


def test_every_target_is_one_sided() -> None:
    assert all((one.least is None) is not (one.most is None) for one in TARGETS.values())
