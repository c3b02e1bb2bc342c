"""A small chart of a figure: each round's value, ours and what it is held against, over the box of each side."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from matplotlib.figure import Figure as Canvas

from bench.speed.figures import Figure, number

OURS, BASELINE, INK = "#1f5fa8", "#8a8f98", "#30343b"
# Nothing in the file but the chart: no date, no random names, words as words.
matplotlib.rcParams.update({"svg.hashsalt": "caseline", "svg.fonttype": "none", "font.size": 9})


def draw(figure: Figure, path: Path) -> None:
    """Writes the chart as SVG."""
    sides = [one for one in (figure.ours, figure.baseline) if one is not None]
    canvas = Canvas(figsize=(5.2, 0.9 + 0.55 * len(sides)), layout="constrained")
    axes = canvas.add_subplot()
    places = list(range(len(sides)))
    boxes = axes.boxplot(
        [list(side.values) for side in sides],
        positions=places,
        orientation="horizontal",
        widths=0.5,
        showfliers=False,
        medianprops={"color": INK},
    )
    for part in ("boxes", "whiskers", "caps"):
        for line in boxes[part]:
            line.set_color("#c5c9d0")
    for place, side, colour in zip(places, sides, (OURS, BASELINE), strict=False):
        axes.plot(side.values, [place] * len(side.values), "o", color=colour, markersize=4, alpha=0.8)
    axes.set_yticks(places, [side.name for side in sides])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.06 * max(value for side in sides for value in side.values))
    axes.set_xlabel(figure.unit)
    axes.set_title(f"{figure.name}  {number(figure.value)}  (wanted {figure.target})", loc="left", color=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    canvas.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
