"""The fast decision of a support vector machine is scikit-learn's own."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.svm import SVC

from iort.understanding.safety.kernel_machine import KernelMachine

CHANCE = np.random.default_rng(77424)


def points(count: int) -> np.ndarray:
    drawn = CHANCE.normal(size=(count, 8)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def test_decides_as_scikit_learn_does() -> None:
    learned, asked = points(200), points(50)
    fitted = SVC(C=10.0, gamma=1.0, class_weight="balanced").fit(learned, learned[:, 0] + learned[:, 1] ** 2 > 0.3)
    machine = KernelMachine.of(fitted)
    decided = np.array([machine.decide(point) for point in asked])
    assert decided == pytest.approx(fitted.decision_function(asked), abs=1e-3)
    assert (decided > 0).any() and (decided < 0).any()


@pytest.mark.parametrize("other", [{"gamma": 2.0}, {"gamma": "scale"}, {"kernel": "linear", "gamma": 1.0}])
def test_another_kernel_is_refused(other: dict[str, object]) -> None:
    learned = points(20)
    fitted = SVC(**other).fit(learned, learned[:, 0] > 0)
    with pytest.raises(ValueError, match="gamma 1"):
        KernelMachine.of(fitted)
