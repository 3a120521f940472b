"""A line that begins with a label and then a time belongs to what follows; a time taken out leaves no cut marks."""

import pytest

from tests.unit.test_guard_reports import reading


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Inbrott, bostad. Mellan 21 och 04 har någon tagit sig in i en villa på Kockbackavägen.", "stold_ran_inbrott"),
        ("Bedrägeri. Vid 14-tiden blev en äldre kvinna i Brunna uppringd av en falsk bankman.", "bedrageri"),
        ("Stöld ur bil: Mellan kl 22 och 06 har någon tagit verktyg ur en bil på Emaljstigen.", "stold_ran_inbrott"),
        ("Cykelstöld, Kungsängen. Någon gång mellan 17 och 19 försvann en cykel.", "stold_ran_inbrott"),
        ("Bilbrand – Strax efter kl 02 brann en bil på Fjärilsstigen.", "skadegorelse_brand"),
        ("Misshandel, Bro. Runt 23.30 slogs en man vid Bro station.", "vald_hot"),
    ],
)
def test_the_heading_belongs_to_what_follows(line: str, code: str) -> None:
    text = f"20.10 Skadegörelse, Bro. Ruta krossad på Broskolan.\n{line}"
    first, second = reading(text).incidents
    assert first.draft.passage[1] <= text.index(line) <= second.draft.passage[0] + 1
    assert second.draft.category.startswith(code)


@pytest.mark.parametrize(
    "line",
    [
        "Gärningsmannen okänd. Mellan 21 och 22 söktes området.",
        "Mannen greps. Kl 21.40 fördes han till arrest.",
        "Polisen är på plats. Vid 21-tiden var alla borta.",
    ],
)
def test_how_it_went_on_is_no_heading(line: str) -> None:
    assert len(reading(f"20.05 Bråk på Bro station.\n{line}").incidents) == 1


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (". kallas polis till bråk vid Sylta kl", "kallas polis till bråk vid Sylta"),
        ("Stöld i Bro centrum vid kl 22.10", "Stöld i Bro centrum"),
        ("Bråk vid Bro station strax före 22.10. Två killar slogs.", "Bråk vid Bro station. Två killar slogs."),
        ("Inbrott i villa på Örnstigen klockan 03.10.", "Inbrott i villa på Örnstigen"),
        ("Fredag kl. 21.00, Brunna centrum. Snatteri i butiken kl.", "Snatteri i butiken"),
        ("Klotter på Råbyskolan, ca kl. 21.30, skolan anmäler.", "Klotter på Råbyskolan, skolan anmäler."),
    ],
)
def test_no_cut_marks_are_left(text: str, summary: str) -> None:
    assert reading(text).incidents[0].draft.summary == summary
