"""How the reporter knows what a passage tells: seen, suspected, or told by somebody."""

import re

from reports.incoming.drafts import Certainty
from reports.incoming.reading import Basis, Confidence, Passage, Span

_LOOKED_AT = 600  # characters of prose
_HEARSAY = re.compile(
    r"\b(?:uppges|uppger|påstås|ska(?:ll)? (?:\w+ )?(?:ha|vara)|(?:får in |med )?uppgifter om|larmas? om"
    r"|enligt (?:vittne\w*|inringar\w*|anmälare\w*|uppgift\w*|boende|personal\w*|larmet|målsägande\w*)"
    r"|(?:samtal|larm|tips|anmälan) om|(?:vittne|inringare|anmälare|allmänhet|boende)\w* (?:\w+ )?"
    r"(?:ser|såg|sett|hör|hörde|hört|berättar|uppger|larmar|ringer|noterat))\b",
)
_SUSPICION = re.compile(
    r"(?<!ingen )(?<!inga )\b(?:misstänk\w+|misstanke\w*|trolig(?:en|tvis)|sannolikt|förmoda\w*|befara\w*"
    r"|eventuell\w*|möjlig(?:en|tvis)|verkar)\b",
)
_SEEN = re.compile(
    r"\b(?:konstatera\w*|(?:an|på)träffa\w*|grips?|greps|gripen|stoppa(?:s|des?|ts)?|kontrollera\w*|noterar?"
    r"|uppmärksamma\w*|omhänderta\w*|(?:patrull\w*|väktar\w*|ordningsvakt\w*|fältare\w*|vi)"
    r" (?:ser|såg|möter|mötte|hittar|hittade|avvisar))\b",
)


def read_certainty(passage: Passage) -> tuple[Certainty, Basis]:
    """What is told without reserve counts as observed; doubtful where a passage tells both of seeing and of hearing."""
    start, end = passage.start, min(passage.end, passage.heading_end + _LOOKED_AT)
    small = _small(passage.text[start:end])
    seen, heard, suspected = (pattern.search(small) for pattern in (_SEEN, _HEARSAY, _SUSPICION))
    for found, certainty in ((heard, Certainty.SECOND_HAND), (suspected, Certainty.SUSPECTED)):
        if found:
            is_clear = seen is None and (heard is None or suspected is None)
            kind = Certainty.OBSERVED if seen and seen.start() < found.start() else certainty
            words = seen if kind is Certainty.OBSERVED and seen else found
            return kind, Basis(_confidence(is_clear), (_span(start, words),))
    return Certainty.OBSERVED, Basis(Confidence.SURE, (_span(start, seen),) if seen else ())


def _small(words: str) -> str:
    """In small letters, each where it stood: to search these takes half the time of minding no case."""
    small = words.lower()
    return small if len(small) == len(words) else "".join(letter.lower()[0] for letter in words)


def _span(start: int, found: re.Match[str]) -> Span:
    return Span(start + found.start(), start + found.end())


def _confidence(is_clear: bool) -> Confidence:
    return Confidence.SURE if is_clear else Confidence.DOUBTFUL
