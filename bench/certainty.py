"""How probable it is that the likeliest topic is right: fits it and checks it; `python -m bench.certainty --also FOLDER`.

The cases are the calibration set and, with `--also`, sets from outside the project (evaluation/found_sets.py says their
format); none is trained on. Every other case is fitted on, the rest is checked. Prints the values for `CertaintySettings` and
writes docs/certainty.md and its picture, the reliability curve of the values in use (DeGroot and Fienberg, 1983).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np
from ruamel.yaml import YAML
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from bench.metrics import ANSWERABLE, DECLINING
from content import content
from evaluation.found_sets import read_found_sets
from evaluation.sets import SAFETY, SetError
from iort.privacy.redaction import redacted_text
from iort.understanding.decision import decide, merged, probability_right
from iort.understanding.kinds import FACTS, FOREIGN, UNSURE
from iort.understanding.last_model import last_model
from iort.understanding.model import Model
from iort.understanding.ranking import Ranked, Ranking, without
from iort.understanding.safety.detector import DANGERS
from iort.understanding.text import readable
from iort.understanding.understanding import read

_CALIBRATION = Path("tests/nlu/calibration_set.yml")
_PAGE = Path("docs/certainty.md")
_PICTURE = Path("docs/certainty.svg")
_FAR_OFF = 0.15  # of what is fitted on: most who come to a hospital's page ask about the hospital
_MOST_FAR_OFF = 3000
_BINS = np.linspace(0.0, 1.0, 11)
_WRONG_FACT_COSTS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)


@dataclass(frozen=True)
class Question:
    """A single question without a conversation before it; `acceptable` holds the topics that are right."""

    set: str
    text: str
    acceptable: frozenset[str]

    @property
    def far_off(self) -> bool:
        """Whether it was written to another assistant."""
        return self.acceptable >= set(content().topics) - ANSWERABLE - SAFETY

    def accepts(self, topic: str) -> bool:
        """Whether the topic is right; whatever is outside gets one and the same kind of answer."""
        return topic in self.acceptable or (topic in DECLINING and bool(self.acceptable & DECLINING))


@dataclass(frozen=True)
class Answered:
    """A question, and how it is read as a whole."""

    question: Question
    ranking: Ranking
    familiarity: float

    @property
    def likeliest(self) -> Ranked:
        """The topic, and what the classifier gives it."""
        return merged(self.ranking)[0]

    @property
    def right(self) -> bool:
        """Whether that topic is right."""
        return self.question.accepts(self.likeliest.name)


def questions(also: Path | None) -> Iterator[Question]:
    """The calibration set's, and of the folder those with one question that is no danger. Raises SetError."""
    for case in YAML(typ="safe").load(_CALIBRATION)["cases"]:
        yield Question("calibration_set", case["text"], frozenset([case["intent"], *case.get("also", [])]))
    for item in read_found_sets(also) if also else ():
        single = [case.turns[0] for case in item.cases if len(case.turns) == 1 and len(case.turns[0].topics) == 1]
        for turn in single[:: max(1, len(single) // _MOST_FAR_OFF)]:
            yield Question(item.name, turn.text, frozenset(turn.topics[0]))


def answered(asked: Iterator[Question], model: Model) -> list[Answered]:
    """Each question that is no danger, as the model reads it."""
    found = []
    for question in asked:
        if question.acceptable & SAFETY and not question.far_off:
            continue
        (reading,) = read([model.speller.correct(readable(redacted_text(question.text)))], model)
        found.append(Answered(question, without(reading.ranking, FOREIGN, *DANGERS), reading.familiarity))
    return found


def fitted(found: Sequence[Answered]) -> tuple[float, float, float]:
    """Constant and weights of confidence and familiarity, with far-off questions at their share."""
    given = np.clip([one.likeliest.confidence for one in found], 1e-4, 1 - 1e-4)
    signs = np.column_stack([logit(given), [one.familiarity for one in found]])
    far_off = np.array([one.question.far_off for one in found])
    weights = np.where(far_off, _FAR_OFF / max(far_off.sum(), 1), (1 - _FAR_OFF) / max((~far_off).sum(), 1)) * len(
        found
    )
    right = np.array([one.right for one in found])
    # With next to no regularization the two halves of the questions would give familiarity very different weights.
    regression = LogisticRegression(C=10.0, tol=1e-8, max_iter=9000).fit(signs, right, weights)
    confidence, familiarity = map(float, regression.coef_[0])
    return float(regression.intercept_[0]), confidence, familiarity


def reliability(found: Sequence[Answered]) -> list[tuple[float, float, int]]:
    """For each tenth of probability: how probable it was called, how often it was right, of how many."""
    called = np.array([probability_right(one.likeliest, one.familiarity) for one in found])
    right = np.array([one.right for one in found])
    places = np.clip(np.digitize(called, _BINS) - 1, 0, len(_BINS) - 2)
    return [
        (float(called[places == bin].mean()), float(right[places == bin].mean()), int((places == bin).sum()))
        for bin in range(len(_BINS) - 1)
        if (places == bin).any()
    ]


def trade(found: Sequence[Answered], wrong_fact: float) -> tuple[float, float, float]:
    """Shares told the right thing, a wrong fact, and asked back, were a wrong fact to cost so much."""
    costs = content().costs.copy(update={"wrong_fact": wrong_fact})
    topics = [decide(one.ranking, one.familiarity, costs).name for one in found]
    right = np.mean([one.question.accepts(topic) for one, topic in zip(found, topics)])
    wrong = np.mean([topic in ANSWERABLE and not one.question.accepts(topic) for one, topic in zip(found, topics)])
    return float(right), float(wrong), float(np.mean([topic == UNSURE for topic in topics]))


def main() -> None:
    """Fit, check, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.certainty", description=__doc__)
    parser.add_argument("--also", type=Path, help="folder of sets from outside the project")
    options = parser.parse_args()
    model = last_model()
    if model is None:
        sys.exit("Error: no model was learned from this state: run 'make setup' first.")
    try:
        found = answered(questions(options.also), model)
    except SetError as error:
        sys.exit(str(error))
    for name, fact in (("OF_A_FACT", True), ("OF_ANOTHER_REPLY", False)):
        constant, confidence, familiarity = fitted([one for one in found[::2] if (one.likeliest.name in FACTS) == fact])
        print(f"{name}: constant={constant:.2f}, confidence={confidence:.2f}, familiarity={familiarity:.2f}")
    checked = found[1::2]
    curve = reliability(checked)
    groups = {
        name: [one for one in checked if one.question.set == name]
        for name in dict.fromkeys(one.question.set for one in checked)
    }
    lines = [
        "| set | questions | a wrong fact costs | right | a wrong topic told as fact | asked back |",
        "| --- | ---: " + "| ---: " * 4 + "|",
    ]
    for name, mine in groups.items():
        for cost in _WRONG_FACT_COSTS:
            right, wrong, asked = trade(mine, cost)
            lines.append(f"| {name} | {len(mine)} | {cost:g} | {right:.1%} | {wrong:.1%} | {asked:.1%} |")
    rows = [f"| {called:.2f} | {right:.2f} | {many} |" for called, right, many in curve]
    _PAGE.write_text(_TEXT.format(reliability="\n".join(rows), trade="\n".join(lines)), encoding="utf-8")
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], ":", color="grey")
    axes.plot([called for called, *_ in curve], [right for _, right, _ in curve], "o-")
    axes.set(xlabel="called probable", ylabel="right", xlim=(0, 1), ylim=(0, 1))
    axes.grid(alpha=0.3)
    figure.savefig(_PICTURE, metadata={"Date": None})
    print("\n".join(lines))
    print(f"{_PAGE} and {_PICTURE} written.")


_TEXT = """\
# How sure the assistant may be

Written by `python -m bench.certainty --also FOLDER`: with the calibration set and sets from outside the project, of which every
other question was fitted on; these are the others. Nothing of them was trained on.

How probable it is that the likeliest topic is right comes from what the classifier gives it and from how like the training
phrases the text is (`iort/understanding/decision.py`). So often it was right:

| called probable | right | questions |
| ---: | ---: | ---: |
{reliability}

![Called probable against right](certainty.svg)

A topic is acted upon where that costs less than to ask back, by the table in `content/costs.yml`. The likeliest topic of the
whole message alone, at other costs of a wrong fact:

{trade}
"""

if __name__ == "__main__":
    main()
