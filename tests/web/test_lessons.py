"""What corrections in the review teach the reader, told at once and taken back at will."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning import learnable
from app.models import Event, Incident, Lesson, LessonKind, Place, Report, Role
from app.places.queries import gazetteer
from app.readers import category_reader
from reports.incoming.reading import Passage
from tests.clients import Client
from tests.factories import Town, make_incident, make_place
from tests.review_reports import FIRST, SECOND, TEXT, basis, make_draft, make_read_report
from tests.web.test_review import now, send


@pytest.fixture
def report(session: Session, town: Town) -> Report:
    return make_read_report(session, town.guards)


@pytest.fixture
def draft(session: Session, report: Report) -> Incident:
    """The reader did not know "Gula kiosken", and took the heading's word for another category."""
    made = make_draft(session, report, FIRST)
    at = TEXT.index("Trafik")
    made.reading.fields = {**basis(what=(at, at + 6)), "unknown_place": "Gula kiosken", "category": "ovrigt"}
    session.flush()
    return made


def lessons(session: Session) -> list[tuple[LessonKind, str]]:
    session.expire_all()
    return [(lesson.kind, lesson.words) for lesson in session.scalars(select(Lesson).order_by(Lesson.id))]


def meant(session: Session, words: str) -> list[str]:
    session.expire_all()
    return [mention.place.name for mention in gazetteer(session).find(words)]


def read_as(session: Session, text: str) -> str | None:
    """By the reader that is kept, which is another one when the lessons are."""
    return category_reader(session).read_passage(Passage(text, 0, 0, len(text))).code


def test_a_known_place_for_unknown_words_is_learned_told_and_undone(client, session, report, draft):
    make_place(session, "Provtorget", Town.in_west)
    said = send(client, report, "change", draft=draft.id, place="Provtorget", known="place")
    assert "Lärde mig: ”gula kiosken” är Provtorget." in said["taught"]
    assert lessons(session) == [(LessonKind.PLACE, "gula kiosken")]
    assert meant(session, "Bråk vid Gula kiosken.") == ["Provtorget"]
    assert "”gula kiosken”" in client.get("/settings/lessons").text
    send(client, report, "undo", token=said["undo"])
    assert lessons(session) == []
    assert meant(session, "Bråk vid Gula kiosken.") == []


def test_other_drafts_that_name_the_same_words_are_placed_at_once(client, session, report, draft):
    other = make_draft(session, report, SECOND)
    other.reading.fields = {**basis(), "unknown_place": "gula kiosken"}
    make_place(session, "Provtorget", Town.in_west)
    said = send(client, report, "change", draft=draft.id, place="Provtorget", known="place")
    assert set(said["cards"]) == {str(draft.id), str(other.id)}
    assert now(session, other).lonlat == Town.in_west
    send(client, report, "undo", token=said["undo"])
    assert now(session, other).lonlat is None


def test_a_category_is_learned_when_somebody_says_so(client, session, report, draft):
    said = send(client, report, "change", draft=draft.id, category="trafik")
    assert "Lär: ”trafik” är Trafik och buskörning" in said["taught"]
    assert lessons(session) == []
    said = send(client, report, "learn", draft=draft.id, words="trafik")
    assert said["said"] == "Lärde mig: ”trafik” är Trafik och buskörning."
    [lesson_id] = session.scalars(select(Lesson.id))
    send(client, report, "unlearn", lesson=lesson_id)
    assert lessons(session) == []
    assert session.scalars(select(Event.verb).where(Event.subject == "lesson")).all() == ["learned", "unlearned"]


def test_only_what_was_offered_is_learned(client, session, report, draft):
    send(client, report, "change", draft=draft.id, category="trafik")
    address = f"/reports/{report.id}/review/learn"
    assert client.post(address, data={"draft": draft.id, "words": "moped"}).status_code == 400
    assert lessons(session) == []


def test_nothing_is_offered_of_what_is_sensitive(client, session, report, draft):
    said = send(client, report, "change", draft=draft.id, category="nara_relation")
    assert said["taught"] == ""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("  Gula   Kiosken, ", "gula kiosken"),
        ("E4", None),
        ("22.12", None),
        (None, None),
        ("lgh 1203 hos", None),
        ("070-123 45 67 ring", None),
        ("en mycket lång fras som ingen skriver igen", None),
    ],
)
def test_words_that_tell_too_little_too_much_or_of_a_person_are_not_learned(words, kept):
    assert learnable(words) == kept


