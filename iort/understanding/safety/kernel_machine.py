"""A fitted support vector machine's decision as one product of a matrix and a vector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.svm import SVC


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
