"""Attempts to change the assistant or to make it say a sentence, known by their form.

They get the answer of a message that is out of scope; what stands in them is neither obeyed nor answered.
"""

from __future__ import annotations

from iort.understanding.patterns import Pattern

_NAME_OF_OURS = Pattern(r"(?-i:\b(?:utter|action)_[a-z_]+\b)")
_ORDER = Pattern(
    r"^(?:please |now |just |simply )*(?:"
    r"(?:repeat|say|echo|print|output|write|type)(?: the (?:words|following|sentence))?"
    r"(?: after me| exactly| only| verbatim)?\s*[:\"']|"
    r"(?:repeat after me|say after me|finish (?:this|my) sentence|complete (?:this|my) sentence)\b|"
    r"(?:reply|respond|answer)(?: me)? (?:only|just|with (?:only|just))\b|"
    r"say that (?:iort|it|mayo|this|the|you)\b)"
    r"|\bjust (?:type|say|write) (?:that|it|yes|no)\b"
    r"|\b(?:ignore|disregard|forget|override) (?:all |any |the |your |my |every )*(?:previous |prior |above |earlier |other )*"
    r"(?:instructions?|rules?|prompts?|guidelines|directions)\b"
    r"|\byour new (?:rule|rules|rule book|instructions|role|name|persona) (?:is|are|:)"
    r"|\b(?:ignore|disregard|forget|override)\b[^.?!]{0,30}"
    r"\byou(?:'ve| were| have| are)?(?: been)? (?:told|taught|given|programmed)\b"
)
# Another part for the machine to play, or a look behind the one it has.
_ROLE = Pattern(
    r"\b(?:unrestricted|unfiltered|uncensored|developer|debug|admin|root|god|jailbreak|dan)[- ]mode\b"
    r"|\b(?:system|hidden|initial|original|secret) (?:prompts?|programming)\b"
    r"|\b(?:system|hidden|secret) (?:instructions?|message)\b"
    r"|\b(?:makers?|creators?|developers?|programmers?) (?:gave|told|wrote|typed|fed) (?:you|for you|to you)\b"
    r"|\b(?:drop|skip|remove|lift|disable)(?: all| any| the| your| every)* "
    r"(?:disclaimers?|safeguards?|restrictions?|filters?)\b"
    r"|\bimagine you (?:have|had|are|were)(?: no| without)? (?:programming|rules|limits|restrictions|guidelines)\b"
    r"|\b(?:pretend (?:to be|that you)|role[- ]?play|let'?s play a game)\b"
    r"|\bfrom (?:now|here) on,? (?:you|answer|reply|respond|speak|talk|call)\b"
    r"|\b(?:answer|reply|respond|speak|talk)(?: to me)? as (?:though|if) you\b"
)
_MARKUP = Pattern(r"<\s*/?\s*(?:script|img|iframe|svg|system|im_start)|<\||\{\{|\$\{|\bdrop\s+table\b|\bor 1\s*=\s*1\b")


def is_injection(text: str) -> bool:
    """Whether a text has the form of an order to the machine, of code, or of a name out of the assistant's own files."""
    return any(pattern.found_in(text) for pattern in (_NAME_OF_OURS, _ORDER, _ROLE, _MARKUP))
