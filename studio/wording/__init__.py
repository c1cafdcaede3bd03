"""What the studio says: sentences, phrases and figures in the reader's language."""

from studio.wording.catalogue import LANGUAGES, best_language
from studio.wording.quantities import NO_FIGURE, duration, duration_unit, number, plus_minus, quantity, share
from studio.wording.sentence import explain, say, sentence, translate
from studio.wording.sentences import SENTENCES

__all__ = [
    "LANGUAGES",
    "NO_FIGURE",
    "SENTENCES",
    "best_language",
    "duration",
    "duration_unit",
    "explain",
    "number",
    "plus_minus",
    "quantity",
    "say",
    "sentence",
    "share",
    "translate",
]
