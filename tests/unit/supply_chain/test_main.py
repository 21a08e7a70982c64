"""The bill of materials names what is locked, with its hashes."""

from __future__ import annotations

import json
import re

import pytest

from supply_chain import __main__ as supply_chain
from tests.support import ROOT


def test_each_locked_package_is_on_it_with_its_version_and_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for bill, requirements in zip(supply_chain.sbom(), supply_chain.SHIPPED.values()):
        components = json.loads(bill.read_text())["components"]
        locked = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", requirements.read_text(), re.MULTILINE))
        assert {component["name"]: component["version"] for component in components} == locked
        assert all(component["externalReferences"][0]["hashes"] for component in components)
