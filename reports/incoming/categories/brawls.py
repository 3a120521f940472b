"""A brawl is disorder; it is violence where somebody was hit, hurt or threatened, whatever its label is."""

from collections.abc import Sequence

from reports.incoming.categories.lexicon.matching import Match
from reports.incoming.categories.lexicon.word_lists import brawls

BRAWL = "ordning.brak"
VIOLENCE = "vald_hot"


def harm_in_brawl(code: str, found: Sequence[Match]) -> list[Match]:
    """What tells that disorder of this category was a brawl in which somebody came to harm; `found` are the entries."""
    known = brawls()
    is_brawl = code == BRAWL or (code == BRAWL.partition(".")[0] and any(one.entry in known.brawl for one in found))
    return [one for one in found if one.entry in known.harm] if is_brawl else []


def harmless_brawl(code: str, found: Sequence[Match], lead_end: int) -> list[Match]:
    """What tells of a brawl in the lead of what the words call violence, if nothing tells that it harmed anybody."""
    known = brawls()
    if code.partition(".")[0] != VIOLENCE or any(one.entry in known.harm | known.signs for one in found):
        return []
    return [one for one in found if one.entry in known.brawl and one.start < lead_end]
