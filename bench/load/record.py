"""The requests of a load run, one JSON line each, and what they come to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RECORD_VARIABLE = "IORT_LOAD_RECORD"
MESSAGES = {"message", "message twice", "message again"}


@dataclass(frozen=True)
class Request:
    """One request: its kind, when it began (seconds since 1970), how long it took (ms), what was wrong if anything."""

    kind: str
    at: float
    milliseconds: float
    error: str | None


@dataclass(frozen=True)
class Figures:
    """What a set of requests comes to.

    Attributes:
        a_second: requests a second.
        percentiles: the 50th, 95th and 99th in milliseconds.
    """

    requests: int
    a_second: float
    percentiles: tuple[float, float, float]
    errors: Counter[str]


def line(kind: str, at: float, milliseconds: float, error: Exception | None) -> str:
    """The line of one request."""
    said = None if error is None else str(error)
    return json.dumps({"kind": kind, "at": at, "milliseconds": milliseconds, "error": said}) + "\n"


def read(file: Path) -> list[Request]:
    """The requests that a file holds."""
    return [Request(**json.loads(written)) for written in file.read_text(encoding="utf-8").splitlines()]


def figures(requests: list[Request]) -> Figures:
    """Raises ValueError where there are none."""
    if not requests:
        raise ValueError("no requests")
    took = [request.milliseconds for request in requests]
    seconds = max(request.at for request in requests) - min(request.at for request in requests)
    p50, p95, p99 = np.percentile(took, [50, 95, 99])
    errors = Counter(request.error for request in requests if request.error is not None)
    return Figures(len(requests), len(requests) / max(seconds, 1.0), (float(p50), float(p95), float(p99)), errors)
