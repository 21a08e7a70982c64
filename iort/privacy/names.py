"""Names given as such: 'my name is', 'this is … calling', 'I'm Dr. …', 'patient: …', 'my wife …', signatures.

A word alone is never taken for a name: what introduces it decides. After a sure introduction ('my name is') anything that is
no function word counts, in any case; after a weak one ('I'm', 'this is') only what is written or known as a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

import regex
from spacy.lang.en.stop_words import STOP_WORDS

from content import content
from iort.understanding.english import frequencies_above

# Natural logs of relative frequencies in spaCy's table: how much oftener a name is written with a capital, how rare it may be.
_CAPITAL_LEAD = 1.0
_RAREST_NAME = -17.5
_COMMON = -12.5

_WORD = r"\p{L}[\p{L}\p{M}'-]*\p{L}|\p{L}\b\.?"
_CAPITAL = r"(?-i:\p{Lu})(?:[\p{L}\p{M}'-]*[\p{L}\p{M}]|\.)?(?![\w])"
_PARTICLE = r"(?:de|del|della|di|da|dos|van|von|der|den|la|le|bin|ibn|al|el|st\.|ter|ten|af|zu|y|e)"
_PROPER = rf"{_CAPITAL}(?:[ ]+(?:{_PARTICLE} ){{0,2}}{_CAPITAL}){{0,4}}(?:,? (?:jr|sr|ii|iii|iv)\b\.?)?"
_ANY = rf"(?:{_WORD})(?:[ ](?:{_WORD})){{0,3}}"
_TITLE = (
    r"(?:dr|doctor|mr|mrs|ms|miss|mister|missus|prof|professor|nurse|sister|lt|col|capt|sgt|maj|gen|rev|father|sir|"
    r"madam|md|pa|np|rn)"
)
_KIN = (
    r"(?:wife|husband|spouse|partner|fianc[eé]e?|mother|mom|mum|mama|father|dad|papa|son|daughter|kid|child|boy|"
    r"girl|sister|brother|aunt|auntie|"
    r"uncle|cousin|niece|nephew|grand(?:mother|father|ma|pa|son|daughter)|gran|granny|friend|boyfriend|"
    r"girlfriend|neighbou?r|patient|client|"
    r"(?:mother|father|sister|brother|son|daughter)[- ]in[- ]law|step(?:mother|father|son|daughter|mom|dad)|"
    r"caregiver|carer|nurse)"
)
_WHOSE = r"(?:my|our|his|her|their|the|your|a|this)"
_GAP = r"[ \t]*[:=,.-]{0,2}[ \t]*"

# After these, whatever is no function word is a name, also in small letters.
_SURE = (
    rf"\b(?:my|our|his|her|their|mother|father|wife|husband|{_KIN}(?:'?s)?|patient(?:'s)?|pt'?s?|first|last|full|"
    r"legal|maiden|married|family|given|middle|sur|"
    r"christian|user's)[ ]?(?:full |first |last |legal |maiden |married |given |nick)?names?(?:'s|[ ]+(?:is|was|"
    rf"are|be|would be))?(?:{_GAP}|[ ]+)(?:{_TITLE}\b\.?[ ]+)?",
    r"\b(?:surname|last ?name|first ?name|forename)(?:[ ]+is)?[ ]*[:=,-]?[ ]*",
    r"\b(?:i am|i'm|im|she is|he is|she's|he's|is|was) (?:called|named)[ ]+",
    rf"\b(?:lady|man|woman|guy|person|child|baby|{_KIN})(?:'s| is|,)? (?:called|named)[ ]+",
)
# After these as well, but a common word in small letters is none ('the name is long').
_FAIR = (
    r"\b(?:i am|i'm|im|this is|it's)[ ]+(?:dr|doctor|mr|mrs|prof|professor|nurse)\b\.?[ ]+|\bmrs\b\.?[ ]+|"
    r"\bcalls? me[ ]+|\b(?:i go|he goes|she goes|known|goes) by[ ]+(?:the name(?: of)?[ ]+)?|(?:^|"
    r"[.,;\n][ ]*)name[ ]+",
    r"(?<!\b(?:brand|trade|product|drug|device|file|street|hospital|company|procedure|machine|generic|technical|"
    r"other|building|study|trial|plan) )"
    rf"\bnames?(?: on the \w+)?(?:'s[ ]+|[ ]+(?:is|was|reads|says)[ ]+|[ ]*[:=][ ]*|[ ]+-[ ]+)(?:{_TITLE}\b\.?[ ]+)?",
)
# After these, only what is written as a name, or known as one.
_WEAK = (
    rf"\b(?:i am|i'm|im|i´m|its|it's|it is)(?:[ ]+(?:also|just|only|actually|me,?))?[ ]+(?:{_TITLE}\b\.?[ ]+)?",
    rf"\bthis is(?:[ ]+{_TITLE}\b\.?)?[ ]+",
    r"\b(?:patient|pt|pat|client|re|attn|attention|name|signed|from|caller|contact|member|subscriber|insured|"
    rf"holder|account holder|referring)[ ]*[:=][ ]*(?:{_TITLE}\b\.?[ ]+)?",
    r"\b(?:mr|mrs|ms|miss|mister|mx)\b\.?(?:[ ]+(?:and|&)[ ]+(?:mr|mrs|ms)\b\.?)?[ ]+",
    rf"\b(?:{_WHOSE}|[\w-]+'s)[ ]+(?:\w+[ ]+)?{_KIN},?[ ]+(?:is[ ]+)?(?:{_TITLE}\b\.?[ ]+)?",
    r"\b(?:on behalf of|in the name of|under the name(?: of)?|under|asking for|calling for|writing for|ask for|"
    r"speaking for|attn|attention|regarding|"
    r"look up|looking up|look me up[:,]?|put down|(?:appointment|appt|referral|letter|results?|records?|consult|"
    r"visit) (?:for|of)|file of|book|register|member|name|here is|here's|pt|(?:the )?patient,?|patient is|"
    r"client|referring|insured is|holder is|subscriber is|sponsor is|subscriber|sponsor|holder)[ ]+"
    rf"(?:{_TITLE}\b\.?[ ]+)?",
    rf"(?:^|[.!?,\n][ ]*)(?:{_TITLE})\b\.?[ ]+(?=(?:{_CAPITAL}[ ]+){{1,3}}(?:here|speaking|calling|from)\b)",
)
_BEFORE_WORDS = r"(?:calling|speaking|here(?=[ ]*(?:[,.;!-]|$|again|from|calling))|writing|again|on the (?:line|phone))"
_SPOKEN_BY = regex.compile(
    rf"\b(?:this is|it's|its|it is|hi,?|hello,?|i'm|im|i am)[ ]+(?:{_TITLE}\b\.?[ ]+)?"
    rf"(?P<name>{_ANY}?),?[ ]+{_BEFORE_WORDS}\b",
    regex.IGNORECASE,
)
_IS_MY_NAME = regex.compile(
    rf"(?:^|[.!?,;\n][ ]*|\b(?:hi|hello)[ ]+)(?P<name>{_ANY}?),?[ ]+is (?:my|the) (?:full |first |last )?name\b",
    regex.IGNORECASE,
)
_HERE = regex.compile(
    rf"(?:^|[.!?,;\n-][ ]*|\b(?:hi|hello|hey|nurse|doctor|dr\.?)[ ]+)(?:{_TITLE}\b\.?[ ]+)?"
    rf"(?P<name>{_ANY}?),?[ ]+(?:here\b(?=[ ]*(?:[,.;!-]|$|again|from))|speaking\b(?![ ]+of))",
    regex.IGNORECASE,
)
_THANKS = (
    r"(?:thanks?(?: you)?(?: (?:so|very) much| a lot| in advance| again| kindly)?|many thanks|thx|ty|regards|"
    r"(?:best|kind|warm|kindest) regards|best(?: wishes)?|"
    r"sincerely(?: yours)?|yours(?: (?:truly|sincerely|faithfully))?|respectfully|cheers|love|signed|"
    r"your patient|god bless|cordially|gratefully|take care|all the best|bye)"
)
_SIGNATURE = regex.compile(
    rf"(?:\b{_THANKS}[ ]*(?:[,.!:;-]+[ ]*|\n\s*)(?:from[ ]+)?|\b(?:thx|thanks|thank you)[ ]+(?-i:(?=\p{{Lu}}))|"
    r"\b(?:sincerely|regards|yours truly|cheers|signed|respectfully|cordially)[ ]+|\n\s{0,9}+|"
    rf"[ ][-–~]{{1,2}}[ ]?|[.?!][ ]*[-–~]{{1,2}}[ ]?)(?:{_TITLE}\b\.?[ ]+)?(?P<name>{_ANY})"
    rf"(?:,? (?:{_TITLE}|m\.?d\.?|r\.?n\.?|ph\.?d\.?))?[ ]*[.!)]*\s*$",
    regex.IGNORECASE,
)
# A name beside what only follows a name: a date of birth, a record number, a phone, an e-mail, an address.
_ENTRY = regex.compile(
    rf"(?:^|[:;.?!,\n(/][ ]*|\b(?:for|is|about|of|on|with|at|to|and)[ ]+)(?:{_TITLE}\b\.?[ ]+)?(?P<name>"
    rf"(?:{_CAPITAL})(?:,?[ ]+(?:{_PARTICLE}[ ]+)?{_CAPITAL}){{1,3}})(?!\w),?[ ]*[(/.-]?[ ]*"
    r"(?=(?:dob|d\.o\.b|born|b\.|bday|birth|date of birth|mrn|record|phone|tel|cell|age[d]?\b|\d{1,2}[/.-]\d|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{3}[- .]|\(\d|"
    r"\d{1,6} (?:[\p{L}.]+ ){1,3}(?:st|street|ave|avenue|rd|road|ln|lane|dr|drive|ct|court|blvd|way|place|"
    r"terrace)\b|last (?:four|4)\b|[\w.]+@|(?:\d{2}) ?(?:yo|y\.?o|years?|y/o)\b))",
    regex.IGNORECASE,
)
_LAST_FIRST = regex.compile(
    rf"(?:(?:\b(?:patient|pt|name|re|client|under|attn|for|by|is)[ ]*[:=]?[ ]+)(?P<name>{_CAPITAL},[ ]{_CAPITAL}"
    rf"(?:[ ]{_CAPITAL})?)(?=[ ]*(?:[,;.(/-]|$|\d))"
    rf"|(?:^|[.!?]\s+)(?P<name>{_CAPITAL},[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?)),?[ ]*(?=$|dob|born|b\.|birth|"
    r"date of birth|mrn|\(?\d)",
    regex.IGNORECASE,
)
_AFTER_A_DETAIL = regex.compile(
    rf"(?:\d\w*|\.(?:com|org|net|edu))[,;.]?[ ]+(?:for[ ]+)?(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL}){{1,2}})(?=[ ]*"
    r"(?:[,.;]|$))",
    regex.IGNORECASE,
)

_OWN_STOPS = set(
    """
    i im ive id i'm i've i'd am a an the and or but so born dob date age aged from at in on of for to with by as is
    was has have had can could do does did want wants need needs needing would like please calling call called
    speaking here there patient number phone tel telephone email mail mrn record what how when where why who which
    diagnosed living lives live thanks thank hi hello hey yes no not none ok okay sure sorry doctor nurse dr mr mrs ms
    miss prof asking about regarding question questions help iort ioert radiation therapy treatment surgery cancer
    cancers tumor tumour sarcoma pain electron electrons hospital clinic mayo medicare medicaid insurance appointment
    office campus referral cost bill just really very too also still already again always never new old only his her
    my our your their its it's that's this that these those mine ours yours it he she they we you us me him them
    urgent important confusing great good bad fine scared afraid worried sick ill sad happy glad sure unsure lost
    confused looking trying going hoping wondering thinking having getting being seeing taking considering interested
    curious nervous anxious angry upset tired ready able unable aware concerned desperate allergic pregnant diabetic
    married single widowed retired disabled eligible covered insured scheduled supposed told referred because since if
    than then now today tomorrow yesterday tonight morning afternoon evening monday tuesday wednesday thursday friday
    saturday sunday man woman male female person people someone somebody anyone nobody everybody everything nothing
    something right wrong true false possible necessary safe painful dangerous really long short required son daughter
    wife husband mother father mom dad sister brother friend caregiver carer family american surname name names first
    last middle given birthdate birthday spelled spelt address insurance policy member group ssn social security cell
    mobile contact years year yrs y/o yo months days wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt
    cant couldnt wouldnt shouldnt hes shes theyre thats whats theres signed bak i'll we'll he'll she'll they'll you'll
    won't don't
    """.split()  # noqa: SIM905 - words are read as lines of words
)
_NEVER = STOP_WORDS | _OWN_STOPS
# Capitalised, and no names of a person.
_NOT_PEOPLE = set(
    """
    american mexican canadian german french spanish british english irish italian polish chinese indian japanese
    korean russian somali hmong arab african asian european australian brazilian cuban dutch greek swedish norwegian
    danish finnish turkish iranian israeli egyptian latino latina hispanic native black white jewish catholic
    christian muslim lutheran protestant hindu buddhist mormon baptist amish quaker democrat republican january
    february march april june july august september october november december mon tue wed thu fri sat sun god jesus
    lord clinic hospital medicare medicaid medigap aetna cigna humana kaiser tricare google internet robot bot chatbot
    siri alexa medicine oncology radiology radiation surgery united states america usa us uk canada mexico europe
    england germany india china dakota wisconsin iowa illinois texas california nevada jehovah witness mayo surgeon
    minneapolis duluth mankato fargo chicago tucson tempe mesa madison milwaukee st saint north south east west new
    services service center centre department desk team staff line office
    """.split()  # noqa: SIM905
)


_OF_A_THING = regex.compile(r"\b(?:its|it's|it is|find|here is|here's|under|from|re)[ :=]*$", regex.IGNORECASE)


def names(text: str, known: Collection[str] | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each name given as such; `known` are words in small letters that are mostly written as names."""
    known = known_names() if known is None else known
    shouted = text.upper() == text
    titled = _is_titled(text)
    for pattern in _sure():
        for match in pattern.finditer(text):
            yield from _sure_name(text, match.end(), shouted, titled)
    for pattern in _fair():
        for match in pattern.finditer(text):
            introduced = _any().match(text, match.end())
            if introduced and (
                introduced.group()[0].isupper() and not shouted or _is_rather_a_name(introduced.group(), known)
            ):
                yield from _sure_name(text, match.end(), shouted, titled)
    for pattern in _weak():
        for match in pattern.finditer(text):
            yield from _weak_name(text, match.end(), known, shouted, titled)
    for pattern in (_SPOKEN_BY, _IS_MY_NAME, _HERE, _SIGNATURE, _AFTER_A_DETAIL):
        for match in pattern.finditer(text):
            if _is_name(match["name"], known, sure=pattern in (_SPOKEN_BY, _IS_MY_NAME), shouted=shouted):
                yield match.span("name")
    for match in _LAST_FIRST.finditer(text):
        if _people_only(match["name"], known):
            yield match.span("name")
    if not shouted:
        for match in _ENTRY.finditer(text):
            words = regex.finditer(_WORD, match["name"])
            skipped = next((word.start() for word in words if word.group().lower() not in _NEVER), len(match["name"]))
            for start, end in _span_of_people(text, match.start("name") + skipped, match.end("name"), sure=False):
                if _people_only(text[start:end], known):
                    yield start, end


