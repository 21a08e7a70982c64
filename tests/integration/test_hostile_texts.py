"""No text that a visitor may send keeps one of our patterns busy for good."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import ROOT
from tests.support.hostile_texts import OF

# Some ten times what it takes on a busy machine. A cubic pattern would need hours for these texts, an exponential one for ever.
_LIMIT_S = 600


@pytest.mark.parametrize("what", OF)
def test_texts_grown_out_of_our_own_patterns_are_read_and_do_not_hang(what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.hostile_texts", what], cwd=ROOT, timeout=_LIMIT_S, check=False
    )
    assert done.returncode == 0


_CUT = "import sys; from iort.understanding.clauses import parts_of; parts_of(sys.argv[1])"


@pytest.mark.parametrize(
    "text",
    ["hello" + "," * 60 + " thanks", "hello" + ", and " * 80 + "thanks"],
    ids=["commas in a row", "one 'and' after another"],
)
def test_a_message_of_commas_is_cut_into_parts_and_does_not_hang(text: str) -> None:
    done = subprocess.run([sys.executable, "-c", _CUT, text], cwd=ROOT, timeout=_LIMIT_S, check=False)
    assert done.returncode == 0
