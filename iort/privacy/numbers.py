"""Patterns of numbers that belong to one person: phones, record and policy numbers, cards, log-ins; and of e-mail.

A pattern's whole match is the detail. What must stand before it is in a look-behind, which `regex` allows to vary in length.
Whatever repeats is bounded, or possessive: otherwise each place of a text costs a walk through all of it.
"""

from __future__ import annotations

import regex

_DIGIT_WORD = (
    r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|niner|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)"
)
_SPOKEN_STEP = rf"(?:(?:double|triple) )?(?:{_DIGIT_WORD}|\d{{1,4}})\b"
_SPOKEN_GAP = r"(?:[ ,.-]{1,3}(?:(?:dash|hyphen|space|minus|dot)[ ,.-]{1,3})?)"
SPOKEN = rf"\b{_SPOKEN_STEP}(?:{_SPOKEN_GAP}{_SPOKEN_STEP})"  # repeat with {{n,}}
SPOKEN_ANY = rf"\b(?=(?:[\d ,.-]|double|triple){{0,60}}+{_DIGIT_WORD}\b){SPOKEN}"

# A number in figures and letters: every group has a digit, or is joined by a hyphen to one that has. Whole groups only.
_GROUP = r"[A-Za-z]{0,8}\d[\dA-Za-z]*"
IDENTIFIER = (
    rf"(?<![\w])(?:(?-i:[A-Z]{{1,5}})[ -]|[A-Za-z]{{1,8}}-)?{_GROUP}"
    r"(?:-[A-Za-z]{1,8}(?=-\w*\d))?(?:(?:[-./ ]|-[A-Za-z]{1,8}-| - |/ )(?!\d{1,2}(?:st|nd|rd|th|am|"
    rf"pm)\b){_GROUP})*(?:-(?-i:[A-Z]{{1,8}}))*(?![\w])"
)
# What stands between a label and its number: 'mrn is', 'record number:', 'policy #', 'ID on the bracelet reads'.
_JOIN = (
    r"(?:'s)?(?: ?(?:\(.{0,12}\)))?(?:[ :=,.#/-]{1,3}(?:number|numbers|num|nmbr|no|nr|nbr|#|id|code|is|was|are|it's|"
    r"its|reads|says|=|as follows|here|now|then)){0,4}[ :=.,#/-]{0,4}"
)
_NUMBER_WORD = r"(?:numbers?|num|nmbr|no\.?|nr\.?|nbr|#|id|code)"

_RECORD_STRONG = (
    r"(?:m\.? ?r\.? ?n\.?|medical[- ]record|med rec|record|chart|accession|wrist ?band|bracelet|nhs|hospital|"
    r"clinic|mayo(?: clinic)?|patient|"
    r"encounter|visit|reg|unit|specimen|pathology|file|urn?|case|registration|confirmation|reservation|reference|"
    r"ref|order|invoice|bill|health card)"
)
_POLICY_STRONG = (
    r"(?:insurance|policy|member(?:ship)?|subscriber|group|grp|plan|claim|medicare|medicaid|medi-?cal|mbi|hicn?|"
    r"bcbs|blue cross|aetna|cigna|humana|"
    r"united ?(?:health ?care)?|uhc|tricare|anthem|kaiser|ucare|healthpartners|medica|payer|payor|rx ?bin|"
    r"rx ?grp|pcn|prior auth(?:orization)?|"
    r"auth(?:orization)?|beneficiary|va|coverage|benefits?|sponsor|dependent|enrollee|certificate)"
)
_ID_STRONG = (
    r"(?:passport|driver'?s? ?licen[cs]e|licen[cs]e(?: plate)?|dl|green card|alien|visa no|bank|account|acct|"
    r"routing|iban|sort code|tax id|tin|ein|"
    r"service|employee|badge|student|npi|dea|customer|booking)"
)
_CARD_LABEL = r"(?:credit|debit|hsa|fsa|visa|master ?card|amex|american express|discover|cc|card)"


