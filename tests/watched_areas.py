"""Watched areas as a coordinator handles them: the form with what it shows, and the button that takes back."""

from xml.etree.ElementTree import Element

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import WatchedArea
from tests.clients import Client
from tests.pages import parse, words

WEST = "59.50, 17.64\n59.50, 17.66\n59.52, 17.66\n59.52, 17.64"
EAST = WEST.replace("17.6", "17.7")


def stored(session: Session) -> list[WatchedArea]:
    session.expire_all()
    return list(session.scalars(select(WatchedArea).order_by(WatchedArea.name)))


def typed(page: str) -> dict[str, str]:
    """What the form of an area would send as it stands."""
    form = next(form for form in parse(page).iter("form") if form.get("class") == "area-form")
    chosen = next(option for option in form.iter("option") if "selected" in option.keys())  # noqa: SIM118
    fields = _inputs(form) | {box.get("name", ""): box.text or "" for box in form.iter("textarea")}
    return fields | {"district": chosen.get("value", "")}


def changed(client: Client, area_id: int, **more: str) -> TestResponse:
    """An area's page opened, and saved with something else."""
    page = client.get(f"/map/areas/{area_id}")
    return client.post(f"/map/areas/{area_id}", data=typed(page.text) | more)


def undone(client: Client, told: TestResponse) -> TestResponse:
    """Presses the button on the page that tells of a change."""
    form = next(form for form in parse(told.text).iter("form") if words(form) == "Ångra")
    return client.post(form.get("action", ""), data=_inputs(form))


def _inputs(form: Element) -> dict[str, str]:
    return {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
