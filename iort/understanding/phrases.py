"""The training phrases as the core learns from them."""

from __future__ import annotations

from dataclasses import dataclass

FOR_SAFETY = "safety"


@dataclass(frozen=True)
class Phrase:
    """A training phrase.

    Attributes:
        intent: what it is an example of.
        subject: of a phrase of `unanswerable`, what it asks about.
        only_for: 'safety' where the topics do not learn from it: words of danger without danger.
    """

    text: str
    intent: str
    subject: str | None = None
    only_for: str | None = None

    @property
    def training_class(self) -> str:
        """The intent, or intent/subject: `unanswerable` is many subjects with nothing in common."""
        return f"{self.intent}/{self.subject}" if self.subject else self.intent
