"""`python -m evaluation`: hold the labelled sets with the assistant and write the report.

The report goes to build/evaluation/, with the rows of the run, which the next one is compared with. `--baseline` names a
model whose figures stand beside it, such as one of bench/starter.py. `--also` names a folder of sets from outside the project
(`evaluation/found_sets.py` says their format); `--most` takes so many cases of each, evenly from all of it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig

from evaluation.conversation import Assistant
from evaluation.found_sets import read_found_sets
from evaluation.report import bound, interval, write_report
from evaluation.results import Row, figures, headlines, read_rows, rows_of, write_rows
from evaluation.sets import FOLDER, LabelledSet, SetError, read_sets
from launch.servers import action_endpoint, action_server, free_ports

OUTPUT = Path("build/evaluation")


async def run_sets(sets: Sequence[LabelledSet], assistant: Assistant) -> list[Row]:
    """Hold every conversation of every set, each as a new visitor."""
    rows: list[Row] = []
    for item in sets:
        print(f"{item.name}: {len(item.cases)} conversations ...", flush=True)
        observed = [await assistant.converse([turn.text for turn in case.turns]) for case in item.cases]
        rows += rows_of(item, observed)
    return rows


def thinned(item: LabelledSet, most: int | None) -> LabelledSet:
    """The set, with so many of its cases at most, each as far from the next as any other."""
    if most is None or len(item.cases) <= most:
        return item
    return replace(item, cases=tuple(item.cases[at * len(item.cases) // most] for at in range(most)))


def main() -> None:
    """Run the sets, write the report, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--sets", type=Path, default=FOLDER, help=f"folder of the sets (default: {FOLDER})")
    parser.add_argument("--also", type=Path, help="folder of sets from outside the project")
    parser.add_argument("--most", type=int, help="so many cases of each set from outside at most")
    parser.add_argument("--baseline", type=Path, help="archive of a model to set beside it")
    parser.add_argument("--output", type=Path, default=OUTPUT, help=f"folder of the report (default: {OUTPUT})")
    options = parser.parse_args()
    try:
        sets = read_sets(options.sets)
        if options.also:
            sets += [thinned(item, options.most) for item in read_found_sets(options.also)]
    except SetError as error:
        sys.exit(str(error))
    if not sets:
        sys.exit(f"{options.sets} holds no labelled set.")
    model = get_latest_model("models")
    if model is None:
        sys.exit("models/ holds no model: run 'make setup' first.")
    (port,) = free_ports(1)
    with action_server(port):
        actions = EndpointConfig.from_dict(action_endpoint(port))
        rows = asyncio.run(run_sets(sets, Assistant.load(Path(model), actions)))
        beside: list[Row] = []
        if options.baseline:
            beside = asyncio.run(run_sets(sets, Assistant.load(options.baseline, actions)))
    kept = options.output / "rows.jsonl"
    write_report(options.output, sets, rows, before=read_rows(kept), baseline=beside)
    write_rows(rows, kept)
    for line in headlines(rows):
        print(
            f"{line.set}: right {interval(line.right)}; a wrong topic told as fact {interval(line.wrong_fact)}; 911 or 988 "
            f"without danger {interval(line.false_alarm)}; dangers found {interval(line.found)}"
        )
    for figure in figures(rows):
        mark = "" if figure.reached else "  <- not reached"
        print(f"{figure.value:7.1%}  {figure.name} ({figure.cases} cases) {bound(figure)}{mark}")
    print(f"Report: {options.output}/report.html and report.md")


if __name__ == "__main__":
    main()
