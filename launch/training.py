"""Trains the model where anything it depends on has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from content import ContentError, content
from content.topic_files import missing_parts
from iort.understanding.fingerprint import fingerprint
from launch.archive import is_sealed, seal
from launch.failure import LaunchError
from launch.processes import last_line

MODELS = Path("models")
_LOG = Path("build/logs/train.log")
_SAY_EVERY = 30.0
_DOMAIN = Path("domain.yml")
_INPUTS = ("config.yml", "data/**/*.yml", "requirements/runtime.txt")


def ensure_model() -> Path:
    """The trained model's archive; trains first where its inputs changed since. Raises LaunchError."""
    # The name says what it was trained on; the seal is written last.
    model = MODELS / f"iort-{_fingerprint()[:12]}.tar.gz"
    if is_sealed(model):
        print("Model: up to date.", flush=True)
        # Bare `rasa shell` and `rasa run` take the newest archive.
        model.touch()
        return model
    _check()
    _train(model)
    seal(model)
    for old in MODELS.glob("iort-*.tar.gz*"):
        if not old.name.startswith(model.name):
            old.unlink()
    return model


def _check() -> None:
    """Raise LaunchError naming what a training would stumble over, file and line."""
    mistakes = missing_parts(Path(), content())
    if mistakes:
        raise LaunchError("\n".join(mistakes))


def _train(model: Path) -> None:
    _LOG.parent.mkdir(parents=True, exist_ok=True)
    MODELS.mkdir(exist_ok=True)
    print(f"Model: training, 2 to 4 minutes; Rasa's output goes to {_LOG} ...", flush=True)
    started = time.monotonic()
    # What Rasa's validation looks for, `make check` and `make test` say more plainly; it takes longer than the training.
    command = [sys.executable, "-m", "rasa", "train", "--quiet", "--skip-validation"]
    command += ["--out", str(MODELS), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    with _LOG.open("w") as log:
        training = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=rasa_environment())
        try:
            while training.poll() is None:
                _wait_and_say(training, started)
        finally:
            training.kill()
            training.wait()
    if training.returncode or not model.is_file():
        raise LaunchError(f"The training failed: {last_line(_LOG)} (all of it in {_LOG}).")
    print(f"Model: trained in {time.monotonic() - started:.0f} seconds.", flush=True)


def _wait_and_say(training: subprocess.Popen[bytes], started: float) -> None:
    try:
        training.wait(_SAY_EVERY)
    except subprocess.TimeoutExpired:
        print(f"Model: still training, {time.monotonic() - started:.0f} seconds so far ...", flush=True)


def rasa_environment() -> dict[str, str]:
    """Environment for Rasa's processes: no telemetry, no warnings, one thread for a product of matrices."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    # A message's products are small: a second thread spins longer than it helps, on a core that another process needs.
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return {**os.environ, **quiet, **alone}


def _fingerprint() -> str:
    """A hash of all that the model is trained on. Texts of answers are not: iort/nlg.py says them as the file has them."""
    try:
        digest = hashlib.sha256(fingerprint().encode() + _without_texts(_DOMAIN).encode())
    except ContentError as error:
        raise LaunchError(str(error)) from None
    for path in _input_files():
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _without_texts(domain: Path) -> str:
    """The domain in a form that hangs on neither comments nor texts. Raises LaunchError where it is no YAML."""
    try:
        parts = YAML(typ="safe").load(domain)
        return repr({**parts, "responses": sorted(parts["responses"])})
    except (YAMLError, TypeError, KeyError) as error:
        raise LaunchError(f"{domain} cannot be read: {error}") from None


def _input_files() -> Iterator[Path]:
    for pattern in _INPUTS:
        yield from sorted(Path().glob(pattern))
