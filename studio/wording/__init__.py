"""What the studio says: sentences, phrases and figures in the reader's language."""

from studio.wording.catalogue import LANGUAGES, best_language
from studio.wording.quantities import (
    NO_FIGURE,
    apart,
    duration,
    duration_unit,
    number,
    plus_minus,
    possible,
    quantity,
    share,
    shared_time_unit,
    supported_decimals,
)
from studio.wording.sentence import explain, say, sentence, translate
from studio.wording.sentences import SENTENCES

__all__ = [
    "LANGUAGES",
    "NO_FIGURE",
    "SENTENCES",
    "apart",
    "best_language",
    "duration",
    "duration_unit",
    "explain",
    "number",
    "plus_minus",
    "possible",
    "quantity",
    "say",
    "sentence",
    "share",
    "shared_time_unit",
    "supported_decimals",
    "translate",
]
