"""`python -m bench.side_by_side [--quick] [--against CHECKOUT]`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.nlu import read_yaml
from bench.side_by_side import measuring, page
from bench.side_by_side.contestants import PHRASES, assistant, starter
from bench.side_by_side.effort import QUICK, WHOLE
from bench.side_by_side.questions import answered_by_all, candidates
from launch.failure import LaunchError


def main() -> None:
    """Parse, measure, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.side_by_side", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"a short trial; the page goes to {QUICK.folder}/")
    parser.add_argument("--against", type=Path, help="another checkout in which 'make setup' was run, measured as well")
    options = parser.parse_args()
    effort = QUICK if options.quick else WHOLE
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and stop the servers on the way
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        contestants = [
            assistant("this assistant", Path(), folder / "own", effort.every),
            starter(folder / "starter", effort.every, effort.epochs),
        ]
        if options.against:
            contestants.append(assistant("before", options.against, folder / "before", effort.every))
        record = [(contestant, measuring.Measured()) for contestant in contestants]
        phrases = read_yaml(folder / "starter" / PHRASES)["nlu"]
        asked = candidates(phrases, set.intersection(*(set(contestant.answers) for contestant in contestants)))
        for _ in range(effort.trainings):
            _say("training each from nothing, and after one changed phrase")
            measuring.train(record)
        with measuring.all_served(contestants, asked[0]) as servers:
            ports = [port for _, port in servers]
            questions = answered_by_all(asked, list(zip(contestants, ports)))
            if not questions:
                raise LaunchError("No question was answered right by all: give DIET more epochs.")
            _say(f"conversations, with the {len(questions)} of {len(asked)} questions that all answer right")
            measuring.talk_long(record, servers, questions, effort.conversations)
            measuring.talk_once(record, servers, questions, effort.short)
            for _ in range(effort.rounds):
                _say("messages a second")
                measuring.press(record, servers, questions)
        for _ in range(effort.rounds):
            _say("starting each")
            measuring.start(record, questions[0])
        count = sum(len(group["examples"].splitlines()) for group in phrases)
        written = page.write(effort.folder, record, effort, len(questions), count, load)
    print(written.read_text(encoding="utf-8"))


def _say(line: str) -> None:
    print(f"[bench {time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
