"""The buttons that replies offer, and the question that each of them asks when it is pressed or picked by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.answering import Button
from actions.context import SOMETHING_ELSE, topic_of_button
from actions.turn import Turn
from content import content


def topic_buttons(topics: Sequence[str], *, something_else: bool = False) -> list[Button]:
    """A button for each topic id, in a visitor's words; 'something else' after them where asked for."""
    shown = [*topics, *([SOMETHING_ELSE] if something_else else [])]
    return [{"title": content().buttons[key].title, "payload": content().buttons[key].asks} for key in shown]


def office_buttons(campus_ids: Sequence[str]) -> list[Button]:
    """A button for each office in `campus_ids`; what it sends is understood as its hours."""
    names = [content().campuses[key].name for key in campus_ids]
    return [{"title": name, "payload": _office_question(name)} for name in names]


def campus_buttons(campus_id: str) -> list[Button]:
    """What may be asked about a campus that was named alone, and 'something else'."""
    campus = content().campuses[campus_id]
    buttons = [{"title": f"IORT in {campus.name}", "payload": _place_question(campus.name)}]
    if campus.office:
        buttons.append({"title": f"Call the {campus.name} office", "payload": _office_question(campus.name)})
    return [*buttons, *topic_buttons([], something_else=True)]


def is_something_else(button: Mapping[str, str]) -> bool:
    """Whether it is the button that takes none of the suggestions."""
    return button.get("payload") == content().buttons[SOMETHING_ELSE].asks


def asked_by(button: Mapping[str, str], turn: Turn) -> Turn | None:
    """The turn as if the button's question had been typed; None for a button that this module did not make."""
    topic = topic_of_button(button)
    if topic:
        return replace(turn, topic=topic, text=button["payload"], found=())
    for key, campus in content().campuses.items():
        by_payload = {
            _place_question(campus.name): "locations_technology",
            _office_question(campus.name): "contact_hours",
        }
        if button.get("payload") in by_payload:
            return replace(turn, topic=by_payload[str(button["payload"])], found=[("campus", key)])
    return None


def _place_question(name: str) -> str:
    return f"Is IORT done in {name}?"


def _office_question(name: str) -> str:
    return f"When can I call the {name} office?"
