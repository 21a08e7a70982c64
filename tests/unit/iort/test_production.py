"""A production start without a fit secret, token or origin is refused in sentences that say what to set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from iort import production
from iort.channel.website import WebsiteChannel
from iort.production import NotForProduction, check
from launch import serve
from launch.failure import LaunchError
from tests.support import ROOT

GOOD = {
    "IORT_ENVIRONMENT": "production",
    "IORT_SESSION_SECRET": "0f3b7c5e9a1d4826" * 4,
    "IORT_ACTIONS_TOKEN": "7a1c9e3f5b2d8046" * 4,
}
ORIGINS = ["https://www.example.org"]


def test_all_that_is_needed_is_enough() -> None:
    check(ORIGINS, GOOD)


@pytest.mark.parametrize(
    "change, origins, says",
    [
        ({"IORT_SESSION_SECRET": ""}, ORIGINS, "IORT_SESSION_SECRET is not set"),
        ({"IORT_SESSION_SECRET": "0f3b7c5e"}, ORIGINS, "IORT_SESSION_SECRET has 8 characters, 32 are the fewest"),
        ({"IORT_SESSION_SECRET": "change-" * 8}, ORIGINS, "IORT_SESSION_SECRET is easily guessed"),
        ({"IORT_ACTIONS_TOKEN": ""}, ORIGINS, "IORT_ACTIONS_TOKEN is not set"),
        ({"IORT_ACTIONS_TOKEN": GOOD["IORT_SESSION_SECRET"]}, ORIGINS, "are the same"),
        ({}, [], "No origin is named"),
        ({}, ["http://www.example.org"], "The origin http://www.example.org is not encrypted"),
        ({"IORT_ENVIRONMENT": "prod"}, ORIGINS, "IORT_ENVIRONMENT is 'prod'"),
    ],
    ids=["no secret", "short", "one letter", "no token", "the same twice", "no origin", "in clear", "a mistyped kind"],
)
def test_what_is_missing_or_weak_is_named(change: dict[str, str], origins: Sequence[str], says: str) -> None:
    with pytest.raises(NotForProduction, match=says) as refusal:
        check(origins, {**GOOD, **change})
    assert GOOD["IORT_SESSION_SECRET"] not in str(refusal.value)


def test_everything_is_said_at_once() -> None:
    assert len(production.problems([], {})) == 3


def test_development_needs_none_of_it() -> None:
    check([], {})


def test_the_channel_itself_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IORT_ENVIRONMENT", "production")
    for name in production.SECRETS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NotForProduction, match="IORT_SESSION_SECRET is not set"):
        WebsiteChannel.from_credentials({"origins": ORIGINS})


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
