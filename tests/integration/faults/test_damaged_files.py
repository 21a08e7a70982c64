"""A model archive and a content file that are damaged, through the commands that an operator uses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from launch.processes import answers_at
from launch.servers import rasa_command
from tests.support import ROOT
from tests.support.assistant import PLAIN, Assistant, Visitor, is_apology, is_ready, logged

pytestmark = pytest.mark.asyncio(loop_scope="session")

_LINKED = ("build/widget", "models", "widget", ".venv")


async def test_half_a_model_is_not_ready_and_apologises(
    assistant: Assistant, free_port: Callable[[], int], tmp_path: Path
) -> None:
    whole = Path(assistant.rasa.command[assistant.rasa.command.index("--model") + 1])
    half = tmp_path / "half.tar.gz"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    port, folder = free_port(), assistant.rasa.log.parent
    url = f"http://127.0.0.1:{port}/webhooks/website"
    damaged = replace(
        assistant.rasa,
        command=rasa_command(port, half, folder / "endpoints.yml", folder / "credentials.yml"),
        answers=answers_at(f"{url}/alive"),
        log=tmp_path / "rasa.log",
    )
    damaged.start()
    try:
        assert not await is_ready(url, assistant.http)
        visitor = await Visitor.arrives(url, assistant.http)
        assert is_apology(await visitor.say(PLAIN))
        assert "is a model loaded?" in logged(damaged)
    finally:
        damaged.kill()


@pytest.mark.parametrize("command", ["prepare", "run"])
@pytest.mark.parametrize(
    "name, damage",
    [
        ("campuses.yml", lambda text: text[: len(text) // 2]),
        ("campuses.yml", lambda text: b""),
        ("cancers.yml", lambda text: text + b"\n  - : ]["),
        ("safety.yml", lambda text: b"\xff\xfe\x00" + text),
        ("topics.yml", None),
    ],
    ids=["half of it", "nothing in it", "no YAML", "no text", "missing"],
)
async def test_damaged_content_is_one_sentence_that_names_the_file(
    command: str, name: str, damage: Callable[[bytes], bytes] | None, free_port: Callable[[], int], tmp_path: Path
) -> None:
    project = _project(tmp_path / "project")
    file = project / "content" / name
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage(file.read_bytes()))
    ports = {"PORT": str(free_port()), "ACTION_PORT": str(free_port())}
    finished = subprocess.run(
        [sys.executable, "-m", "launch", command],
        cwd=project,
        env={**os.environ, **ports},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert finished.returncode == 1
    assert "Traceback" not in finished.stdout + finished.stderr
    assert finished.stderr.startswith("Error: ")
    assert f"content/{name}" in finished.stderr


def _project(folder: Path) -> Path:
    """A copy of the project, to be damaged; what is large or never damaged here is linked."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.split("\0"):
        if name.startswith(("content/", "launch/", "iort/", "actions/")) or (name and "/" not in name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for name in ("data", "requirements", *_LINKED):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(ROOT / name)
    return folder
