"""What a review shows of the text that became no incident, and of a text in another language."""

import pytest
from sqlalchemy.orm import Session

from app.models import Report
from tests.factories import Town
from tests.review_reports import make_draft, make_read_report, send

TEXT = "God morgon.\nEn säck tömdes någonstans.\nTotalt 3 ärenden.\nKlotter vid skolan."


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    report = make_read_report(session, town.guards, TEXT)
    ends = [TEXT.index("\n", start) for start in (0, 12, 39)]
    report.left_out = [[0, ends[0], "greeting"], [12, ends[1], "no_incident"], [39, ends[2], "total"]]
    make_draft(session, report, (57, len(TEXT)))
    return report


def test_what_may_be_an_incident_stands_first_and_the_rest_is_counted(client, report):
    page = client.get(f"/reports/{report.id}/review").text
    listed = page[page.index("left-out-list") : page.index("</div>", page.index("left-out-list"))]
    assert listed.index("En säck tömdes") < listed.index("<details>") < listed.index("God morgon.")
    assert "hälsning (1), summering (1)" in listed
    assert listed.count("data-add-start") == 3


def test_the_list_follows_what_is_made_an_incident(client, report):
    sent = {"start": "12", "end": "38"}
    answer = client.post(f"/reports/{report.id}/review/add", data=sent, headers={"Accept": "application/json"})
    assert "kan vara en händelse" not in answer.json["text"]
    assert "hälsning (1), summering (1)" in answer.json["text"]


def test_a_text_in_english_is_told_of(client, session, town, report):
    assert "verkar vara på engelska" not in client.get(f"/reports/{report.id}/review").text
    english = make_read_report(
        session, town.guards, "At night the bin was on fire. A man ran from the yard and the gate."
    )
    page = client.get(f"/reports/{english.id}/review").text
    assert "verkar vara på engelska" in page
    assert "sparad som den kom" in page


@pytest.mark.parametrize(("doubt", "words"), [("near", "har haft en nära relation"), ("several", "mer än en händelse")])
def test_why_a_draft_cannot_be_confirmed_as_sure_is_said_until_somebody_has_decided(
    client, session, report, doubt: str, words: str
):
    draft = make_draft(session, report, (12, 38))
    draft.reading.fields = {**draft.reading.fields, "doubts": [doubt]}
    session.flush()
    page = client.get(f"/reports/{report.id}/review").text
    assert words in page
    said = send(client, report, "change", draft=draft.id, category="trafik")
    assert words not in said["cards"][str(draft.id)]
