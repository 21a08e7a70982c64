"""What the texts of answers may name in braces, and whether a text can be said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from content.model import Content

# What actions pass beside the facts; a test compares it with what they do.
PASSED = frozenset(
    {
        "arizona_status",
        "campus_name",
        "campus_place",
        "cancer",
        "code",
        "hours",
        "kind",
        "minnesota_status",
        "note",
        "other_code",
        "other_kind",
        "phone",
        "source_list",
        "status",
        "subject",
    }
)
_ORGAN_PREFIX = "cancer of the "


def response_variables(facts: Content) -> dict[str, str]:
    """Every name that a response text may hold in braces without an action's help.

    `arizona_phone`, `minnesota_phone`; `xray_code`, `xray_name`, `electron_code`, `electron_name`; `listed_organs`,
    `listed_other`; `mayo_dated`, `cpt_dated`; `emergency_number`, `crisis_line`; `title_…` and `ask_…` for each
    topic with a button.
    """
    names = [cancer.name for cancer in facts.cancers.listed.values()]
    variables = {
        "listed_organs": spoken_list([name[len(_ORGAN_PREFIX) :] for name in names if name.startswith(_ORGAN_PREFIX)]),
        "listed_other": spoken_list([name for name in names if not name.startswith(_ORGAN_PREFIX)]),
        "emergency_number": facts.safety.emergency_number,
        "crisis_line": facts.safety.crisis_line,
    }
    for key, office in facts.offices.items():
        variables[f"{key}_phone"] = office.phone
    for key, kind in facts.kinds.items():
        variables |= {f"{key}_code": kind.code, f"{key}_name": kind.name}
    for key, source in facts.sources.items():
        variables[f"{key}_dated"] = source.dated
    for key, button in facts.buttons.items():
        variables |= {f"title_{key}": button.title, f"ask_{key}": button.asks}
    return variables


def spoken_list(items: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1] if items else ""]))


def answer_mistakes(responses: object, content: Content) -> list[str]:
    """What is wrong with the responses of a domain file, a line each: what could not be said, or not as it is meant."""
    if not isinstance(responses, Mapping) or not responses:
        return ["'responses' is missing"]
    known = response_variables(content).keys() | PASSED
    return [
        f"{name} {mistake}"
        for name, variants in responses.items()
        for mistake in _mistakes(variants, known, content.sources.keys())
    ]


def _mistakes(variants: object, known: Collection[str], sources: Collection[str]) -> Iterator[str]:
    if (
        not isinstance(variants, Sequence)
        or not all(isinstance(variant, Mapping) for variant in variants)
        or not variants
    ):
        yield "has no text"
        return
    for variant in variants:
        buttons = variant.get("buttons") or ()
        for text in (variant.get("text"), *(part for button in buttons for part in button.values())):
            yield from _of_text(text, known)
        yield from _of_metadata(variant.get("metadata") or {}, sources)


def _of_text(text: Any, known: Collection[str]) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "has an empty text"
        return
    if digit := re.search(r"\d+", text):
        yield f"has the number {digit.group()}: write a name in braces, numbers have their home in content/"
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        yield f"has a brace too many or too few ({error})"
        return
    for name in sorted(names - set(known)):
        yield f"names {{{name}}}, which nothing fills in"


def _of_metadata(metadata: Mapping[str, Any], sources: Collection[str]) -> Iterator[str]:
    if not metadata.get("answer"):
        yield "has no 'answer' in its metadata"
    for source in metadata.get("sources") or ():
        if source not in sources:
            yield f"has the source {source}, which content/sources.yml does not list"