def _sure_name(text: str, at: int, shouted: bool, titled: bool) -> Iterator[tuple[int, int]]:
    match = _proper().match(text, at)
    if match and not shouted:
        yield from _span_of_people(text, match.start(), match.end(), sure=True, titled=titled)
        return
    match = _any().match(text, at)
    if match:
        yield from _span_of_people(text, match.start(), match.end(), sure=True)


def _weak_name(text: str, at: int, known: Collection[str], shouted: bool, titled: bool) -> Iterator[tuple[int, int]]:
    match = None if shouted else _proper().match(text, at)
    if match:
        words = _words(match.group())
        if titled and not any(word in known for word in words):
            return
        spans = list(_span_of_people(text, match.start(), match.end(), sure=False, titled=titled))
        for start, end in spans:
            named = _words(text[start:end])
            if _is_acronym(text[start:end]):
                continue
            alone = regex.match(r"[ ]*(?:[,.;!(-]|$|and\b|from\b)", text[end:])
            if (
                len(named) > 1
                or named[0] in known
                or not _is_common(named[0])
                or (named[0] in _WORDS_AND_NAMES and alone)
            ):
                yield start, end
        return
    match = _any().match(text, at)
    if match and _words(match.group())[0] in known and _is_rather_a_name(match.group(), known):
        if _OF_A_THING.search(text, max(0, at - 12), at):
            return  # 'its oscar' is an insurer as well
        for start, end in _span_of_people(text, match.start(), match.end(), sure=False, longest=3):
            found = list(regex.finditer(_WORD, text[start:end]))
            while len(found) > 1 and found[-1].group().lower() not in known and _is_common(found[-1].group().lower()):
                found.pop()
            yield start, start + found[-1].end()


