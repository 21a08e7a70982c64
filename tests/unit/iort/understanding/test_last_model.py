"""Learning begins where the last one ended, if that is of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from iort.understanding import last_model as module
from iort.understanding.last_model import keep_model, last_model
from iort.understanding.model import Model
from iort.understanding.understanding import understand

ASKED = "is it covered by my insurance"


def test_there_is_none_before_the_first(tmp_path: Path) -> None:
    assert last_model(tmp_path / "build") is None


def test_the_last_one_kept_comes_back(model: Model, tmp_path: Path) -> None:
    keep_model(model, tmp_path)
    keep_model(model, tmp_path)
    kept = last_model(tmp_path)
    assert kept is not None
    assert understand(ASKED, kept) == understand(ASKED, model)
    assert len(list(tmp_path.iterdir())) == 1


def test_one_of_other_code_does_not(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_model(model, tmp_path)
    monkeypatch.setattr(module, "fingerprint", lambda: "another feature")
    assert last_model(tmp_path) is None


def test_a_damaged_one_does_not(model: Model, tmp_path: Path) -> None:
    keep_model(model, tmp_path)
    (kept,) = tmp_path.iterdir()
    (kept / "topics" / "weights.npz").write_bytes(b"")
    assert last_model(tmp_path) is None
