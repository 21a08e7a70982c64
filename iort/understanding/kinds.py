"""Which topics are of a kind that decides how they are understood; content/topics.yml says it of each."""

from __future__ import annotations

from content import content

FOREIGN = "non_english"
INJECTION = "prompt_injection"
FOLLOW_UP = "follow_up"
UNSURE = "nlu_fallback"
SEVERAL = "multiple_questions"

FACTS = content().topics_of("answer")
COURTESIES = content().topics_of("courtesy")
SMALL_TALK = content().topics_of("courtesy", "small_talk")
OUTSIDE = content().topics_of("outside")
DECLINING = OUTSIDE | {UNSURE}
ABOUT_THE_CHAT = content().topics_of("about_the_chat")
NEVER_BESIDE_ANOTHER = content().topics_of("of_the_conversation")
BY_CAMPUS = content().topics_with("by_campus")
WHOLE_MESSAGE = content().topics_with("whole_message")
DETAILS = content().topics_of("details")
STATEMENTS = content().topics_with("statement")