def test_a_lesson_is_taken_back_on_its_page(client, session, report, draft):
    make_place(session, "Provtorget", Town.in_west)
    send(client, report, "change", draft=draft.id, place="Provtorget", known="place")
    [lesson_id] = session.scalars(select(Lesson.id))
    page = client.post(f"/settings/lessons/{lesson_id}/take-back", follow_redirects=True).text
    assert "betyder inget särskilt längre" in page
    assert lessons(session) == []
    assert client.post(f"/settings/lessons/{lesson_id}/take-back").status_code == 404


def test_an_unknown_place_is_added_and_the_draft_is_there(client, session, report, draft):
    page = client.get(f"/reports/{report.id}/review").text
    assert 'value="Gula kiosken"' in page
    new = {"draft": draft.id, "new_name": "Gula kiosken", "new_kind": "building"}
    assert "välj kommundel" in send(client, report, "add-place", **new)["problem"]
    said = send(client, report, "add-place", lon=Town.in_east.lon, lat=Town.in_east.lat, **new)
    assert "Gula kiosken är tillagd" in said["said"]
    there = now(session, draft)
    assert (there.place_words, there.district.key, there.lonlat) == ("Gula kiosken", "ost", Town.in_east)
    assert "finns redan" in send(client, report, "add-place", new_district="vast", **new)["problem"]
    send(client, report, "undo", token=said["undo"])
    assert session.scalars(select(Place).where(Place.name == "Gula kiosken")).all() == []
    assert now(session, draft).place_id is None


def test_a_new_place_may_be_known_by_its_district_alone(client, session, report, draft):
    send(client, report, "add-place", draft=draft.id, new_name="Gula kiosken", new_district="vast")
    assert now(session, draft).district.key == "vast"
    assert now(session, draft).lonlat is None


def test_lessons_are_for_editors_alone(client_as):
    reporter: Client = client_as(Role.REPORTER)
    assert reporter.get("/settings/lessons").status_code == 403
    assert "Det systemet har lärt sig" in client_as(Role.ADMINISTRATOR).get("/settings").text


def make_headed(session: Session, town: Town, head: str) -> tuple[Report, Incident]:
    """A report whose one incident was read as another category than its heading says."""
    text = f"22.12 {head}\nNågot hände i kväll."
    report = make_read_report(session, town.guards, text)
    made = make_draft(session, report, (0, len(text)))
    made.reading.fields = {**basis(), "category": "ovrigt", "unknown_place": "Exempelhörnan"}
    session.flush()
    return report, made


def taught_of(client: Client, session: Session, town: Town, head: str) -> str:
    """What is offered when somebody has corrected the category of such a report's draft to trafik."""
    report, made = make_headed(session, town, head)
    return str(send(client, report, "change", draft=made.id, category="trafik")["taught"])


def test_the_kept_reader_is_another_after_a_lesson_and_after_its_end(client, session, town):
    report, made = make_headed(session, town, "Flaxande vantar, Provtorget")
    send(client, report, "change", draft=made.id, category="trafik")
    read = [read_as(session, "Flaxande vantar vid torget.")]
    send(client, report, "learn", draft=made.id, words="flaxande vantar")
    read.append(read_as(session, "Flaxande vantar vid torget."))
    [lesson_id] = session.scalars(select(Lesson.id))
    send(client, report, "unlearn", lesson=lesson_id)
    read.append(read_as(session, "Flaxande vantar vid torget."))
    assert read == ["ovrigt", "trafik", "ovrigt"]


def test_a_label_that_nobody_knew_is_offered_in_a_plain_sentence(client, session, town):
    said = taught_of(client, session, town, "Gasande epor, Provtorget")
    assert "Lär: ”gasande epor” är Trafik och buskörning" in said
    assert "Ska samma ord i nästa rapport också bli Trafik och buskörning?" in said


@pytest.mark.parametrize(
    "head",
    [
        "Provtorget, bil på fel sida",  # a place of the gazetteer
        "Centrumhuset plan 2, bil på fel sida",  # looks like a place
        "Exempelhörnan, bil på fel sida",  # what the draft says is its place
        "Avvisad, bil på fel sida",  # a word of many reports, known as a sign of another category
        "Väktarna, bil på fel sida",  # a sender
        "Kvällspasset, bil på fel sida",  # told of an incident of another category
    ],
)
def test_rather_nothing_is_offered_than_rubbish(client, session, town, head):
    make_place(session, "Provtorget", Town.in_west)
    make_incident(session, category="ovrigt", summary="Oväsen under kvällspasset.")
    assert taught_of(client, session, town, head) == ""
