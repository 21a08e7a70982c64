"""docs/bench.md and its pictures."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

import matplotlib

from bench.nlu import FULL_EPOCHS
from bench.side_by_side.effort import Effort
from bench.side_by_side.figures import PERCENTILES, PLACES, advantage, figures, milliseconds, percentiles
from bench.side_by_side.measuring import Record

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 - the backend has to be chosen first

NAME = "bench.md"
_RATIOS, _TURNS = "bench-ratios.svg", "bench-turns.svg"
_LARGEST = 6  # packages named

_PAGE = """\
# This assistant beside Rasa's starter configuration

Written by `{command}` on {day}; do not edit by hand.

{table}

![How many times better each figure is]({ratios})

## A message, early and late in a conversation

Milliseconds from the visitor's request to the whole reply.

{messages}

![Time of a message by its place in the conversation]({turns})

Every message is written to SQLite before it is answered. Rasa's own store reads the whole conversation back for each
message and its policies look at all of it, so that a message costs more the later it comes; this project understands a
message with the last 20 of its session ([storage](storage.md)). Early messages are bounded by the understanding: here
the encoder's run on the text, there DIET's.

## What bounds each figure

{bounds}

The largest packages: {largest}

## What was run

- Machine: {cores} cores of a shared machine, {system}; load average {load:.1f} at the start. Python {python}, rasa {rasa}.
- Data: {phrases} phrases, the first of every {every} of each group in `data/`; the others are left out for DIET's sake.
  This assistant alone also learns from those for the safety classifier, thinned the same way. DIET and ResponseSelector
  were trained with {epochs} of their {full} epochs: **the starter's training times are lower bounds**. Its other
  figures do not depend on the number of epochs.
- Rasa's starter: pipeline and policies of `rasa init`, read from the installed package, in the environment of
  `make rasa-full`, with this project's domain and rules and the stock REST channel. There are no stories, so TED and
  UnexpecTED learn nothing: with stories its trainings and messages cost more. By default it keeps conversations in
  memory and loses them at a restart; here Rasa's own SQLTrackerStore keeps them in SQLite, as this project's store
  does. The assistant is asked through the website channel with its sessions and limits, set too high to be met.
- Messages: {questions} phrases to which all give the right answer, a plain text of the domain, so that no action server
  is needed. Every reply is checked; {wrong}. {conversations} conversation(s) of {turns_each} messages and {short} of one; one
  assistant's turn, then the same turn of the other. Turn 10 is turns 6 to 15, turn 50 is 41 to 60, turn {turns_each} the
  last 20.
- By turns, in one run: {trainings} round(s) of training, {rounds} of starts, {rounds} of load; figures are medians.
  'From nothing' is without Rasa's cache and without remembered vectors; encoder and widget come from `make setup`.
- Environment: the files that the packages of `requirements/runtime.txt` installed; for the starter those of `rasa` and
  all that it requires. Not counted are Python itself, what it compiles of them, and what only checks need.
- Image: computed, not built (there is no container engine here): the environment, the model of this run, and the files
  that the last stage of `deploy/Dockerfile` copies; for the starter the environment, its model and its project's files.
  The base image is the same for both and not counted.
- Memory: the server's process and its children. Resident is RSS; proportional (PSS) counts shared pages by share.

## Run it again

    make bench                                # about a quarter of an hour on two quiet cores once installed
    make bench QUICK=1                        # for a trial; writes to build/bench/
    make bench AGAINST=/path/to/checkout      # and an older checkout in which 'make setup' was run