def _span_of_people(
    text: str, start: int, end: int, sure: bool, longest: int = 4, titled: bool = True
) -> Iterator[tuple[int, int]]:
    """The part from `start` on that can be a name: up to the first word that never is part of one."""
    last, count = start, 0
    for word in regex.finditer(_WORD, text[start:end]):
        plain = word.group().lower().strip(".")
        first = count == 0
        if (
            _stops(word.group(), first, titled)
            and not (first and plain in _NAMES_TOO and (sure or _goes_on(text[start + word.end() : end])))
            and not (len(plain) == 1 and not first and plain != "i")
        ):
            break
        if not sure and (plain in _NOT_PEOPLE or plain in _places()) or (plain in _PLACE_STOPS):
            break
        last = start + word.end()
        count += 1
        if count == longest:
            break
    if count:
        yield start, last


def _is_name(text: str, known: Collection[str], sure: bool, shouted: bool) -> bool:
    words = _words(text)
    if not words or any(word in _NEVER or word in _NOT_PEOPLE or word in _places() for word in words):
        return False
    if all(part[0].isupper() for part in text.split()) and not shouted:
        return not _is_acronym(text) and (
            sure or len(words) > 1 or words[0] in known or _is_no_word(words[0]) or words[0] in _WORDS_AND_NAMES
        )
    return (words[0] in known and _is_rather_a_name(text, known)) or (sure and _is_rare(words[0]))


