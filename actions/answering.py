"""What every action shares: a reply as data, how it is sent, and the promise that no error leaves the action server."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import Turn, turn_of

logger = logging.getLogger(__name__)

Button = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """A response of domain.yml, what fills its braces, and buttons to add ({'title', 'payload'}).

    `offices` holds the ids of those whose present state the text tells, and whether each takes calls: for channels that
    can show it.
    """

    response: str
    fields: Mapping[str, str] = field(default_factory=dict)
    buttons: Sequence[Button] = ()
    offices: Mapping[str, bool] = field(default_factory=dict)


def unless_after_danger(replies: Callable[[Turn], list[Reply]]) -> Callable[[Turn], list[Reply]]:
    """For replies that rest on the turn before: after an emergency or a crisis nobody wants to go on with it."""

    @wraps(replies)
    def guarded(turn: Turn) -> list[Reply]:
        return [Reply("utter_after_danger")] if turn.context.after_danger else replies(turn)

    return guarded


class Answer(Action, ABC):
    """An action whose whole work is to choose replies; the subclass says which."""

    @abstractmethod
    def replies(self, turn: Turn) -> list[Reply]:
        """The replies to this turn, in order."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Send the replies; on any error send the apology with the phone numbers instead.

        An exception that left this method would make Rasa log the whole conversation and tell the visitor nothing.
        """
        try:
            replies = self.replies(turn_of(tracker))
        except Exception as error:
            # The type and place only: a message of the error may quote what the visitor wrote.
            place = error.__traceback__.tb_next if error.__traceback__ else None
            logger.error(
                "%s failed with %s at line %s", self.name(), type(error).__name__, place.tb_lineno if place else "?"
            )
            replies = [Reply("utter_apology")]
        for reply in replies:
            states = {"office_states": dict(reply.offices)} if reply.offices else {}
            dispatcher.utter_message(response=reply.response, buttons=list(reply.buttons), **reply.fields, **states)
        return []