def labelled(label: str, number: str, need_word: bool = False) -> str:
    """A pattern of `number` where `label` stands before it, with 'number', 'no.', '#', 'id' between where `need_word`."""
    word = rf"[ :.-]{{0,2}}{_NUMBER_WORD}" if need_word else ""
    return rf"(?<=\b{label}{word}{_JOIN}){number}"


def at_least(digits: int, pattern: str = IDENTIFIER) -> str:
    """The pattern, where what it matches has so many digits."""
    return rf"(?=(?:[A-Za-z]{{0,8}}[-./ ]{{0,3}}\d){{{digits}}}){pattern}"


SSN = {
    "figures": r"(?<![\w-])\d{3}[-. ]\d{2}[-. ]\d{4}(?![\w-])",
    "labelled": labelled(r"(?:ssn?|s\.s\.n?\.?|ss|social(?: security)?)", r"(?<!\w)\d[\d -]{2,}\d(?!\w)"),
    "masked": r"(?<!\w)[x*]{3}[- ]?[x*]{2}[- ]?\d{4}(?!\w)",
    "spoken": labelled(r"(?:ssn|social(?: security)?)", rf"{SPOKEN}{{2,}}"),
    "ending": (
        r"(?<=\b(?:last|final) (?:4|four)(?: (?:digits?|numbers?))?(?: of)?(?: (?:my|his|her|the|our))?(?: "
        r"(?:ssn|social(?: security)?))?"
        rf"{_JOIN})(?:\d{{4}}(?!\w)|{SPOKEN}{{2,}})"
    ),
    "ending in": rf"(?<=\b(?:ssn|social(?: security)?)(?: number)? (?:ends|ending)(?: in| with)?{_JOIN})\d{{4}}(?!\w)",
}
CARD = {
    "sixteen": r"(?<![\w-])\d{4}[-. ]?\d{4}[-. ]?\d{4}[-. ]?\d{4}\d{0,3}(?![\w-])",
    "after the number": r"(?<=(?:\d{4}[-. ]?){3}\d{4},? )\d{1,2}/\d{2,4}(?:,? \d{3,4})?(?![\w/])",
    "amex": r"(?<![\w-])3[47]\d{2}[-. ]?\d{6}[-. ]?\d{5}(?![\w-])",
    "labelled": labelled(_CARD_LABEL, r"(?<!\w)\d[\d -]{10,}\d(?!\w)"),
    "ending": rf"(?<=\b{_CARD_LABEL}(?: card)?(?: number)?(?: that)? (?:ends|ending)(?: in| with)?{_JOIN})\d{{4}}(?!\w)",
    "code": rf"(?<=\b(?:cvv2?|cvc|cid|security code|card code)(?: on the back)?{_JOIN})\d{{3,4}}(?!\w)",
    "expiry": rf"(?<=\b(?:exp|expiry|expires|expiration)(?: date)?{_JOIN})\d{{1,2}} ?[-/] ?\d{{2,4}}(?!\w)",
    "spoken": labelled(_CARD_LABEL, rf"{SPOKEN}{{9,}}"),
}
_PHONE_LABEL = (
    r"(?:phones?|telephone|tel|ph|cell(?: ?phone)?|mobile|landline|home|work|fax|whats ?app|text(?: me)?|call"
    r"(?: me| her| him| us| my \w+)?(?: back)?|"
    r"reach (?:me|us|her|him)|ring(?: me| us)?|dial|contact(?: me| us)?|call ?back|sms|pager|beeper)"
)
PHONE = {
    "american": (
        r"(?<![\w-])(?:\+?1[-./ ]{0,2})?(?:\( ?\d{3} ?\)|\d{3})[-./ ]{0,3}\d{3}[-./ ]{0,3}\d{4}(?:,? ?(?:ext|"
        r"extension|x)\.? ?\d{1,6})?(?![\w-])"
    ),
    "local": r"(?<![\w.-])(?<!\d )\d{3} ?[-. ] ?\d{4}(?:,? ?(?:ext|extension|x)\.? ?\d{1,6})?(?![\w-])",
    "international": r"(?<!\w)(?:\+|00)[1-9]\d{0,2}(?:[-./ ]{0,2}\(?\d{1,5}\)?){2,6}(?!\w)",
    "labelled": (
        rf"(?<=\b{_PHONE_LABEL}(?: (?:at|on|to|me|us|number|no\.?|is|#|:|=)){{0,4}}[ :=.#-]{{0,3}})(?<!\w)\(?\d"
        r"(?:[-. ()/]{0,2}\d){6,14}(?:,? ?(?:ext|extension|x)\.? ?\d{1,6})?(?!\w)"
    ),
    "spoken": rf"{SPOKEN_ANY}{{6,}}",
    "spoken and labelled": (
        rf"(?<=\b{_PHONE_LABEL}(?: (?:at|on|to|me|us|number|no\.?|is|#|:|=|"
        rf"after \d)){{0,4}}[ :=.#-]{{1,3}}){SPOKEN_ANY}{{4,}}"
    ),
    "extension": r"(?<=\d )(?:ext|extension)\.? ?\d{1,6}(?!\w)",
}
RECORD = {
    "labelled": labelled(_RECORD_STRONG, at_least(4), need_word=True),
    "abbreviated": labelled(
        r"(?:m\.? ?r\.? ?n\.?|medical[- ]record|record|chart|accession|nhs|wrist ?band|bracelet)", at_least(4)
    ),
    "spoken": labelled(rf"(?:m\.? ?r\.? ?n\.?|(?:{_RECORD_STRONG} {_NUMBER_WORD}))", rf"{SPOKEN}{{3,}}"),
    "of the clinic": r"(?<![\w-])(?:mc|mr|pt|rst)[- ]?\d{5,}(?!\w)",
}
POLICY = {
    "labelled": labelled(_POLICY_STRONG, at_least(3), need_word=True),
    "of a plan": labelled(
        r"(?:rx ?bin|pcn|member(?:ship)?|subscriber|policy|claim|medicare|medicaid|mbi|bcbs|blue cross|aetna|"
        r"humana|cigna|"
        r"tricare|uhc|insurance|auth(?:orization)?)",
        at_least(5),
    ),
    "group": labelled(r"(?:rx ?)?(?:group|grp)", at_least(4)),
    "medicare": r"(?<!\w)[1-9][A-Z][A-Z0-9]\d[- ]?[A-Z][A-Z0-9]\d[- ]?[A-Z]{2}\d{2}(?!\w)",
    "spoken": labelled(rf"(?:{_POLICY_STRONG} {_NUMBER_WORD})", rf"{SPOKEN}{{3,}}"),
}
# The name of a group needs no figure, as each of the others does.
POLICY_GROUP = {
    "word group": rf"(?<=\b(?:rx ?bin|rx ?grp|rx ?group|pcn){_JOIN})(?-i:[A-Z]+\d*|\d+)(?!\w)",
}
_SECRET = r"(?:pass ?word|pass ?code|passwd|pwd?|pass|pin)"
_LOGIN = r"(?:user ?name|user ?id|log[- ]?in|portal id)"
_NO_SECRET = (
    r"(?!(?:the|my|a|an|not|no|same|wrong|lost|expired|locked|required|needed|too|in|on|for|correct|right|safe|that|"
    r"it|there|still|being|going|reset|working)\b)"
)
OTHER = {
    "labelled": labelled(_ID_STRONG, at_least(4)),
    "id": labelled("id", at_least(4)),
    "licence plate": labelled(
        r"licen[cs]e plate", r"(?:(?-i:[A-Z]{2}) )?(?=[A-Z]*[- ]?\d)[A-Z0-9]{2,4}[- ]?[A-Z0-9]{2,4}(?!\w)"
    ),
    "iban": r"(?<!\w)(?-i:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?)(?!\w)",
}
# These need no figure either.
SECRET = {
    "secret": (
        rf"(?<=\b{_SECRET}(?: (?:is|was|for \w+ is)\b|[:=])+[ :=\"']{{0,3}})"
        rf"(?<!\w){_NO_SECRET}[^\s,;]*[^\s,;.?!\"']!?"
    ),
    "secret that looks so": rf"(?<=\b{_SECRET} )(?=[^\s]*\d)[^\s,;]*[^\s,;.?\"']",
    "log-in": rf"(?<=\b{_LOGIN}(?: (?:is|was)\b|[:=])+[ :=\"']{{0,3}})(?<!\w){_NO_SECRET}[^\s,;]*[^\s,;.?!\"']",
    "log-in that looks so": rf"(?<=\b(?:{_LOGIN}|user) )(?=[^\s]*[\d_])[^\s,;]{{3,}}[^\s,;.?!\"']",
}
OWN = {"own": rf"(?<=\b(?:my|his|her|our|their)(?: [\w'/-]+){{0,3}} {_NUMBER_WORD}{_JOIN}){at_least(5)}"}
SHAPED = {
    # Long enough that nothing public looks like it, since that was hidden before.
    "figures": (
        r"(?<![\w-])(?<!\d[.])\d{7,}(?![\w-])|(?<![\w-])(?:\d(?: \d){6,}|(?=[\d ]*\d{3})\d{1,6}(?: \d{1,6}){2,5}|"
        r"(?=[\d-]*\d{3})\d{1,7}(?:-\d{1,7}){1,5}|\d{2,5}(?:\.\d{2,5}){2,4})(?![\w-])"
    ),
    # No path or file name: those stand in log lines.
    "letters and figures": (
        r"(?<![\w/.-])(?=(?:[A-Za-z-]*\d){5})(?=[\d-]*[A-Za-z])(?:[A-Za-z]{1,5}[- ]?)?[A-Za-z\d]*\d[A-Za-z\d]*"
        r"(?:-[A-Za-z\d]+)*(?![\w/-]|\.\w)"
    ),
}
_DOMAIN = r"(?:com|net|org|edu|gov|mil|us|uk|ca|de|mx|io|info|co|biz|me|tv|au|fr|es|nl)"
_SPOKEN_DOT = r"(?: ?(?:\(dot\)|\[dot\]|\bdot\b|\bpoint\b) ?)"
EMAIL = {
    "at sign": rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{0,80}}\w ?@ ?\w[\w-]*(?:\.\w[\w-]*)*(?:(?: ?[.,] ?){_DOMAIN}\b)*",
    "spoken": (
        rf"\b[\w.-]{{1,64}}+(?:(?:{_SPOKEN_DOT}| (?:underscore|dash|hyphen|plus) )[\w.-]{{1,64}}+){{0,5}} ?"
        rf"(?:\(at\)|\[at\]|\bat\b|@) ?\w[\w-]{{0,63}}+(?:{_SPOKEN_DOT}[\w-]{{1,64}}+){{0,5}}{_SPOKEN_DOT}{_DOMAIN}\b"
    ),
    "known provider": (
        r"\b[\w.-]{1,64} ?(?:\(at\)|\[at\]|\bat\b) ?(?:gmail|yahoo|hotmail|outlook|aol|icloud|comcast|msn)(?: ?(?:dot|"
        r"\.)? ?)(?:com|net)\b"
    ),
    # 'the page at example.net' is none: a word before 'at' needs a sign that it is a mailbox.
    "half spoken": (
        r"(?:(?<=\b(?:e-?mail|mail|address)\b[^.@]{0,20}) |\b(?=[\w.-]{0,64}[\d._]))[\w.-]{0,64}\w ?(?:\(at\)|\[at\]|"
        rf"\bat\b) ?\w[\w-]{{0,63}}(?:\.[\w-]{{1,64}}){{0,5}}\.{_DOMAIN}\b"
    ),
}
_FIGURES = regex.compile(rf"\d|\b{_DIGIT_WORD}\b.*?\b{_DIGIT_WORD}\b", regex.IGNORECASE | regex.DOTALL)
_DIGITS_NEEDED = 7  # an unlabelled number of fewer is a code, a dose, a year as well


def is_long_enough(text: str) -> bool:
    """Whether an unlabelled number has as many digits as a phone number without its area."""
    return (
        sum(map(str.isdigit, text)) >= _DIGITS_NEEDED
        or not text.replace(" ", "").replace("-", "").replace(".", "").isdigit()
    )


def has_figures(text: str) -> bool:
    """Whether there is a figure in a text, or two of them in words: in others there is no number, and nothing public."""
    return _FIGURES.search(text) is not None
