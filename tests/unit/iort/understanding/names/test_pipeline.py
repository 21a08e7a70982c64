"""What is found in visitors' words, and what is not: each group of phrases stands beside its negatives."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from content import content
from iort.understanding.names.misspelling_ruler import MISSPELLING_RULER, MisspellingRuler

Found = list[tuple[str, str]]


def found_in(pipeline: Language, text: str) -> Found:
    """Label and value of each entity, as `entities_of` gives them."""
    return [(span.label_, span.ent_id_ or span.text) for span in pipeline(text).ents]


CAMPUSES: list[tuple[str, Found]] = [
    ("do you do this in Arizona?", [("campus", "arizona")]),
    ("the ARIZONA office", [("campus", "arizona")]),
    ("i live in az", [("campus", "arizona")]),
    ("phoenix campus", [("campus", "arizona")]),
    ("pheonix campus", [("campus", "arizona")]),
    ("scottsdale?", [("campus", "arizona")]),
    ("scotsdale?", [("campus", "arizona")]),
    ("arizonna phone", [("campus", "arizona")]),
    ("and in Minnesota?", [("campus", "minnesota")]),
    ("and in minesota", [("campus", "minnesota")]),
    ("minnasota hours", [("campus", "minnesota")]),
    ("rochester, mn", [("campus", "minnesota"), ("campus", "minnesota")]),
    ("rochestor", [("campus", "minnesota")]),
    ("rochster", [("campus", "minnesota")]),
    ("Jacksonville", [("campus", "florida")]),
    ("jacksonvile", [("campus", "florida")]),
    ("florda", [("campus", "florida")]),
    ("Phoenix or Jacksonville?", [("campus", "arizona"), ("campus", "florida")]),
]

CANCERS: list[tuple[str, Found]] = [
    ("womb cancer", [("cancer", "endometrium")]),
    ("lining of the uterus", [("cancer", "endometrium")]),
    ("endometrial cancer", [("cancer", "endometrium")]),
    ("endomitrial cancer", [("cancer", "endometrium")]),
    ("uterine cancer", [("cancer", "endometrium")]),
    ("neck of the womb", [("cancer", "cervix")]),
    ("cervical cancer", [("cancer", "cervix")]),
    ("bowel cancer", [("cancer", "colon")]),
    ("colorectal cancer", [("cancer", "colon")]),
    ("colo-rectal cancer", [("cancer", "colon")]),
    ("colon and rectal", [("cancer", "colon"), ("cancer", "rectum")]),
    ("gastric cancer", [("cancer", "stomach")]),
    ("stomache cancer", [("cancer", "stomach")]),
    ("renal cell carcinoma", [("cancer", "kidney")]),
    ("kidny cancer", [("cancer", "kidney")]),
    ("pancreatic cancer", [("cancer", "pancreas")]),
    ("panceratic cancer", [("cancer", "pancreas")]),
    ("pancriatic cancer", [("cancer", "pancreas")]),
    ("my husband's pancreas", [("cancer", "pancreas")]),
    ("ovarian cancer", [("cancer", "ovary")]),
    ("overian cancer", [("cancer", "ovary")]),
    ("prostrate cancer", [("cancer", "prostate")]),
    ("prostat cancer", [("cancer", "prostate")]),
    ("bladdder cancer", [("cancer", "bladder")]),
    ("anal cancer", [("cancer", "anus")]),
    ("soft tissue sarcoma", [("cancer", "soft_tissue_sarcoma")]),
    ("soft-tissue sarcoma", [("cancer", "soft_tissue_sarcoma")]),
    ("liposarcoma of the leg", [("cancer", "soft_tissue_sarcoma")]),
    ("breast cancer", [("cancer", "breast")]),
    ("brest cancer", [("cancer", "breast")]),
    ("brain tumor", [("cancer", "brain")]),
    ("glioblastoma", [("cancer", "brain")]),
    ("lung cancer", [("cancer", "lung")]),
    ("esophageal cancer", [("cancer", "esophagus")]),
    ("cancer of the gall bladder", [("cancer", "gallbladder")]),
    ("small bowel cancer", [("cancer", "small_intestine")]),
    ("head and neck cancer", [("cancer", "head_and_neck")]),
    ("leukaemia", [("cancer", "blood")]),
    ("hodgkin's lymphoma", [("cancer", "lymphoma"), ("cancer", "lymphoma")]),
    ("breast or colon?", [("cancer", "breast"), ("cancer", "colon")]),
]

KINDS: list[tuple[str, Found]] = [
    ("is it ioert?", [("kind", "electron")]),
    ("electron beam", [("kind", "electron")]),
    ("e-beam", [("kind", "electron")]),
    ("electrons or x-rays", [("kind", "electron"), ("kind", "xray")]),
    ("x ray iort", [("kind", "xray")]),
    ("xray/electron", [("kind", "xray"), ("kind", "electron")]),
    ("low-energy source", [("kind", "xray")]),
]

CODES: list[tuple[str, Found]] = [
    ("what is 77424?", [("code", "77424")]),
    ("CPT (77425)", [("code", "77425")]),
    ("77424 or 77425", [("code", "77424"), ("code", "77425")]),
    ("cpt77424", [("code", "cpt77424")]),
    ("CPT-77425", [("code", "CPT-77425")]),
    ("code 77469", [("code", "77469")]),
    ("G6003", [("code", "G6003")]),
    ("77424 with modifier 59", [("code", "77424"), ("code", "modifier 59")]),
    ("77424-26", [("code", "77424")]),
]

DAYS: list[tuple[str, Found]] = [
    ("open on Saturday?", [("day", "saturday")]),
    ("open on saterday", [("day", "saturday")]),
    ("sundays", [("day", "sunday")]),
    ("mon", [("day", "monday")]),
    ("at the weekend", [("day", "weekend")]),
    ("can i call tonight", [("day", "tonight")]),
    ("this evening", [("day", "tonight")]),
    ("tommorow morning", [("day", "tomorrow")]),
    ("today", [("day", "today")]),
    ("are you open on christmas?", [("day", "christmas day")]),
    ("Christmas Eve", [("day", "christmas eve")]),
    ("new year's eve", [("day", "new year's eve")]),
    ("thanksgiving day", [("day", "thanksgiving")]),
    ("on the 4th of july", [("day", "4th of july")]),
    ("July 4th", [("day", "independence day")]),
    ("december 24", [("day", "december 24")]),
    ("24 december", [("day", "24 december")]),
    ("the 3rd of march", [("day", "3rd of march")]),
    ("on 12/25", [("day", "12/25")]),
    ("dec 24th?", [("day", "dec 24th")]),
]

TIMES: list[tuple[str, Found]] = [
    ("at 5:30", [("time", "5:30")]),
    ("and in the morning?", [("time", "in the morning")]),
    ("how late", [("time", "how late")]),
    ("till when", [("time", "till when")]),
    ("good morning", []),
    ("call at 5", [("time", "at 5")]),
    ("after 6", [("time", "after 6")]),
    ("5pm", [("time", "5pm")]),
    ("at 5:30 pm", [("time", "at 5:30 pm")]),
    ("10 a.m.?", [("time", "10 a.m.")]),
    ("17:30", [("time", "17:30")]),
    ("7 o'clock", [("time", "7 o'clock")]),
    ("half past 5", [("time", "half past 5")]),
    ("half past 8 pm", [("time", "half past 8 pm")]),
    ("at noon", [("time", "noon")]),
    ("8 a.m. to 5 p.m.", [("time", "8 a.m."), ("time", "5 p.m.")]),
    ("saturday at 5:30 pm", [("day", "saturday"), ("time", "at 5:30 pm")]),
]

SEVERAL: list[tuple[str, Found]] = [
    ("is rochester open on monday at 8am for stomach cancer", [
        ("campus", "minnesota"), ("day", "monday"), ("time", "at 8am"), ("cancer", "stomach")]),
    ("77424 for breast in phoenix", [("code", "77424"), ("cancer", "breast"), ("campus", "arizona")]),
]  # fmt: skip

NOTHING = [
    "What is IORT?",
    "is there an election",
    "I am out of breath",
    "take a deep breath and breathe",
    "the breadth of it",
    "a ladder fell on me",
    "the blade was sharp",
    "I read an article",
    "I am so long waiting",
    "how long does it take",
    "may I come",
    "may I bring my wife",
    "march in and ask",
    "the sun is out",
    "I got too much sun",
    "my son asked",
    "a second opinion",
    "second floor",
    "give me a second",
    "first, thank you",
    "I own a colony of bees",
    "a semi-colony",
    "stop the colonel",
    "he kidnapped someone",
    "can my kid come",
    "a bowl of soup",
    "over and out",
    "every day",
    "one day at a time",
    "I have money",
    "monthly payments",
    "during the week",
    "we are friends",
    "frequent questions",
    "the whole process",
    "I will postpone it",
    "prosecute the driver",
    "that is fantastic news",
    "elastic bands",
    "a cosmetic question",
    "a plastic tube",
    "election results and selection",
    "the directory of doctors",
    "an electric car",
    "he was elected",
    "the photo was nice",
    "a rocket",
    "a manifesto",
    "brochure",
    "in general",
    "your analysis",
    "annual report",
    "canal boat",
    "I want to learn more",
    "it was a sample",
    "the throughput",
    "smooth operation",
    "a chestnut tree",
    "alone",
    "my lunch was good",
    "the delivery is late",
    "livery and lively",
    "I am mad",
    "model of care",
    "modify my visit",
    "a skinny dog",
    "in 10 years",
    "I am 75",
    "3 children",
    "room 1204",
    "page 12 of 30",
    "thank you so much",
    "",
]


def table(*groups: list[tuple[str, Found]]) -> list[object]:
    return [pytest.param(text, found, id=text) for group in groups for text, found in group]


@pytest.mark.parametrize("text, found", table(CAMPUSES, CANCERS, KINDS, CODES, DAYS, TIMES, SEVERAL))
def test_what_a_visitor_names_is_found(pipeline: Language, text: str, found: Found) -> None:
    assert found_in(pipeline, text) == found


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text or "empty")
def test_in_ordinary_words_nothing_is_found(pipeline: Language, text: str) -> None:
    assert found_in(pipeline, text) == []


WORDS = [
    *((word, ("campus", key)) for key, campus in content().campuses.items() for word in campus.words),
    *((word, ("cancer", key)) for key, cancer in content().cancers.listed.items() for word in cancer.words),
    *((word, ("cancer", key)) for key, cancer in content().cancers.not_listed.items() for word in cancer.words),
    *((word, ("kind", key)) for key, kind in content().kinds.items() for word in kind.words),
]


@pytest.mark.parametrize("word, found", WORDS, ids=[word for word, _ in WORDS])
def test_every_word_of_the_content_files_means_its_entry(pipeline: Language, word: str, found: tuple[str, str]) -> None:
    assert found_in(pipeline, f"what about {word} please") == [found]


@pytest.mark.parametrize("word, found", WORDS, ids=[word for word, _ in WORDS])
def test_capitals_do_not_matter(pipeline: Language, word: str, found: tuple[str, str]) -> None:
    assert found_in(pipeline, f"what about {word.upper()} please") == [found]


def test_words_that_must_not_be_taken_for_a_cancer_are_not(pipeline: Language) -> None:
    cancers = {**content().cancers.listed, **content().cancers.not_listed}
    assert [word for cancer in cancers.values() for word in cancer.except_words if found_in(pipeline, word)] == []


def test_a_saved_pipeline_finds_the_same(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "names")
    loaded = spacy.load(tmp_path / "names")
    assert found_in(loaded, "panceratic cancer in pheonix") == [("cancer", "pancreas"), ("campus", "arizona")]


def test_a_misspelt_word_is_looked_up_once_and_found_wherever_it_stands(pipeline: Language) -> None:
    ruler = pipeline.get_pipe(MISSPELLING_RULER)
    assert isinstance(ruler, MisspellingRuler)
    ruler._matches_of.cache_clear()
    assert found_in(pipeline, "rochestor, or not Rochestor") == [("campus", "minnesota")] * 2
    assert ruler._matches_of.cache_info().hits == 1


def test_a_name_spelt_right_is_left_to_the_first_ruler(pipeline: Language) -> None:
    doc = pipeline("cancer of the lining of the uterus")
    with_misspellings = pipeline.get_pipe(MISSPELLING_RULER)(doc)
    assert [span.text for span in with_misspellings.ents] == ["lining of the uterus"]
