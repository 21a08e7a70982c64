"""What a message asks, when it and its parts are understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iort.understanding.clauses import NOUN
from iort.understanding.names.extraction import Entity
from iort.understanding.questions import Candidate, questions_in
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.settings import QuestionSettings

SETTINGS = QuestionSettings(
    part=0.45, bare=0.55, noun=0.85, noun_in_whole=0.02, about_the_chat=0.65, implied=0.8, unlikely=0.7
)
ARIZONA = Entity("campus", "arizona", 3, 10)
MINNESOTA = Entity("campus", "minnesota", 3, 12)
SUNDAY = Entity("day", "sunday", 0, 6)


def subject(value: str) -> Entity:
    return Entity("subject", value, 0, 1)


def ranked(**confidences: float) -> Ranking:
    return tuple(Ranked(name, confidence) for name, confidence in confidences.items())


def understood(intent: str, confidence: float = 0.9, *entities: Entity, **more: Any) -> Candidate:
    """A message or a part that asks; its text is the intent's name unless given."""
    fields = {"text": intent, "ranking": ranked(**{intent: confidence}), **more}
    return Candidate(intent=intent, confidence=confidence, entities=entities, **fields)


def statement(intent: str, confidence: float = 0.9, *entities: Entity) -> Candidate:
    return understood(intent, confidence, *entities, asks=False)


def follow_up(*entities: Entity, likeliest: str = "locations", confidence: float = 0.6) -> Candidate:
    ranking = ranked(**{likeliest: confidence})
    return understood("follow_up", confidence, *entities, ranking=ranking)


def noun(intent: str, confidence: float = 0.95, *entities: Entity, text: str | None = None, of: int = 0) -> Candidate:
    return understood(intent, confidence, *entities, joint=NOUN, of=of, text=text or intent)


def asked(whole: Candidate, *parts: Candidate) -> list[str]:
    return [question.intent for question in questions_in(whole, parts, SETTINGS)]


HOURS, PAYS, IT = understood("contact_hours"), understood("insurance"), understood("what_is_iort")
TORN = understood("insurance", 0.5)  # a whole message that may ask something else besides


@pytest.mark.parametrize(
    "parts, intents",
    [
        ([HOURS, PAYS], ["contact_hours", "insurance"]),
        ([PAYS, HOURS], ["insurance", "contact_hours"]),
        ([PAYS, HOURS, IT], ["insurance", "contact_hours", "what_is_iort"]),
        ([PAYS, HOURS, IT, understood("referral")], ["insurance", "contact_hours", "what_is_iort"]),
        ([understood("greet"), PAYS, HOURS, understood("thanks")], ["insurance", "contact_hours"]),
        ([PAYS, understood("out_of_scope"), HOURS], ["insurance", "contact_hours"]),
        ([PAYS, understood("nlu_fallback"), HOURS], ["insurance", "contact_hours"]),
        ([PAYS, understood("simpler"), HOURS], ["insurance", "contact_hours"]),
        ([PAYS, understood("source"), HOURS], ["insurance", "source", "contact_hours"]),
        ([PAYS, understood("phi_shared", implied=True), HOURS], ["insurance", "contact_hours"]),
        ([PAYS, understood("follow_up"), HOURS], ["insurance", "contact_hours"]),
        ([PAYS, statement("referral"), HOURS], ["insurance", "contact_hours"]),
        ([understood("unanswerable", 0.9, subject("cost")), understood("unanswerable", 0.9, subject("age"))], ["unanswerable"] * 2),
    ],
    ids=[
        "two", "in the order asked", "three", "never more than three", "courtesies around two", "one that is declined beside two",
        "one not understood beside two", "'simpler' beside two", "where that comes from beside two", "a detail shared beside two", "a follow-up that names nothing beside two", "a statement beside two",
        "two subjects of one intent",
    ],
)  # fmt: skip
def test_several_questions_stay_apart(parts: list[Candidate], intents: list[str]) -> None:
    assert asked(understood("insurance", 0.5), *parts) == intents


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [PAYS],
        [PAYS, understood("insurance", 0.8)],
        [PAYS, understood("thanks")],
        [understood("greet"), PAYS],
        [statement("referral"), PAYS],
        [PAYS, statement("referral"), statement("procedure")],
        [PAYS, understood("out_of_scope")],
        [PAYS, noun("insurance", of=0), noun("insurance", of=0)],
    ],
    ids=[
        "no parts", "one part", "the same topic twice", "thanks behind it", "a greeting before it", "a story before it", "a story behind it",
        "another that is declined", "nouns of one topic",
    ],
)  # fmt: skip
def test_one_question_is_answered_from_the_whole_message_where_that_means_the_same(parts: list[Candidate]) -> None:
    whole = understood("insurance", 0.6, ARIZONA, text="the whole message")
    assert questions_in(whole, parts, SETTINGS) == [whole]


