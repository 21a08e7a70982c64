"""The shape of the content files: what a campus, a cancer, a source and the rest must hold."""

from __future__ import annotations

from datetime import time
from string import Formatter
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConstrainedStr, Extra, PositiveFloat, root_validator, validator
from pydantic.fields import ModelField

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Text(ConstrainedStr):
    """Some words, not only blanks."""

    strip_whitespace = True
    min_length = 1


class Word(Text):
    """Words of a visitor, compared in lower case."""

    to_lower = True


class Phone(ConstrainedStr):
    """A United States phone number as printed, NNN-NNN-NNNN."""

    regex = r"^\d{3}-\d{3}-\d{4}$"


class Code(ConstrainedStr):
    """A CPT code, five digits."""

    regex = r"^\d{5}$"


class ShortNumber(ConstrainedStr):
    """A three-digit service number."""

    regex = r"^\d{3}$"


class Entry(BaseModel):
    """Base of all content: unknown fields are errors, so that a misspelt field name is noticed."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Office(Entry):
    """A Central Appointment Office: where to call and when, in its own time zone.

    Attributes:
        phone: as printed and dialled, NNN-NNN-NNNN.
        timezone: IANA zone name; `timezone_name` is what a visitor reads.
        opens, closes: local wall-clock times; open from `opens` up to, not including, `closes`.
    """

    name: Text
    phone: Phone
    toll_free: bool
    timezone: str
    timezone_name: Text
    days: tuple[Weekday, ...]
    opens: time
    closes: time
    source: str

    @validator("opens", "closes", pre=True)
    def _clock_time(cls, value: object) -> time:
        try:
            hours, minutes = str(value).split(":")
            return time(int(hours), int(minutes))
        except ValueError:
            raise ValueError(f"is {value}, hours run from 00:00 to 23:59") from None

    @validator("timezone")
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"is {value}, which is no IANA time zone, such as America/Phoenix") from None
        return value

    @validator("days")
    def _some_day(cls, value: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        if not value:
            raise ValueError("is empty, an office takes calls on one day of the week at least")
        return value

    @root_validator(skip_on_failure=True)
    def _opens_before_it_closes(cls, values: dict) -> dict:
        if values["opens"] >= values["closes"]:
            raise ValueError("'opens' must be earlier than 'closes'")
        return values

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Campus(Entry):
    """A campus and the words visitors use for it; `office` is None where the sources give no phone."""

    name: Text
    place: Text
    words: tuple[Word, ...]
    office: Office | None = None


class Cancer(Entry):
    """A kind of cancer.

    Attributes:
        words: lower-case words or phrases that mean it.
        except_words: ordinary words near in spelling that must not be taken for it.
    """

    name: Text
    words: tuple[Word, ...]
    except_words: tuple[Word, ...] = ()

    class Config:
        fields = {"except_words": "except"}


class Cancers(Entry):
    """Cancers the sources name as treated with IORT, and others that people ask about."""

    listed: dict[str, Cancer]
    not_listed: dict[str, Cancer]

    def name_of(self, key: str) -> str:
        """The spoken name of a cancer by its id. Raises KeyError for an unknown id."""
        return (self.listed.get(key) or self.not_listed[key]).name


class Kind(Entry):
    """A kind of IORT and the CPT code for its delivery."""

    name: Text
    code: Code
    words: tuple[Word, ...]
    source: str


class Source(Entry):
    """A document that facts come from; `dated` is the document's own date as a reader sees it."""

    title: Text
    dated: Text


class Safety(Entry):
    """Numbers for people in danger."""

    emergency_number: ShortNumber
    crisis_line: ShortNumber


class Costs(Entry):
    """What each mistake costs, against one needless question back; content/costs.yml says it of each."""

    danger_missed: PositiveFloat
    false_alarm: PositiveFloat
    wrong_fact: PositiveFloat
    declined: PositiveFloat
    wrong_decline: PositiveFloat
    asked_back: PositiveFloat


class Subject(Entry):
    """Something the sources do not answer; `name` completes "I don't have information about …"."""

    name: Text


