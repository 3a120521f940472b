"""Words that stand with the name of a district: a place in it, or the rest of the place's own name."""

import re

_STREET = re.compile(r"(?i)(?:vägen|gatan|stigen|gränd|gränden|leden|backen|allén|torget|parken)\W*$")
_WHAT_IT_IS = re.compile(
    r"(?i)(?:vägen|gatan|stigen|gränden|leden|backen|torg|centrum|station|kyrka|skola|bibliotek|park|idrottsplats"
    r"|sporthall)\w*\W*$"
)
_BESIDE = re.compile(r"(?i)\b(?:vid|nära|utanför|mot|mellan|norr|söder|öster|väster|bakom|bortom)\b")


def is_own_name(words: str) -> bool:
    """Whether words after a district's name are a name by themselves: "Gamla vägen" is, the "torg" of a square not."""
    return not _WHAT_IT_IS.match(words) and bool(words[:1].isupper() or _STREET.search(words))


def says_beside(words: str) -> bool:
    """Whether words for a place tell what it is near, rather than what it is in: "E18 vid Brunna"."""
    return _BESIDE.search(words) is not None
