"""Hostile texts, typed or answered, are shown as text."""

from __future__ import annotations

import pytest
from playwright.async_api import Route, expect

from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = [
    "<img src=x onerror=window.owned=1>",
    "<script>window.owned=1</script>",
    "[click](javascript:window.owned=1)",
    "javascript:window.owned=1",
    "<a href='javascript:window.owned=1'>x</a>",
    "&lt;b&gt; &amp; \u202e reversed",
    "**not bold** :) `code` <svg/onload=window.owned=1>",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_input_is_shown_as_typed(widget: Widget, text: str) -> None:
    await widget.ask(text)
    await expect(widget.questions.last).to_have_text(text)
    await _nothing_happened(widget)


async def test_500_emoji_are_shown_and_answered(widget: Widget) -> None:
    await widget.ask("😀" * 500)
    await expect(widget.questions.last).to_have_text("😀" * 500)
    assert await widget.panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_reply_is_shown_as_text(widget: Widget, text: str) -> None:
    reply = {
        "text": f"{text}\nsecond line",
        "buttons": [{"title": text, "payload": "x"}],
        "links": [{"title": text, "href": "javascript:window.owned=1"}, {"title": "data", "href": "data:text/html,x"}],
        "offices": [{"name": text, "phone": text, "open": True}],
        "answer": "what_is_iort",
        "sources": [{"id": "x", "title": text, "dated": text}],
        "urgent": False,
    }

    async def answer(route: Route) -> None:
        await route.fulfill(json={"replies": [reply]})

    await widget.page.route("**/messages", answer)
    shown = await widget.ask("hello")
    await expect(shown.locator("p").first).to_have_text(text)
    await expect(shown.locator("a")).to_have_count(0)
    await _nothing_happened(widget)


async def test_right_to_left_text_is_laid_out_from_the_right(widget: Widget) -> None:
    await widget.ask("ما هو العلاج الإشعاعي أثناء الجراحة؟")
    paragraph = widget.questions.last.locator("p")
    assert await paragraph.evaluate("node => getComputedStyle(node).direction") == "rtl"


async def _nothing_happened(widget: Widget) -> None:
    assert await widget.panel.evaluate("window.owned") is None
    assert await widget.page.evaluate("window.owned") is None
    assert await widget.panel.locator("div.said :is(img, script, svg:not(.icon), iframe, b)").count() == 0
    await widget.assert_clean()
