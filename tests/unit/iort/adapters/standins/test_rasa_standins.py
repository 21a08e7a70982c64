"""Stand-ins let Rasa import everything, never take a real package's place, and say what to install where one is used."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rasa_standins import SENTENCES

IMPORT = "import tensorflow.keras.backend, tensorflow; print(getattr(tensorflow, '__file__', tensorflow.__loader__))"


def printed(command: list[str], folder: Path, **variables: str) -> str:
    finished = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=True
    )
    return finished.stdout


def test_every_python_of_the_environment_has_them(tmp_path: Path) -> None:
    assert "rasa_standins._Finder" in printed([sys.executable, "-c", IMPORT], tmp_path)


def test_a_package_that_is_installed_goes_first(tmp_path: Path) -> None:
    backend = tmp_path / "tensorflow" / "keras" / "backend.py"
    backend.parent.mkdir(parents=True)
    for file in (backend, backend.with_name("__init__.py"), tmp_path / "tensorflow" / "__init__.py"):
        file.touch()
    printed_path = printed([sys.executable, "-c", IMPORT], tmp_path, PYTHONPATH=str(tmp_path)).strip()
    assert printed_path == str(tmp_path / "tensorflow" / "__init__.py")


@pytest.mark.parametrize("package", SENTENCES)
def test_using_one_says_what_to_install(package: str) -> None:
    from rasa.shared.exceptions import RasaException

    module = importlib.import_module(package)
    with pytest.raises(RasaException) as raised:
        module.Client("a token")
    assert str(raised.value) == SENTENCES[package]
    assert "run '" in SENTENCES[package]


def test_a_class_made_from_one_cannot_be_used_either() -> None:
    import tensorflow as tf
    from rasa.shared.exceptions import RasaException

    class Layer(tf.keras.layers.Layer):
        def __init__(self, units: tf.Tensor | None) -> None:
            self.units = units

    with pytest.raises(RasaException, match="make rasa-full"):
        Layer(None)


def test_all_of_rasas_components_are_registered() -> None:
    from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    names = {component.__name__ for component in DEFAULT_COMPONENTS}
    assert {"DIETClassifier", "TEDPolicy", "ConveRTFeaturizer", "LanguageModelFeaturizer"} < names
    assert names <= DefaultV1Recipe._registered_components.keys()


class Unreachable:
    """A tracker store whose database is down."""

    def __init__(self, *_: object, **__: object) -> None:
        raise ConnectionError("refused")


def test_a_tracker_store_that_cannot_connect_is_still_said_to_be_one() -> None:
    # Rasa's except clause there names errors of MongoDB's and DynamoDB's clients before the one raised here.
    from rasa.core.tracker_store import TrackerStore
    from rasa.shared.exceptions import ConnectionException
    from rasa.utils.endpoints import EndpointConfig

    with pytest.raises(ConnectionException, match="refused"):
        TrackerStore.create(EndpointConfig(type=f"{__name__}.Unreachable"))
