"""The rules of the safety layer, read from rules.yml: what words of danger mean none, and what words always do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from iort.understanding.patterns import Pattern

FILE = Path(__file__).with_suffix(".yml")
_NEXT_THOUGHT = Pattern(r"\b(?:and|but|now|so|then|there)\b")


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        danger: what an alarm raises, 'emergency' or 'crisis'; None for a rule that exclusions.
        certain: whether an alarm needs no classifier to agree.
        unless: where this is found in the message, the rule says nothing.
        case, opposite: a message the rule holds for, and one next to it that must go the other way.
    """

    id: str
    reason: str
    pattern: Pattern
    unless: Pattern | None
    danger: str | None
    certain: bool
    case: str
    opposite: str


@dataclass(frozen=True)
class Rules:
    """All rules, in the order of the file."""

    exclusions: tuple[Rule, ...]
    alarms: tuple[Rule, ...]

    def remaining(self, text: str) -> str:
        """The text without the words of danger that mean none."""
        letters = list(text.lower())
        for start, _ in _NEXT_THOUGHT.spans(text.lower()):
            letters[start] = letters[start].upper()
        left = "".join(letters)
        for rule in self.exclusions:
            if not (rule.unless and rule.unless.found_in(left)):
                left = " ".join(rule.pattern.split(left))
        return " ".join(left.lower().split())

    def alarm(self, remaining: str) -> Rule | None:
        """The alarm that finds danger in a remaining text, a certain one before any other; None where there is none."""
        found = [
            rule
            for rule in self.alarms
            if rule.pattern.found_in(remaining) and not (rule.unless and rule.unless.found_in(remaining))
        ]
        return next((rule for rule in found if rule.certain), found[0] if found else None)


@lru_cache(maxsize=1)
def safety_rules() -> Rules:
    """The project's rules. Raises re2.error or KeyError where the file is wrong; a test holds it right."""
    document = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    words = {name: _joined(pattern) for name, pattern in document["words"].items()}

    def compiled(pattern: str) -> Pattern:
        pattern = _joined(pattern)
        for name, listed in words.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{listed})")
        return Pattern(pattern)

    def rule(item: dict[str, str]) -> Rule:
        return Rule(
            id=item["id"],
            reason=item["reason"],
            pattern=compiled(item["pattern"]),
            unless=compiled(item["unless"]) if "unless" in item else None,
            danger=item.get("danger"),
            certain=bool(item.get("certain")),
            case=item["case"],
            opposite=item["not"],
        )

    return Rules(tuple(map(rule, document["exclusions"])), tuple(map(rule, document["alarms"])))


def _joined(pattern: str) -> str:
    return "".join(line.strip() for line in pattern.splitlines())
