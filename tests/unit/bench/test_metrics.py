"""The benchmark's measures, against values worked out by hand."""

from __future__ import annotations

import pytest

from bench.metrics import Outcome, Scores, accepted, auroc, errors_gone, sampling_margin, score, share


@pytest.mark.parametrize(
    "inside, outside, expected",
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.6, 0.1], 0.75),
        ([0.9, 0.6, 0.4], [0.6, 0.1], 4.5 / 6),
    ],
    ids=["apart", "the wrong way round", "all tied", "three pairs of four", "a tie counts half"],
)
def test_auroc_is_the_share_of_pairs_in_the_right_order(inside, outside, expected):
    assert auroc(inside, outside) == pytest.approx(expected)


@pytest.mark.parametrize(
    "inside, outside, percent, expected",
    [
        ([i / 20 for i in range(1, 21)], [0.05, 0.1, 0.09, 0.5], 95, 0.5),
        ([0.9, 0.8, 0.7, 0.1], [0.75, 0.7, 0.2, 0.0], 75, 0.5),
        ([0.9, 0.8, 0.7], [0.75, 0.6], 95, 0.5),
        ([1.0, 1.0], [1.0, 0.99], 95, 0.5),
    ],
    ids=["one of twenty may go", "at the threshold is accepted", "too few to let one go", "tied at the top"],
)
def test_out_of_scope_accepted_is_counted_at_the_highest_threshold_that_keeps_enough(
    inside, outside, percent, expected
):
    assert accepted(inside, outside, percent) == expected


def test_every_measure_on_six_questions():
    outcomes = [
        Outcome(("procedure",), "procedure", "procedure", 0.9),
        Outcome(("insurance", "cpt_codes"), "cpt_codes", "cpt_codes", 0.8),
        Outcome(("research",), "nlu_fallback", "research", 0.7),
        Outcome(("greet",), "out_of_scope", "out_of_scope", 0.2),
        Outcome(("out_of_scope",), "research", "research", 0.75),
        Outcome(("gibberish",), "nlu_fallback", "gibberish", 0.1),
    ]
    # acted upon: the first two of six; top: the first three and the last; pairs: 2 + 2 + 1 + 1 of 8;
    # all four in scope must stay, so the threshold is 0.2; one of two out of scope got a topic's answer
    assert score(outcomes) == Scores(accuracy=2 / 6, top_accuracy=4 / 6, auroc=6 / 8, accepted=1 / 2, answered=1 / 2)


def test_a_refused_question_out_of_scope_is_not_answered_though_its_intent_is_wrong():
    outcomes = [
        Outcome(("referral",), "referral", "referral", 1.0),
        Outcome(("out_of_scope",), "unanswerable", "unanswerable", 0.9),
        Outcome(("non_english",), "out_of_scope", "out_of_scope", 0.0),
    ]
    assert score(outcomes).answered == 0
    assert score(outcomes).accuracy == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "before, after, expected",
    [(0.2, 0.05, 0.75), (0.1, 0.2, -1.0), (0.1, 0.1, 0.0), (0.0, 0.1, None)],
    ids=["three of four gone", "twice as many", "no change", "none to begin with"],
)
def test_errors_gone_is_relative_to_the_baseline(before, after, expected):
    assert errors_gone(before, after) == (expected if expected is None else pytest.approx(expected))


def test_the_sampling_margin_of_nine_in_ten_on_a_hundred_questions():
    assert sampling_margin(0.9, 100) == pytest.approx(1.96 * 0.03)


@pytest.mark.parametrize("measure", [lambda: share([]), lambda: auroc([], [0.1]), lambda: accepted([], [0.1])])
def test_nothing_to_measure_is_an_error(measure):
    with pytest.raises(ValueError):
        measure()
