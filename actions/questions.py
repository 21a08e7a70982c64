"""A message that holds two or three questions: each gets its answer, in the order asked."""

from __future__ import annotations

from dataclasses import replace

from actions.answering import Answer, Reply
from actions.context import found_in
from actions.topics import replies_on
from actions.turn import Turn


def several_replies(turn: Turn) -> list[Reply]:
    """The replies to each question; a campus or a cancer named in one is remembered for those after it."""
    replies: list[Reply] = []
    context = turn.context
    for question in turn.questions:
        found = found_in(question)
        topic = question["intent"]["name"]
        asked = replace(turn, topic=topic, text=question["text"], found=found, context=context)
        replies += [reply for reply in replies_on(asked) if reply not in replies]
        context = context.after_question(topic, found)
    return replies


class ActionQuestions(Answer):
    def name(self) -> str:
        return "action_questions"

    def replies(self, turn: Turn) -> list[Reply]:
        return several_replies(turn)
