"""Notes of a round on which nothing happened: they are nothing that another witness may have seen."""

import re
from functools import lru_cache

_ROUND = re.compile(
    r"\W*(?:[\d.:–\- ]*\s)?(?:rond\w*|bevak\w*|tillsyn\w*|patruller\w*|kontroll(?:en)?|närvaro|platsbesök|passering)\b"
    r"[^.!?\n]{0,80}?\b(?:lugnt|u\.?\s?a|utan anmärkning|inget (?:särskilt )?att (?:anmärka|notera|rapportera)"
    r"|inga störningar|allt ok)"
    r"(?P<rest>(?:\W.*)?)\Z",
    re.IGNORECASE | re.DOTALL,
)
_MOST = 6
"""Words after it; who writes more has more to tell."""


@lru_cache(maxsize=4096)
def is_quiet_round(text: str) -> bool:
    """Whether all that is told is a patrol's round and that it was quiet: "Rondering centrum, lugnt"."""
    found = _ROUND.match(text)
    return found is not None and len(found["rest"].split()) <= _MOST and " men " not in found["rest"].lower()
