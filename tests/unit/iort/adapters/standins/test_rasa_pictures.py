"""Rasa starts without matplotlib and draws with it all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

START = "import sys, rasa.engine.recipes.default_components; print('matplotlib' in sys.modules)"
DRAW = """
import rasa.utils.plotting, numpy
rasa.utils.plotting.plot_confusion_matrix(numpy.eye(2), ["a", "b"], output_file="matrix.png")
"""


def run(code: str, folder: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_starting_does_not_load_matplotlib(tmp_path: Path) -> None:
    assert run(START, tmp_path) == "False\n"


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    run(DRAW, tmp_path)
    assert (tmp_path / "matrix.png").stat().st_size > 0
