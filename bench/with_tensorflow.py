"""Does the assistant understand the same with TensorFlow installed as without? `make bench-tensorflow`. Writes no file.

The newest model is loaded by this environment's Python and by that of build/rasa-full, or another that is named, and both are
asked every question of the test set. The exit code is 1 where anything that they understood differs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FULL = Path("build/rasa-full/bin/python")
_TEST_SET = Path("tests/nlu/test_set.yml")
_ONE = "one"  # as a command: parse in this process and print


def main() -> int:
    """Ask both, print what each cost and how many of their answers differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.with_tensorflow", description=__doc__)
    parser.add_argument("--python", type=Path, default=_FULL, help="of the environment that has TensorFlow")
    options = parser.parse_args()
    without, full = _run(Path(sys.executable)), _run(options.python)
    if without["tensorflow"] or not full["tensorflow"]:
        raise SystemExit("Error: TensorFlow has to be installed in the second environment, and in that one alone.")
    for name, outcome in (("without", without), ("with", full)):
        cost = f"{outcome['seconds']:.1f} s of the processor and {outcome['megabytes']:.0f} MB"
        print(f"{name} TensorFlow: importing Rasa takes {cost}")
    pairs = list(zip(without["parsed"], full["parsed"], strict=True))
    differing = [one["text"] for one, other in pairs if one != other]
    print(f"{len(pairs)} questions, {len(differing)} understood otherwise", *differing[:10], sep="\n  ")
    return 1 if differing else 0


def _run(python: Path) -> dict[str, Any]:
    command = [str(python), "-W", "ignore", "-m", "bench.with_tensorflow", _ONE]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(finished.stdout.splitlines()[-1]))


def _one() -> None:
    started = time.process_time()
    import tensorflow
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model
    from rasa.utils.log_utils import configure_structlog

    seconds, megabytes = time.process_time() - started, _resident_mb()
    configure_structlog(logging.CRITICAL)  # or Rasa prints every message
    agent = Agent.load(get_latest_model("models"))
    texts = [case["text"] for case in YAML(typ="safe").load(_TEST_SET)["cases"]]
    print(
        json.dumps(
            {
                "tensorflow": getattr(tensorflow, "__file__", None),
                "seconds": seconds,
                "megabytes": megabytes,
                "parsed": asyncio.run(_parsed(agent, texts)),
            },
            default=repr,
        )
    )


async def _parsed(agent: Any, texts: list[str]) -> list[dict[str, Any]]:
    return [await agent.parse_message(text) for text in texts]


def _resident_mb() -> float:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    _one() if sys.argv[1:] == [_ONE] else sys.exit(main())
