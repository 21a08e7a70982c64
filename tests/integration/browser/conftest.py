"""A real browser before the real assistant: Rasa with the newest model, its action server, the built widget."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, async_playwright

from launch.widget import ensure_widget
from tests.support.bot import Bot
from tests.support.widget_page import CHROMIUM_FLAGS, Widget, find_chromium


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
    """A page of another origin that allows what docs/embedding.md asks for, and nothing else.

    Its page `/copied` has the widget's files on its own server, built for the channel's address.
    """
    policy = (
        f"default-src 'none'; script-src {bot.origin}; frame-src {bot.origin}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )
    tag = f'<script src="{bot.url}widget/loader.js" defer data-color="#7a1f5c" data-position="left"></script>'
    text = f'<!DOCTYPE html><html lang="en"><head><title>Host</title>{tag}</head><body><main><h1>Host page</h1><p><a href="/">A link</a></p></main></body></html>'

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def copied(request: web.Request) -> web.Response:
        tag = f'<script src="/copy/loader.js" defer data-server="{bot.url}"></script>'
        text = f'<!DOCTYPE html><html lang="en"><head><title>Host</title>{tag}</head><body></body></html>'
        return web.Response(text=text, content_type="text/html")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IORT_WIDGET_CONNECT", bot.origin)
        ensure_widget(built=bot.folder / "copy")
    app = web.Application()
    app.router.add_static("/copy/", bot.folder / "copy")
    app.router.add_get("/copied", copied)
    app.router.add_get("/{tail:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", host_port).start()
    yield f"http://127.0.0.1:{host_port}/"
    await runner.cleanup()
