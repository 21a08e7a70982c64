"""How the decision's threshold trades right answers against wrong ones; `python -m bench.thresholds`.

Reads the trained model's rankings of the calibration set (never the test set) and writes the table and the curve that
the values in iort/understanding/settings.py were chosen from: docs/thresholds.md and docs/thresholds.svg.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
from rasa.core.agent import Agent
from rasa.model import get_latest_model
from rasa.utils.log_utils import configure_structlog
from ruamel.yaml import YAML

from bench.metrics import ANSWERABLE, DECLINING
from iort.understanding.decision import decide
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.safety.detector import DANGERS
from iort.understanding.settings import DecisionSettings

_CASES = Path("tests/nlu/calibration_set.yml")
_PAGE = Path("docs/thresholds.md")
_PICTURE = Path("docs/thresholds.svg")
_THRESHOLDS = [step / 20 for step in range(20)]
_MARGINS = [0.0, 0.02, 0.05, 0.1, 0.2]

Rankings = list[tuple[dict[str, Any], Ranking]]
Shares = dict[str, float]


async def rankings() -> Rankings:
    """Each calibration case with the intent ranking of the newest model."""
    configure_structlog(logging.ERROR)
    agent = Agent.load(str(get_latest_model("models")))
    cases = YAML(typ="safe").load(_CASES)["cases"]
    parsed = [(case, await agent.parse_message(case["text"])) for case in cases]
    return [(case, tuple(Ranked(**item) for item in found["intent_ranking"])) for case, found in parsed]


def shares(ranked: Rankings, threshold: float, margin: float) -> Shares:
    """Shares of the cases in scope that are right, asked back and wrong, and of the others that are answered."""
    settings = DecisionSettings(threshold, margin)
    decided = [
        (case, ranking[0].name if ranking[0].name in DANGERS else decide(ranking, settings).name)
        for case, ranking in ranked
    ]
    inside = [(case, name) for case, name in decided if case["intent"] not in DECLINING]
    outside = [name for case, name in decided if case["intent"] in DECLINING]
    right = sum(name in [case["intent"], *case.get("also", [])] for case, name in inside) / len(inside)
    asked = sum(name == "nlu_fallback" for _, name in inside) / len(inside)
    answered = sum(name in ANSWERABLE for name in outside) / len(outside)
    return {"right": right, "asked back": asked, "wrong": 1 - right - asked, "out of scope answered": answered}


def main() -> None:
    """Write the table and the curve."""
    ranked = asyncio.run(rankings())
    names = list(shares(ranked, 0.0, 0.0))
    lines = [f"| threshold | margin | {' | '.join(names)} |", "| ---: " * (2 + len(names)) + "|"]
    for threshold in _THRESHOLDS[2:14:2]:
        for margin in _MARGINS:
            found = shares(ranked, threshold, margin)
            lines.append(
                f"| {threshold:.2f} | {margin:.2f} | " + " | ".join(f"{found[name]:.1%}" for name in names) + " |"
            )
    _PAGE.write_text(_TEXT.format(cases=len(ranked), table="\n".join(lines)), encoding="utf-8")

    curve = [shares(ranked, threshold, 0.02) for threshold in _THRESHOLDS]
    figure, axes = plt.subplots(figsize=(7, 4))
    for name, style in zip(names, ("-", "--", "-.", ":")):
        axes.plot(_THRESHOLDS, [point[name] for point in curve], style, label=name)
    axes.set(xlabel="threshold (margin 0.02)", ylabel="share", ylim=(0, 1))
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(_PICTURE, metadata={"Date": None})
    print(f"{_PAGE} and {_PICTURE} written.")


_TEXT = """\
# Threshold and margin of the decision

Written by `python -m bench.thresholds` from the newest model and the {cases} questions of
`tests/nlu/calibration_set.yml`, which were never trained on. *Right*, *asked back* and *wrong* are shares of the
questions in scope; *out of scope answered* is the share of the others that got an answer of a topic.

![The four shares against the threshold](thresholds.svg)

{table}
"""

if __name__ == "__main__":
    main()