@pytest.mark.parametrize(
    "confidence, wins", [(SETTINGS.part, True), (SETTINGS.part - 0.01, False)], ids=["sure", "unsure"]
)
def test_what_is_meant_by_the_whole_message_wins_where_it_is_sure(confidence: float, wins: bool) -> None:
    found = asked(understood("prompt_injection", confidence), PAYS, HOURS)
    assert found == (["prompt_injection"] if wins else ["insurance", "contact_hours"])


@pytest.mark.parametrize("intent", ["out_of_scope", "gibberish", "nlu_fallback", "thanks"])
def test_no_other_intent_of_the_whole_message_hides_two_questions(intent: str) -> None:
    assert asked(understood(intent, 1.0), PAYS, HOURS) == ["insurance", "contact_hours"]


def test_parts_of_one_topic_are_one_question_with_the_names_of_all() -> None:
    first = understood("contact_hours", 0.5, ARIZONA, text="hours in Arizona")
    again = understood("contact_hours", 0.7, MINNESOTA, text="hours in Minnesota")
    hours, pays = questions_in(PAYS, [first, PAYS, again], SETTINGS)
    assert (hours.text, hours.entities, hours.confidence) == (
        "hours in Arizona hours in Minnesota",
        (ARIZONA, MINNESOTA),
        0.7,
    )
    assert pays == PAYS


def test_parts_of_one_subject_are_one_question() -> None:
    cost = understood("unanswerable", 0.9, subject("cost"))
    assert asked(cost, cost, PAYS, cost) == ["unanswerable", "insurance"]


def test_a_follow_up_joins_the_question_before_it() -> None:
    pays, hours = questions_in(PAYS, [PAYS, HOURS, follow_up(MINNESOTA, confidence=1.0)], SETTINGS)
    assert (pays.entities, hours.entities, hours.confidence) == ((), (MINNESOTA,), HOURS.confidence)


def test_a_follow_up_behind_the_only_question_gives_it_its_name() -> None:
    (question,) = questions_in(understood("locations", 0.5, MINNESOTA), [HOURS, follow_up(MINNESOTA)], SETTINGS)
    assert (question.intent, question.entities) == ("contact_hours", (MINNESOTA,))


@pytest.mark.parametrize(
    "before, text, intents",
    [
        (PAYS, "do you have it in minnesota", ["insurance", "locations_technology"]),
        (HOURS, "do you have it in minnesota", ["contact_hours"]),
        (PAYS, "in minnesota", ["insurance"]),
    ],
    ids=["asked where after something else", "after a question of a campus", "only named"],
)
def test_a_campus_asked_about_is_a_question_of_its_own_behind_one_that_has_no_place(
    before: Candidate, text: str, intents: list[str]
) -> None:
    assert asked(TORN, before, replace(follow_up(MINNESOTA), text=text)) == intents


@pytest.mark.parametrize(
    "confidence, likely, intents",
    [(0.97, 0.3, ["referral", "insurance"]), (0.96, 0.3, ["insurance"]), (0.97, 0.29, ["insurance"])],
    ids=["sure and likely", "not so sure", "hardly likely"],
)
def test_a_statement_counts_where_it_is_sure_and_likely_in_the_message(
    confidence: float, likely: float, intents: list[str]
) -> None:
    ranking = ranked(insurance=0.5, referral=likely)
    whole = understood("insurance", 0.5, ranking=ranking)
    assert asked(whole, statement("referral", confidence), PAYS) == intents


def test_own_matters_beside_a_question_are_its_background() -> None:
    ranking = ranked(insurance=0.5, personal_medical_advice=0.5)
    whole = understood("insurance", 0.5, ranking=ranking)
    assert asked(whole, statement("personal_medical_advice", 1.0), PAYS) == ["insurance"]


@pytest.mark.parametrize(
    "text, intents", [("stomach cancer", ["locations", "insurance"]), ("he has it in the stomach", ["insurance"])]
)
def test_a_bare_name_beside_a_question_asks_for_itself(text: str, intents: list[str]) -> None:
    assert asked(TORN, replace(follow_up(ARIZONA), text=text, asks=False), PAYS) == intents


def test_a_follow_up_before_a_question_is_the_question_it_most_likely_is() -> None:
    assert asked(TORN, follow_up(ARIZONA, likeliest="locations"), PAYS) == ["locations", "insurance"]


@pytest.mark.parametrize("likeliest", ["out_of_scope", "greet", "simpler"])
def test_it_is_no_question_where_it_is_none_of_the_topics(likeliest: str) -> None:
    assert asked(PAYS, follow_up(ARIZONA, likeliest=likeliest, confidence=1.0), PAYS) == ["insurance"]


