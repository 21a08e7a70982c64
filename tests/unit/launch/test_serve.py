"""What becomes a Rasa process of a deployment: no model from elsewhere, no HTTP API, nothing left unset."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from launch import serve
from launch.failure import LaunchError
from tests.support import ROOT


@pytest.mark.parametrize("name", ["endpoints.yml", "deploy/endpoints.yml"])
def test_no_endpoints_fetch_a_model(name: str) -> None:
    serve.check_endpoints(ROOT / name)


def test_endpoints_that_fetch_a_model_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "endpoints.yml"
    file.write_text("models:\n  url: https://models.example.org\n")
    with pytest.raises(LaunchError, match="has 'models:'"):
        serve.check_endpoints(file)


def test_production_runs_without_rasas_http_api() -> None:
    command = serve.command("127.0.0.1", 5005, Path("models/iort.tar.gz"))
    assert not {"--enable-api", "--cors", "--auth-token", "--debug"} & set(command)


def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IORT_ACTIONS_URL", "http://127.0.0.1:5055/webhook")
    monkeypatch.setenv("IORT_ORIGINS", "https://www.example.org")
    monkeypatch.delenv("IORT_ACTIONS_TOKEN", raising=False)
    with pytest.raises(LaunchError, match="^IORT_ACTIONS_TOKEN: not set"):
        serve.environment()


def test_both_endpoints_differ_in_the_action_server_alone() -> None:
    ours, deployed = (YAML().load(ROOT / name) for name in ("endpoints.yml", "deploy/endpoints.yml"))
    assert {**ours, "action_endpoint": None} == {**deployed, "action_endpoint": None}
