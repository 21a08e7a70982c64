"""Dates of birth, told apart from dates of visits and from plain years."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|(?:twenty|thirty)[- ]?(?:first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth)|"
    r"twentieth|thirtieth)"
)
_NUMBER_WORD = (
    r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL_WORD})"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
_SPOKEN_YEAR = rf"{_NUMBER_WORD}(?:[- ](?:and )?{_NUMBER_WORD}){{1,3}}"
_IN_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"  # a month's number is one of these as well
_SEPARATOR = r"(?: ?[-./] ?)"

# A day, a month and a year, in figures or with the month's name; the year's own group says which it is.
_FULL = (
    rf"(?<![\d-])(?<!\d[./])(?:{_IN_MONTH}(?P<s>{_SEPARATOR})(?:{_IN_MONTH}|{_MONTH})(?P=s)(?P<y1>{_YEAR})"
    rf"|(?P<y2>(?:18|19|20)\d\d){_SEPARATOR}{_IN_MONTH}{_SEPARATOR}{_IN_MONTH}"
    rf"|{_MONTH} (?:the )?{_DAY},? (?:of )?(?P<y3>(?:19|20)\d\d|'\d\d|{_SPOKEN_YEAR})"
    rf"|(?:the )?{_DAY} (?:day )?(?:of )?{_MONTH},? (?:of )?(?P<y4>(?:19|20)\d\d|'?\d\d(?!\d)|{_SPOKEN_YEAR})"
    rf"|(?:the )?{_DAY}[- ]{_MONTH}[- ](?P<y5>{_YEAR}))(?![\d])(?![-/.]\d)"
)
# Day and month without a year, which may be an appointment as well.
_PARTIAL = rf"(?<![\d/-])(?:\d{{1,2}}/\d{{1,2}}|{_MONTH} {_DAY}|{_DAY} (?:of )?{_MONTH})(?![\w/-])"

_BIRTH = (
    r"(?:d\.? ?o\.? ?b\.?|born|birth ?(?:day|date)?s?|b-?day|date of birth|birthdate|d of b|(?<=(?:^|[,(;] ?|"
    r"\b[A-Z]\. ))b\.(?= ?\d))"
)
# What may stand between the label and the date: 'born in Duluth on', 'birthday is'. It holds no verb of its own.
_BETWEEN = (
    r"(?:'s)?(?:[ :=,/()-]+(?:is|was|are|it's|its|on|in|the|that|of|day|my|his|her|date|year|month|number|would be|"
    r"at|a|back|way|i think|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?-i:\p{Lu}\p{Ll}+),?))"
    r"{0,5}?[ :=,/()#-]*?"
)
_DATE_WORD = (
    rf"(?:(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?|\d{{5,8}}|'\d\d|{_MONTH}|{_ORDINAL_WORD}|{_NUMBER_WORD}|"
    r"christmas(?: day| eve)?|"
    r"new year'?s?(?: day| eve)?|valentine'?s(?: day)?|halloween|easter(?: sunday)?|independence day|thanksgiving)"
)
_SPAN = rf"{_DATE_WORD}(?:(?:[ ,./-]|\bof\b|\bthe\b|\bin\b|\bon\b|\band\b|\byear\b|\bmonth\b|\bday\b)+{_DATE_WORD})*"
_FLAGS = regex.IGNORECASE
_FULL_DATE = regex.compile(_FULL, _FLAGS)
_PARTIAL_DATE = regex.compile(_PARTIAL, _FLAGS)
_LABELLED = regex.compile(rf"\b{_BIRTH}(?!\w){_BETWEEN}(?P<date>(?<![\w.-]){_SPAN})(?![\w])", _FLAGS)
_BIRTH_AFTER = regex.compile(
    rf"(?P<date>{_FULL}|{_PARTIAL})[ ,()-]*(?:is |was |being )?(?:my|his|her|our)? ?(?:own )?(?:birth ?day|birth|"
    r"bday|dob|date of birth)\b(?! ?(?:is|was|[:=]|\d))",
    _FLAGS,
)
_ONLY_YEAR = regex.compile(r"(?:the year |year )?(?:19|20)\d\d", _FLAGS)
_QUANTITY = regex.compile(
    rf"\W?(?:{_NUMBER_WORD}|\d{{1,3}})(?:[- ](?:{_NUMBER_WORD}))*\W+(?:years?|yrs?|months?|weeks?|days?|kidneys?|"
    r"of|more|hours?)\b",
    _FLAGS,
)
# Something that happened or will happen on a date: then it is no birth.
_EVENT = regex.compile(
    r"surger|operat|procedure|diagnos|appointment|appt|visit|scan|\bct\b|\bmri\b|\bpet\b|biops|treat|radiat|iort|"
    r"chemo|consult|"
    r"publish|\bpage\b|dated?\b(?! of birth)|since|until|through|from|between|before|after|admitted|discharg|"
    r"seen\b|saw\b|scheduled|"
    r"booked|letter|report|result|test|labs?\b|started?|ended|finished|last|next|remission|recurr|died|passed|"
    r"resect|removed|follow|"
    r"valid|expires?|updated?|version|article|study|trial|holiday|open\b|closed\b|had\b|retired|married|moved",
    _FLAGS,
)
_AFTER_A_NAME = regex.compile(r"\p{Lu}[\p{L}'-]+ (?:\p{Lu}\.? )?\p{Lu}[\p{L}'-]+,? \(?$")
_LOOKS_BACK = 50  # characters before a date in which an event makes it a date of something else
_LATEST_BIRTH = 2010  # a visitor or patient with a full date of an earlier year is taken to give a birth


def births(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each date of birth, or part of one; the year alone ('born in 1951') is none."""
    for match in _LABELLED.finditer(text):
        start, end = match.span("date")
        label_year = "year of birth" in text[max(0, match.start() - 8) : start].lower()
        if not label_year and _ONLY_YEAR.fullmatch(match["date"]):
            continue
        if _QUANTITY.match(text, start) or not regex.search(r"[\p{L}\d]{2}|\d", match["date"]):
            continue
        yield start, end
    for match in _BIRTH_AFTER.finditer(text):
        yield match.span("date")
    for match in _FULL_DATE.finditer(text):
        year: str = next(filter(None, match.group("y1", "y2", "y3", "y4", "y5")))
        before = text[max(0, match.start() - _LOOKS_BACK) : match.start()]
        if _is_past(year) and (_AFTER_A_NAME.search(before) or not _EVENT.search(before)):
            yield match.span()


def others(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each full date, of whatever it be."""
    for match in _FULL_DATE.finditer(text):
        yield match.span()


def _is_past(year: str) -> bool:
    figures = year.strip("'")
    if not figures.isdigit():
        return figures.lower().startswith("nineteen")
    return int(figures) < _LATEST_BIRTH if len(figures) == 4 else int(figures) > 30
