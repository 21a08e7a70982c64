"""What questions look like in English, as patterns: where a sentence ends, how a question opens, what leads into one.

They only propose where a message may be cut; a wrong cut that gives no second topic has no effect.
"""

from __future__ import annotations

import re


def _any(words: str) -> str:
    """A pattern for any of the words, which a blank or a line end parts; an underscore stands for a blank within one."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in words.split()) + ")"


_WH = _any(
    """what whats what's wat wats which who whos who's whom whose where wheres where's when whens when's why how hows how's
    whether"""
)
_SUBJECT = _any(
    """i you u we they he she it the there this that these those my your our his her their a an any anyone someone everyone
    mayo iort ioert medicare medicaid insurance insurers people patients most"""
)
_AUXILIARY = _any("do does did is are was were can could will would should must has have had am") + "(?:n'?t)?"
_REQUEST = "|".join(
    (
        r"(?:please\s+)?(?:explain|describe)\s+\w",
        rf"(?:please\s+)?{_any('advise confirm clarify let_me_know let_us_know say')}\s+{_any('if whether what how')}\b",
        rf"(?:please\s+)?{_any('tell explain describe list give send show')}\s+{_any('me us the how what which why')}\b",
        rf"(?:i|we)(?:'d| would)?\s+{_any('need want like wanna')}\s+(?:to\s+)?"
        rf"{_any('know understand ask book make schedule see talk speak find')}\b",
        rf"(?:i|we)?\s?(?:need|want)\s+{_any('a an the your his her that to')}\b",
        r"(?:i|we)(?:'d| would| should)(?: also)?\s+(?:like|be grateful)\b",
        rf"(?:i'?m|i am|i was|we are|we're|we were)\s+{_any('wondering curious looking_for trying_to')}\b",
        r"wondering\s+(?:if|whether|how|what)\b",
        r"(?:he|she|they|my \w+)(?: is| are)?(?: also)? "
        rf"{_any('asks? asking wants?_to_know wonders? would_like_to_know needs?_to_know')}\b",
        rf"any\s+{_any('idea info information word chance')}\b",
        r"(?:how|what) about\b",
    )
)
_OPENING = rf"(?:{_WH}\b|{_AUXILIARY}\s+{_SUBJECT}\b|{_REQUEST})"
# Behind a link or at the start even a name may follow the auxiliary: 'and is Hendricks any good'.
_NAME = r"[\w'-]+\.?"
_OPENING_AFTER_LINK = rf"(?:{_OPENING}|{_any('is are was does did will would should')}\s+{_NAME}\s+\w+)"

_LINK = (
    rf"(?:,?\s*(?:\b{_any('and n plus also but then')}\b|&|\+|/)"
    rf"(?:\s+{_any('also then oh please lastly finally next second secondly so if_so')})?,?"
    r"|,(?:\s*(?:oh|also|and))?)"
)

# 'Dr. Nguyen', '8 a.m. to 5' and the like end no sentence.
_ABBREVIATIONS = r"(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bst)(?<!\bvs)(?<!\bprof)(?<!\be\.g)(?<!\bi\.e)(?<!\b[ap]\.m)"
SENTENCE_END = re.compile(
    rf"(?:,?\s*\(?\b[1-9]\)|[?!;:]+|{_ABBREVIATIONS}\.+|\s[-\u2013\u2014]+(?=\s))(?=\s|$)[\s.?!]*", re.I
)

# 'need the code, also your phone': what follows asks, whatever its form.
ALSO = r"(?:,\s*(?:and\s+)?also|\s+and\s+also)"
LINKED = re.compile(rf"\s*{_LINK}\s+(?={_OPENING_AFTER_LINK})|\s*{ALSO}\s+(?=\w)", re.I)
ENDS_WITH_ALSO = re.compile(rf"{ALSO}\s+$", re.I)
# 'I want to know how it is done, and if womb cancer is included': a condition elsewhere, a question after such a verb.
INDIRECT_IF = re.compile(rf"\s*{_LINK}\s+(?=if\s+(?!so\b|not\b|you\s+do\b|possible\b)\w+\s+\w+)", re.I)
IF = re.compile(r"if\b", re.I)
ASKS_INDIRECTLY = re.compile(
    rf"\b{_any('know understand tell advise explain wonder wondering ask asking clarify confirm questions? things')}\b",
    re.I,
)
# Before a colon: what stands behind it asks, whatever its form.
ANNOUNCES = re.compile(rf"\b{_any('questions? things? ones? know ask asking')}\b[^.?!]*$", re.I)
ENUMERATED = re.compile(r"[1-9]\)")

# A question that starts without any link must start unmistakably, and not after a word that leads into it.
_UNMISTAKABLE = _any(
    """what'?s what_is what_are what_does what_do what_number what_time what_code what_cpt what_hours what_kind what_happens
    how_do how_does how_much how_long how_can how_many how_soon how_late how_far how_is how_are where_is where_are where_do
    where_can where_does who'?s who_is who_are who_does who_do when_is when_are when_can when_do do_i do_you do_u do_they
    do_we does_it does_the does_this does_my does_iort does_mayo does_insurance does_medicare is_there is_this is_it is_mayo
    is_iort are_there can_i can_you can_u can_we can_they should_i should_we will_i will_it will_my which why_is why_do"""
)
BARE = re.compile(rf"(?<=\w)\s+(?={_UNMISTAKABLE}\b)", re.I)
_LEADS_IN = _any(
    """know knows knew me us wonder wondering ask asking asked see understand explain sure idea about and or if that of on
    exactly out so but is are was wonderin tell say says said with for to from in by like learn remember decide matter just
    at then ok okay also plus please pls hi hello hey thanks whether because when where what how why who which depending no
    check between than curious clear unsure certain into after before during while the a an my question questions actually
    really only not"""
)
# 'Which billing code | do I use': a question word that has not met its verb yet.
_VERBS = _any(
    """is are was do does did can could will would should has have had means? treats? works? offers? covers? takes? gives?
    happens?"""
)
LEADING_IN = re.compile(
    rf"\b{_LEADS_IN}$|\b{_any('what which who whose where when why how')}\b(?!.*\b{_VERBS}\b)", re.I
)

# 'what cancers do you use it for | do i need a referral': the preposition ends a question that began with its object.
STRANDED = re.compile(rf"\b{_any('for with from about in at to')}$", re.I)
STARTS_ANEW = re.compile(rf"{_AUXILIARY}\s+{_any('i you u we they it there')}\b", re.I)
# Between two words of the lead only one piece matches a comma: with two, one message takes hours.
ASKS = re.compile(
    rf"^(?:{_any('and so but also ok okay hi hiya hello hey please pls well oh now plus then um honestly')}\W+)*"
    rf"{_OPENING_AFTER_LINK}",
    re.I,
)
# In a fragment these ask without the form of a question: 'side effects too pls'.
ASIDE = re.compile(rf"\b{_any('too also as_well please pls plz')}\b", re.I)
# A few words without a verb, 'cpt code, is it covered': they ask where a question follows. What says who or what is not
# does not: 'no referral, can I still be seen'.
FRAGMENT = re.compile(
    rf"^(?!.*\b(?:{_VERBS}|{_any('no not without i we he she my our her his you your me them they it this that')})\b)"
    r"[\w-]+(?:\s+[\w-]+){1,3}$",
    re.I,
)
_VERBLESS = rf"(?!.*\b(?:{_VERBS}|{_any('no not without i we he she they you')})\b)"
# Up to five words without a verb: a name or a matter, 'colon cancer yes or no'.
_MATTER = rf"{_VERBLESS}[\w'-]+(?:\s+[\w'-]+){{0,4}}"
VERBLESS = re.compile(rf"^{_MATTER}$", re.I)
# The same behind a question: 'And phone hours', 'plus billing code'.
ADDED_VERBLESS = re.compile(rf"^{_any('and plus also oh_and then')}\s+(?:also\s+)?{_MATTER}$", re.I)
# The whole of a message: 'phone hours in MN and parking'.
LISTED = re.compile(rf"^{_VERBLESS}[\w'-]+(?:,?\s+(?:[\w'-]+|&|\+)){{1,7}}$", re.I)
SPEAKS_OF = re.compile(rf"\b{_any('it they them that this these those one')}\b", re.I)
# Somewhere in a clause: it asks where another question follows, 'hey quick question: what code, and who …'.
OPEN_INSIDE = re.compile(
    rf"\b(?:what|how|which|where)\b|\b(?:i|we)(?:'d| would)? (?:need|want|like) {_any('the a an your to')}\b"
    r"|\bwants? to know\b",
    re.I,
)
NOUN_LINK = re.compile(
    r"\s*(?:,?\s+and\s+(?:also\s+|then\s+)?|\s+plus\s+|\s*&\s*|\s+as well as\s+|,?\s+also\s+|\s*\+\s*)", re.I
)

_WHAT_WAS_SAID = _any("that this it they those them")
POINTS_BACK = re.compile(
    r"^(?:and |so |but )?(?:"
    rf"{_any('how why when where who')}(?: {_any('so exactly please then')})?$|"
    rf"where {_any('do can')} {_any('i we you')} {_any('find send see read')} {_WHAT_WAS_SAID}\b|"
    rf"are {_any('these those they')} {_any('the_same different equal alike')}\b|"
    r"which (?:one|of (?:those|these|them|the)|is (?:it|that|for)|for)\b|"
    r"is it (?:\w+ ){1,2}or \w+|"
    rf"{_any('is was are isn.?t would will does')} {_WHAT_WAS_SAID}(?: \w+)? ?"
    rf"{_any('so true right correct ok okay normal possible allowed a_problem the_case enough all_right alright')}$|"
    rf"how {_any('do does can would should did')} {_any('i we he she they you one')} {_any('do get go_about')} "
    rf"{_WHAT_WAS_SAID}\b|"
    rf"{_any('can could would')} {_any('you someone they')} {_any('look check confirm find do help explain')}"
    rf"(?: {_any('me us up out into for with please')})*(?: {_WHAT_WAS_SAID})?(?: {_any('up out for me us please')})*$)",
    re.I,
)
