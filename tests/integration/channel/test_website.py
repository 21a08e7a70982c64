"""The website channel, over HTTP, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import pytest

from content import content
from tests.support.channel import PHONES, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMING_SOMEONE = "Does IORT hurt my aunt Zebedea?"

# --- answers ---


async def test_reply_carries_text_answer_and_dated_sources(visitor: Visitor) -> None:
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"
    assert "during surgery" in reply["text"]
    expected = content().sources["mayo"]
    assert reply["urgent"] is False
    assert reply["sources"][0] == {"id": "mayo", "title": expected.title, "dated": expected.dated}


async def test_reply_of_an_action_carries_them_too(visitor: Visitor) -> None:
    replies = await visitor.say("When can I call the Arizona office?")
    assert [reply["answer"] for reply in replies] == ["contact_hours"]
    assert content().offices["arizona"].phone in replies[0]["text"]
    assert [source["id"] for source in replies[0]["sources"]] == ["mayo"]


async def test_reply_links_the_numbers_it_names(visitor: Visitor) -> None:
    [hours] = await visitor.say("What is the phone number of the Arizona office?")
    links = {link["title"]: link["href"] for link in hours["links"]}
    assert links == {content().offices["arizona"].phone: "tel:+18004462279"}


async def test_emergency_is_marked_and_links_its_number(visitor: Visitor) -> None:
    [reply] = await visitor.say("I have crushing pain in my chest")
    assert reply["urgent"] is True
    assert {"title": "911", "href": "tel:911"} in reply["links"]


async def test_hours_tell_which_office_is_open(visitor: Visitor) -> None:
    replies = await visitor.say("When can I call?")
    states = [state for reply in replies for state in reply["offices"]]
    assert [state["phone"] for state in states] == PHONES
    for state, reply in zip(states, replies):
        assert state["open"] == ("closed" not in reply["text"]), reply["text"]


async def test_buttons_send_sentences_that_are_understood(visitor: Visitor) -> None:
    [greeting] = await visitor.say("hello")
    topics = {button.asks: key for key, button in content().buttons.items()}
    assert greeting["buttons"]
    for button in greeting["buttons"]:
        replies = await visitor.say(button["payload"])
        assert {reply["answer"] for reply in replies} == {topics[button["payload"]]}, button


async def test_time_zone_of_the_browser_reaches_the_answer(visitor: Visitor) -> None:
    question = "Can I call the Minnesota office on Tuesday at noon?"
    there = await visitor.say(question, timezone="Asia/Tokyo")
    here = await (await visitor.site.new_visitor()).say(question, timezone="America/Chicago")
    assert there[0]["text"] != here[0]["text"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America", "", "\udc80"])
async def test_time_zone_that_is_none_is_ignored(visitor: Visitor, zone: object) -> None:
    [reply] = await visitor.say("When can I call the Arizona office?", timezone=zone)
    assert reply["answer"] == "contact_hours"


# --- whatever is typed ---


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "empty"),
        (" \t\n ", "empty"),
        ("\x00\x07\x1b", "empty"),
        ("\udc80", "empty"),
        ("\u200b\u200e", "empty"),
        ("x" * 501, "too_long"),
        ("a" * 10_000, "too_long"),
        ("😀" * 501, "too_long"),
        ("What is\x00 IORT?", "what_is_iort"),
        ("What is \udc80 IORT?", "what_is_iort"),
        ("\r\n  What is IORT?  \r\n", "what_is_iort"),
        ("😀😀🎉", None),
        ("/restart", None),
        ("/session_start", None),
        ('/intent{"x":"y"}', None),
        ('/cancer{"cancer":"breast"}', None),
        ("/", "empty"),
        ("ما هو العلاج الإشعاعي أثناء الجراحة؟", None),
        ("whаt іs ΙΟRТ и где", None),
        ("<script>alert(1)</script>", None),
        ("{arizona_phone} {0} %s", None),
        ("x" * 500, None),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, str) else "",
)
async def test_anything_typed_gets_a_civil_reply_and_the_next_question_works(
    visitor: Visitor, text: str, answer: str | None
) -> None:
    replies = await visitor.say(text)
    assert replies and all(reply["text"].strip() for reply in replies)
    given = {reply["answer"] for reply in replies}
    assert "apology" not in given
    if answer:
        assert given == {answer}
    [after] = await visitor.say("What is IORT?")
    assert after["answer"] == "what_is_iort"


@pytest.mark.parametrize("command", ["/emergency", "/phi_shared", '/why_mayo{"campus": "arizona"}'])
async def test_typed_command_is_understood_as_text(visitor: Visitor, command: str) -> None:
    await visitor.say(command)
    tracker = await visitor.site.app.ctx.agent.tracker_store.retrieve(visitor.conversation)
    assert tracker.latest_message.text == command
    assert tracker.latest_message.intent["name"] == "prompt_injection"


async def test_typed_restart_leaves_the_history(visitor: Visitor) -> None:
    await visitor.say("What is IORT?")
    await visitor.say("/restart")
    assert [turn["text"] for turn in await visitor.history() if turn["from"] == "visitor"] == [
        "What is IORT?",
        "/restart",
    ]


async def test_long_and_empty_text_never_reaches_rasa(visitor: Visitor) -> None:
    await visitor.say("a" * 501)
    await visitor.say("\x00")
    assert await visitor.history() == []


async def test_text_is_kept_as_typed(visitor: Visitor) -> None:
    typed = "Ｗhat is “IORT”  é?"
    await visitor.say(typed, message_id="m-1")
    [said, *_] = await visitor.history()
    assert (said["from"], said["text"], said["message_id"]) == ("visitor", typed, "m-1")
