"""A withdrawn edition: what is said before, what its documents are called, and what may be built of its fortnight."""

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Picture, Role
from app.pictures.actions.deciding import reopen_picture, review_picture, withdraw_picture
from app.pictures.actions.writing import save_writing
from app.pictures.submission import Submission, Written
from reports.incoming.drafts import Interval
from tests.editions import AFTER, DURING, build, publish
from tests.factories import Town, make_incident, make_user


@pytest.fixture
def withdrawn(session: Session, settings: Settings, town: Town) -> Picture:
    edition = publish(session, build(session, settings))
    withdraw_picture(session, edition, "En källa räknades två gånger.", AFTER, make_user(session))
    session.flush()
    return edition


def test_the_page_says_what_follows_before_it_is_withdrawn(session: Session, settings, town: Town, client_as) -> None:
    publish(session, build(session, settings))
    page = client_as(Role.COORDINATOR).get("/pictures/2026-23/withdraw").text
    for words in ("Styrgruppen och områdesgrupperna", "bygga en ny lägesbild som ersätter den", "utan skälet"):
        assert words in page


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_its_documents_are_the_same_bytes_and_are_called_withdrawn(withdrawn: Picture, client_as, kind: str) -> None:
    coordinator = client_as(Role.COORDINATOR)
    answer = coordinator.get(f"/pictures/2026-23/intern.{kind}")
    name = answer.headers["Content-Disposition"]
    assert name == f'attachment; filename="lagesbild-2026-23-intern-tillbakadragen.{kind}"'
    assert answer.data == next(
        one.content for one in withdrawn.documents if (one.audience, one.format) == ("intern", kind)
    )
    page = html.fromstring(coordinator.get("/pictures/2026-23").text)
    (beside,) = page.xpath('//section[@class="handed-out"]/p[contains(@class, "warning")]')
    assert "lämna dem inte vidare" in beside.text_content()
    assert "PDF, tillbakadragen 2026:23" in html.fromstring(coordinator.get("/pictures").text).text_content()


def test_what_is_withdrawn_is_not_written_in(withdrawn: Picture, client_as) -> None:
    told = client_as(Role.COORDINATOR).post("/pictures/2026-23/review", follow_redirects=True)
    words = "Lägesbild 2026:23 är tillbakadragen och ändras inte. Bygg en ny som ersätter den"
    assert words in told.text
    assert words in client_as(Role.COORDINATOR).get("/pictures/2026-23/edit", follow_redirects=True).text
    assert "är publicerad och ändras inte" not in told.text


def test_the_list_offers_only_what_can_be_built(session: Session, settings: Settings, town: Town, client_as) -> None:
    coordinator = client_as(Role.COORDINATOR)

    def offered() -> list[str]:
        return html.fromstring(coordinator.get("/pictures").text).xpath('//select[@id="period"]/option/@value')

    before = offered()
    edition = build(session, settings)
    edition.period_start = type(edition.period_start).fromisoformat(before[0])
    session.flush()
    assert offered() == before, "a draft is built anew"
    edition.status = "published"
    session.flush()
    assert offered() == before[1:]
    edition.status = "withdrawn"
    session.flush()
    assert offered() == before, "can be replaced"
    assert "ersätter 2026:23" in html.fromstring(coordinator.get("/pictures").text).xpath("string(//option)")


def test_a_draft_of_nothing_says_so_and_is_removed_by_who_prepares(
    session: Session, settings: Settings, town: Town, client_as
) -> None:
    coordinator, page = client_as(Role.COORDINATOR), "/pictures/2026-23"
    build(session, settings)
    assert f'href="{page}/remove"' in coordinator.get(page).text
    assert client_as(Role.STEERING).post(f"{page}/remove").status_code == 403
    assert "Vill du ta bort utkastet till lägesbild 2026:23" in coordinator.get(f"{page}/remove").text
    assert "är borttaget" in coordinator.post(f"{page}/remove", follow_redirects=True).text
    assert session.scalars(select(Picture)).all() == []


@pytest.mark.parametrize("kept", ["written", "reviewed", "data", "published"])
def test_a_draft_that_holds_something_is_not_removed_by_a_button(
    session: Session, settings: Settings, town: Town, client_as, kept: str
) -> None:
    coordinator, page = client_as(Role.COORDINATOR), "/pictures/2026-23"
    edition, user = build(session, settings), make_user(session)
    if kept == "written":
        save_writing(session, edition, Submission(texts={"summary": Written("Lugnt.", 0)}), AFTER, user)
        assert "flask remove-picture 2026:23" in coordinator.get(page).text
    elif kept == "reviewed":
        review_picture(session, edition, AFTER, user)
        reopen_picture(session, edition, AFTER, user)
    elif kept == "data":
        make_incident(session, when=Interval(DURING))
        session.flush()
        assert "remove-picture" not in coordinator.get(page).text
    else:
        edition.status = "published"
        session.flush()
    assert f'href="{page}/remove"' not in coordinator.get(page).text
    refused = coordinator.post(f"{page}/remove", follow_redirects=True).text
    assert ("Inget är borttaget" if kept != "published" else "är publicerad och ändras inte") in refused
    assert session.scalars(select(Picture)).all() == [edition]


def test_readers_are_not_told_of_drafts_that_they_never_see(withdrawn: Picture, client_as) -> None:
    assert "Utkastet" not in client_as(Role.STEERING).get("/pictures").text
    assert "Utkastet" in client_as(Role.COORDINATOR).get("/pictures").text
