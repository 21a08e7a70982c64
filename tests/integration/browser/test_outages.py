"""What a visitor sees when the line or the server fails, and that nothing typed is lost."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import BrowserContext, Route, expect

from content import content
from tests.support.bot import Bot
from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_server_killed_and_brought_back_in_mid_conversation(widget: Widget, bot: Bot) -> None:
    await widget.ask("What is IORT?")
    bot.stop()
    try:
        failed = await widget.ask("Do I need a referral?")
        await expect(failed).to_contain_text("cannot be reached")
        await expect(widget.questions.last).to_have_text("Do I need a referral?")
    finally:
        await asyncio.to_thread(bot.start)
    await failed.get_by_role("button", name="Try again").click()
    await expect(widget.answers.last).to_contain_text("referral")
    await expect(widget.questions).to_have_count(2)
    await expect(widget.panel.get_by_text("cannot be reached")).to_have_count(0)
    await expect(widget.text_box).to_be_focused()
    await expect(widget.answers).to_have_count(3)
    await widget.assert_clean()


async def test_retry_carries_the_same_id_and_is_not_answered_twice(widget: Widget) -> None:
    sent: list[dict[str, str]] = []

    async def lose_the_answer(route: Route) -> None:
        sent.append(route.request.post_data_json)
        await route.fetch()  # the server has answered; the answer never arrives
        await route.abort()

    await widget.page.route("**/messages", lose_the_answer)
    failed = await widget.ask("What is IORT?")
    await widget.page.unroute("**/messages")
    async with widget.page.expect_request("**/messages") as again:
        await failed.get_by_role("button", name="Try again").click()
    assert (await again.value).post_data_json["message_id"] == sent[0]["message_id"]
    await expect(widget.answers.last).to_contain_text("during surgery")
    await widget.page.reload()
    await widget.open()
    await expect(widget.questions).to_have_count(1)


async def test_apology_can_be_tried_again(widget: Widget) -> None:
    async def apologise(route: Route) -> None:
        reply = {"text": "Sorry, something went wrong.", "buttons": [], "links": [], "offices": [], "answer": "apology"}
        await route.fulfill(json={"replies": [{**reply, "sources": [], "urgent": False}]})

    await widget.page.route("**/messages", apologise)
    apology = await widget.ask("What is IORT?")
    await expect(apology.get_by_role("button", name="helped")).to_have_count(0)
    await widget.page.unroute("**/messages")
    await apology.get_by_role("button", name="Try again").click()
    await expect(widget.answers.last).to_contain_text("during surgery")
    await expect(widget.panel.get_by_text("something went wrong")).to_have_count(0)


async def test_session_that_ended_is_replaced_and_the_question_answered(widget: Widget) -> None:
    await widget.ask("hello")
    await widget.panel.evaluate("sessionStorage.setItem('iort-session', 'expired')")
    await widget.page.reload()
    await widget.open()
    await expect(widget.answers.last).to_contain_text("earlier chat has ended")
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")


async def test_button_of_a_session_that_ended_goes_as_text(widget: Widget) -> None:
    await widget.ask("hello")
    button = content().buttons["what_is_iort"]
    ended = iter([401])

    async def end_once(route: Route) -> None:
        if status := next(ended, None):
            await route.fulfill(status=status, json={"error": "unauthorized", "message": "This chat has ended."})
        else:
            await route.continue_()

    await widget.page.route("**/messages", end_once)
    await widget.quick_reply(button.title).click()
    await expect(widget.answers.last).to_contain_text("during surgery")
    await expect(widget.answers.filter(has_text="earlier chat has ended")).to_be_visible()


async def test_too_many_messages_are_refused_in_words_and_kept(widget: Widget) -> None:
    async with widget.page.expect_response("**/messages"):
        await widget.ask("What is IORT?")
    for number in range(40):
        await widget.text_box.fill(f"What is IORT? {number}")
        await widget.text_box.press("Enter")
    refused = widget.answers.filter(has=widget.panel.get_by_role("button", name="Try again")).first
    await expect(refused).to_be_visible(timeout=60000)
    await expect(refused).not_to_contain_text("undefined")
    await expect(widget.panel.locator(".typing")).to_have_count(0, timeout=60000)
    await expect(widget.questions).to_have_count(41)


async def test_offline_is_said_and_the_question_can_be_sent_later(widget: Widget) -> None:
    await widget.page.context.set_offline(True)
    notice = widget.panel.locator("#notice")
    await expect(notice).to_contain_text("You are offline")
    failed = await widget.ask("What is IORT?")
    await expect(failed).to_contain_text("offline")
    await widget.page.context.set_offline(False)
    await expect(notice).to_contain_text("back online")
    await failed.get_by_role("button", name="Try again").click()
    await expect(widget.answers.last).to_contain_text("during surgery")


async def test_slow_line_shows_typing_and_then_the_answer(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    await devtools.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 200_000, "uploadThroughput": 50_000}
    await devtools.send("Network.emulateNetworkConditions", slow)
    widget = await Widget.on(page, bot.url, opened=False)
    await widget.launcher.click()
    await expect(widget.dialog.get_by_role("status")).to_contain_text("Opening the assistant")
    await expect(widget.page.frame_locator("iort-widget iframe").locator("textarea")).to_be_focused(timeout=30000)
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")


async def test_panel_that_cannot_be_loaded_says_so_and_can_be_tried_again(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.clock.install()
    await page.route("**/panel.html", lambda route: route.abort())
    widget = await Widget.on(page, bot.url, opened=False)
    await widget.launcher.click()
    await page.clock.run_for(21000)
    await expect(widget.dialog).to_contain_text("could not be opened")
    await expect(widget.dialog.get_by_role("button", name="Try again")).to_be_focused()
    await page.unroute("**/panel.html")
    await page.clock.resume()
    await widget.dialog.get_by_role("button", name="Try again").click()
    await expect(page.frame_locator("iort-widget iframe").locator("textarea")).to_be_focused()


async def test_library_that_cannot_be_loaded_is_said_in_the_panel(context: BrowserContext, bot: Bot) -> None:
    page = await context.new_page()
    await page.route("**/webchat-*.js", lambda route: route.abort())
    widget = await Widget.on(page, bot.url, opened=False)
    await widget.launcher.click()
    frame = page.frame_locator("iort-widget iframe")
    await expect(frame.get_by_text("could not be loaded")).to_be_visible()
    await page.unroute("**/webchat-*.js")
    await frame.get_by_role("button", name="Reload").click()
    await expect(frame.locator("textarea")).to_be_visible()


async def test_server_without_about_still_names_an_emergency_number_to_look_for(
    context: BrowserContext, bot: Bot
) -> None:
    page = await context.new_page()
    await page.route("**/about", lambda route: route.abort())
    widget = await Widget.on(page, bot.url)
    await expect(widget.answers.first).to_contain_text("call your local emergency number")
    await expect(await widget.ask("What is IORT?")).to_contain_text("during surgery")
