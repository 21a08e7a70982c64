"""Nothing but the trained model is started: a changed, cut or unknown archive is refused."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from launch import archive
from launch.failure import LaunchError
from tests.support import ROOT


@pytest.fixture
def model(tmp_path: Path) -> Path:
    made = tmp_path / "models" / "iort-test.tar.gz"
    made.parent.mkdir()
    made.write_bytes(b"a trained model" * 1000)
    archive.seal(made)
    return made


def test_what_was_trained_is_taken(model: Path) -> None:
    archive.verify(model)


def test_sha256sum_reads_the_seal(model: Path) -> None:
    subprocess.run(["sha256sum", "--check", f"{model.name}.sha256"], cwd=model.parent, check=True, capture_output=True)


def test_one_changed_byte_is_refused(model: Path) -> None:
    body = bytearray(model.read_bytes())
    body[700] ^= 1
    model.write_bytes(body)
    with pytest.raises(LaunchError, match="is not the model that was trained"):
        archive.verify(model)


def test_a_cut_archive_is_refused(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-1])
    with pytest.raises(LaunchError, match="is not the model that was trained"):
        archive.verify(model)


def test_an_archive_without_a_seal_is_refused(model: Path) -> None:
    model.with_name(f"{model.name}.sha256").unlink()
    with pytest.raises(LaunchError, match="is missing"):
        archive.verify(model)


def test_a_hash_of_the_environment_goes_before_the_one_beside_the_archive(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(archive.HASH_VARIABLE, hashlib.sha256(model.read_bytes()).hexdigest())
    model.write_bytes(b"another model, with a seal of its own")
    archive.seal(model)
    with pytest.raises(LaunchError, match="is not the model that was trained"):
        archive.verify(model)


def test_a_process_of_the_deployment_does_not_start_with_a_corrupt_model(model: Path) -> None:
    model.write_bytes(b"corrupt")
    (model.parents[1] / "deploy").mkdir()
    (model.parents[1] / "deploy" / "endpoints.yml").write_bytes((ROOT / "deploy" / "endpoints.yml").read_bytes())
    finished = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "launch.serve"],
        cwd=model.parents[1],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(f"Error: models/{model.name} is not the model that was trained")
