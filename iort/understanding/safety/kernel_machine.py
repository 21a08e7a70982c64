"""A fitted support vector machine's decision as one product of a matrix and a vector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.svm import SVC

_SLACK = 0.01  # in a decision; what scores reach a threshold within it is chance


@dataclass(frozen=True)
class KernelMachine:
    """Two classes, radial basis function kernel of gamma 1, vectors of length one: exp(-|a - b|^2) is exp(2ab - 2).

    libsvm, which scikit-learn asks, goes through its support vectors one by one.

    Attributes:
        support: the support vectors, one a row.
        weights: how much each of them counts, and for which class.
        intercept: what is added to their sum.
    """

    support: np.ndarray
    weights: np.ndarray
    intercept: float

    @classmethod
    def learn(
        cls, vectors: np.ndarray, second: np.ndarray, strength: float, before: KernelMachine | None = None
    ) -> KernelMachine:
        """Fit to vectors that are of the second class or not, both classes weighing the same.

        A vector well on its side of the margin does not matter to the solution. With a machine learned from almost the same
        vectors, only those that it is not sure of are fitted on, and after them those that the new one is not sure of.
        """
        sides = np.where(second, 1.0, -1.0)
        share = {kind: len(second) / (2 * np.count_nonzero(second == kind)) for kind in (False, True)}
        matter = np.ones(len(second), bool) if before is None else sides * before._decide_all(vectors) < 1 + _SLACK
        while True:
            # The default cache, 200 MB, has room for a tenth of the kernel.
            fitted = SVC(C=strength, gamma=1.0, class_weight=share, cache_size=1500)
            machine = cls.of(fitted.fit(vectors[matter], second[matter]))
            missed = ~matter & (sides * machine._decide_all(vectors) < 1 - _SLACK)
            if not missed.any():
                return machine
            matter |= missed

    @classmethod
    def of(cls, fitted: SVC) -> KernelMachine:
        """The decision function of `fitted`. Raises ValueError where it is another kernel's or of more classes."""
        if fitted.kernel != "rbf" or fitted.gamma != 1.0 or len(fitted.classes_) != 2:
            raise ValueError("a support vector machine of two classes with an RBF kernel of gamma 1 is needed")
        single = np.float32  # halves what is read of memory for each message
        weights = fitted.dual_coef_[0].astype(single)
        return cls(fitted.support_vectors_.astype(single), weights, float(fitted.intercept_[0]))

    def decide(self, vector: np.ndarray) -> float:
        """Above 0 for the second class, below for the first, of a float32 vector of length one.

        One vector at a time: for two, BLAS copies all of the support vectors first, which costs more than the product.
        """
        kernel = np.exp(2 * (self.support @ vector) - 2)
        return float(kernel @ self.weights + self.intercept)

    def _decide_all(self, vectors: np.ndarray) -> np.ndarray:
        """`decide` of each, as many at once as a small part of memory takes."""
        chunks = np.array_split(vectors, len(vectors) // 1000 + 1)
        return np.concatenate(
            [np.exp(2 * (chunk @ self.support.T) - 2) @ self.weights + self.intercept for chunk in chunks]
        )
