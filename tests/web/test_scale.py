"""The scale of assessments: seeded, changed, kept usable; published editions keep theirs."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import AssessmentLevel, LevelPattern
from app.pictures.actions.writing import save_writing
from app.pictures.queries.written import remarks_of
from app.pictures.submission import Judged, Submission
from app.settings.queries import levels
from reports.picture.drawings.levels import PATTERNS, level_swatch
from tests.clients import Client
from tests.editions import AFTER, PERIOD, build, publish
from tests.factories import Town, make_user

STEP = {
    "label_sv": "Mycket lugnt",
    "label_en": "Very calm",
    "colour": "#0072B2",
    "pattern": "dots",
    "sort": "0",
    "guidance_sv": "Nästan inget händer.",
    "guidance_en": "Hardly anything happens.",
    "is_active": "y",
}


def test_every_installation_starts_with_four_steps(session: Session) -> None:
    found = levels(session)
    assert [level.label_sv for level in found] == ["Lugnt läge", "Viss oro", "Förhöjd oro", "Allvarligt läge"]
    assert len({level.colour for level in found}) == len({level.pattern for level in found}) == 4
    assert all(level.guidance("sv") and level.guidance("en") for level in found)


def test_a_step_is_added_and_can_be_chosen(session: Session, settings: Settings, client: Client) -> None:
    assert client.post("/settings/scale/new", data=STEP).status_code == 302
    assert "Mycket lugnt" in client.get("/settings/scale").text
    build(session, settings)
    assert "Nästan inget händer." in client.get("/pictures/2026-23/edit").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label_sv": "Viss ORO"}, "Det finns redan ett steg"),
        ({"label_sv": " "}, "error"),
        ({"colour": "red"}, "error"),
        ({"sort": "-1"}, "error"),
        ({"pattern": "waves"}, "error"),
    ],
)
def test_a_step_that_will_not_do_is_refused(session, client: Client, fields: dict[str, str], words: str) -> None:
    page = client.post("/settings/scale/new", data={**STEP, **fields})
    assert words in page.text
    assert len(levels(session)) == 4


def test_a_scale_keeps_at_least_two_steps(session: Session, client: Client) -> None:
    ids = [level.id for level in levels(session)]
    for level_id in ids[:2]:
        unused = {key: value for key, value in STEP.items() if key != "is_active"} | {"label_sv": f"Steg {level_id}"}
        assert client.post(f"/settings/scale/{level_id}", data=unused).status_code == 302
    refused = client.post(f"/settings/scale/{ids[2]}", data={**unused, "label_sv": "Tredje"})
    assert "minst två steg" in refused.text
    session.expire_all()
    assert sum(level.is_active for level in levels(session)) == 2


def test_a_published_edition_keeps_the_words_of_its_time(session: Session, settings, town: Town, client) -> None:
    one, user = build(session, settings), make_user(session)
    other = build(session, settings, PERIOD.after(), AFTER + timedelta(days=14))
    for edition in (one, other):
        save_writing(session, edition, Submission(assessments={"vast": Judged("lugnt", "Tyst.", 0)}), AFTER, user)
    publish(session, one, parts=[])
    level = session.scalars(select(AssessmentLevel).where(AssessmentLevel.code == "lugnt")).one()
    client.post(f"/settings/scale/{level.id}", data={**STEP, "label_sv": "Stilla"})
    session.expire_all()
    assert [remarks_of(session, edition).assessments[0].label for edition in (one, other)] == ["Lugnt läge", "Stilla"]


def test_every_pattern_that_can_be_chosen_is_drawn() -> None:
    drawn = {pattern: level_swatch("#009e73", pattern.value) for pattern in LevelPattern}
    assert len(set(drawn.values())) == len(LevelPattern) == len(PATTERNS)
    assert "&lt;" in level_swatch("<script>", "solid")
