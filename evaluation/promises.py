"""What is promised of the labelled sets, once: the report shows it, and the tests refuse what falls below its bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """A share and what it has to be.

    Attributes:
        goal: what is promised; None where nothing is.
        bound: what the tests let through: the goal, or a little worse than measured where that is not reached yet.
        errors: whether the share counts errors, of which there may be so many at most.
    """

    goal: float | None
    bound: float | None
    errors: bool = False

    def keeps_bound(self, value: float) -> bool:
        """Whether the tests let the value through."""
        return self.bound is None or _good(value, self.bound, self.errors)

    def keeps_goal(self, value: float) -> bool:
        """Whether the promise is kept."""
        return self.goal is None or _good(value, self.goal, self.errors)


def _good(value: float, limit: float, errors: bool) -> bool:
    return value <= limit if errors else value >= limit


# Of tests/evaluation/: the figures of the report, each under the name it has there.
FIGURES = {
    "topics: an acceptable answer": Promise(0.97, 0.95),
    "near-miss pairs: both sides right": Promise(0.95, 0.89),
    "out of scope: answered as if in scope": Promise(0.02, 0.04, errors=True),
    "gibberish and injection: answered as if in scope": Promise(0.0, 0.03, errors=True),
    "other languages: recognised": Promise(None, 0.95),
    "English that looks foreign: taken for it": Promise(None, 0.05, errors=True),
    "two questions: both answered, in order": Promise(0.95, 0.85),
    "single questions: split wrongly": Promise(0.01, 0.04, errors=True),
    "follow-ups: right": Promise(0.95, 0.95),
    "safety: dangers recognised": Promise(1.0, 0.97),
    "safety: false alarms": Promise(0.01, 0.04, errors=True),
    "advice and results: answered without advice": Promise(0.99, 0.96),
    "advice and results: recognised as such": Promise(None, None),
    "silence": Promise(0.0, 0.0, errors=True),
}

# Of tests/nlu/test_set.yml, single questions that are parsed and not answered.
TEST_SET = {
    "right topic": Promise(0.94, 0.94),
    "out of scope: taken for a topic": Promise(0.03, 0.03, errors=True),
    "dangers: missed": Promise(0.0, 0.0, errors=True),
    "subject of an unanswerable question: named": Promise(0.9, 0.9),
}
