"""Where a message is cut, and where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iort.understanding.clauses import NOUN, Part, parts_of

IT, LONG, PAYS = "what is it", "how long does it take", "does insurance pay"


def clauses_of(text: str) -> list[str]:
    return [part.text for part in parts_of(text) if part.joint != NOUN]


@pytest.mark.parametrize(
    "text, clauses",
    [
        (f"{IT}? {LONG}?", [IT, LONG]),
        (f"{IT}. {LONG}.", [IT, LONG]),
        (f"{IT}; {LONG}", [IT, LONG]),
        (f"{IT}... {LONG}", [IT, LONG]),
        (f"two things: {IT} and {LONG}", ["two things", IT, LONG]),
        ("is Dr. Hall any good, and is x-ray used", ["is Dr. Hall any good", "is x-ray used"]),
        ("do i need a referral can they bill it", ["do i need a referral", "can they bill it"]),
        (f"{IT} - {LONG}", [IT, LONG]),
        (f"{IT} \u2014 {LONG}", [IT, LONG]),
        (f"{IT}?! {LONG}?!", [IT, LONG]),
        (f"{IT} and {LONG}", [IT, LONG]),
        (f"{IT}, {LONG}", [IT, LONG]),
        (f"{IT}, also {LONG}", [IT, LONG]),
        (f"{IT} & {LONG}", [IT, LONG]),
        (f"{IT} plus {LONG}", [IT, LONG]),
        (f"{IT} / {LONG}", [IT, LONG]),
        (f"{IT} and secondly {LONG}", [IT, LONG]),
        (f"{IT} and {LONG} and {PAYS}", [IT, LONG, PAYS]),
        (f"{IT} AND {LONG.upper()}", [IT, LONG.upper()]),
        ("please explain the dose and tell me the price", ["please explain the dose", "tell me the price"]),
        ("what is it and is radiation harmful", ["what is it", "is radiation harmful"]),
        ("do i need a referral whats the number", ["do i need a referral", "whats the number"]),
        ("tell me the dose, also the success rate please", ["tell me the dose", "the success rate please"]),
        ("i want to cancel and also ask where to stay", ["i want to cancel", "ask where to stay"]),
        ("what cancers is it used for do i need a referral", ["what cancers is it used for", "do i need a referral"]),
        ("hi there. I live in Ohio", ["hi there", "I live in Ohio"]),
    ],
    ids=[
        "question marks", "full stops", "semicolon", "dots", "colon", "names with a stop or a hyphen after the verb", "can they", "hyphen", "dash", "marks together", "and", "comma", "comma also", "ampersand",
        "plus", "slash", "and secondly", "three", "shouted", "requests", "a name after the verb", "nothing between", "comma also before words", "and also before words", "behind a stranded preposition", "no question at all",
    ],
)  # fmt: skip
def test_a_message_of_several_questions_is_cut_between_them(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "what is IORT?", "hi", "", "?", "????", "insurance", "is Dr. Nguyen any good", "do Mr. and Mrs. Hall need it?",
        "are you open from 8 a.m. to 5 p.m. on monday", "what helps, e.g. before surgery?", "is it treated in St. Paul", "x-ray or electrons?",
        "which billing code do i use", "what kind of anesthesia do i get", "what number do I call", "for how long do i stay",
        "i want to know what is iort", "can you tell me how long is it", "i was wondering is it covered", "please what is iort",
        "hi, what is iort", "hi what is iort", "is it 3.5 gray",
    ],
)  # fmt: skip
def test_one_question_is_not_cut(text: str) -> None:
    assert clauses_of(text) in ([], [text.rstrip("?")])


@pytest.mark.parametrize(
    "text",
    [
        f"(1) {IT} (2) {PAYS} (3) {LONG}",
        f"1) {IT} 2) {PAYS} 3) {LONG}",
        f"1) {IT}, 2) {PAYS}, 3) {LONG}",
        f"(1) {IT}? (2) {PAYS}? (3) {LONG}?",
    ],
    ids=["brackets", "half brackets", "after commas", "after question marks"],
)
def test_an_enumeration_is_cut_at_its_numbers(text: str) -> None:
    assert clauses_of(text) == [IT, PAYS, LONG]


@pytest.mark.parametrize(
    "text, clauses",
    [
        ("which billing code is right do i need a referral", ["which billing code is right", "do i need a referral"]),
        ("which billing code do i use does it hurt", ["which billing code do i use", "does it hurt"]),
    ],
    ids=["met in a statement", "met in a question"],
)
def test_a_question_word_that_has_met_its_verb_lets_the_next_question_start(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


@pytest.mark.parametrize(
    "back",
    [
        "is that true?", "Is that still true?", "is it normal?", "isn't this right?", "so is that allowed?", "was that allowed",
        "how do i get that?", "how would we do this", "can you check?", "could someone confirm that please", "can you look it up",
    ],
)  # fmt: skip
def test_a_question_that_points_back_stays_with_what_it_points_to(back: str) -> None:
    assert clauses_of(f"{LONG}? You use electrons. {back}") == [LONG, f"You use electrons, {back.rstrip('?')}"]


def test_what_is_pointed_back_to_is_asked() -> None:
    assert [part.asks for part in parts_of("I live in Ohio. You use electrons. Is that true?")] == [False, True]


@pytest.mark.parametrize(
    "forward",
    [
        "is that covered by medicare?",
        "how do i get there?",
        "can you send me the number?",
        "is radiation normal?",
        "can you help with transport?",
    ],
)
def test_a_question_with_a_matter_of_its_own_does_not_point_back(forward: str) -> None:
    assert clauses_of(f"You use electrons. {forward}") == ["You use electrons", forward.rstrip("?")]


def test_nothing_stands_before_a_message_that_points_back() -> None:
    assert clauses_of(f"is that true? {LONG}?") == ["is that true", LONG]


@pytest.mark.parametrize(
    "text, asks",
    [
        (f"{IT}. I live in Ohio", [True, False]),
        ("I live in Ohio? I am fifty", [True, False]),
        ("I live in Ohio. it takes long, it is far?", [False, True]),
        ("please send me the list. I live in Ohio", [True, False]),
        ("i'm wondering about the dose. I live in Ohio", [True, False]),
        ("my mother asks about the dose. I live in Ohio", [True, False]),
        ("ok so what is it. I live in Ohio", [True, False]),
        ("any info on parking. I live in Ohio", [True, False]),
        ("what about parking. I live in Ohio", [True, False]),
        (f"thanks! {IT}?", [False, True]),
    ],
    ids=[
        "a question word", "a question mark", "a mark at the end", "a request", "a wondering", "somebody else asks", "small words before it",
        "any info", "what about", "thanks ask nothing",
    ],
)  # fmt: skip
def test_a_part_asks_by_its_form(text: str, asks: list[bool]) -> None:
    assert [part.asks for part in parts_of(text)] == asks


@pytest.mark.parametrize(
    "text, implied",
    [
        ("cpt code, which campus, and does insurance pay", True),
        ("cpt code, who pays", True),
        ("77424 and 77425, what are they", False),
        ("no referral, who sees me", False),
        ("my mother, who sees her", False),
    ],
    ids=["two questions behind it", "a question of something else", "spoken of", "what is not there", "who it is for"],
)
def test_a_fragment_asks_where_a_question_of_something_else_follows(text: str, implied: bool) -> None:
    assert parts_of(text)[0].implied is implied


@pytest.mark.parametrize(
    "text, asks",
    [
        ("two questions: the phone number. I live in Ohio", [False, True, False]),
        ("i'd like to know: the phone number", [True, True]),
        ("my situation: stage three. I live in Ohio", [False, False, False]),
        ("kindly send (1) the billing code (2) the phone number", [False, True, True]),
    ],
    ids=["questions announced", "something to know", "a story announced", "numbered"],
)
def test_what_is_announced_or_numbered_asks_whatever_its_form(text: str, asks: list[bool]) -> None:
    assert [part.asks for part in parts_of(text)] == asks


@pytest.mark.parametrize(
    "text, clauses",
    [
        ("I want to understand how it is done, and if the womb is included", ["I want to understand how it is done", "if the womb is included"]),
        ("tell me what it stands for, if she can come alone", ["tell me what it stands for", "if she can come alone"]),
        ("I hope for a bed, if the doctor agrees a ride", []),
        ("tell me the price, if so the date", []),
    ],
    ids=["and if", "if after a comma", "a condition", "if so"],
)  # fmt: skip
def test_an_if_after_a_wish_to_know_is_a_question(text: str, clauses: list[str]) -> None:
    parts = [part for part in parts_of(text) if part.joint != NOUN]
    assert [part.text for part in parts] == clauses
    assert [(part.asks, part.implied) for part in parts[1:]] == [(True, True)] * len(parts[1:])


@pytest.mark.parametrize(
    "text, asks",
    [
        (f"{IT}? And phone hours", [True, True]),
        (f"{IT}? plus billing code", [True, True]),
        (f"{IT}? And I live in Ohio", [True, False]),
        (f"{IT}? And the old yellow phone number of theirs", [True, False]),
    ],
    ids=["and", "plus", "a statement", "too long"],
)
def test_a_matter_added_to_a_question_asks(text: str, asks: list[bool]) -> None:
    assert [part.asks for part in parts_of(text)] == asks


@pytest.mark.parametrize(
    "text, nouns",
    [
        ("phone hours in MN and parking", ["phone hours in MN", "parking"]),
        ("insurance & parking", ["insurance", "parking"]),
        ("my husband and I", []),
        ("he has insurance and parking", []),
    ],
    ids=["and", "an ampersand", "people", "a statement"],
)
def test_a_message_that_only_lists_matters_asks_for_each(text: str, nouns: list[str]) -> None:
    assert [part.text for part in parts_of(text) if part.joint == NOUN] == nouns


@pytest.mark.parametrize("text", ["explain IORT", "hey :) does it cost a lot", "please advise whether i need one"])
def test_small_words_and_signs_before_a_question_do_not_hide_it(text: str) -> None:
    assert parts_of(f"{text}. I live in Ohio")[0].asks


@pytest.mark.parametrize("first", ["what is the cpt code", "cpt code please"], ids=["a question", "a request"])
def test_what_asks_by_itself_is_not_led_into_asking(first: str) -> None:
    assert [(part.asks, part.implied) for part in parts_of(f"{first}, is it covered")] == [(True, False), (True, False)]


def test_a_fragment_in_a_sentence_of_its_own_does_not_ask() -> None:
    assert [part.asks for part in parts_of("cpt code. is it covered")] == [False, True]


@pytest.mark.parametrize(
    "last, asks",
    [
        ("side effects too pls", True),
        ("side effects", False),
        ("the list of known side effects", False),
        ("side effects of the treatment too", True),
        ("side effects of the whole treatment too", False),
    ],
    ids=["too", "without", "six words without", "six words with", "seven words with"],
)
def test_too_or_please_make_a_question_of_a_short_fragment(last: str, asks: bool) -> None:
    assert [part.asks for part in parts_of(f"{IT}? {last}")] == [True, asks]


@pytest.mark.parametrize(
    "text, joint",
    [
        (f"{IT}? {PAYS}", "sentence"),
        (f"{IT} and {PAYS}", "conjunction"),
        (f"{IT}, {PAYS}", "conjunction"),
        (f"{IT} {PAYS}", "bare"),
    ],
)
def test_the_joint_says_what_parts_a_part_from_the_one_before(text: str, joint: str) -> None:
    assert [(part.text, part.joint) for part in parts_of(text)] == [(IT, "sentence"), (PAYS, joint)]


@pytest.mark.parametrize(
    "text, nouns",
    [
        ("insurance and parking?", ["insurance", "parking"]),
        ("insurance & parking?", ["insurance", "parking"]),
        ("insurance plus parking?", ["insurance", "parking"]),
        ("insurance + parking?", ["insurance", "parking"]),
        ("insurance as well as parking?", ["insurance", "parking"]),
        ("insurance and parking and phone?", ["insurance", "parking", "phone"]),
        ("what does it cost and in Minnesota?", ["what does it cost", "in Minnesota"]),
    ],
)
def test_nouns_stand_behind_the_clause_they_are_pieces_of(text: str, nouns: list[str]) -> None:
    clause = Part(text.rstrip("?"), asks=True, joint="sentence")
    assert parts_of(text) == [clause, *(Part(noun, asks=True, joint=NOUN, of=0) for noun in nouns)]


def test_nouns_name_their_clause_by_its_number() -> None:
    parts = parts_of(f"{IT}? insurance and parking? risks and benefits?")
    assert [(part.text, part.of) for part in parts if part.joint == NOUN] == [
        ("insurance", 1), ("parking", 1), ("risks", 4), ("benefits", 4),
    ]  # fmt: skip


def test_a_statement_is_not_cut_into_nouns() -> None:
    assert parts_of("I have cancer and diabetes") == []
    assert [part.text for part in parts_of(f"I have cancer and diabetes. {IT}?")] == ["I have cancer and diabetes", IT]


@pytest.mark.parametrize(
    "text", ["insurance, parking?", "insurance or parking?", "sand castles?", "insurance and me?", "and parking?"]
)
def test_nouns_without_a_link_or_too_short_are_none(text: str) -> None:
    assert parts_of(text) == []


def test_a_part_needs_three_letters() -> None:
    assert parts_of("ab? cd? ef?") == []
    assert clauses_of("abc? de? fgh?") == ["abc", "fgh"]


@pytest.mark.parametrize("questions, clauses", [(15, 15), (16, 16), (17, 16), (40, 16)])
def test_there_are_at_most_sixteen_clauses(questions: int, clauses: int) -> None:
    assert clauses_of(" and ".join([IT] * questions)) == [IT] * clauses


def test_the_last_clause_keeps_its_nouns() -> None:
    parts = parts_of("? ".join(["risks and benefits"] * 17) + "?")
    assert [(part.text, part.of) for part in parts[-3:]] == [
        ("risks and benefits", None), ("risks", 45), ("benefits", 45),
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from([IT, PAYS, "and", "&", ",", "?", ".", "(2)", "is that true", "parking", "-", "é", "\n"]))
)
def test_any_message_is_cut_into_words_of_its_own(pieces: list[str]) -> None:
    parts = parts_of(" ".join(pieces))
    assert len(parts) != 1
    for number, part in enumerate(parts):
        assert set(part.text.replace(",", " ").split()) <= set(" ".join(pieces).split())
        assert (part.joint == NOUN) == (part.of is not None)
        assert part.of is None or (part.of < number and part.text in parts[part.of].text)


@pytest.mark.parametrize(
    "text", ["pros and cons of IORT", "what are the pros & cons", "the ins and outs of it?", "dos and don'ts please"]
)
def test_two_nouns_that_are_one_matter_stay_together(text: str) -> None:
    assert [part for part in parts_of(text) if part.joint == NOUN] == []