def _is_rather_a_name(text: str, known: Collection[str]) -> bool:
    """Whether the first word is a name and no common word, or another name follows it."""
    first, *others = _words(text)
    return not _is_common(first) or (first in known and bool(others) and others[0] in known)


def _people_only(text: str, known: Collection[str]) -> bool:
    words = _words(text)
    return not any(word in _NEVER or word in _NOT_PEOPLE or word in _places() for word in words) and any(
        word in known or not _is_common(word) for word in words
    )


def _stops(word: str, first: bool, titled: bool) -> bool:
    """Whether a word never is part of a name; a later word with a capital may be any English word ('Edith Nowhere')."""
    plain = word.lower().strip(".")
    return plain in (
        _OWN_STOPS - {"a", "an", "do", "so", "to", "as"} if not first and not titled and word[0].isupper() else _NEVER
    )


def _goes_on(rest: str) -> bool:
    following = rest.split()
    return bool(following) and following[0][0].isupper() and following[0].lower().strip(".,") not in _NEVER


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 1 < len(text) <= 5


def _is_no_word(word: str) -> bool:
    return word not in _frequencies()


def _is_rare(word: str) -> bool:
    return _frequencies().get(word, _RAREST_NAME) < -15.0


def _words(text: str) -> list[str]:
    return [word.lower().strip(".").removesuffix("'s") for word in regex.findall(_WORD, text)]


