"""Which categories two witnesses may give the same thing: what one calls a brawl the other calls an assault."""

from enum import StrEnum
from functools import lru_cache

UNSPECIFIC = frozenset({"ovrigt"})
KIN = frozenset(
    frozenset(pair)
    for pair in (
        ("vald_hot", "ordning"),
        ("vald_hot", "nara_relation"),
        ("vald_hot", "vapen_sprangning"),
        ("vald_hot", "skola_personal"),
        ("vald_hot", "stold_ran_inbrott"),
        ("nara_relation", "ordning"),
        ("ordning", "narkotika_alkohol"),
        ("ordning", "skola_personal"),
        ("ordning", "skadegorelse_brand"),
        ("ordning", "trafik"),
        ("ordning", "evenemang"),
        ("skadegorelse_brand", "stold_ran_inbrott"),
        ("skadegorelse_brand", "vapen_sprangning"),
        ("skadegorelse_brand", "otrygg_plats"),
        ("skadegorelse_brand", "skola_personal"),
        ("narkotika_alkohol", "trafik"),
        ("stold_ran_inbrott", "bedrageri"),
        ("stold_ran_inbrott", "trafik"),
    )
)


class Kinship(StrEnum):
    """How two categories stand to each other."""

    SAME = "same"
    PARENT = "parent"
    SIBLINGS = "siblings"
    KIN = "kin"
    UNSPECIFIC = "unspecific"
    STRANGERS = "strangers"


@lru_cache(maxsize=4096)
def kinship(one: str, other: str) -> Kinship:
    """Of two codes of categories ("ordning") or sub-categories ("ordning.brak")."""
    if one == other:
        return Kinship.UNSPECIFIC if one in UNSPECIFIC else Kinship.SAME
    tops = {code.partition(".")[0] for code in (one, other)}
    if len(tops) == 1:
        return Kinship.PARENT if tops & {one, other} else Kinship.SIBLINGS
    if tops & UNSPECIFIC:
        return Kinship.UNSPECIFIC
    return Kinship.KIN if tops in KIN else Kinship.STRANGERS
