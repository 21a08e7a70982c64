"""The conversation is kept through a reload and a change of page, for this tab alone."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, expect

from tests.support.bot import Bot
from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_reload_brings_everything_back_and_announces_none_of_it(widget: Widget) -> None:
    await widget.ask("When can I call the Arizona office?")
    await widget.ask("hello")
    before = await widget.answers.all_text_contents()
    buttons = await widget.panel.get_by_role("toolbar").get_by_role("button").all_text_contents()
    await widget.page.reload()
    await widget.open()
    await expect(widget.questions).to_have_text(["When can I call the Arizona office?", "hello"])
    await expect(widget.answers).to_have_text(before)
    await expect(widget.panel.get_by_role("toolbar").get_by_role("button")).to_have_text(buttons)
    heard = " ".join(heard["text"] for heard in await widget.announced())
    assert "automated assistant" in heard
    assert "appointment office" not in heard
    await widget.assert_clean()


async def test_restored_answer_can_be_judged_and_is_read_out_with_the_arrow_keys(widget: Widget) -> None:
    await widget.ask("What is IORT?")
    await widget.page.reload()
    await widget.open()
    async with widget.page.expect_response("**/feedback") as kept:
        await widget.answers.last.get_by_role("button", name="This answer helped").click()
    assert (await kept.value).status == 200
    label = widget.panel.locator(".webchat__basic-transcript__activity-active-descendant").last
    await expect(label).to_contain_text("during surgery")


async def test_restored_offices_say_when_they_were_open(widget: Widget) -> None:
    await widget.ask("When can I call the Arizona office?")
    await widget.page.clock.install()
    await widget.page.clock.fast_forward("01:00:00")
    await widget.page.reload()
    await widget.open()
    await expect(widget.answers.last.locator(".state")).to_contain_text("Was ")


async def test_other_page_of_the_site_goes_on_with_the_conversation(
    context: BrowserContext, bot: Bot, strict_site: str
) -> None:
    widget = await Widget.on(await context.new_page(), strict_site)
    await widget.ask("What is IORT?")
    await widget.page.goto(f"{strict_site}another")
    await widget.open()
    await expect(widget.questions).to_have_text(["What is IORT?"])
    await expect(await widget.ask("Do I need a referral?")).to_contain_text("referral")


async def test_two_tabs_have_two_conversations(context: BrowserContext, bot: Bot) -> None:
    one, other = [await Widget.on(await context.new_page(), bot.url) for _ in range(2)]
    await one.ask("What is IORT?")
    await other.ask("Do I need a referral?")
    for widget, question in ((one, "What is IORT?"), (other, "Do I need a referral?")):
        await widget.page.bring_to_front()
        await widget.page.reload()
        await widget.open()
        await expect(widget.questions).to_have_text([question])


async def test_works_where_storage_is_switched_off(context: BrowserContext, bot: Bot) -> None:
    await context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    widget = await Widget.on(await context.new_page(), bot.url)
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")
    await widget.ask("Do I need a referral?")
    await widget.assert_clean()