TopicKind = Literal[
    "answer", "unanswerable", "courtesy", "small_talk", "personal", "details", "danger", "about_the_chat",
    "of_the_conversation", "outside", "computed",
]  # fmt: skip
TopicFlag = Literal[
    "offered_first", "by_campus", "same_everywhere", "whole_message", "statement", "from_context",
]  # fmt: skip


class TopicButton(Entry):
    """How a topic is offered: what the button shows and the question it sends."""

    title: Text
    asks: Text


class Topic(Entry):
    """What is known of a topic beside its texts; content/topics.yml says what each field means.

    Attributes:
        related: ids of the topics that a visitor may want next; each of them has a button.
        simpler: ids of the answers that have a plainer version.
    """

    kind: TopicKind
    button: TopicButton | None = None
    related: tuple[str, ...] = ()
    simpler: tuple[str, ...] = ()
    offered_first: bool = False
    by_campus: bool = False
    same_everywhere: bool = False
    whole_message: bool = False
    statement: bool = False
    from_context: bool = False

    @root_validator(skip_on_failure=True)
    def _can_be_offered(cls, values: dict) -> dict:
        if values["kind"] == "answer" and not (values["button"] and values["related"]):
            raise ValueError("is an answer, which needs a 'button' and what is 'related'")
        if values["offered_first"] and not values["button"]:
            raise ValueError("is offered first, which needs a 'button'")
        if values["by_campus"] and values["same_everywhere"]:
            raise ValueError("is either 'by_campus' or 'same_everywhere'")
        return values


_PHRASE_FIELDS = {
    "open_now": {"office", "closes"},
    "closed_now": {"office", "next_opening"},
    "open_then": {"office", "when", "closes"},
    "closed_then": {"office", "when", "next_opening"},
    "open_day": {"office", "when", "opens", "closes"},
    "closed_day": {"office", "when", "next_opening"},
    "holiday": {"day", "holiday"},
    "call": {"status", "phone"},
}


class Phrases(Entry):
    """Sentences about an office that the clock decides; names in braces are filled by `str.format`."""

    open_now: Text
    closed_now: Text
    open_then: Text
    closed_then: Text
    open_day: Text
    closed_day: Text
    holiday: Text
    call: Text

    @validator("*")
    def _known_fields(cls, value: str, field: ModelField) -> str:
        try:
            used = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:
            raise ValueError("has a brace without its partner") from None
        unknown = used - _PHRASE_FIELDS[field.name]
        if unknown:
            allowed = ", ".join(sorted(_PHRASE_FIELDS[field.name]))
            raise ValueError(f"uses {{{sorted(unknown)[0]}}}; only these may stand in braces: {allowed}")
        return value


class Content(Entry):
    """All content files together."""

    campuses: dict[str, Campus]
    cancers: Cancers
    kinds: dict[str, Kind]
    sources: dict[str, Source]
    safety: Safety
    subjects: dict[str, Subject]
    topics: dict[str, Topic]
    phrases: Phrases
    costs: Costs

    @property
    def offices(self) -> dict[str, Office]:
        """The offices that can be called, by campus id, in the order of the file."""
        return {key: campus.office for key, campus in self.campuses.items() if campus.office}

    @property
    def codes(self) -> dict[str, str]:
        """CPT code to the id of the kind of IORT it stands for."""
        return {kind.code: key for key, kind in self.kinds.items()}

    @property
    def buttons(self) -> dict[str, TopicButton]:
        """The topics that can be offered, by id, in the order of the file."""
        return {key: topic.button for key, topic in self.topics.items() if topic.button}

    def topics_of(self, *kinds: TopicKind) -> frozenset[str]:
        """Ids of the topics of these kinds."""
        return frozenset(key for key, topic in self.topics.items() if topic.kind in kinds)

    def topics_with(self, flag: TopicFlag) -> frozenset[str]:
        """Ids of the topics that have this flag."""
        return frozenset(key for key, topic in self.topics.items() if getattr(topic, flag))
