"""What questions look like in English, as patterns: where a sentence ends, how a question opens, what leads into one.

They only propose where a message may be cut; a wrong cut that gives no second topic has no effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from iort.understanding.patterns import Pattern, Span


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

_SENTENCE_END = Pattern(r"(?:,?\s*\(?\b[1-9]\)|[?!;:]+|\.+)(?:\s[\s.?!]*|$)|\s-+\s[\s.?!]*")
# 'Dr. Nguyen', '8 a.m. to 5' and the like end no sentence.
_ABBREVIATION = Pattern(r"\b(?:dr|mr|mrs|st|vs|prof|e\.g|i\.e|[ap]\.m)$")
_LONGEST_ABBREVIATION = 4  # letters

# 'need the code, also your phone': what follows asks, whatever its form.
ALSO = r"(?:,\s*(?:and\s+)?also|\s+and\s+also)"
# The group of a pattern with one is where to cut; the rest is what must follow.
LINKED = Pattern(rf"(\s*{_LINK}\s+){_OPENING_AFTER_LINK}|(\s*{ALSO}\s+)\w")
ENDS_WITH_ALSO = Pattern(rf"{ALSO}\s+$")
# 'I want to know how it is done, and if womb cancer is included': a condition elsewhere, a question after such a verb.
INDIRECT_IF = Pattern(rf"(\s*{_LINK}\s+)if\s+\w+\s+\w+")
CONDITION = Pattern(r"if\s+(?:so|not|you\s+do|possible)\b")
IF = Pattern(r"if\b")
ASKS_INDIRECTLY = Pattern(
    rf"\b{_any('know understand tell advise explain wonder wondering ask asking clarify confirm questions? things')}\b"
)
# Before a colon: what stands behind it asks, whatever its form.
ANNOUNCES = Pattern(rf"\b{_any('questions? things? ones? know ask asking')}\b[^.?!]*$")
ENUMERATED = Pattern(r"[1-9]\)")

# A question that starts without any link must start unmistakably, and not after a word that leads into it.
_UNMISTAKABLE = _any(
    """what'?s what_is what_are what_does what_do what_number what_time what_code what_cpt what_hours what_kind what_happens
    how_do how_does how_much how_long how_can how_many how_soon how_late how_far how_is how_are where_is where_are where_do
    where_can where_does who'?s who_is who_are who_does who_do when_is when_are when_can when_do do_i do_you do_u do_they
    do_we does_it does_the does_this does_my does_iort does_mayo does_insurance does_medicare is_there is_this is_it is_mayo
    is_iort are_there can_i can_you can_u can_we can_they should_i should_we will_i will_it will_my which why_is why_do"""
)
BARE = Pattern(rf"\b(\s+){_UNMISTAKABLE}\b")
_LEADS_IN = _any(
    """know knows knew me us wonder wondering ask asking asked see understand explain sure idea about and or if that of on
    exactly out so but is are was wonderin tell say says said with for to from in by like learn remember decide matter just
    at then ok okay also plus please pls hi hello hey thanks whether because when where what how why who which depending no
    check between than curious clear unsure certain into after before during while the a an my question questions actually
    really only not"""
)
LEADS_IN = Pattern(rf"\b{_LEADS_IN}$")
# 'Which billing code | do I use': a question word that has not met its verb yet.
QUESTION_WORD = Pattern(rf"\b{_any('what which who whose where when why how')}\b")
_VERBS = _any(
    """is are was do does did can could will would should has have had means? treats? works? offers? covers? takes? gives?
    happens?"""
)
VERB = Pattern(rf"\b{_VERBS}\b")

# 'what cancers do you use it for | do i need a referral': the preposition ends a question that began with its object.
STRANDED = Pattern(rf"\b{_any('for with from about in at to')}$")
STARTS_ANEW = Pattern(rf"{_AUXILIARY}\s+{_any('i you u we they it there')}\b")
ASKS = Pattern(
    rf"(?:{_any('and so but also ok okay hi hiya hello hey please pls well oh now plus then um honestly')}\W+)*"
    rf"{_OPENING_AFTER_LINK}"
)
# In a fragment these ask without the form of a question: 'side effects too pls'.
ALSO_OR_PLEASE = Pattern(rf"\b{_any('too also as_well please pls plz')}\b")
_FRAGMENT = Pattern(r"[\w-]+(?:\s+[\w-]+){1,3}")
_SAYS_WHAT = Pattern(
    rf"\b(?:{_VERBS}|{_any('no not without i we he my she our her his you your me them they it this that')})\b"
)
_STATES = Pattern(rf"\b(?:{_VERBS}|{_any('no not without i we he she they you')})\b")
_MATTER = r"[\w'-]+(?:\s+[\w'-]+){0,4}"
_NOUNS = Pattern(_MATTER)
_ADDED_NOUNS = Pattern(rf"{_any('and plus also oh_and then')}\s+(?:also\s+)?{_MATTER}")
_LIST = Pattern(r"[\w'-]+(?:,?\s+(?:[\w'-]+|&|\+)){1,7}")
SPEAKS_OF = Pattern(rf"\b{_any('it they them that this these those one')}\b")
# Somewhere in a clause: it asks where another question follows, 'hey quick question: what code, and who …'.
OPEN_INSIDE = Pattern(
    rf"\b(?:what|how|which|where)\b|\b(?:i|we)(?:'d| would)? (?:need|want|like) {_any('the a an your to')}\b"
    r"|\bwants? to know\b"
)
# Two nouns that are one matter: 'pros and cons of IORT' asks one question.
ONE_MATTER = Pattern(
    r"\b(?:pros? (?:and|&|or|\+|plus) cons?|dos? (?:and|&) don'?ts?|ins (?:and|&) outs|ups (?:and|&) downs|"
    r"whys (?:and|&) wherefores)\b"
)
NOUN_LINK = Pattern(r"\s*(?:,?\s+and\s+(?:also\s+|then\s+)?|\s+plus\s+|\s*&\s*|\s+as well as\s+|,?\s+also\s+|\s*\+\s*)")

_WHAT_WAS_SAID = _any("that this it they those them")
POINTS_BACK = Pattern(
    r"(?:and |so |but )?(?:"
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
    rf"(?: {_any('me us up out into for with please')})*(?: {_WHAT_WAS_SAID})?(?: {_any('up out for me us please')})*$)"
)


def sentence_ends(text: str) -> Iterator[Span]:
    """Start and end of what parts two sentences: marks, a number such as '2)', a dash between blanks."""
    at = 0
    while end := _SENTENCE_END.first(text, at):
        start, at = end
        before = text[max(0, start - _LONGEST_ABBREVIATION - 1) : start]
        if text[start] == "." and _ABBREVIATION.found_in(before):
            at = start + 1
        else:
            yield end


def is_fragment(text: str) -> bool:
    """A few words without a verb, 'cpt code, is it covered': they ask where a question follows.

    What says who or what is not does not: 'no referral, can I still be seen'.
    """
    return _FRAGMENT.fills(text) and not _SAYS_WHAT.found_in(text)


def is_verbless(text: str) -> bool:
    """Up to five words without a verb: a name or a matter, 'colon cancer yes or no'."""
    return _NOUNS.fills(text) and not _STATES.found_in(text)


def adds_nouns(text: str) -> bool:
    """The same behind a question: 'And phone hours', 'plus billing code'."""
    return _ADDED_NOUNS.fills(text) and not _STATES.found_in(text)


def is_list(text: str) -> bool:
    """The same as the whole of a message: 'phone hours in MN and parking'."""
    return _LIST.fills(text) and not _STATES.found_in(text)
