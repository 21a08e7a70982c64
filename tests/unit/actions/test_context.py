"""What a conversation remembers, and what makes it forget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.buttons import topic_buttons
from actions.context import Context, Said, context_of, topic_of_button
from content import content

Conversation = Callable[..., list[dict[str, Any]]]
SaidBefore = Callable[..., dict[str, Any]]

NOW: list[Any] = []  # the message being answered, which ends every conversation below
TOPICS = sorted(content().topics_of("answer"))
SUGGESTED = topic_buttons(["insurance", "referral"], something_else=True)


def asked(*entities: tuple[str, str]) -> list[tuple[str, str]]:
    return list(entities)


# --- what the visitor named -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label, value, response",
    [
        ("campus", "arizona", "utter_location_arizona"),
        ("cancer", "breast", "utter_cancer_not_listed"),
        ("kind", "xray", "utter_cpt_code_known"),
        ("subject", "cost", "utter_unanswerable"),
    ],
)
def test_what_was_named_is_remembered(conversation: Conversation, label: str, value: str, response: str) -> None:
    assert getattr(context_of(conversation([(label, value)], response, NOW)), label) == value


@pytest.mark.parametrize(
    "steps, campus",
    [
        ([asked(("campus", "arizona")), "utter_location_arizona", asked(), "utter_insurance"], "arizona"),
        (
            [
                asked(("campus", "arizona")),
                "utter_location_arizona",
                asked(("campus", "florida")),
                "utter_location_florida",
            ],
            "florida",
        ),
        (
            [asked(("campus", "arizona"), ("campus", "florida")), "utter_location_arizona", "utter_location_florida"],
            "florida",
        ),
        ([asked(("cancer", "breast")), "utter_cancer_not_listed"], None),
        (
            [asked(("campus", "arizona")), "utter_location_arizona", asked(("cancer", "anus")), "utter_cancer_listed"],
            "arizona",
        ),
    ],
    ids=["turns ago", "the newest", "the last of two", "none", "beside another name"],
)
def test_the_campus_is_the_one_last_named(conversation: Conversation, steps: list[Any], campus: str | None) -> None:
    assert context_of(conversation(*steps, NOW)).campus == campus


@pytest.mark.parametrize(
    "label, many, first, second",
    [("campus", "campuses", "arizona", "florida"), ("cancer", "cancers", "breast", "anus")],
    ids=["campuses", "cancers"],
)
@pytest.mark.parametrize(
    "messages, remembered",
    [
        ([["first", "second"]], ["first", "second"]),
        ([["second", "first"]], ["second", "first"]),
        ([["first", "second", "first"]], ["first", "second"]),
        ([["first", "second"], []], ["first", "second"]),
        ([["first", "second"], ["second"]], ["second"]),
        ([["first"], ["second"]], ["second"]),
        ([[]], []),
    ],
    ids=["two", "in the order named", "each once", "a turn ago", "the newest alone", "not those before", "none"],
)
def test_all_that_the_last_naming_message_named_are_kept(
    conversation: Conversation,
    label: str,
    many: str,
    first: str,
    second: str,
    messages: list[list[str]],
    remembered: list[str],
) -> None:
    value = {"first": first, "second": second}
    steps = [step for names in messages for step in ([(label, value[name]) for name in names], "utter_insurance")]
    assert getattr(context_of(conversation(*steps, NOW)), many) == tuple(value[name] for name in remembered)


def test_a_message_that_names_a_cancer_keeps_the_campuses(conversation: Conversation) -> None:
    campuses = asked(("campus", "arizona"), ("campus", "minnesota"))
    context = context_of(conversation(campuses, "utter_insurance", asked(("cancer", "anus")), "utter_insurance", NOW))
    assert (context.campuses, context.cancers) == (("arizona", "minnesota"), ("anus",))


def test_the_message_being_answered_is_not_yet_part_of_the_context(conversation: Conversation) -> None:
    events = conversation(
        [("campus", "arizona")], "utter_location_arizona", [("campus", "florida"), ("cancer", "anus")]
    )
    assert (context_of(events).campus, context_of(events).cancer) == ("arizona", None)


def test_a_first_message_has_no_context(conversation: Conversation) -> None:
    assert context_of(conversation([("campus", "florida")])) == Context()


def test_without_events_there_is_no_context() -> None:
    assert context_of([]) == Context()


# The last five are names of other attributes of the context.
@pytest.mark.parametrize("label", ["day", "time", "code", "spanish", "last", "topic", "offered", "campuses", "cancers"])
def test_nothing_else_that_is_named_is_kept(conversation: Conversation, label: str) -> None:
    named = context_of(conversation([(label, "monday")], "utter_insurance", NOW))
    assert named == context_of(conversation([], "utter_insurance", NOW))


def test_a_message_without_a_reply_is_remembered_for_what_it_named(conversation: Conversation) -> None:
    steps = [[], "utter_insurance", [("campus", "arizona")], [("cancer", "anus")], NOW]
    context = context_of(conversation(*steps))
    assert (context.campus, context.cancer) == ("arizona", "anus")


def test_a_message_without_a_reply_keeps_the_last_answer(conversation: Conversation) -> None:
    context = context_of(conversation([], "utter_insurance", [("campus", "arizona")], NOW))
    assert (context.topic, [said.answer for said in context.last]) == ("insurance", ["insurance"])


# --- what was answered ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [*TOPICS, "human_handoff", "unanswerable", "personal_medical_advice"])
def test_an_answer_on_a_topic_sets_the_topic(conversation: Conversation, topic: str) -> None:
    # what a visitor reads on hours is said by utter_office_now
    response = "utter_office_now" if topic == "contact_hours" else f"utter_{topic}"
    assert context_of(conversation([], response, NOW)).topic == topic


@pytest.mark.parametrize(
    "response, topic",
    [
        ("utter_cancer_listed", "eligible_cancers"),
        ("utter_cancer_not_listed_simple", "eligible_cancers"),
        ("utter_location_florida", "locations_technology"),
        ("utter_cpt_code_unknown", "cpt_codes"),
        ("utter_contact_no_office", "contact_hours"),
        ("utter_office_then", "contact_hours"),
        ("utter_book_appointment_campus", "book_appointment"),
        ("utter_book_appointment_no_office", "book_appointment"),
        ("utter_insurance_simple", "insurance"),
    ],
)
def test_an_answer_of_another_name_belongs_to_its_topic(conversation: Conversation, response: str, topic: str) -> None:
    assert context_of(conversation([], response, NOW)).topic == topic


@pytest.mark.parametrize(
    "response",
    [
        "utter_greet", "utter_thanks", "utter_goodbye", "utter_all_right", "utter_emotional_support", "utter_bot_challenge", "utter_help",
        "utter_gibberish", "utter_did_you_mean", "utter_which_one", "utter_more", "utter_not_understood",
        "utter_not_understood_again", "utter_source", "utter_no_source", "utter_no_simpler", "utter_apology", "utter_phi_shared",
        "utter_feedback_complaint", "utter_non_english", "utter_spanish", "utter_after_danger",
    ],
)  # fmt: skip
def test_small_talk_keeps_the_topic_and_the_names(conversation: Conversation, response: str) -> None:
    steps = [[("campus", "arizona")], "utter_book_appointment_campus", [], response, NOW]
    context = context_of(conversation(*steps))
    assert (context.topic, context.campus) == ("book_appointment", "arizona")


def test_a_question_about_something_else_ends_the_topic_and_keeps_the_names(conversation: Conversation) -> None:
    steps = [[("campus", "arizona")], "utter_book_appointment_campus", [], "utter_out_of_scope", NOW]
    context = context_of(conversation(*steps))
    assert (context.topic, context.campus) == (None, "arizona")


def test_small_talk_alone_is_no_topic(conversation: Conversation) -> None:
    assert context_of(conversation([], "utter_greet", [], "utter_thanks", NOW)).topic is None


def test_of_two_answers_in_a_turn_the_later_is_the_topic(conversation: Conversation) -> None:
    assert context_of(conversation([], "utter_insurance", "utter_referral", NOW)).topic == "referral"


def test_the_last_turn_is_its_replies_in_order_and_no_earlier_ones(conversation: Conversation) -> None:
    steps = [[], "utter_greet", [], "utter_cpt_codes", "utter_cancer_listed", NOW]
    assert context_of(conversation(*steps)).last == (
        Said("cpt_codes", "cpt_codes", ("cpt",)),
        Said("cancer_listed", "eligible_cancers", ("mayo", "cpt")),
    )


def test_buttons_of_the_last_turn_are_kept(conversation: Conversation, said_before: SaidBefore) -> None:
    (said,) = context_of(conversation([], said_before("utter_more", SUGGESTED), NOW)).last
    assert list(said.buttons) == SUGGESTED


def test_a_reply_after_the_last_message_counts_as_said(conversation: Conversation) -> None:
    assert context_of(conversation([("cancer", "anus")], "utter_cancer_listed")).cancer == "anus"


@pytest.mark.parametrize(
    "event",
    [
        {"event": "action", "name": "action_listen"},
        {"event": "slot", "name": "x"},
        {"event": "pause"},
        {"event": "user_featurization"},
    ],
    ids=lambda event: event["event"],
)
def test_other_events_neither_end_nor_part_a_turn(conversation: Conversation, event: dict[str, Any]) -> None:
    with_it = context_of(conversation([], "utter_insurance", event, "utter_referral", event, NOW))
    assert with_it == context_of(conversation([], "utter_insurance", "utter_referral", NOW))


# --- what ends it ---------------------------------------------------------------------------------------------------

BEFORE = [[("campus", "arizona"), ("cancer", "anus"), ("kind", "xray"), ("subject", "cost")], "utter_cancer_listed"]


@pytest.mark.parametrize("event", ["session_started", "restart"])
def test_a_new_session_or_a_restart_begins_with_nothing(
    conversation: Conversation, said_before: SaidBefore, event: str
) -> None:
    steps = [*BEFORE, [], said_before("utter_did_you_mean", SUGGESTED), {"event": event}, NOW]
    assert context_of(conversation(*steps)) == Context()


@pytest.mark.parametrize("event", ["session_started", "restart"])
def test_a_message_left_without_a_reply_ends_with_its_session(conversation: Conversation, event: str) -> None:
    steps = [*BEFORE, [("campus", "florida")], {"event": event}, "utter_greet", NOW]
    assert context_of(conversation(*steps)) == Context(last=(Said("greet", "greet"),))


DANGERS = ["utter_emergency", "utter_crisis", "utter_emergency_spanish", "utter_crisis_spanish"]


@pytest.mark.parametrize("response", DANGERS)
def test_an_emergency_or_a_crisis_leaves_only_itself(
    conversation: Conversation, said_before: SaidBefore, response: str
) -> None:
    steps = [*BEFORE, [], said_before("utter_did_you_mean", SUGGESTED), [], response, NOW]
    context = context_of(conversation(*steps))
    assert context == Context(last=context.last)
    assert [said.answer for said in context.last] == [response.removeprefix("utter_")]


@pytest.mark.parametrize("response", DANGERS)
def test_what_is_named_in_danger_is_not_remembered(conversation: Conversation, response: str) -> None:
    context = context_of(conversation([("campus", "florida"), ("cancer", "anus")], response, NOW))
    assert (context.campus, context.cancer, context.campuses, context.cancers) == (None, None, (), ())


def test_an_emergency_beside_another_answer_ends_it_too(conversation: Conversation) -> None:
    context = context_of(conversation(*BEFORE, [], "utter_insurance", "utter_emergency", NOW))
    assert (context.topic, context.campus) == (None, None)


def test_after_an_emergency_names_are_remembered_anew(conversation: Conversation) -> None:
    steps = [*BEFORE, [], "utter_emergency", [("campus", "florida")], "utter_location_florida", NOW]
    context = context_of(conversation(*steps))
    assert (context.topic, context.campus, context.cancer) == ("locations_technology", "florida", None)


@pytest.mark.parametrize(
    "steps, after_danger",
    [
        *(([[], response], True) for response in DANGERS),
        ([[], "utter_emergency", []], True),
        ([[], "utter_emergency", [], "utter_after_danger"], False),
        ([[], "utter_emergency", [], "utter_thanks"], False),
        ([[], "utter_insurance"], False),
        ([[], "utter_emotional_support"], False),
        ([], False),
    ],
    ids=[
        *DANGERS,
        "a message without a reply since",
        "said so already",
        "another turn since",
        "a topic",
        "fear",
        "the start",
    ],
)
def test_after_danger_is_the_turn_right_after_it(
    conversation: Conversation, steps: list[Any], after_danger: bool
) -> None:
    assert context_of(conversation(*steps, NOW)).after_danger is after_danger


# --- suggestions ----------------------------------------------------------------------------------------------------


def test_what_was_suggested_is_offered_without_something_else(
    conversation: Conversation, said_before: SaidBefore
) -> None:
    events = conversation([], said_before("utter_did_you_mean", SUGGESTED), NOW)
    assert context_of(events).offered == ("insurance", "referral")


@pytest.mark.parametrize(
    "response, offered",
    [
        ("utter_insurance", ("referral",)),
        ("utter_referral_simple", ("insurance",)),
        ("utter_cancer_listed", ("insurance", "referral")),
        ("utter_thanks", ("insurance", "referral")),
    ],
    ids=["one taken up", "in plainer words", "another topic", "small talk"],
)
def test_a_suggestion_taken_up_is_no_longer_offered_in_vain(
    conversation: Conversation, said_before: SaidBefore, response: str, offered: tuple[str, ...]
) -> None:
    events = conversation([], said_before("utter_did_you_mean", SUGGESTED), [], response, NOW)
    assert context_of(events).offered == offered


def test_a_suggestion_is_taken_up_by_an_answer_of_its_topic_under_another_name(
    conversation: Conversation, said_before: SaidBefore
) -> None:
    suggested = said_before("utter_did_you_mean", topic_buttons(["eligible_cancers"]))
    assert context_of(conversation([], suggested, [], "utter_cancer_listed", NOW)).offered == ()


def test_a_topic_suggested_twice_is_offered_once(conversation: Conversation, said_before: SaidBefore) -> None:
    first = said_before("utter_did_you_mean", SUGGESTED)
    again = said_before("utter_did_you_mean", topic_buttons(["referral", "research"]))
    assert context_of(conversation([], first, [], "utter_thanks", [], again, NOW)).offered == (
        "insurance",
        "referral",
        "research",
    )


@pytest.mark.parametrize("response", ["utter_more", "utter_not_understood_again", "utter_which_one"])
def test_buttons_of_other_replies_are_no_suggestions_in_vain(
    conversation: Conversation, said_before: SaidBefore, response: str
) -> None:
    assert context_of(conversation([], said_before(response, SUGGESTED), NOW)).offered == ()


@pytest.mark.parametrize(
    "response, found",
    [
        ("utter_did_you_mean", SUGGESTED),
        ("utter_which_one", SUGGESTED),
        ("utter_more", SUGGESTED),
        ("utter_not_understood_again", []),
        ("utter_insurance", []),
    ],
)
def test_suggestions_are_the_buttons_of_a_turn_that_asked_which_or_offered_more(
    conversation: Conversation, said_before: SaidBefore, response: str, found: list[dict[str, str]]
) -> None:
    assert list(context_of(conversation([], said_before(response, SUGGESTED), NOW)).suggestions) == found


def test_suggestions_end_with_the_next_answer(conversation: Conversation, said_before: SaidBefore) -> None:
    events = conversation([], said_before("utter_did_you_mean", SUGGESTED), [], "utter_thanks", NOW)
    assert context_of(events).suggestions == ()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topics_button_is_known_by_what_it_sends(topic: str) -> None:
    (button,) = topic_buttons([topic])
    assert topic_of_button(button) == topic


@pytest.mark.parametrize(
    "button",
    [
        *topic_buttons(["deny"]),
        {"title": "Arizona", "payload": "When can I call the Arizona office?"},
        {"title": "Insurance"},
    ],
    ids=["something else", "an office", "nothing to send"],
)
def test_another_button_is_of_no_topic(button: dict[str, str]) -> None:
    assert topic_of_button(button) is None


@pytest.mark.parametrize(
    "response, unsure",
    [
        ("utter_did_you_mean", True), ("utter_not_understood", True), ("utter_not_understood_again", True), ("utter_which_one", True),
        ("utter_gibberish", False), ("utter_out_of_scope", False), ("utter_more", False), ("utter_insurance", False),
    ],
)  # fmt: skip
def test_unsure_is_the_turn_after_not_having_understood(
    conversation: Conversation, response: str, unsure: bool
) -> None:
    assert context_of(conversation([], response, NOW)).unsure is unsure


# --- events that lack something -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        {"event": "user"},
        {"event": "user", "parse_data": None},
        {"event": "user", "parse_data": {}},
        {"event": "user", "parse_data": {"entities": None}},
        {"event": "user", "parse_data": {"entities": [{}]}},
        {"event": "user", "parse_data": {"entities": [{"value": "arizona"}]}},
        {},
        {"event": None},
    ],
    ids=[
        "no parse data",
        "null",
        "empty",
        "null entities",
        "an empty entity",
        "an entity without label",
        "no kind",
        "null kind",
    ],
)
def test_a_message_that_lacks_something_changes_nothing(conversation: Conversation, event: dict[str, Any]) -> None:
    context = context_of(conversation([("campus", "arizona")], "utter_insurance", event, NOW))
    assert context == context_of(conversation([("campus", "arizona")], "utter_insurance", NOW))


@pytest.mark.parametrize(
    "event",
    [
        {"event": "bot"},
        {"event": "bot", "metadata": None, "data": None},
        {"event": "bot", "metadata": {}, "data": {}},
        {"event": "bot", "metadata": {"metadata": None}, "data": {"buttons": None}},
        {"event": "bot", "metadata": {"metadata": {"answer": None, "topic": None, "sources": None}}},
    ],
    ids=["nothing", "null", "empty", "null inside", "null fields"],
)
def test_a_reply_that_lacks_something_is_a_reply_without_a_topic(
    conversation: Conversation, event: dict[str, Any]
) -> None:
    context = context_of(conversation([("campus", "arizona")], "utter_insurance", [], event, NOW))
    assert (context.last, context.topic, context.campus) == ((Said("", ""),), "insurance", "arizona")


# --- from one question of a message to the next ---------------------------------------------------------------------


def test_the_next_question_follows_the_topic_and_the_names_of_the_one_before() -> None:
    names = {"campus": "arizona", "campuses": ("florida", "arizona"), "offered": ("referral",)}
    context = Context(topic="insurance", cancer="breast", cancers=("breast",), **names)
    assert context.after_question("eligible_cancers", [("cancer", "lung"), ("cancer", "anus"), ("day", "monday")]) == (
        Context(topic="eligible_cancers", cancer="anus", cancers=("lung", "anus"), **names)
    )


@pytest.mark.parametrize("label", ["topic", "offered", "day", "campuses", "cancers"])
def test_an_entity_cannot_overwrite_anything_but_a_name(label: str) -> None:
    assert Context().after_question("insurance", [(label, "monday")]) == Context(topic="insurance")
