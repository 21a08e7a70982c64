"""The page around: it keeps its own strict policy, its layout and its keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import BrowserContext, expect

from tests.support.bot import Bot
from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")

_WATCH_LAYOUT = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({type: "layout-shift", buffered: true});
"""


async def test_strict_policy_of_the_host_page_is_enough(context: BrowserContext, bot: Bot, strict_site: str) -> None:
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    widget = await Widget.on(page, strict_site)
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")
    assert [text for text in complaints if "favicon" not in text] == []
    await widget.assert_clean()


async def test_attributes_of_the_tag_set_colour_and_side(context: BrowserContext, bot: Bot, strict_site: str) -> None:
    widget = await Widget.on(await context.new_page(), strict_site)
    await expect(widget.panel.locator("body > header")).to_have_css("background-color", "rgb(122, 31, 92)")
    box = await widget.dialog.bounding_box()
    assert box and box["x"] < 100
    await widget.page.keyboard.press("Escape")
    await expect(widget.launcher).to_have_css("background-color", "rgb(122, 31, 92)")


async def test_unopened_widget_adds_a_button_and_asks_for_nothing(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.add_init_script(_WATCH_LAYOUT)
    widget = await Widget.on(page, bot.url, opened=False)
    await expect(widget.launcher).to_be_visible()
    await page.wait_for_load_state("networkidle")
    ours = [url for url in widget.requests if "/widget/" in url]
    assert [url.split("/widget/")[1].split("-")[0] for url in ours] == ["demo", "loader.js"]
    assert await page.locator("iort-widget iframe").count() == 0
    assert await page.evaluate("window.shifts") == []


async def test_opening_and_closing_shifts_nothing(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.add_init_script(_WATCH_LAYOUT)
    widget = await Widget.on(page, bot.url)
    await page.keyboard.press("Escape")
    await expect(widget.launcher).to_be_focused()
    assert await page.evaluate("window.shifts") == []


async def test_page_without_script_but_the_tag_in_its_head_works(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.route(
        bot.url,
        lambda route: route.fulfill(
            content_type="text/html",
            body='<!DOCTYPE html><html lang="en"><head><title>x</title><script src="widget/loader.js"></script></head><body></body></html>',
        ),
    )
    widget = await Widget.on(page, bot.url)
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")


async def test_answer_that_comes_while_closed_is_marked_on_the_launcher(widget: Widget) -> None:
    async def close_first(route) -> None:  # noqa: ANN001
        await widget.page.keyboard.press("Escape")
        await expect(widget.launcher).to_be_focused()
        await route.continue_()

    await widget.page.route("**/messages", close_first)
    await widget.text_box.fill("What is IORT?")
    await widget.text_box.press("Enter")
    await expect(widget.launcher).to_have_accessible_name(re.compile("new answer"))
    await widget.launcher.click()
    await expect(widget.answers.last).to_be_visible()
    await widget.page.keyboard.press("Escape")
    await expect(widget.launcher).not_to_have_accessible_name(re.compile("new answer"))


async def test_messages_of_other_windows_are_ignored(widget: Widget) -> None:
    await widget.page.evaluate("postMessage('iort-widget:close', '*')")
    await widget.panel.evaluate(
        "window.dispatchEvent(new MessageEvent('message', {data: 'iort-widget:closed', origin: 'https://evil.example', source: null}))"
    )
    await expect(widget.dialog).to_be_visible()
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")
    await widget.page.keyboard.press("Escape")
    await expect(widget.launcher).not_to_have_accessible_name(re.compile("new answer"))


async def test_panel_connects_to_no_server_that_its_policy_does_not_name(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{bot.url}widget/panel.html#server=https://evil.example/")
    await expect(page.locator("div.said").first).to_contain_text("your local emergency number")
    assert not [url for url in asked if "evil" in url]


async def test_files_on_another_server_talk_to_the_channel(context: BrowserContext, bot: Bot, strict_site: str) -> None:
    widget = await Widget.on(await context.new_page(), f"{strict_site}copied")
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")
    assert not [url for url in widget.requests if url.startswith(bot.origin) and "/widget/" in url]
    await widget.assert_clean()


async def test_site_that_is_not_allowed_cannot_frame_the_panel(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.route(
        "https://evil.example/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{bot.url}widget/panel.html"></iframe>'
        ),
    )
    await page.goto("https://evil.example/")
    assert await page.frame_locator("iframe").locator("body > header").count() == 0
