"""L2-regularised logistic regression of many classes over the same rows, each class against the rest, all fitted together.

The objective is liblinear's: half the squared weights, the intercept among them, and `strength` times the log-loss of every
row. liblinear goes through the rows anew for each class, and through a dense vector as if it were sparse. Here a step of
Newton's method is taken for all classes at once, each solved by preconditioned conjugate gradients: the dense columns are one
matrix product, and the sparse ones are read once for all classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

# liblinear's stopping rule, as scikit-learn's `tol`: a tenth of it changes no probability by more than a thousandth.
_TOLERANCE = 0.01
_MOST_STEPS = 50  # eight are the rule
_MOST_DIRECTIONS = 40  # of conjugate gradients within a step; to begin anew costs more than to go on
_INEXACT = 0.3  # share of the gradient that a step may leave


@dataclass(frozen=True)
class Rows:
    """What the regressions see: a row is its sparse part, its dense part and a one for the intercept."""

    sparse: csr_matrix
    dense: np.ndarray

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The rows' product with weights of shape (columns, classes)."""
        width = self.sparse.shape[1]
        return self.sparse @ weights[:width] + self.dense @ weights[width:-1] + weights[-1]

    def transposed_times(self, values: np.ndarray) -> np.ndarray:
        """The columns' product with values of shape (rows, classes)."""
        return np.vstack([self._columns @ values, self.dense.T @ values, values.sum(0)])

    @cached_property
    def squared(self) -> Rows:
        """The same rows with every value squared."""
        return Rows(self.sparse.power(2), self.dense**2)

    @cached_property
    def _columns(self) -> csr_matrix:
        return self.sparse.T.tocsr()


def fit(rows: Rows, members: np.ndarray, strength: float, start: np.ndarray | None = None) -> np.ndarray:
    """Weights of shape (columns, classes), the intercepts last.

    Args:
        rows: all float32.
        members: which row is of which class, bool of shape (rows, classes).
        strength: inverse of the regularisation.
        start: weights near the solution, such as those of almost the same rows; they save steps and change nothing else.
    """
    members = np.asarray(members, bool)
    pull = np.linalg.norm(strength * rows.transposed_times((0.5 - members).astype(np.float32)), axis=0)
    enough = _TOLERANCE * np.minimum(members.mean(0), 1 - members.mean(0)) * pull
    columns = rows.sparse.shape[1] + rows.dense.shape[1] + 1
    weights = np.zeros((columns, members.shape[1]), np.float32) if start is None else start.astype(np.float32)
    decisions = rows.times(weights)
    unfinished = np.arange(members.shape[1])
    for _ in range(_MOST_STEPS):
        likely = 1 / (1 + np.exp(-decisions[:, unfinished]))
        gradient = weights[:, unfinished] + strength * rows.transposed_times(likely - members[:, unfinished])
        left = np.linalg.norm(gradient, axis=0) > enough[unfinished]
        if not left.any():
            break
        unfinished, likely, gradient = unfinished[left], likely[:, left], gradient[:, left]
        direction, change = _newton(rows, gradient, strength * likely * (1 - likely))
        here = _Line(weights[:, unfinished], direction, decisions[:, unfinished], change, members[:, unfinished])
        step = here.length(strength, gradient)
        weights[:, unfinished] += step * direction
        decisions[:, unfinished] += step * change
    return weights


def _newton(rows: Rows, gradient: np.ndarray, curvature: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """About the inverse Hessian times the negative gradient, and the rows' product with it."""
    scale = 1 + rows.squared.transposed_times(curvature)  # the Hessian's diagonal
    found, change = np.zeros_like(gradient), np.zeros_like(curvature)
    rest = -gradient
    towards = rest / scale
    size = _dots(rest, towards)
    first = size.copy()
    going = np.arange(len(size))
    for _ in range(_MOST_DIRECTIONS):
        along = towards[:, going]
        product = rows.times(along)
        bent = along + rows.transposed_times(curvature[:, going] * product)
        far = size[going] / _dots(along, bent)
        found[:, going] += far * along
        change[:, going] += far * product
        rest[:, going] -= far * bent
        scaled = rest[:, going] / scale[:, going]
        before, size[going] = size[going], _dots(rest[:, going], scaled)
        towards[:, going] = scaled + size[going] / before * along
        going = going[size[going] > _INEXACT**2 * first[going]]
        if not len(going):
            break
    return found, change


@dataclass(frozen=True)
class _Line:
    """From the weights along a direction, and the decisions' change along it."""

    weights: np.ndarray
    direction: np.ndarray
    decisions: np.ndarray
    change: np.ndarray
    members: np.ndarray

    def length(self, strength: float, gradient: np.ndarray) -> np.ndarray:
        """How far to go for each class: all the way, or half as far until the objective falls."""
        step = np.ones(len(self.direction.T), np.float32)
        now = self._objective(strength, np.zeros_like(step))
        slope = _dots(gradient, self.direction)
        while True:
            worse = self._objective(strength, step) > now + 0.01 * step * slope + 1e-5 * abs(now)
            if not worse.any():
                return step
            step[worse] /= 2

    def _objective(self, strength: float, step: np.ndarray) -> np.ndarray:
        weights = self.weights + step * self.direction
        wrong = np.where(self.members, -1, 1).astype(np.float32) * (self.decisions + step * self.change)
        return _dots(weights, weights) / 2 + strength * np.logaddexp(0, wrong).sum(0, dtype=float)


def _dots(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.einsum("ij,ij->j", first, second)
