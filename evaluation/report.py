"""The report of an evaluation: Markdown and HTML, with pictures where a person would rather look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.metrics import ANSWERABLE, DECLINING
from evaluation.judge import ASKED_BACK
from evaluation.results import Figure, Row, Share, figures, flips, headlines
from evaluation.sets import LabelledSet

matplotlib.rcParams["svg.hashsalt"] = "iort"  # the same rows give the same picture
_TEMPLATES = Path(__file__).parent / "templates"
_WORST = 40
_OTHER = "(other)"


def write_report(
    folder: Path,
    sets: Sequence[LabelledSet],
    rows: Sequence[Row],
    before: Sequence[Row],
    baseline: Sequence[Row] = (),
) -> None:
    """Write report.md, report.html and their pictures to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_confusion(rows, folder / "confusion.svg")
    draw_confidence(rows, folder / "confidence.svg")
    draw_threshold(rows, folder / "threshold.svg")
    mended, broken = flips(rows, before)
    facts: dict[str, Any] = {
        "headlines": headlines(rows),
        "figures": figures(rows),
        "baseline": {figure.name: figure for figure in figures(baseline)},
        "sets": sets,
        "verdicts": {item.name: Counter(row.verdict for row in rows if row.set == item.name) for item in sets},
        "worst": worst(rows),
        "failures": sum(row.verdict != "right" for row in rows),
        "compared": bool(before),
        "mended": mended,
        "broken": broken,
    }
    for name in ("report.md", "report.html"):
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=name.endswith("html"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["bound"] = bound
        environment.filters["interval"] = interval
        environment.filters["cell"] = cell
        text = environment.get_template(f"{name}.j2").render(facts)
        (folder / name).write_text(text, encoding="utf-8")


def bound(figure: Figure) -> str:
    """'at least 97%', 'at most 2%', or '' where nothing is promised."""
    if figure.promise.goal is None:
        return ""
    return f"at {'most' if figure.promise.errors else 'least'} {figure.promise.goal:.0%}"


def interval(share: Share) -> str:
    """'3 of 470, 0.6% (0.2 to 1.9)', or '' where there was no case."""
    if not share.cases:
        return ""
    low, high = share.interval
    return f"{share.hits} of {share.cases}, {100 * share.value:.1f}% ({100 * low:.1f} to {100 * high:.1f})"


def worst(rows: Sequence[Row]) -> list[Row]:
    """The failures that matter most: dangers first, then wrong answers by how sure they were."""
    failed = [row for row in rows if row.verdict != "right"]
    return sorted(
        failed, key=lambda row: (row.verdict != "alarm missed", row.verdict == "asked back", -row.confidence)
    )[:_WORST]


def cell(text: str) -> str:
    """Text of a visitor for a Markdown page: one line, no markup."""
    return " ".join(text.split()).replace("|", "/").replace("<", "&lt;")


def draw_confusion(rows: Sequence[Row], path: Path) -> None:
    """Topics meant against topics answered, over the turns with one question."""
    pairs = [(row.meant, row.topics[0] if row.topics else _OTHER) for row in rows if row.meant and row.meant != "any"]
    names = sorted({meant for meant, _ in pairs if meant})
    columns = [*names, _OTHER]
    counts = np.zeros((len(names), len(columns)))
    for meant, got in pairs:
        counts[names.index(str(meant)), columns.index(got if got in columns else _OTHER)] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(12, 11))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set(xlabel="topic answered", ylabel="topic meant")
    for row, column in zip(*np.nonzero(counts)):
        shade = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, f"{counts[row, column]:.0f}", ha="center", va="center", fontsize=6, color=shade)
    _save(figure, path)


def draw_confidence(rows: Sequence[Row], path: Path) -> None:
    """How sure right and wrong answers were."""
    judged = [row for row in rows if row.meant and row.meant != "any"]
    right = [row.confidence for row in judged if row.verdict == "right"]
    wrong = [row.confidence for row in judged if row.verdict != "right"]
    figure, axes = plt.subplots(figsize=(7, 3.5))
    axes.hist(
        [right, wrong], bins=20, range=(0, 1), stacked=True, label=["right", "not right"], color=["#7aa6d8", "#c0392b"]
    )
    axes.set(xlabel="confidence", ylabel="turns")
    axes.legend()
    _save(figure, path)


def draw_threshold(rows: Sequence[Row], path: Path) -> None:
    """What another confidence threshold would make of the same understanding."""
    judged = [row for row in rows if row.meant and row.meant != "any" and row.set in ("topics", "outside", "personal")]
    inside = [row for row in judged if row.meant not in DECLINING]
    outside = [row for row in judged if row.meant in DECLINING]
    steps = np.linspace(0, 1, 41)
    curves = {
        "right": [_share(row.verdict == "right" and row.confidence >= step for row in inside) for step in steps],
        "asked back": [_share(row.confidence < step or _asked(row) for row in inside) for step in steps],
        "out of scope answered": [
            _share(row.confidence >= step and any(topic in ANSWERABLE for topic in row.topics) for row in outside)
            for step in steps
        ],
    }
    figure, axes = plt.subplots(figsize=(7, 3.5))
    for (name, values), style in zip(curves.items(), ("-", "--", ":")):
        axes.plot(steps, values, style, label=name)
    axes.set(xlabel="threshold on the confidence", ylabel="share", ylim=(0, 1))
    axes.grid(alpha=0.3)
    axes.legend()
    _save(figure, path)


def _asked(row: Row) -> bool:
    return bool(row.topics) and set(row.topics) <= ASKED_BACK


def _share(hits: Any) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0


def _save(figure: Any, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