def _is_titled(text: str) -> bool:
    """Whether most words have a capital, so that one says nothing."""
    words = regex.findall(r"\p{L}{2,}", text)
    return len(words) > 4 and sum(word[0].isupper() for word in words) / len(words) > 0.7


_NAMES_TOO = {"will", "may", "mine", "first", "long", "good", "white", "mark", "art", "page", "bill", "fine"}
# Given names that are common words as well; a capital and what follows decides.
_WORDS_AND_NAMES = set(
    """
    will may mark hope grace rose bill frank sue art dawn joy faith pat gene ray jack rich drew chase miles dean earl
    grant harry lance nick rob skip victor wade ward iris ivy lily ruby penny sandy ginger amber april june august
    autumn summer charity christian carol bob tim page sky star angel jean guy buddy bud dot peg holly heather daisy
    violet olive pearl opal jade crystal destiny mercy patience constance melody harmony clay cliff dale glen heath
    reed rusty stone forest hunter mason cooper tanner archer
    """.split()  # noqa: SIM905
)
_PLACE_STOPS = {"iort", "ioert", "mri", "ct", "pet", "psa", "cpt", "dob", "mrn", "ssn"}


@lru_cache(maxsize=1)
def _sure() -> list[regex.Pattern[str]]:
    return [regex.compile(pattern, regex.IGNORECASE) for pattern in _SURE]


