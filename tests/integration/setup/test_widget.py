"""The build of the chat widget: whole or not at all, and only where something changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from launch.building import building_tools
from launch.failure import LaunchError
from launch.widget import SOURCES, ensure_widget


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of widget/ that a test may spoil."""
    copy = tmp_path / "widget"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("node_modules"))
    return copy


def test_builds_once_and_again_only_after_a_change(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = tmp_path / "built"
    ensure_widget(sources, built)
    first = {path.name for path in built.iterdir()}
    assert {"loader.js", "panel.html", "demo.html"} < first
    capsys.readouterr()
    ensure_widget(sources, built)
    assert "up to date" in capsys.readouterr().out
    strings = sources / "src" / "strings.js"
    strings.write_text(strings.read_text().replace("Start over", "Begin anew"))
    ensure_widget(sources, built)
    second = {path.name for path in built.iterdir()}
    assert len(first - second) == 1, "only the panel's script has another name"


def test_failure_keeps_what_was_built_and_names_the_log(sources: Path, tmp_path: Path) -> None:
    built = tmp_path / "built"
    ensure_widget(sources, built)
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    (sources / "src" / "panel" / "index.js").write_text("import {")
    with pytest.raises(LaunchError, match="could not be built.*widget.log"):
        ensure_widget(sources, built)
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["built", "widget"]


def test_lock_that_does_not_fit_is_a_failure_in_words(sources: Path, tmp_path: Path) -> None:
    package = sources / "package.json"
    package.write_text(package.read_text().replace('"esbuild": "0.28.2"', '"esbuild": "0.28.1"'))
    with pytest.raises(LaunchError, match="packages could not be installed"):
        ensure_widget(sources, tmp_path / "built")
    assert not (tmp_path / "built").exists()


def test_channel_of_another_address_is_written_into_the_policy(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IORT_WIDGET_CONNECT", "https://bot.hospital.example")
    ensure_widget(sources, tmp_path / "built")
    assert "connect-src https://bot.hospital.example;" in (tmp_path / "built" / "panel.html").read_text()


def test_lock_file_names_no_registry() -> None:
    assert "://" not in "".join(
        line for line in (SOURCES / "package-lock.json").read_text().splitlines() if '"resolved"' in line
    )


def test_scripts_pass_the_linter() -> None:
    ensure_widget()
    with building_tools() as tools:
        lint = [tools / "node", "node_modules/eslint/bin/eslint.js", "."]
        finished = subprocess.run(lint, cwd=SOURCES, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
