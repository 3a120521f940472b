"""Words of a partner in an incident of another category: somebody has to say what it is."""

import pytest

from reports.incoming.reading import Confidence, Doubt, to_json
from tests.unit.test_guard_reports import reading


@pytest.mark.parametrize(
    "text",
    [
        "20.15 Trafikolycka, Bro centrum. Bil i diket. Kvinnan hade tidigare under kvällen misshandlats av sin sambo.",
        "22.10 Skadegörelse på bil på Örnstigen. Målsägande misstänker hennes före detta.",
        "18.30 Stöld i Bro centrum. Mobilen togs av en man hon har en relation med.",
        "21.00 Klotter på Emaljstigen. Det ska vara hennes ex som har skrivit på dörren.",
        "23.15 Inbrott på Fjärilsstigen. Mannens före detta sambo har tagit sig in.",
        "19.40 Skadegörelse på Hallonvägen. Hans expartner krossade en ruta.",
        "20.05 Narkotikabrott på Örnstigen. Kvinnan är rädd för sambon.",
        "00.20 Trafikolycka, Bro centrum. Föraren har slagit sin fru i bilen.",
    ],
)
def test_another_category_is_never_sure(text: str) -> None:
    (read,) = reading(text).incidents
    assert read.draft.category.partition(".")[0] != "nara_relation"
    assert read.what.confidence is Confidence.DOUBTFUL
    assert Doubt.NEAR in read.doubts
    assert to_json(read)["doubts"] == ["near"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Under natten har en kvinna gripits misstänkt för att ha misshandlat en man hon har en relation med.",
        "En man har anhållits för att ha misshandlat sin sambo i Kungsängen.",
        "I Bro har en kvinna anmält att hon blivit slagen av sin före detta pojkvän.",
        "En man har hotat sin hustru i en lägenhet i Brunna.",
        "En kvinna utsattes för misshandel av sin särbo vid Bro station.",
    ],
)
def test_a_paragraph_of_its_own_is_a_draft_of_its_own(paragraph: str) -> None:
    accident = "20.15 Trafikolycka, Granhammarsvägen\nTvå bilar har krockat. Ingen skadades allvarligt."
    read = reading(f"{accident}\n\n{paragraph}")
    assert [incident.draft.category.partition(".")[0] for incident in read.incidents] == ["trafik", "nara_relation"]


@pytest.mark.parametrize(
    "text",
    [
        "20.15 Trafikolycka, Bro centrum. En man med sin fru och sina barn i bilen körde i diket.",
        "21.00 Skadegörelse vid Bro station. Ett före detta kontor har fått rutor krossade.",
        "18.00 Stöld, Bro centrum. En kvinna och hennes dotter tog varor.",
    ],
)
def test_who_is_related_without_harm_raises_no_doubt(text: str) -> None:
    (read,) = reading(text).incidents
    assert read.doubts == ()
