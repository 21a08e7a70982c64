"""The assistant as a process of its own, which a test may stop and start again."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launch.archive import newest
from launch.servers import rasa_command
from launch.training import rasa_environment

ROOT = Path(__file__).parents[1]
SECRET = "a secret of these tests, 32+ characters"
_START_SECONDS = 120


@dataclass
class Bot:
    """The assistant as a process of its own, which a test may stop and start again on the same port and store."""

    port: int
    host_site: str
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/webhooks/website/"

    def start(self) -> None:
        if self.process is not None:
            return
        command = rasa_command(
            self.port, newest(ROOT / "models"), self.folder / "endpoints.yml", self.folder / "credentials.yml"
        )
        database = f"sqlite:///{self.folder / 'conversations.sqlite'}"
        environment = {**rasa_environment(), "IORT_SESSION_SECRET": SECRET, "IORT_DATABASE_URL": database}
        with (self.folder / "rasa.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}ready", timeout=10):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.stop()
        pytest.fail(f"Rasa did not start:\n{(self.folder / 'rasa.log').read_text(errors='replace')}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        self.process = None
