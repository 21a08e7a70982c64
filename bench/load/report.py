"""docs/load.md: the figures of a load run, and a picture of its latency and memory over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import matplotlib
import numpy as np

from bench.load.processes import Sample, cores
from bench.load.record import MESSAGES, Figures, Request, figures

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 - the backend has to be chosen first

PAGE = Path("docs/load.md")
_SLICE = 10.0  # seconds a point of the latency's curve stands for
_SETTLED = 120.0  # seconds after which memory has to be flat


def block(title: str, requests: list[Request], samples: list[Sample], full_from: float, full_until: float) -> str:
    """The measured part of the page, in Markdown.

    Args:
        requests: all of the run.
        samples: all of the run.
        full_from, full_until: seconds since 1970 between which all visitors were there; the figures are of that time.
    """
    within = [request for request in requests if full_from <= request.at < full_until]
    by_kind: dict[str, list[Request]] = defaultdict(list)
    for request in within:
        by_kind[request.kind].append(request)
    messages = [request for request in within if request.kind in MESSAGES]
    lines = ["| requests | number | a second | p50 ms | p95 ms | p99 ms | errors |", "| --- |" + " ---: |" * 6]
    lines.append(_row("**all messages**", figures(messages)))
    lines += [_row(kind, figures(of_kind)) for kind, of_kind in sorted(by_kind.items())]
    lines.append(_row("all", figures(within)))
    errors = Counter(request.error for request in requests if request.error is not None)
    found = "; ".join(f"{number} x {error}" for error, number in errors.most_common()) or "none"
    lines += ["", f"Errors in all of the run, start and end included: {found}.", ""]
    settled = [sample for sample in samples if full_from + _SETTLED <= sample.at < full_until]
    if len(settled) > 1:
        lines += _memory(settled)
    full = [sample for sample in samples if full_from <= sample.at < full_until]
    if len(full) > 1:
        lines += ["", _busy(full)]
    return f"### {title}\n\n" + "\n".join(lines) + "\n"


def _memory(settled: list[Sample]) -> list[str]:
    lines = ["| process | MB at minute 2 | at the end | highest | MB a minute |", "| --- |" + " ---: |" * 4]
    minutes = [(sample.at - settled[0].at) / 60 for sample in settled]
    for name in settled[0].megabytes:
        sizes = [sample.megabytes.get(name, 0.0) for sample in settled]
        slope = np.polyfit(minutes, sizes, 1)[0]
        lines.append(f"| {name} | {sizes[0]:.0f} | {sizes[-1]:.0f} | {max(sizes):.0f} | {slope:+.1f} |")
    return lines


def _busy(full: list[Sample]) -> str:
    first, last = full[0], full[-1]
    available = (last.at - first.at) * cores()
    used = {name: last.seconds[name] - first.seconds.get(name, 0.0) for name in last.seconds}
    others = max(0.0, last.busy - first.busy - sum(used.values()))
    parts = ", ".join(f"{name} {seconds / available:.0%}" for name, seconds in used.items())
    return (
        f"Of the {cores()} cores: {parts}, programs that are no part of the run {others / available:.0%}, "
        f"idle {max(0.0, 1 - (last.busy - first.busy) / available):.0%}."
    )


def _row(kind: str, of_kind: Figures) -> str:
    p50, p95, p99 = of_kind.percentiles
    return (
        f"| {kind} | {of_kind.requests} | {of_kind.a_second:.1f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | "
        f"{sum(of_kind.errors.values())} |"
    )


def picture(file: Path, requests: list[Request], samples: list[Sample]) -> None:
    """Latency of messages and memory of each process over time."""
    began = min(request.at for request in requests)
    slices: dict[int, list[float]] = defaultdict(list)
    for request in requests:
        if request.kind in MESSAGES:
            slices[int((request.at - began) // _SLICE)].append(request.milliseconds)
    figure, (above, below) = pyplot.subplots(2, 1, figsize=(8, 6), sharex=True)
    for share, label in ((50, "p50"), (95, "p95"), (99, "p99")):
        places = sorted(slices)
        above.plot(
            [place * _SLICE / 60 for place in places], [np.percentile(slices[n], share) for n in places], label=label
        )
    above.set(ylabel="ms a message", yscale="log")
    above.legend(loc="upper left")
    for name in samples[-1].megabytes if samples else ():
        seen = [sample for sample in samples if name in sample.megabytes]
        below.plot([(s.at - began) / 60 for s in seen], [s.megabytes[name] for s in seen], label=name)
    below.set(ylabel="MB in memory", xlabel="minutes", ylim=(0, None))
    below.legend(loc="center left", fontsize="small")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def put_in(page: str, shape: str, measured: str) -> str:
    """The page with the measured part of a shape replaced."""
    begin, end = f"<!-- {shape}: begin -->\n", f"<!-- {shape}: end -->"
    return f"{page.split(begin)[0]}{begin}{measured}{end}{page.split(end)[1]}"
