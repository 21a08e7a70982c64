"""The project's own spaCy pipeline: tokens and entities, built from `content/`; the trained model holds it.

spaCy's ready-made models are not on the package index; `spacy.blank("en")` needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.matcher.levenshtein import levenshtein
from spacy.pipeline import EntityRuler

from content import Content
from iort.understanding.english import common_words
from iort.understanding.names.misspelling_ruler import MISSPELLING_RULER, MisspellingRuler

# Below seven letters a changed letter usually makes another word (lung, long); short words list their misspellings.
_FUZZY_FROM = 7
_TWO_EDITS_FROM = 8

_WEEKDAYS = {
    "monday": ["monday", "mondays", "mon"],
    "tuesday": ["tuesday", "tuesdays", "tues", "tue"],
    "wednesday": ["wednesday", "wednesdays", "wed", "weds"],
    "thursday": ["thursday", "thursdays", "thurs", "thur", "thu"],
    "friday": ["friday", "fridays", "fri"],
    "saturday": ["saturday", "saturdays", "sat", "saterday", "satuday"],
    "sunday": ["sunday", "sundays"],
}
_RELATIVE_DAYS = {
    "today": ["today", "this morning", "this afternoon", "2day"],
    "tonight": ["tonight", "this evening", "tonite"],
    "tomorrow": ["tomorrow", "tommorow", "tomorow", "tomorrow morning", "2morrow"],
    "weekend": ["weekend", "weekends", "week end"],
}
_HOLIDAYS = {
    "christmas day": ["christmas", "christmas day", "xmas"],
    "christmas eve": ["christmas eve", "xmas eve"],
    "new year's day": ["new year", "new years", "new year's", "new year's day", "new years day"],
    "new year's eve": ["new year's eve", "new years eve"],
    "thanksgiving": ["thanksgiving", "thanksgiving day"],
    "independence day": ["independence day", "fourth of july", "4th of july", "july 4th", "july fourth"],
    "labor day": ["labor day", "labour day"],
    "memorial day": ["memorial day"],
    "veterans day": ["veterans day", "veteran's day", "veterans' day"],
    "columbus day": ["columbus day"],
    "martin luther king jr. day": ["mlk day", "martin luther king day", "mlk"],
    "washington's birthday": ["presidents day", "president's day", "presidents' day", "washington's birthday"],
    "juneteenth national independence day": ["juneteenth"],
}
_MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
]


def build_pipeline(facts: Content) -> Language:
    """A spaCy pipeline with two entity rulers; an entity's `ent_id_` is its canonical value.

    The second ruler finds misspelt names where the first found nothing.

    Labels: campus, cancer, kind, code, day, time. Codes and times keep their own text as value.
    """
    nlp = spacy.blank("en")
    exact = cast(EntityRuler, nlp.add_pipe("entity_ruler"))
    misspelt = cast(MisspellingRuler, nlp.add_pipe(MISSPELLING_RULER))
    nlp.initialize()
    exact.add_patterns([*_name_patterns(nlp, facts), *_code_patterns(), *_day_and_time_patterns(nlp)])
    misspelt.add_patterns(list(_misspelling_patterns(facts)))
    nlp.meta["name"] = "iort"
    return nlp


def _names(facts: Content) -> Iterator[tuple[str, str, Iterable[str], Iterable[str]]]:
    """Label, canonical value, words for it, and words that look like one of these and are none."""
    yield from (("campus", key, campus.words, ()) for key, campus in facts.campuses.items())
    for cancers in (facts.cancers.listed, facts.cancers.not_listed):
        yield from (("cancer", key, cancer.words, cancer.except_words) for key, cancer in cancers.items())
    yield from (("kind", key, kind.words, ()) for key, kind in facts.kinds.items())


def _name_patterns(nlp: Language, facts: Content) -> Iterator[dict[str, Any]]:
    return (_exact(nlp, label, key, word) for label, key, words, _ in _names(facts) for word in words)


def _misspelling_patterns(facts: Content) -> Iterator[dict[str, Any]]:
    common = common_words()
    known = {word for *_, words, _ in _names(facts) for word in words}
    for label, key, words, exceptions in _names(facts):
        for word in words:
            edits = _edits_allowed(word)
            if edits:
                near = {other for other in common if _within(word, other, edits)}
                others = sorted((near | set(exceptions) | known) - {word})
                yield {"label": label, "id": key, "pattern": [{"LOWER": {f"FUZZY{edits}": word, "NOT_IN": others}}]}


def _exact(nlp: Language, label: str, key: str, words: str) -> dict[str, Any]:
    return {"label": label, "id": key, "pattern": [{"LOWER": token.text} for token in nlp.make_doc(words)]}


def _edits_allowed(word: str) -> int:
    if not word.isalpha() or len(word) < _FUZZY_FROM:
        return 0
    return 2 if len(word) >= _TWO_EDITS_FROM else 1


def _within(word: str, other: str, edits: int) -> bool:
    return abs(len(word) - len(other)) <= edits and levenshtein(word, other, edits) <= edits


def _code_patterns() -> Iterator[dict[str, Any]]:
    # CPT codes are five digits, HCPCS ones a letter and four digits, modifiers two characters after the word itself.
    for shape in (r"^(cpt[-:]?)?\d{5}$", r"^[a-z]\d{4}$"):
        yield {"label": "code", "pattern": [{"LOWER": {"REGEX": shape}}]}
    yield {"label": "code", "pattern": [{"LOWER": {"IN": ["modifier", "mod"]}}, {"LOWER": {"REGEX": r"^\w{2}$"}}]}


def _day_and_time_patterns(nlp: Language) -> Iterator[dict[str, Any]]:
    for table in (_WEEKDAYS, _RELATIVE_DAYS, _HOLIDAYS):
        for key, words in table.items():
            for word in words:
                yield _exact(nlp, "day", key, word)
    ordinal = {"LOWER": {"REGEX": r"^([1-9]|[12]\d|3[01])(st|nd|rd|th)?$"}}
    month = {"LOWER": {"IN": _MONTHS}}
    for pattern in (
        [month, ordinal],
        [ordinal, {"LOWER": "of", "OP": "?"}, month],
        [{"TEXT": {"REGEX": r"^(0?[1-9]|1[0-2])/([1-9]|[12]\d|3[01])$"}}],
    ):
        yield {"label": "day", "pattern": pattern}
    at = {"LOWER": {"IN": ["at", "after", "before", "by", "around", "until", "till"]}, "OP": "?"}
    half_day = {"LOWER": {"IN": ["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "oclock"]}}
    clock = r"([01]?\d|2[0-3])[:.][0-5]\d"
    hour = r"^(1[0-2]|[1-9])$"
    for pattern in (
        [at, {"LOWER": {"REGEX": rf"^({clock}|{hour[1:-1]})$"}}, half_day],
        [{"LOWER": {"REGEX": rf"^({clock}|1[0-2]|[1-9])([ap]\.?m\.?)$"}}],
        [{"LOWER": {"REGEX": rf"^{clock}$"}}],
        [
            {"LOWER": {"IN": ["at", "after", "before", "by", "around", "until", "till", "past"]}},
            {"LOWER": {"REGEX": hour}},
        ],
        [{"LOWER": "half"}, {"LOWER": "past"}, {"LOWER": {"REGEX": hour}}, {**half_day, "OP": "?"}],
        [{"LOWER": {"IN": ["noon", "midday", "midnight", "lunchtime"]}}],
        [{"LOWER": "in"}, {"LOWER": "the"}, {"LOWER": {"IN": ["morning", "afternoon", "evening"]}}],
        [{"LOWER": "how"}, {"LOWER": {"IN": ["early", "late"]}}],
        [{"LOWER": {"IN": ["till", "until"]}}, {"LOWER": "when"}],
    ):
        yield {"label": "time", "pattern": pattern}
