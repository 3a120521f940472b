"""What a passage tells that happened. All texts are made up."""

import pytest

from reports.incoming.categories import CategoryReader
from reports.incoming.reading import Confidence, Passage
from tests.unit.upplands_bro import POLICE_TYPES

READER = CategoryReader(POLICE_TYPES)


def passage(heading: str, prose: str = "", before: str = "Hej!\n") -> Passage:
    text = before + heading + prose
    return Passage(text, len(before), len(before) + len(heading), len(text))


def words(read_passage: Passage, reader: CategoryReader = READER) -> list[str]:
    return [read_passage.text[span.start : span.end] for span in reader.read_passage(read_passage).basis.words]


@pytest.mark.parametrize(
    ("heading", "code", "label"),
    [
        ("22.12 Misshandel, Bro", "vald_hot", "Misshandel"),
        ("Kl 01.15 Trafikolycka Riksväg 24", "trafik", "Trafikolycka"),
        ("Misshandel, grov, Bro", "vald_hot", "Misshandel, grov"),
        ("Mord/dråp, försök, Bro", "vald_hot", "Mord/dråp, försök"),
        ("Försök till rån, Bro", "stold_ran_inbrott", "rån"),
        ("Bro, brand", "skadegorelse_brand", "brand"),
        ("Stöld, Rattfylleri, Bro", "stold_ran_inbrott", "Stöld"),
        ("Rattfylleri, Bro03:35", "trafik", "Rattfylleri"),
        ("BråkBro centrum", "ordning", "Bråk"),
        ("- brand - Brunna", "skadegorelse_brand", "brand"),
    ],
)
def test_the_label_of_the_heading_decides(heading: str, code: str, label: str):
    read = READER.read_passage(passage(heading))
    assert (read.code, read.basis.confidence) == (code, Confidence.SURE)
    assert words(passage(heading)) == [label]
