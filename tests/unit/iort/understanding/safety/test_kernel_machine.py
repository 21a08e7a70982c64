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


@pytest.mark.parametrize("from_before", [False, True], ids=["from nothing", "from a machine of other vectors"])
def test_it_learns_what_scikit_learn_does(from_before: bool) -> None:
    vectors, asked = points(300), points(50)
    second = vectors[:, 0] + vectors[:, 1] ** 2 > 0.3
    before = KernelMachine.learn(points(40), points(40)[:, 0] > 0, 10.0) if from_before else None
    machine = KernelMachine.learn(vectors, second, 10.0, before)
    fitted = SVC(C=10.0, gamma=1.0, class_weight="balanced", tol=1e-4).fit(vectors, second)
    decided = np.array([machine.decide(point) for point in asked])
    assert decided == pytest.approx(fitted.decision_function(asked), abs=0.05)


def test_a_machine_of_almost_the_same_vectors_spares_most_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = points(300)
    second = vectors[:, 0] > 0
    before = KernelMachine.learn(vectors[1:], second[1:], 10.0)
    sizes: list[int] = []
    fit = SVC.fit
    monkeypatch.setattr(SVC, "fit", lambda svc, x, y: sizes.append(len(x)) or fit(svc, x, y))
    KernelMachine.learn(vectors, second, 10.0, before)
    assert sum(sizes) < len(vectors)


@pytest.mark.parametrize("other", [{"gamma": 2.0}, {"gamma": "scale"}, {"kernel": "linear", "gamma": 1.0}])
def test_another_kernel_is_refused(other: dict[str, object]) -> None:
    learned = points(20)
    fitted = SVC(**other).fit(learned, learned[:, 0] > 0)
    with pytest.raises(ValueError, match="gamma 1"):
        KernelMachine.of(fitted)
