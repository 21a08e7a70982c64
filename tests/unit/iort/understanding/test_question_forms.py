"""No text that a visitor may send keeps a pattern busy for good."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import ROOT

_LIMIT_S = 60  # most of it is Rasa's import on a busy machine; what it is here to end would take hours

_CUT = "import sys; from iort.understanding.clauses import parts_of; parts_of(sys.argv[1])"


@pytest.mark.parametrize(
    "text",
    ["hello" + "," * 60 + " thanks", "hello" + ", and " * 80 + "thanks"],
    ids=["commas in a row", "one 'and' after another"],
)
def test_a_message_of_commas_is_cut_into_parts_and_does_not_hang(text: str) -> None:
    done = subprocess.run([sys.executable, "-c", _CUT, text], cwd=ROOT, timeout=_LIMIT_S, check=False)
    assert done.returncode == 0
