"""A real browser before the real assistant: Rasa with the newest model, its action server, the built widget."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, async_playwright
from ruamel.yaml import YAML
from widget_page import CHROMIUM_FLAGS, Widget, find_chromium

from launch.training import rasa_environment
from launch.widget import ensure_widget

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the browser tests, 32+ characters"
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
        models = str(max((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime))
        command = [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self.port)]
        command += ["--model", models, "--credentials", str(self.folder / "credentials.yml")]
        command += ["--endpoints", str(self.folder / "endpoints.yml")]
        environment = {**rasa_environment(), "IORT_SESSION_SECRET": SECRET}
        with (self.folder / "rasa.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}ready", timeout=10):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        pytest.fail(f"Rasa did not start:\n{(self.folder / 'rasa.log').read_text(errors='replace')}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        self.process = None


@pytest.fixture(scope="session")
def host_port(free_port: Callable[[], int]) -> int:
    return free_port()


@pytest.fixture(scope="session")
def bot(
    action_server: str, free_port: Callable[[], int], host_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    ensure_widget()
    folder = tmp_path_factory.mktemp("rasa")
    yaml = YAML()
    endpoints = yaml.load(ROOT / "endpoints.yml")
    endpoints["action_endpoint"]["url"] = action_server
    endpoints["tracker_store"]["db"] = str(folder / "conversations.sqlite")
    yaml.dump(endpoints, folder / "endpoints.yml")
    running = Bot(free_port(), f"http://127.0.0.1:{host_port}", folder)
    # The page of another site may show the panel; a whole test run comes from one address.
    channel = {
        "origins": [running.origin, running.host_site],
        "messages_per_session": "30 per minute",
        "requests_per_address": "100000 per minute",
    }
    yaml.dump({"iort.channel.website.WebsiteChannel": channel}, folder / "credentials.yml")
    running.start()
    yield running
    running.stop()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context(chromium: Browser) -> AsyncIterator[BrowserContext]:
    made = await chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def widget(bot: Bot, context: BrowserContext) -> Widget:
    """The demonstration page with the panel opened. A script error anywhere fails the test."""
    return await Widget.on(await context.new_page(), bot.url)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def strict_site(bot: Bot, host_port: int) -> AsyncIterator[str]:
    """A page of another origin that allows what docs/embedding.md asks for, and nothing else."""
    policy = (
        f"default-src 'none'; script-src {bot.origin}; frame-src {bot.origin}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )
    tag = f'<script src="{bot.url}widget/loader.js" defer data-color="#7a1f5c" data-position="left"></script>'
    text = f'<!DOCTYPE html><html lang="en"><head><title>Host</title>{tag}</head><body><main><h1>Host page</h1><p><a href="/">A link</a></p></main></body></html>'

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

    app = web.Application()
    app.router.add_get("/{tail:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", host_port).start()
    yield f"http://127.0.0.1:{host_port}/"
    await runner.cleanup()
