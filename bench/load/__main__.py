"""`python -m bench.load --visitors N --minutes M --shape one|several`: start it, load it, write docs/load.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from rasa.model import get_latest_model

from bench.load import report, shapes
from bench.load.processes import Sampler
from bench.load.record import RECORD_VARIABLE, read

_ARRIVING = 20.0  # visitors a second until all are there
_READING_BACK = "90"  # seconds in which every visitor reads the conversation back at the end


def main() -> None:
    """Parse, run, write, and end with a code that says whether every reply was right."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--visitors", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=10.0, help="with all visitors there")
    parser.add_argument("--shape", choices=[shapes.ONE, shapes.SEVERAL], default=shapes.SEVERAL)
    parser.add_argument("--no-page", action="store_true", help="print the figures and leave docs/load.md alone")
    asked = parser.parse_args()
    model = get_latest_model("models")
    if model is None:
        sys.exit("Error: models/ holds no model; run 'make setup' first.")
    folder = Path(tempfile.mkdtemp(prefix=f"iort-load-{asked.shape}-"))
    print(f"Logs and data: {folder}", flush=True)
    before = os.getloadavg()[0]
    record = folder / "requests.jsonl"
    with shapes.running(asked.shape, Path(model), folder) as address, Sampler() as sampler:
        print(f"{asked.shape}: running at {address}", flush=True)
        began = time.time()
        full_from = began + asked.visitors / _ARRIVING
        full_until = full_from + asked.minutes * 60
        finished = _locust(address, asked.visitors, int(full_until - began), record, folder)
    requests = read(record)
    title = (
        f"{asked.visitors} visitors, {asked.minutes:g} minutes, {date.today().isoformat()} "
        f"(load average before the start: {before:.1f})"
    )
    measured = report.block(title, requests, sampler.samples, full_from, full_until)
    print(measured)
    if not asked.no_page:
        report.picture(Path(f"docs/load-{asked.shape}.svg"), requests, sampler.samples)
        page = report.PAGE.read_text(encoding="utf-8")
        report.PAGE.write_text(report.put_in(page, asked.shape, measured), encoding="utf-8")
    if finished or any(request.error for request in requests):
        sys.exit("Error: not every reply was right and in time; see the table above.")


def _locust(address: str, visitors: int, seconds: int, record: Path, folder: Path) -> int:
    command = [sys.executable, "-m", "locust", "-f", "bench/load/scenario.py", "--headless", "--only-summary"]
    command += ["--host", address, "--users", str(visitors), "--spawn-rate", str(_ARRIVING)]
    command += ["--run-time", f"{seconds}s", "--stop-timeout", _READING_BACK]
    # locust puts its file's folder on the path, not the project's.
    environment = {**os.environ, RECORD_VARIABLE: str(record), "PYTHONPATH": str(Path.cwd())}
    with (folder / "locust.log").open("wb") as log:
        return subprocess.run(command, env=environment, stdout=log, stderr=log).returncode


if __name__ == "__main__":
    main()
