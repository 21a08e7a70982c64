"""A message in another language: Spanish is answered in Spanish, any other in English."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.answering import Answer, Reply

# Words that are common in Spanish questions and rare in the other languages met here.
_SPANISH = re.compile(
    r"[¿¡ñ]|\b(hola|gracias|buenos|buenas|el|los|las|una|qué|que es|cómo|como|dónde|donde|cuánto|cuanto|cuándo|cuando|"
    r"puedo|puede|necesito|quiero|tengo|está|estoy|para|por|mi|con|hablar|habla|español|espanol|cita|seguro|cáncer|doctor|"
    r"ayuda|radioterapia|tratamiento|cirugía|cirugia|usted|ustedes|hay|teléfono|telefono)\b",
    re.I,
)
_ONLY_SPANISH = re.compile(r"[¿¡]")
_NOT_SPANISH = re.compile(r"\b(não|você|obrigad[oa]|é|uma|ou|où|est|vous|il|che|sono|grazie|der|die|und|ich)\b", re.I)


def is_spanish(text: str) -> bool:
    """Whether a text that is not English looks Spanish."""
    return bool(_ONLY_SPANISH.search(text)) or (bool(_SPANISH.search(text)) and not _NOT_SPANISH.search(text))


class ActionOtherLanguage(Answer):
    def name(self) -> str:
        return "action_other_language"

    def replies(self, tracker: Tracker) -> list[Reply]:
        text = str((tracker.latest_message or {}).get("text") or "")
        return [Reply("utter_spanish" if is_spanish(text) else "utter_non_english")]
