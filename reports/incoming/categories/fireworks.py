"""Fireworks that are thrown or fired at something are of a sub-category of their own, whatever their label is."""

from collections.abc import Sequence

from reports.incoming.categories.lexicon.matching import Match
from reports.incoming.categories.lexicon.word_lists import fireworks

DANGEROUS = "skadegorelse_brand.fyrverkeri"
_OTHERS = frozenset({"ordning", "skadegorelse_brand", "ovrigt", "vapen_sprangning.smallar"})
"""What the same is called else; of a fire, of violence or of what sounded as shots, that says what it is."""
_HARM = "skadegorelse_brand.brand_"


def aimed_fireworks(code: str, found: Sequence[Match]) -> list[Match]:
    """What tells that an incident of this category was fireworks thrown or fired; `found` are the entries."""
    if not {code, code.partition(".")[0]} & _OTHERS or code.startswith(_HARM):
        return []
    known = fireworks()
    pyro = [one for one in found if one.entry in known.pyro]
    aimed = [one for one in found if one.entry in known.aimed]
    return [pyro[0], aimed[0]] if pyro and aimed else []
