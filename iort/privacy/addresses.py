"""Patterns of street addresses, post boxes and postal codes."""

from __future__ import annotations

_SUFFIX = (
    r"(?:street|str|st|avenue|ave|av|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|terrace|terr|place|pl|"
    r"circle|cir|highway|hwy|"
    r"parkway|pkwy|trail|trl|close|crescent|cres|square|sq|row|loop|plaza|ridge|hollow|run|path|pike|alley|grove|"
    r"heights|mews|"
    r"point|bend|cove|crossing|view|gardens?|walk|hill)"
)
_DIRECTION = (
    r"(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest|[nsew]\.(?:[ew]\.)?)"
)
# Words that no street is called after, but that stand between a number and 'way', 'place', 'st' or 'dr' in other sentences.
_NO_STREET = (
    r"(?!(?:years?|yrs?|yo|old|cm|mm|gy|cgy|mev|days?|weeks?|months?|hours?|hrs?|minutes?|mins?|miles?|km|kids?|"
    r"children|times?|of|in|the|at|to|is|are|"
    r"was|and|or|my|a|an|on|for|with|from|per|percent|patients?|people|doctors?|questions?|am|pm|th|rd|nd|than|"
    r"that|this|have|has|had|do|does|can|"
    r"i|we|you|he|she|it|they|if|when|what|how|who|which|where|but|by|as|so|not|no|will|may|different|cancers?|"
    r"tumou?rs?|surger\w+|scans?|"
    r"treatments?|cycles?|fractions?|steps?|nodes?|nodules?|stages?|other|left|right|breast|colon|rectal|"
    r"prostate|more|most|good|long|all|best|centimeters?|pounds?|dollars|p|x)\b)"
)
_STREET_WORD = rf"{_NO_STREET}(?:\d{{1,3}}(?:st|nd|rd|th)|[\p{{L}}][\p{{L}}'’.-]*)"
_STATE_NAME = (
    r"(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|"
    r"illinois|indiana|iowa|kansas|"
    r"kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|"
    r"nevada|new hampshire|"
    r"new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|"
    r"south carolina|"
    r"south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming)"
)
_STATE_CODE = (
    r"(?:a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|"
    r"w[aivy])"
)
_ZIP = r"\d{5}(?:-\d{4})?(?!\w)"
_CITY = r"(?-i:(?:(?:St|Ft|Mt)\. )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})"
_UNIT = r"(?:,? ?(?:(?:apt|apartment|unit|suite|ste|room|rm|lot|floor|fl|box|bldg)\b\.? ?#?|#) ?[\w-]{1,6}(?!\w))"
_STATE = rf"(?:{_STATE_NAME}|(?-i:{_STATE_CODE.upper()})|{_STATE_CODE}(?=,? {_ZIP}))"
_LOWER_CITY = rf"[\p{{L}}]+(?: [\p{{L}}]+){{0,2}}(?=,? (?:{_STATE_NAME}|{_STATE_CODE}),? {_ZIP})"
_UK_CODE = r"(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?!\w)"
_TAIL = rf"{_UNIT}?(?:(?:, |(?<!\.) )(?:{_CITY}|{_LOWER_CITY}))?(?:,? {_STATE}\b\.?)?(?:,? (?:{_ZIP}|{_UK_CODE}))?"
_NUMBER = r"(?<![\w$.,:/-])(?:[nsew]\d{0,4}[nsew]?)?\d{1,6}[a-z]?(?:-\d{1,4})?"
_HOME = (
    r"(?:live|lives|living|reside|resides|residing|stay|stays|staying|home is|house is|address(?:es)?(?: is|:|"
    r" are)?|mail(?:ed)? (?:it |this |that |them |me )?to|"
    r"send (?:it |this |that |them )?to|ship(?: it| them)? to|moved to|we're|we are|i'm|i am|directions from|"
    r"come from|how far is|from)"
)

ADDRESS = {
    "street": rf"{_NUMBER},? (?:{_DIRECTION} )?(?:{_STREET_WORD} ){{1,4}}?{_SUFFIX}\b\.?(?: {_DIRECTION}\b)?{_TAIL}",
    "numbered road": (
        rf"{_NUMBER} (?:(?:old|state|us|u\.s\.) )?(?:county road|county rd|co rd|cr|highway|hwy|route|rte|road|"
        r"state road|fm) (?:\d{1,4}[a-z]?|(?-i:[A-Z]{1,2}))\b"
        rf"(?: {_DIRECTION}\b)?{_TAIL}"
    ),
    "numbered street": (
        rf"{_NUMBER} (?:{_DIRECTION} )?\d{{1,3}}(?:st|nd|rd|th)(?: (?:{_SUFFIX}))?\b\.?(?: {_DIRECTION}\b)?{_TAIL}"
    ),
    "after 'I live at'": (
        rf"(?<=\b{_HOME}(?: (?:at|is|in|on|to))*[ :]{{1,2}}){_NUMBER} (?:{_DIRECTION} )?(?-i:\p{{Lu}})[\p{{L}}'.-]+"
        rf"(?: (?-i:\p{{Lu}})[\p{{L}}'.-]+){{0,3}}{_TAIL}"
    ),
    "before 'is my address'": (
        rf"{_NUMBER} {_STREET_WORD}(?: {_STREET_WORD}){{0,3}}{_TAIL}(?=,? (?:is|was) (?:my|our|her|his|the) (?:home |new |old |"
        r"mailing )?address)"
    ),
    "address in small letters": (
        rf"(?<=\baddress(?: is|:)? )\d{{1,6}} {_STREET_WORD}(?: {_STREET_WORD}){{0,2}}(?=[.,;]|$){_TAIL}"
    ),
    "rural route": rf"\b(?:rural route|r\.?r\.?) ?#? ?\d{{1,4}},? ?box ?\d+{_TAIL}",
    "zip": rf"(?<=\b(?:zip(?: ?code)?|postal code|postcode)(?: is|:)? ?){_ZIP}",
    "state and zip": rf"(?<=\b(?:{_STATE_NAME}|{_STATE_CODE}),? ){_ZIP}",
    "british code": rf"(?<=(?:\p{{L}}{{3,}},? |^)){_UK_CODE}",
    "flat": r"\b(?:apt|apartment)\.? ?#? ?(?=\w*\d)\w{1,5}\b",
}
# Needs no figure, as each of the others does.
POST_BOX = {"post box": rf"\bp\.? ?o\.? ?box ?#?\w+{_TAIL}"}