def test_it_is_the_likeliest_topic_behind_what_is_none() -> None:
    ranking = ranked(greet=0.5, locations=0.49)
    first = understood("follow_up", 0.5, ARIZONA, ranking=ranking)
    assert asked(TORN, first, PAYS) == ["locations", "insurance"]


@pytest.mark.parametrize(
    "confidence, intent", [(0.59, "follow_up"), (0.6, "locations")], ids=["unsure of a topic", "sure of one"]
)
def test_a_follow_up_alone_beside_small_talk_stays_one_unless_the_message_has_a_topic(
    confidence: float, intent: str
) -> None:
    whole = understood("locations", confidence, ARIZONA)
    (question,) = questions_in(whole, [understood("thanks"), follow_up(ARIZONA)], SETTINGS)
    assert (question.intent, question.entities) == (intent, (ARIZONA,))


@pytest.mark.parametrize("courtesy", ["greet", "thanks", "goodbye", "affirm", "deny"])
def test_a_courtesy_around_one_question_does_not_hide_it(courtesy: str) -> None:
    assert asked(understood(courtesy, 0.99), understood(courtesy, 0.99), understood("insurance", 0.4)) == ["insurance"]


@pytest.mark.parametrize("whole", ["thanks", "nlu_fallback"])
def test_a_courtesy_around_statements_gives_way_to_the_surest_of_them(whole: str) -> None:
    assert asked(understood(whole), statement("greet"), statement("insurance", 0.4), statement("referral", 0.6)) == [
        "referral"
    ]


def test_small_talk_alone_stays_what_the_whole_message_is() -> None:
    assert asked(understood("thanks"), understood("greet"), understood("goodbye")) == ["thanks"]


def test_a_statement_does_not_replace_a_topic() -> None:
    assert asked(understood("procedure", 0.4), statement("insurance"), statement("referral")) == ["procedure"]


@pytest.mark.parametrize(
    "whole, intent",
    [
        (understood("referral", 0.5), "insurance"),
        (understood("referral", 0.7), "referral"),
        (understood("referral", 0.95), "referral"),
        (understood("out_of_scope", 0.95), "out_of_scope"),
        (understood("out_of_scope", 0.7), "insurance"),
        (understood("nlu_fallback", 0.95), "insurance"),
    ],
    ids=[
        "the part is much surer", "the part is a little surer", "the whole is surer", "the whole surely declines", "the whole may decline",
        "the whole is not understood",
    ],
)  # fmt: skip
def test_the_one_question_in_a_story_counts_where_it_is_much_surer(whole: Candidate, intent: str) -> None:
    assert asked(whole, statement("procedure"), PAYS) == [intent]


def test_the_one_question_in_a_story_keeps_the_names_of_the_story() -> None:
    whole = understood("referral", 0.5, ARIZONA, SUNDAY, subject("cost"))
    (question,) = questions_in(whole, [statement("procedure"), understood("insurance", 0.9, MINNESOTA)], SETTINGS)
    assert question.entities == (MINNESOTA, SUNDAY)


@pytest.mark.parametrize(
    "intent, least, more",
    [
        ("referral", SETTINGS.part, {}),
        ("referral", SETTINGS.part, {"joint": "conjunction"}),
        ("referral", SETTINGS.bare, {"joint": "bare"}),
        ("referral", SETTINGS.implied, {"implied": True}),
        ("referral", SETTINGS.implied, {"implied": True, "joint": "bare"}),
        ("bot_challenge", SETTINGS.about_the_chat, {"joint": "bare"}),
        ("human_handoff", SETTINGS.about_the_chat, {}),
        ("source", SETTINGS.about_the_chat, {}),
    ],
    ids=["sentence", "conjunction", "bare", "implied", "implied and bare", "bot challenge", "handoff", "source"],
)
def test_a_second_question_needs_its_least_confidence(intent: str, least: float, more: Entity) -> None:
    assert asked(TORN, PAYS, understood(intent, least, **more)) == ["insurance", intent]
    assert asked(TORN, PAYS, understood(intent, least - 0.001, **more)) == ["insurance"]


@pytest.mark.parametrize(
    "sure, likely, least",
    [(0.9, 0.01, SETTINGS.unlikely), (0.89, 0.01, SETTINGS.part), (0.9, 0.02, SETTINGS.part)],
    ids=["unlikely", "the message is not sure", "likely"],
)
def test_a_question_unlikely_in_the_message_needs_more(sure: float, likely: float, least: float) -> None:
    ranking = ranked(insurance=sure, referral=likely)
    whole = understood("insurance", sure, ranking=ranking)
    assert asked(whole, PAYS, understood("referral", least)) == ["insurance", "referral"]
    assert asked(whole, PAYS, understood("referral", least - 0.001)) == ["insurance"]


