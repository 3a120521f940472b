"""What the words around a name make of it: the scene, a place aside, or one far away. The name is in brackets."""

import pytest

from reports.incoming.places.area_words import area_words
from reports.incoming.places.name_cues import Role, role_of

EXAMPLES = [
    ("Brand i [Hittby].", Role.SCENE),
    ("Larm från [Hittby] om en brand.", Role.SCENE),
    ("Bilen som han körde stannade på [Hittegatan].", Role.SCENE),
    ("En kontroll genomförs på [Hittegatan].", Role.SCENE),
    ("Kvinnan fördes bort. En bil sågs i [Hittby].", Role.SCENE),
    ("Bilen har kört in i ett stängsel på [Hittegatan].", Role.SCENE),
    ("Polisen larmades till [Hittbysjukhuset].", Role.SCENE),
    ("Bråk i anslutning till [Hittbysjukhuset].", Role.SCENE),
    ("En man från [Hittby] misstänks.", Role.ASIDE),
    ("Bilen körde mot [Hittby].", Role.ASIDE),
    ("Olycka mellan [Hittby] och Dittby.", Role.ASIDE),
    ("Olycka mellan Hittby station och [Dittby].", Role.ASIDE),
    ("Polisen i [Hittby] söker vittnen.", Role.ASIDE),
    ("Mannen påträffas i [Hittby].", Role.ASIDE),
    ("Vid ett stopp i [Hittby] anträffas en man.", Role.ASIDE),
    ("Mannen förs med ambulans till sjukhus i [Hittby].", Role.AWAY),
    ("Föraren körd till [Hittby].", Role.AWAY),
    ("Pojken skjutsades hem till området [Hittby].", Role.AWAY),
    ("Mannen, som är bosatt i centrala [Hittby], greps.", Role.AWAY),
    ("Mannen bor på [Hittegatan].", Role.AWAY),
    ("Han vårdas på [Hittby] sjukhus.", Role.AWAY),
    ("Två män är häktade av tingsrätten i [Hittby].", Role.AWAY),
    ("De släpptes i [Hittby].", Role.AWAY),
    ("En lugn natt i [Hittby] län.", Role.AWAY),
    ("Flygs till [Hittbys lasarett].", Role.AWAY),
]


@pytest.mark.parametrize(("marked", "role"), EXAMPLES)
def test_role(marked: str, role: Role):
    start, end = marked.index("["), marked.index("]") - 1
    assert role_of(marked.replace("[", "").replace("]", ""), start, end) is role


@pytest.mark.parametrize(
    "words",
    [
        *("centrala Hittby", "norra delarna av Hittby", "sydöstra Hittby", "västra stadsdelarna i Hittby", "centrum"),
        *("stadskärnan", "innerstaden", "tätorten", "utkanten av Stora Hittby", "norr om Hittby", "sydost om Hittby"),
        *("mellan Hittby och Dittby", "mellan rondellen Hittby och Dittby", "Centrala stan", "Öst på stan"),
    ],
)
def test_parts_of_towns(words: str):
    text = f"En bil i {words}, sent."
    assert words in [text[found.start : found.end] for found in area_words(text)]
