"""What looks like a private detail and is none: the hospital's own numbers, codes, times, doses, dates of visits."""

from __future__ import annotations

from functools import lru_cache

import regex

from content import content

HIDDEN = "\N{SECTION SIGN}"  # neither a letter nor a digit nor white space: no recogniser matches across it

# Public places of the hospital. They are no facts that the bot may state, only addresses that are nobody's home.
_PLACES = (
    r"200 (?:1st|first) st(?:reet)?\.? ?s\.?w\.?",
    r"(?:5777|5881) e(?:ast|\.)? mayo (?:blvd|boulevard)",
    r"13400 e(?:ast|\.)? shea (?:blvd|boulevard)",
    r"4500 san pablo r(?:oad|d)(?: s(?:outh|\.)?)?",
    r"(?:mn|minnesota),? 559(?:02|05)|(?:az|arizona),? 85(?:054|259)|(?:fl|florida),? 32224",
)
_UNIT = (
    r"(?:c?gy|mev|kv|kev|mm|cm|cc|ml|mg|mcg|kg|lbs?|pounds|ng|iu|u/ml|%|percent|miles?|km|min(?:ute)?s?|hours?|"
    r"hrs?|days?|weeks?|"
    r"months?|years?|yrs?|yo|patients|people|dollars|usd|fractions?|cycles?|cells?)"
)
_RECORDED = (
    r"(?:mrn|m\.r\.n\.?|record|chart|member|policy|group|account|acct|id|patient|clinic|zip(?: code)?|number|no\.?|#)"
)
_PATTERNS = (
    # registered studies and papers
    r"\bnct ?\d{8}\b|\b(?:pmid|pmcid|pmc|doi|isbn|issn)[: ]*(?:is )?[\w./-]*\d[\w./-]*",
    # money and other amounts with a unit or thousands' commas
    rf"\$ ?\d[\d,. ]*\d|\b\d{{1,3}}(?:,\d{{3}})+\b|\b\d+(?:\.\d+)?(?: ?(?:-|x|to) ?\d+(?:\.\d+)?)* ?{_UNIT}\b",
    # times, and numbers that always mean a time
    r"\b\d{1,2}:\d\d(?: ?[ap]\.?m\b\.?)?|\b24[-/ ]7\b",
    # years side by side or as a span
    r"(?<![\d][-. /])\b(?:19|20)\d\d(?:[ ,/-]+(?:19|20)\d\d)+\b(?![-. /]?\d)|(?<![\d][-. /])\b(?:19|"
    r"20)\d\d ?- ?\d\d\b(?![-. /]?\d)",
    # codes of radiation oncology, side by side or with a modifier, unless a label says that it is somebody's number
    rf"(?<!\b{_RECORDED}(?: is)?[ :#]{{1,3}})(?<![\d-])\b(?:77[2-9]\d\d|19294|192[89]\d)(?:[-/, ]+(?:77[2-9]\d\d|"
    r"19294|192[89]\d|\d\d))*\b(?![-\d])",
    # codes named as such; ICD-10 codes
    r"\b(?:cpt|hcpcs|(?<!(?:zip|security|sort|pass|access|card|postal|area|post|pin|door|gate) )codes?|modifier|"
    r"icd(?:-?10)?|drg|ndc|lcd|ncd|apc|dx)(?:[: ]+(?:codes?|is|are|of))*[: ]+"
    r"(?:[a-z]?\d{2,5}(?:\.\d{1,4})?(?:-\d\d)?(?: ?(?:,|/|and|or|vs\.?) ?(?=[a-z]?\d{2}))?)+(?!\d)",
    r"(?<![\d-] ?)\b\d{5}-(?:lt|rt|tc)(?![\w-])",
    r"\b[c-d]\d\d\.\d{1,3}\b",
)


def hide(text: str) -> str:
    """The text, equally long, with everything that is public put out of the recognisers' sight."""
    return _public(tuple(hospital_numbers())).sub(lambda match: HIDDEN * len(match.group()), text)


def hospital_numbers() -> list[str]:
    """Digits of the phone numbers of `content/`, without country code."""
    return [_digits(office.phone) for office in content().offices.values()]


@lru_cache(maxsize=1)
def _public(numbers: tuple[str, ...]) -> regex.Pattern[str]:
    phones = [r"(?<!\d)(?:\+?1[-. /]{0,2})?\(?" + r"[-. /()]{0,2}".join(number) + r"(?!\d)" for number in numbers]
    return regex.compile("|".join([*phones, *_PLACES, *_PATTERNS]), regex.IGNORECASE)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
