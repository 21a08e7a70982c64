"""How well private details are found: 'python -m bench.privacy' holds the labelled sets and fills docs/privacy.md."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import srsly

from iort.privacy.redaction import Redacted, redact

SETS = Path("tests/privacy")
PAGE = Path("docs/privacy.md")
PARTS = ("development", "second", "final")
NUMBERS = ("phone", "email", "ssn", "record number", "policy number", "card", "date of birth", "address")
NAME = "name"
_LABEL = re.compile(r"\[([^\]]*)\]\(([a-z ]+)\)")
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->"


@dataclass(frozen=True)
class Detail:
    """A labelled private detail: its place in the text, end excluded, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Message:
    """A labelled message; one without private details has no `details`."""

    text: str
    details: tuple[Detail, ...]


@dataclass
class Result:
    """What was found of a set.

    Attributes:
        labelled, found: how many details of each kind there are, and how many of them are gone to the last letter.
        right, wrong: placeholders that stand for a labelled detail, and that stand for none.
        public, untouched: messages without private details, and how many of them came back as they were.
        missed, mistaken: the texts behind the figures, with what was made of them.
    """

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    public: int = 0
    untouched: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    mistaken: list[tuple[str, str]] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """Share of the details of these kinds that are gone, from 0 to 1."""
        return sum(self.found[kind] for kind in kinds) / sum(self.labelled[kind] for kind in kinds)

    @property
    def precision(self) -> float:
        """Share of the placeholders that stand for a labelled detail, from 0 to 1."""
        return self.right / (self.right + self.wrong)


def messages(part: str) -> list[Message]:
    """The messages of a part of both sets, those with details first. Raises KeyError for a part that is none."""
    return [
        _labelled(line)
        for file in ("with_details.yml", "without_details.yml")
        for line in srsly.read_yaml(SETS / file)[part]
    ]


def measure(part: str) -> Result:
    """Redact each message of a part and compare."""
    result = Result()
    for message in messages(part):
        _count(message, redact(message.text), result)
    return result


def milliseconds(part: str) -> float:
    """Median time of one message that was not checked before: a text found clean is remembered."""
    times = []
    for message in messages(part):
        text = f"{message.text} "  # the blank makes it another text than the one counted above
        started = time.perf_counter()
        redact(text)
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def table(results: dict[str, Result]) -> str:
    """The figures as a Markdown table, a column a part."""
    rows = [["", *results], ["---", *("---" for _ in results)]]
    rows += [[kind, *(_share(result, kind) for result in results.values())] for kind in NUMBERS]
    rows += [
        ["**numbers and addresses, recall** (goal 99%)", *(_share(result, *NUMBERS) for result in results.values())]
    ]
    rows += [["**names given as such, recall** (goal 95%)", *(_share(result, NAME) for result in results.values())]]
    rows += [
        ["other numbers (licence, bank, log-in), recall", *(_share(result, "id number") for result in results.values())]
    ]
    rows += [["**precision** (goal 98%)", *(f"{result.precision:.1%}" for result in results.values())]]
    rows += [
        [
            "messages without details left as they were",
            *(f"{result.untouched} of {result.public}" for result in results.values()),
        ]
    ]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def _labelled(line: str) -> Message:
    text, at = "", 0
    details = []
    for match in _LABEL.finditer(line):
        text += line[at : match.start()]
        details.append(Detail(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Message(text + line[at:], tuple(details))


def _count(message: Message, redacted: Redacted, result: Result) -> None:
    gone = {place for found in redacted.found for place in range(found.start, found.end)}
    labelled = {place for detail in message.details for place in range(detail.start, detail.end)}
    for detail in message.details:
        result.labelled[detail.kind] += 1
        whole = all(place in gone for place in range(detail.start, detail.end) if message.text[place].isalnum())
        result.found[detail.kind] += whole
        if not whole:
            result.missed.append((message.text, redacted.text))
    for found in redacted.found:
        is_right = not labelled.isdisjoint(range(found.start, found.end))
        result.right += is_right
        result.wrong += not is_right
        if not is_right:
            result.mistaken.append((message.text, redacted.text))
    if not message.details:
        result.public += 1
        result.untouched += redacted.text == message.text


def _share(result: Result, *kinds: str) -> str:
    found, labelled = (sum(counts[kind] for kind in kinds) for counts in (result.found, result.labelled))
    return f"{found} of {labelled} ({result.recall(*kinds):.1%})"


def main() -> None:
    """Print what was missed and mistaken; write the table into the page."""
    results = {part: measure(part) for part in PARTS}
    for part, result in results.items():
        for title, cases in (("missed", result.missed), ("mistaken", result.mistaken)):
            for text, redacted in cases:
                print(f"{part}, {title}: {text!r} -> {redacted!r}")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(_BEGIN)[0], page.split(_END)[1]
    PAGE.write_text(f"{before}{_BEGIN}{table(results)}{_END}{after}", encoding="utf-8")
    print(table(results))
    print(f"A message takes {milliseconds('final'):.1f} ms (median).")


if __name__ == "__main__":
    main()