@lru_cache(maxsize=1)
def _fair() -> list[regex.Pattern[str]]:
    return [regex.compile(pattern, regex.IGNORECASE) for pattern in _FAIR]


@lru_cache(maxsize=1)
def _weak() -> list[regex.Pattern[str]]:
    return [regex.compile(pattern, regex.IGNORECASE) for pattern in _WEAK]


@lru_cache(maxsize=1)
def _proper() -> regex.Pattern[str]:
    return regex.compile(_PROPER, regex.IGNORECASE)


@lru_cache(maxsize=1)
def _any() -> regex.Pattern[str]:
    return regex.compile(_ANY, regex.IGNORECASE)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    facts = content()
    return frozenset(
        word for campus in facts.campuses.values() for words in campus.words for word in words.lower().split()
    )


@lru_cache(maxsize=1)
def _english() -> tuple[dict[str, float], frozenset[str]]:
    """How common words in small letters are, and which of them are mostly written with a capital."""
    table = frequencies_above(_RAREST_NAME)
    written_as_names = frozenset(
        word.lower()
        for word, value in table.items()
        if word.istitle()
        and word.isalpha()
        and len(word) > 2
        and value - table.get(word.lower(), _RAREST_NAME) > _CAPITAL_LEAD
    )
    return {word: value for word, value in table.items() if word.islower()}, written_as_names


def _frequencies() -> dict[str, float]:
    return _english()[0]


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Words, in small letters, that English writes with a capital far oftener than without: first and family names mostly."""
    return _english()[1] - _NEVER - _NOT_PEOPLE - _places()


def _is_common(word: str) -> bool:
    return _frequencies().get(word, _RAREST_NAME) > _COMMON
