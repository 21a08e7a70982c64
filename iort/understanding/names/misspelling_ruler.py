"""spaCy component: an entity ruler for patterns that look at a single word."""
# Without postponed annotations: spaCy reads the factory's signature and cannot resolve strings.

from functools import lru_cache

from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc

MISSPELLING_RULER = "misspelling_ruler"


@Language.factory(MISSPELLING_RULER)
class MisspellingRuler(EntityRuler):
    """Finds what each word matches, in lower case, once: patterns of one token that look at LOWER only.

    A FUZZY pattern is compared with every word of every message, and nearly all words are met again and again.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self._matches_of = lru_cache(maxsize=4096)(self._match_word)

    def match(self, doc: Doc) -> list[tuple[int, int, int]]:
        """(key of the pattern, first token, token after) of each match."""
        return [(key, token.i, token.i + 1) for token in doc for key in self._matches_of(token.lower_)]

    def _match_word(self, word: str) -> list[int]:
        return [key for key, *_ in super().match(Doc(self.nlp.vocab, words=[word]))]