"""


def write(folder: Path, record: Record, effort: Effort, questions: int, phrases: int, load: float) -> Path:
    """The page and its pictures into the folder; gives the page's path. The first of the record is compared with the others."""
    folder.mkdir(parents=True, exist_ok=True)
    _picture_ratios(folder / _RATIOS, record, effort)
    _picture_turns(folder / _TURNS, record)
    page = _PAGE.format(
        command=effort.command,
        day=date.today().isoformat(),
        table=table(record, effort.long_messages),
        messages=messages_table(record),
        ratios=_RATIOS,
        turns=_TURNS,
        bounds="\n".join(f"- **{figure.name}**: {figure.bound}" for figure in figures(effort.long_messages)),
        largest="; ".join(f"{contestant.name}: {_largest(contestant.packages)}" for contestant, _ in record) + ".",
        cores=len(os.sched_getaffinity(0)),
        system=f"{platform.system()} {platform.machine()}",
        load=load,
        python=platform.python_version(),
        rasa=version("rasa"),
        phrases=f"{phrases:,}",
        every=effort.every,
        epochs=effort.epochs,
        full=FULL_EPOCHS,
        questions=questions,
        wrong=", ".join(f"{each.wrong} of {each.asked:,} wrong from {contestant.name}" for contestant, each in record),
        conversations=effort.conversations,
        turns_each=max(PLACES),
        short=effort.short,
        rounds=effort.rounds,
        trainings=effort.trainings,
    )
    (folder / NAME).write_text(page, encoding="utf-8")
    return folder / NAME


def table(record: Record, messages: int) -> str:
    """Every figure of every contestant, and how many times better the first one is than each other."""
    names = [contestant.name for contestant, _ in record]
    head = ["", *names, *(f"times better than {name}" for name in names[1:])]
    lines = [head, ["---", *("---:" for _ in head[1:])]]
    for figure in figures(messages):
        own, *others = [figure.value(*each) for each in record]
        values = [f"{value:.{0 if value >= 100 else 1}f} {figure.unit}".strip() for value in (own, *others)]
        lines.append([figure.name, *values, *(f"{advantage(figure, own, other):.1f}" for other in others)])
    return _markdown(lines)


def messages_table(record: Record) -> str:
    """Percentiles of message times by place in the conversation."""
    head = ["turn", "", *(f"p{share}" for share in PERCENTILES), "of"]
    lines = [head, ["---:", "---", *("---:" for _ in head[2:])]]
    for place in PLACES:
        for contestant, measured in record:
            times = milliseconds(measured, place)
            shown = (f"{value:.1f}" for value in percentiles(times))
            lines.append([str(place), contestant.name, *shown, f"{len(times)} messages"])
    return _markdown(lines)


def _markdown(lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _largest(packages: dict[str, int]) -> str:
    largest = sorted(packages, key=lambda name: -packages[name])[:_LARGEST]
    return ", ".join(f"{name} {packages[name] / 1e6:.0f} MB" for name in largest)


def _picture_ratios(file: Path, record: Record, effort: Effort) -> None:
    shown = figures(effort.long_messages)[::-1]
    axes = _axes()
    height = 0.8 / (len(record) - 1)
    for number, other in enumerate(record[1:]):
        ratios = [advantage(figure, figure.value(*record[0]), figure.value(*other)) for figure in shown]
        bars = axes.barh([place - number * height for place in range(len(shown))], ratios, height, label=other[0].name)
        axes.bar_label(bars, [f"{ratio:.1f}" for ratio in ratios], padding=2)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(range(len(shown)), [figure.name for figure in shown])
    axes.set(xscale="log", xlabel=f"times better: {record[0][0].name}")
    axes.margins(x=0.15)  # room for the longest bar's label
    axes.legend(title="than")
    _save(file)


def _picture_turns(file: Path, record: Record) -> None:
    axes = _axes()
    for contestant, measured in record:
        turns = sorted(measured.turns)
        axes.plot(turns, [1000 * median(measured.turns[turn]) for turn in turns], label=contestant.name)
    axes.set(xlabel="message of the conversation", ylabel="ms, median", ylim=(0, None))
    axes.legend()
    _save(file)


def _axes() -> pyplot.Axes:
    return pyplot.subplots(figsize=(8, 4.5))[1]


def _save(file: Path) -> None:
    pyplot.tight_layout()
    pyplot.savefig(file, metadata={"Date": None})
    pyplot.close()
