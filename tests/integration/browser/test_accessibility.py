"""axe-core on every state, width and colour scheme; a screenshot of each goes to build/screenshots/."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, expect

from tests.support.bot import Bot
from tests.support.widget_page import Widget, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDTHS = {320: 568, 390: 844, 1280: 800}
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
LOOKS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]


@pytest_asyncio.fixture(loop_scope="session")
async def looked_at(request: pytest.FixtureRequest, chromium: Browser, bot: Bot) -> AsyncIterator[Widget]:
    width, scheme = request.param
    viewport = {"width": width, "height": WIDTHS[width]}
    context = await chromium.new_context(viewport=viewport, reduced_motion="reduce", **SCHEMES[scheme])
    yield await Widget.on(await context.new_page(), bot.url, opened=False)
    await context.close()


@pytest.mark.parametrize("looked_at", LOOKS, indirect=True, ids=lambda look: f"{look[0]} {look[1]}")
async def test_no_violation_in_any_state(looked_at: Widget, request: pytest.FixtureRequest) -> None:
    width, scheme = request.node.callspec.params["looked_at"]
    widget, page = looked_at, looked_at.page
    found: list[str] = []

    async def look(state: str) -> None:
        found.extend(f"{state}: {violation}" for violation in await widget.axe())
        assert await widget.panel.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
        await widget.screenshot(f"{width}-{scheme}-{state}")

    found.extend(f"page: {violation}" for violation in await violations(page.main_frame))
    await widget.screenshot(f"{width}-{scheme}-0-page")
    await widget.open()
    await look("1-opened")
    answer = await widget.ask("When can I call the Arizona office? And the Minnesota one?")
    await answer.get_by_role("button", name="This answer helped").click()
    await expect(answer).to_contain_text("Thank you.")
    await look("2-answered")
    await widget.panel.get_by_role("button", name="Options").click()
    await look("3-options")
    await widget.panel.get_by_role("button", name="Options").click()
    await widget.ask("hello")
    await look("4-quick-replies")
    urgent = await widget.ask("I have crushing chest pain and cannot breathe")
    await expect(urgent).to_be_in_viewport(ratio=0.99)
    await look("5-urgent")
    await page.context.set_offline(True)
    await widget.ask("What is IORT?")
    await look("6-offline")
    await page.context.set_offline(False)
    await widget.text_box.fill("x" * 501)
    await look("7-too-long")
    await widget.text_box.fill("")
    held: list[Any] = []
    await page.route("**/messages", lambda route: held.append(route))
    await widget.text_box.fill("What is IORT?")
    await widget.text_box.press("Enter")
    await expect(widget.panel.locator(".typing")).to_be_visible()
    await look("8-typing")
    await held[0].continue_()
    await expect(widget.answers.last).to_contain_text("during surgery")
    await widget.panel.locator(".webchat__basic-transcript").focus()
    await look("9-keyboard-in-the-conversation")
    await page.keyboard.press("Enter")
    await look("10-keyboard-in-a-message")
    assert found == []
    await widget.assert_clean()


async def test_twice_the_text_size_at_320_pixels_hides_nothing(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.set_viewport_size({"width": 320, "height": 568})
    widget = await Widget.on(page, bot.url)
    await widget.panel.evaluate("document.documentElement.style.fontSize = '200%'")
    answer = await widget.ask("When can I call the Arizona office?")
    await expect(answer.locator("p").first).to_be_in_viewport()
    await widget.screenshot("320-light-twice-the-text")
    assert await widget.panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Options", "Close the chat", "Send"):
        await expect(widget.panel.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    box = await widget.panel.locator(".webchat__basic-transcript").bounding_box()
    assert box and box["height"] >= 200


async def test_reduced_motion_moves_nothing(chromium: Browser, bot: Bot) -> None:
    context = await chromium.new_context(reduced_motion="reduce")
    widget = await Widget.on(await context.new_page(), bot.url)
    await widget.page.route("**/messages", lambda route: None)
    await widget.text_box.fill("What is IORT?")
    await widget.text_box.press("Enter")
    await expect(widget.panel.locator(".typing span").first).to_have_css("animation-name", "none")
    await context.close()


async def test_right_to_left_page_keeps_the_panel_in_order(context: BrowserContext, bot: Bot) -> None:
    widget = await Widget.on(await context.new_page(), bot.url)
    await widget.panel.evaluate("document.documentElement.dir = 'rtl'")
    await widget.ask("What is IORT?")
    await widget.screenshot("1280-light-right-to-left")
    title, close = [await widget.panel.locator(selector).bounding_box() for selector in ("h1", "button.close")]
    assert title and close and close["x"] < title["x"]
    assert await widget.panel.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("colour", ["#ffeb3b", "#ff0000", "#777777", "#000000", "#ffffff", "#7a1f5c"])
async def test_any_colour_of_the_host_is_made_readable(chromium: Browser, bot: Bot, colour: str) -> None:
    for scheme in ("light", "dark"):
        context = await chromium.new_context(color_scheme=scheme)
        page = await context.new_page()
        await page.goto(f"{bot.url}widget/panel.html#colour={re.sub('#', '%23', colour)}")
        await expect(page.locator("div.said").first).to_be_visible()
        assert await violations(page.main_frame) == []
        await context.close()
