"""The assistant as processes of its own, which a test may stop and start again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from launch.processes import Process
from launch.servers import HOST, rasa_command, rasa_process
from tests.support import ROOT
from tests.support.actions import ACTIONS_HEADERS

SECRET = "a secret of these tests, 32+ characters"
_CHANNEL = "iort.channel.website.WebsiteChannel"


def rasa(
    model: Path, port: int, folder: Path, actions_url: str, database: str, redis: str = "", **channel: Any
) -> Process:
    """A Rasa process with its files and its log in `folder`; `channel` are settings of the website channel."""
    yaml = YAML()
    endpoints = yaml.load(ROOT / "endpoints.yml")
    endpoints["action_endpoint"] = {"url": actions_url, "headers": ACTIONS_HEADERS}
    yaml.dump(endpoints, folder / "endpoints.yml")
    yaml.dump({_CHANNEL: channel}, folder / "credentials.yml")
    command = rasa_command(port, model, folder / "endpoints.yml", folder / "credentials.yml")
    variables = {"IORT_SESSION_SECRET": SECRET, "IORT_DATABASE_URL": database, "IORT_REDIS_URL": redis}
    return rasa_process("Rasa", command, port, folder / f"rasa-{port}.log", variables)


@dataclass
class Bot:
    """The assistant on one port and with one store, whose page another site may show.

    Attributes:
        host_site: the origin of the other site.
        folder: has its files.
    """

    port: int
    host_site: str
    folder: Path
    process: Process

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/webhooks/website/"

    def start(self) -> None:
        self.process.start()

    def stop(self) -> None:
        self.process.kill()
