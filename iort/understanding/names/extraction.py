"""The names in a text: campuses, cancers, kinds of IORT, codes, days and times, each with its canonical value."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True)
class Entity:
    """A name.

    Attributes:
        label: campus, cancer, kind, code, day, time; subject or spanish where it is said of the whole message.
        value: the canonical one ('pheonix' is arizona), or the text where there is none.
        start, end: where it stands in the text.
    """

    label: str
    value: str
    start: int
    end: int


def entities_of(doc: Doc) -> tuple[Entity, ...]:
    """The names that the project's pipeline found."""
    return tuple(Entity(span.label_, span.ent_id_ or span.text, span.start_char, span.end_char) for span in doc.ents)
