"""Compose file and Kubernetes manifests: valid by the published schemas, and what they promise is in them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from supply_chain.__main__ import TOOLS
from tests.support import ROOT

COMPOSE = ROOT / "deploy" / "compose.yml"
FOLDER = ROOT / "deploy" / "kubernetes"
KUSTOMIZATION = FOLDER / "kustomization.yml"
MANIFESTS = sorted(set(FOLDER.glob("*.yml")) - {KUSTOMIZATION})
OURS = ["bot", "actions", "nginx"]


def by_compose_spec(file: Path) -> subprocess.CompletedProcess[str]:
    command = [TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file]
    return subprocess.run(command, capture_output=True, text=True)


def by_kubernetes(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [TOOLS / "kubernetes-validate", "--strict", *files]
    return subprocess.run(command, capture_output=True, text=True)


def resources() -> list[dict[str, Any]]:
    return [dict(each) for file in MANIFESTS for each in YAML(pure=True).load_all(file.read_text())]


def resource(kind: str, name: str) -> dict[str, Any]:
    [found] = [each for each in resources() if each["kind"] == kind and each["metadata"]["name"] == name]
    return found


def pod(name: str) -> dict[str, Any]:
    return dict(resource("Deployment", name)["spec"]["template"]["spec"])


def container(name: str) -> dict[str, Any]:
    [only] = pod(name)["containers"]
    return dict(only)


def compose() -> dict[str, Any]:
    return dict(YAML(pure=True).load(COMPOSE.read_text()))


def test_the_compose_file_is_one() -> None:
    finished = by_compose_spec(COMPOSE)
    assert finished.returncode == 0, finished.stdout


def test_the_check_of_the_compose_file_can_fail(tmp_path: Path) -> None:
    wrong = tmp_path / "compose.yml"
    wrong.write_text(COMPOSE.read_text().replace("healthcheck:", "helthcheck:", 1))
    assert by_compose_spec(wrong).returncode != 0


def test_the_manifests_are_valid() -> None:
    finished = by_kubernetes(*MANIFESTS)
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_the_check_of_the_manifests_can_fail(tmp_path: Path) -> None:
    wrong = tmp_path / "bot.yml"
    wrong.write_text((FOLDER / "bot.yml").read_text().replace("readinessProbe:", "readynessProbe:"))
    assert by_kubernetes(wrong).returncode != 0


def test_every_manifest_is_applied() -> None:
    listed = YAML(pure=True).load(KUSTOMIZATION.read_text())["resources"]
    assert sorted(listed) == [file.name for file in MANIFESTS]


@pytest.mark.parametrize("name", OURS)
def test_a_rollout_drops_no_message(name: str) -> None:
    spec = resource("Deployment", name)["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    drained = container(name)["lifecycle"]["preStop"]["sleep"]["seconds"]
    # After it has left the service, Rasa takes up to 15 seconds for what it has in hand.
    assert pod(name)["terminationGracePeriodSeconds"] >= drained + 15
    assert resource("PodDisruptionBudget", name)["spec"]["maxUnavailable"] == 1


@pytest.mark.parametrize("name", OURS)
def test_every_container_is_probed_bounded_and_confined(name: str) -> None:
    only = container(name)
    assert {"livenessProbe", "readinessProbe", "resources"} <= set(only)
    assert "memory" in only["resources"]["limits"]
    assert set(only["resources"]["requests"]) == {"cpu", "memory"}
    assert only["securityContext"]["readOnlyRootFilesystem"] is True
    assert only["securityContext"]["allowPrivilegeEscalation"] is False
    assert only["securityContext"]["capabilities"]["drop"] == ["ALL"]
    assert pod(name)["securityContext"]["runAsNonRoot"] is True
    assert pod(name)["automountServiceAccountToken"] is False


def test_the_assistant_is_probed_where_it_answers() -> None:
    bot = container("bot")
    assert bot["livenessProbe"]["httpGet"]["path"] == "/webhooks/website/alive"
    assert bot["readinessProbe"]["httpGet"]["path"] == "/webhooks/website/ready"
    # The assistant itself gives the question 8 seconds.
    assert bot["readinessProbe"]["timeoutSeconds"] > 8


@pytest.mark.parametrize("name", ["bot", "actions"])
def test_two_run_at_least_and_more_under_load(name: str) -> None:
    spec = resource("HorizontalPodAutoscaler", name)["spec"]
    assert 2 <= spec["minReplicas"] < spec["maxReplicas"]
    # The autoscaler's number would be overwritten by one in the manifest at each rollout.
    assert "replicas" not in resource("Deployment", name)["spec"]


def test_secrets_come_by_reference() -> None:
    assert not [each for each in resources() if each["kind"] == "Secret"]
    for name in OURS:
        for variable in container(name).get("env", []):
            assert not {"SECRET", "TOKEN", "PASSWORD", "DATABASE", "REDIS"} & set(variable["name"].split("_"))
    assert [source["secretRef"]["name"] for source in container("bot")["envFrom"] if "secretRef" in source] == [
        "iort-bot",
        "iort-actions",
    ]


def test_nobody_talks_to_anybody_unless_it_says_so() -> None:
    assert resource("NetworkPolicy", "nobody")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    [caller] = resource("NetworkPolicy", "actions")["spec"]["ingress"][0]["from"]
    assert caller["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "bot"}
    assert resource("NetworkPolicy", "actions")["spec"]["egress"] == []


def test_on_one_machine_nginx_alone_is_published_on_loopback_unless_told() -> None:
    published = {name: service["ports"] for name, service in compose()["services"].items() if "ports" in service}
    assert published == {"nginx": ["${IORT_PUBLISH:-127.0.0.1:8080:8080}"]}
    assert compose()["networks"]["back"] == {"internal": True}


def test_compose_refuses_to_start_without_its_secrets() -> None:
    text = COMPOSE.read_text()
    names = [
        line.partition("=")[0]
        for line in (ROOT / "deploy" / "env.example").read_text().splitlines()
        if line.endswith("=")
    ]
    assert len(names) == 5
    for name in names:
        # An empty value counts as none with ':?'.
        assert text.count("${" + name) == text.count("${" + name + ":?")
