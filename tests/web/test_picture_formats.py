"""Each format of a published edition for each of its readers: under its name, of its type, and openable."""

from collections.abc import Callable
from io import BytesIO

import docx
import orjson
import pptx
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from app.config import Settings
from app.models import Role
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import EVERY_PART
from reports.picture.documents.formats import Format
from tests.clients import Client
from tests.editions import build, publish

OPENS: dict[Format, Callable[[BytesIO], object]] = {
    Format.PDF: PdfReader,
    Format.DOCX: docx.Document,
    Format.PPTX: pptx.Presentation,
    Format.XLSX: CalamineWorkbook.from_filelike,
    Format.JSON: lambda content: orjson.loads(content.read()),
}


def test_every_document_is_handed_out(session: Session, settings: Settings, client_as: Callable[[Role], Client]):
    publish(session, build(session, settings), parts=EVERY_PART)
    coordinator = client_as(Role.COORDINATOR)
    assert len(EVERY_PART) == len(Audience) * len(OPENS)
    for audience, kind in EVERY_PART:
        answer = coordinator.get(f"/pictures/2026-23/{audience}.{kind}")
        assert (answer.status_code, answer.mimetype) == (200, kind.media_type)
        assert f'filename="lagesbild-2026-23-{audience}.{kind}"' in answer.headers["Content-Disposition"]
        assert OPENS[kind](BytesIO(answer.data))
    member = client_as(Role.AREA_MEMBER)
    allowed = [part for part in EVERY_PART if member.get("/pictures/2026-23/{}.{}".format(*part)).status_code == 200]
    assert {audience for audience, _ in allowed} == {Audience.ALLMAN}
    page = coordinator.get("/pictures/2026-23").text
    assert all(word in page for word in ("Word", "PowerPoint", "Excel"))
