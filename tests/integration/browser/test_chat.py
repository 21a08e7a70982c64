"""A visitor's conversation, from the first visit to every feature of the panel."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from content import content
from tests.support.widget_page import Widget

pytestmark = pytest.mark.asyncio(loop_scope="session")

ARIZONA = content().offices["arizona"]
EMERGENCY = content().safety.emergency_number


async def test_first_visit_to_answered_question(widget: Widget) -> None:
    answer = await widget.ask("What is IORT?")
    await expect(answer).to_contain_text("during surgery")
    await expect(widget.questions).to_have_text(["What is IORT?"])
    source = content().sources["mayo"]
    await expect(answer.locator(".sources")).to_contain_text(f"{source.title} ({source.dated})")
    await widget.assert_clean()


async def test_first_line_says_what_it_is_and_is_not(widget: Widget) -> None:
    first = widget.answers.first
    await expect(first).to_contain_text("automated assistant")
    await expect(first).to_contain_text("general questions about IORT")
    await expect(first).to_contain_text(f"not for emergencies: call {EMERGENCY}")
    await expect(first).to_contain_text("do not share private details")
    await expect(first.get_by_role("link", name=EMERGENCY)).to_have_attribute("href", f"tel:{EMERGENCY}")


async def test_quick_reply_is_answered_under_its_title(widget: Widget) -> None:
    await widget.ask("hello")
    button = content().buttons["what_is_iort"]
    await widget.quick_reply(button.title).click()
    await expect(widget.questions.last).to_have_text(button.title)
    await expect(widget.answers.last).to_contain_text("during surgery")
    await expect(widget.text_box).to_be_focused()


async def test_phone_numbers_can_be_called_and_offices_say_whether_they_are_open(widget: Widget) -> None:
    answer = await widget.ask("When can I call the Arizona office?")
    link = answer.get_by_role("link", name=ARIZONA.phone).first
    await expect(link).to_have_attribute("href", re.compile(r"^tel:\+?1?-?" + ARIZONA.phone.replace("-", "-?") + "$"))
    await expect(answer.locator(".offices")).to_contain_text(re.compile("(Open|Closed) now.*" + ARIZONA.name))


async def test_verdict_on_an_answer_is_kept_and_can_be_changed(widget: Widget) -> None:
    answer = await widget.ask("What is IORT?")
    up, down = answer.get_by_role("button", name="helped"), answer.get_by_role("button", name="did not help")
    async with widget.page.expect_response("**/feedback") as kept:
        await up.first.click()
    assert (await kept.value).status == 200
    await expect(answer).to_contain_text("Thank you.")
    await expect(up.first).to_have_attribute("aria-pressed", "true")
    async with widget.page.expect_response("**/feedback") as changed:
        await down.click()
    body = (await changed.value).request.post_data_json
    assert (body["answer"], body["helpful"]) == ("what_is_iort", False)
    await expect(down).to_have_attribute("aria-pressed", "true")
    await expect(up.first).to_have_attribute("aria-pressed", "false")


async def test_emergency_stands_out_and_interrupts(widget: Widget) -> None:
    answer = await widget.ask("I have crushing chest pain and cannot breathe")
    await expect(answer).to_have_class(re.compile("urgent"))
    await expect(answer.get_by_role("button")).to_have_count(0)
    text = (await answer.locator("p").last.text_content() or "").strip()
    assert [heard["how"] for heard in await widget.announced() if text in heard["text"]] == ["assertive"]


async def test_replies_are_announced_in_full_once_and_in_order(widget: Widget) -> None:
    for question in ("What is IORT?", "Do I need a referral? And does insurance cover it?", "hello"):
        await widget.ask(question)
    shown = [
        " ".join(texts)
        for texts in await widget.answers.evaluate_all(
            "nodes => nodes.map(node => [...node.querySelectorAll(':scope > p:not(.sources)')].map(p => p.textContent))"
        )
    ]
    heard = [heard["text"] for heard in await widget.announced() if heard["role"] == "log"]
    assert [sum(text in said for said in heard) for text in shown] == [1] * len(shown)
    places = [next(place for place, said in enumerate(heard) if text in said) for text in shown]
    assert places == sorted(places)
    assert len(shown) >= 5


async def test_typing_is_shown_and_said_while_the_answer_is_on_its_way(widget: Widget) -> None:
    async def hold(route):  # noqa: ANN001, ANN202
        await expect(widget.panel.locator(".typing")).to_be_visible()
        await route.continue_()

    await widget.page.route("**/messages", hold)
    await widget.ask("What is IORT?")
    assert any("looking for the answer" in heard["text"] for heard in await widget.announced())


async def test_conversation_can_be_kept_as_text(widget: Widget, tmp_path) -> None:  # noqa: ANN001
    await widget.ask("What is IORT?")
    await widget.panel.get_by_role("button", name="Options").click()
    async with widget.page.expect_download() as download:
        await widget.panel.get_by_role("button", name="Download").click()
    file = await download.value
    await file.save_as(tmp_path / "kept.txt")
    text = (tmp_path / "kept.txt").read_text()
    assert file.suggested_filename == "iort-questions.txt"
    assert "What is IORT?" in text and "during surgery" in text
    assert f"({content().sources['mayo'].dated})" in text


async def test_start_over_forgets_the_conversation(widget: Widget) -> None:
    await widget.ask("What is IORT?")
    await widget.panel.get_by_role("button", name="Options").click()
    await widget.panel.get_by_role("button", name="Start over").click()
    await expect(widget.answers.last).to_contain_text("new chat")
    await expect(widget.questions).to_have_count(0)
    await expect(widget.text_box).to_be_focused()
    async with widget.page.expect_request("**/session"):
        await widget.ask("Do I need a referral?")
    await expect(widget.questions).to_have_text(["Do I need a referral?"])
    await expect(widget.answers.last).to_contain_text("referral")
    await widget.assert_clean()


async def test_question_over_500_characters_is_counted_and_kept(widget: Widget) -> None:
    long = "🙂" * 500
    await widget.text_box.fill(long)
    await expect(widget.panel.locator("#notice")).to_have_text("0 characters left")
    await widget.text_box.fill(long + "!")
    await widget.text_box.press("Enter")
    await expect(widget.panel.locator("#notice")).to_contain_text("1 character too many")
    await expect(widget.text_box).to_have_value(long + "!")
    await expect(widget.questions).to_have_count(0)


async def test_nothing_is_asked_of_a_third_party_and_no_cookie_is_set(widget: Widget) -> None:
    await widget.ask("What is IORT?")
    origin = widget.page.url.split("/webhooks")[0]
    assert [url for url in widget.requests if not url.startswith(origin)] == []
    assert await widget.page.context.cookies() == []
    assert await widget.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 1]
    assert await widget.panel.evaluate("Object.keys(sessionStorage)") == ["iort-session"]