def test_the_first_question_needs_it_too() -> None:
    assert asked(understood("what_is_iort", 0.2), understood("referral", SETTINGS.part - 0.001), PAYS) == ["insurance"]


def test_of_several_unsure_questions_the_first_is_asked() -> None:
    assert asked(understood("nlu_fallback"), understood("referral", 0.3), understood("insurance", 0.35)) == ["referral"]


def both(first: Candidate, second: Candidate, *, clause: Candidate | None = None) -> list[str]:
    """What 'first and second?' asks, where the message and the clause find both a little likely."""
    names = ("insurance", "unanswerable", "referral", "greet", "out_of_scope", "simpler")
    ranking = ranked(**dict.fromkeys(names, 0.2))
    whole = understood("what_is_iort", 0.5, ranking=ranking)
    return asked(whole, clause or whole, first, second)


@pytest.mark.parametrize(
    "first, second, intents",
    [
        (noun("insurance"), noun("referral"), ["insurance", "referral"]),
        (noun("insurance", SETTINGS.noun), noun("referral", SETTINGS.noun), ["insurance", "referral"]),
        (noun("insurance"), noun("referral", text="radiation oncology"), ["insurance", "referral"]),
        (noun("unanswerable", 0.9, subject("cost")), noun("unanswerable", 0.9, subject("age")), ["unanswerable"] * 2),
        (noun("insurance"), noun("referral", SETTINGS.noun - 0.01), ["what_is_iort"]),
        (noun("insurance", SETTINGS.noun - 0.01), noun("referral"), ["what_is_iort"]),
        (noun("insurance"), noun("insurance"), ["what_is_iort"]),
        (noun("insurance"), noun("referral", text="radiation"), ["what_is_iort"]),
        (noun("insurance"), noun("referral", text="The Surgery"), ["what_is_iort"]),
        (noun("insurance"), noun("greet"), ["what_is_iort"]),
        (noun("insurance"), noun("out_of_scope"), ["what_is_iort"]),
        (noun("insurance"), noun("simpler"), ["what_is_iort"]),
        (noun("insurance"), noun("procedure"), ["what_is_iort"]),
        (noun("insurance"), noun("referral", of=7), ["what_is_iort"]),
    ],
    ids=[
        "both sure", "both just sure", "one neutral word of two", "two subjects", "the second unsure", "the first unsure", "one topic", "a neutral noun",
        "neutral words in capitals", "small talk", "one that is declined", "one that cannot stand beside another",
        "one that message and clause do not speak of", "a noun of another clause",
    ],
)  # fmt: skip
def test_nouns_are_questions_only_where_each_is_surely_one(
    first: Candidate, second: Candidate, intents: list[str]
) -> None:
    assert both(first, second) == intents


def test_nouns_of_a_clause_that_asks_nothing_are_none() -> None:
    assert both(noun("insurance"), noun("referral"), clause=statement("what_is_iort")) == ["what_is_iort"]


@pytest.mark.parametrize("in_whole, in_clause, apart", [(1, 0, True), (0, 1, True), (0, 0, False)])
def test_a_noun_s_topic_must_be_seen_in_the_message_or_in_its_clause(
    in_whole: int, in_clause: int, apart: bool
) -> None:
    def with_topics(seen: int) -> Ranking:
        confidence = SETTINGS.noun_in_whole if seen else SETTINGS.noun_in_whole - 0.001
        return ranked(insurance=confidence, referral=confidence)

    whole = understood("what_is_iort", 0.5, ranking=with_topics(in_whole))
    clause = understood("what_is_iort", 0.5, ranking=with_topics(in_clause))
    found = asked(whole, clause, noun("insurance"), noun("referral"))
    assert found == (["insurance", "referral"] if apart else ["what_is_iort"])


def test_nouns_stand_in_the_order_of_their_clause() -> None:
    ranking = ranked(insurance=0.2, referral=0.2)
    clause = understood("insurance", 0.5, ranking=ranking)
    parts = [HOURS, clause, noun("insurance", of=1), noun("referral", of=1)]
    assert asked(clause, *parts) == ["contact_hours", "insurance", "referral"]


@given(
    st.sampled_from(["insurance", "greet", "out_of_scope", "prompt_injection", "nlu_fallback"]),
    st.lists(
        st.builds(
            understood,
            st.sampled_from(
                ["insurance", "referral", "contact_hours", "what_is_iort", "thanks", "gibberish", "source"]
            ),
            st.floats(0, 1),
            asks=st.booleans(),
            joint=st.sampled_from(["sentence", "conjunction", "bare"]),
        ),
        max_size=8,
    ),
)
def test_any_message_asks_one_to_three_different_questions(intent: str, parts: list[Candidate]) -> None:
    found = asked(understood(intent), *parts)
    assert 1 <= len(found) <= 3
    assert len(set(found)) == len(found)
