"""All classes fitted together have the optimum of scikit-learn's liblinear, which fits one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import random as random_sparse
from sklearn.linear_model import LogisticRegression

from iort.understanding import logistic_regression
from iort.understanding.logistic_regression import Rows, fit

CHANCE = np.random.default_rng(77424)
SPARSE = random_sparse(400, 60, 0.1, "csr", np.float32, random_state=77424)
DENSE = CHANCE.normal(size=(400, 8)).astype(np.float32)
ROWS = Rows(SPARSE, DENSE)
CLASSES = (SPARSE @ CHANCE.normal(size=(60, 4)) + DENSE @ CHANCE.normal(size=(8, 4))).argmax(1)
MEMBERS = CLASSES[:, None] == np.arange(4)


@pytest.fixture(autouse=True)
def precise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fits to the bottom, so that two ways there can be compared."""
    monkeypatch.setattr(logistic_regression, "_TOLERANCE", 1e-5)


def test_the_weights_are_those_of_liblinear() -> None:
    matrix = np.hstack([SPARSE.toarray(), DENSE])
    theirs = LogisticRegression(C=10.0, solver="liblinear", tol=1e-6).fit(matrix, CLASSES)
    expected = 1 / (1 + np.exp(-theirs.decision_function(matrix)))
    found = 1 / (1 + np.exp(-ROWS.times(fit(ROWS, MEMBERS, 10.0))))
    assert np.abs(found - expected).mean() < 5e-4
    assert expected.std() > 0.1


def test_a_start_near_the_end_saves_steps_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    newton = logistic_regression._newton
    monkeypatch.setattr(logistic_regression, "_newton", lambda *given: steps.append(1) or newton(*given))
    fewer = Rows(SPARSE[1:], DENSE[1:])
    cold = fit(fewer, MEMBERS[1:], 10.0)
    from_nothing = len(steps)
    warm = fit(fewer, MEMBERS[1:], 10.0, fit(ROWS, MEMBERS, 10.0))
    assert len(steps) - 2 * from_nothing < from_nothing
    chances = [1 / (1 + np.exp(-fewer.times(weights))) for weights in (cold, warm)]
    assert np.abs(chances[0] - chances[1]).mean() < 5e-4
