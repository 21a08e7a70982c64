"""What calls for a training, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch import training
from tests.support import ROOT


def test_a_change_to_the_content_calls_for_training(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("config.yml", "domain.yml", "content/campuses.yml", "data/rules.yml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    before = training._fingerprint()
    assert training._fingerprint() == before
    (tmp_path / "content" / "campuses.yml").write_text("changed")
    assert training._fingerprint() != before
