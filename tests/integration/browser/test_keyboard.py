"""Everything can be reached, seen and left with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, expect

from tests.support.bot import Bot
from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")

# The focused element's name and whether it, or what shows its focus, is inside the window and not covered.
_FOCUSED = """
() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return {
    name: node.getAttribute("aria-label") || node.title || node.textContent.trim().slice(0, 60),
    tag: node.tagName, visible: box.width > 0 && box.top >= -1 && box.bottom <= innerHeight + 1,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, className: node.className,
  };
}
"""


async def test_whole_conversation_without_a_mouse(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    widget = await Widget.on(page, bot.url, opened=False)
    while not await widget.launcher.evaluate("node => node.getRootNode().activeElement === node"):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.frame_locator("iort-widget iframe").locator("textarea")).to_be_focused()
    await page.keyboard.type("When can I call the Arizona office?")
    await page.keyboard.press("Enter")
    await expect(widget.answers.last).to_contain_text("appointment office")
    await expect(widget.text_box).to_be_focused()

    # Into the last message, through its links and buttons, and out again.
    while "Conversation." not in (await widget.panel.evaluate(_FOCUSED))["name"]:
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    reached = []
    for _ in range(8):
        focused = await widget.panel.evaluate(_FOCUSED)
        assert focused["visible"] and focused["outline"], focused
        reached.append(focused["name"])
        await page.keyboard.press("Tab")
    assert {"This answer helped", "This answer did not help"} < set(reached)
    while (await widget.panel.evaluate(_FOCUSED))["name"] != "This answer helped":
        await page.keyboard.press("Tab")
    async with page.expect_response("**/feedback"):
        await page.keyboard.press("Space")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(widget.text_box).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(widget.dialog).to_be_hidden()
    await expect(widget.launcher).to_be_focused()


async def test_every_stop_of_tab_is_seen(widget: Widget) -> None:
    await widget.ask("hello")
    await widget.panel.get_by_role("button", name="Options").focus()
    await widget.page.keyboard.press("Enter")
    await widget.panel.get_by_role("button", name="Options").focus()
    names = []
    while "Send" not in names:
        assert len(names) < 20, names
        focused = await widget.panel.evaluate(_FOCUSED)
        assert focused and focused["visible"], "; ".join(names)
        names.append(focused["name"])
        await widget.page.keyboard.press("Tab")
    in_order = ["Options", "Close the chat", "Download this conversation", "Start over"]
    assert [name for name in names if name in in_order] == in_order
    assert names.index("Close") == 4, "the library's help on its keys shows itself when it has the focus"
    assert names[-2:] == ["Your question", "Send"]


async def test_quick_replies_are_walked_with_arrow_keys(widget: Widget) -> None:
    await widget.ask("hello")
    buttons = widget.panel.get_by_role("toolbar").get_by_role("button")
    # The library puts the buttons up first and within the reach of Tab a render later.
    await expect(buttons.first).to_have_attribute("tabindex", "0")
    await widget.page.keyboard.press("Shift+Tab")
    await expect(buttons.first).to_be_focused()
    await widget.page.keyboard.press("ArrowRight")
    await expect(buttons.nth(1)).to_be_focused()
    title = await buttons.nth(1).text_content()
    await widget.page.keyboard.press("Enter")
    await expect(widget.questions.last).to_have_text(title or "")
    await expect(widget.text_box).to_be_focused()


async def test_escape_closes_the_options_first(widget: Widget) -> None:
    options = widget.panel.get_by_role("button", name="Options")
    await options.click()
    await widget.panel.get_by_role("button", name="Start over").focus()
    await widget.page.keyboard.press("Escape")
    await expect(options).to_have_attribute("aria-expanded", "false")
    await expect(options).to_be_focused()
    await expect(widget.dialog).to_be_visible()


async def test_close_button_gives_the_focus_back(widget: Widget) -> None:
    await widget.panel.get_by_role("button", name="Close the chat").click()
    await expect(widget.dialog).to_be_hidden()
    await expect(widget.launcher).to_be_focused()


async def test_page_beneath_a_panel_that_covers_it_cannot_be_reached(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.set_viewport_size({"width": 390, "height": 700})
    widget = await Widget.on(page, bot.url)
    assert await widget.dialog.evaluate("node => node.matches(':modal')")
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate("['BODY', 'IORT-WIDGET'].includes(document.activeElement.tagName)")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(widget.dialog).to_be_visible()
    await expect(page.locator("iort-widget dialog:not(:modal)")).to_be_visible()
