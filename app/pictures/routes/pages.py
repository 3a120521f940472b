"""Pages that show editions: all of them, one, its documents."""

from datetime import UTC, datetime

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from app import context
from app.access import allow
from app.errors import DomainError
from app.formatting import local_today
from app.models import Picture, PictureStatus, Role
from app.pictures.documents import document_name, documents_beside
from app.pictures.queries import archive
from app.pictures.queries.corrections import corrected, editions_that_tell, number_changed
from app.pictures.queries.failing import failing
from app.pictures.queries.overview import corrections_since, over_time
from app.pictures.queries.written import is_written_in, written
from app.pictures.routes.blueprint import READING, at_edition, audiences, bp, may_prepare, readable_edition
from app.pictures.rules import check_may_remove
from app.pictures.showing import shown
from reports.picture.audiences.audience import Audience
from reports.picture.documents.drawing import EVERY_PART
from reports.picture.documents.formats import Format
from reports.picture.periods import Period, newest_closed_period


@bp.get("/pictures")
@allow(*READING)
def index() -> str:
    newest = newest_closed_period(local_today(), context.settings().picture_first_monday)
    editions = archive.editions(context.session(), only_frozen=not may_prepare())
    published = {edition.period_start for edition in editions if edition.status == PictureStatus.PUBLISHED}
    is_steering = context.signed_in_user().role is Role.STEERING
    return render_template(
        "pictures/index.html",
        editions=editions,
        may_prepare=may_prepare(),
        failing=failing(context.session()) if may_prepare() else (),
        periods=[one for one in (newest, *newest.before(3)[::-1]) if one.start not in published],
        chains=archive.chains(editions),
        withdrawn={one.period_start: one for one in editions[::-1] if one.status == PictureStatus.WITHDRAWN},
        period_type=Period,
        documents_of=documents_of,
        corrected=corrections_since(context.session(), editions),
        may_count=Audience.STYRGRUPP in audiences(),
        over_time=over_time(context.session()) if is_steering else None,
    )


@at_edition()
@allow(*READING)
def show(year: int, number: int, revision: int) -> str | Redirect:
    edition = readable_edition(year, number, revision)
    if request.path != (own := url_for(".show", **edition.address)):  # such as /pictures/2026-23-02
        return redirect(own)
    beside = {"replacement": _readable(archive.replaced_by(context.session(), edition))}
    if edition.status == PictureStatus.WITHDRAWN and not may_prepare():
        return render_template("pictures/withdrawn.html", edition=edition, **beside)
    audience = _asked_audience()
    return render_template(
        "pictures/show.html",
        edition=edition,
        audience=audience,
        audiences=audiences(),
        **shown(edition.record, written(context.session(), edition), audience, not edition.status.is_frozen),
        may_prepare=may_prepare(),
        has_ended=datetime.now(UTC) >= Period(edition.period_start).ends_at,
        documents=documents_of(edition),
        replaced=archive.replaced_one(context.session(), edition),
        **beside,
        **_life_of(edition),
    )


@at_edition(".pdf")
@allow(*READING)
def pdf(year: int, number: int, revision: int) -> Response:
    """The document that most people want, under one address for all: that of one's own audience."""
    return _document(readable_edition(year, number, revision), audiences()[0], Format.PDF)


@at_edition("/<audience>.<kind>")
@allow(*READING)
def document(year: int, number: int, revision: int, audience: str, kind: str) -> Response:
    """An edition for an audience, in a format: stored where it is published, else drawn now."""
    if audience not in audiences() or kind not in list(Format):
        abort(404)
    return _document(readable_edition(year, number, revision), Audience(audience), Format(kind))


def documents_of(edition: Picture) -> dict[Audience, list[Format]]:
    """The documents that the signed-in user may open, by audience: those stored, or of a draft those that are drawn."""
    if edition.status == PictureStatus.WITHDRAWN and not may_prepare():
        return {}
    stored = [(one.audience, one.format) for one in edition.documents]
    there = stored if edition.status.is_frozen else EVERY_PART
    formats = {audience: [kind for kind in Format if (audience, kind) in there] for audience in audiences()}
    return {audience: kinds for audience, kinds in formats.items() if kinds}


def _asked_audience() -> Audience:
    """The audience that the address names; one's own for what one may not read as, a 404 for what is none."""
    asked = request.args.get("audience", "")
    if asked and asked not in list(Audience):
        abort(404)
    return Audience(asked) if asked in audiences() else audiences()[0]


def _document(edition: Picture, audience: Audience, kind: Format) -> Response:
    if edition.status == PictureStatus.WITHDRAWN and not may_prepare():
        abort(404)
    content = _stored(edition, audience, kind) if edition.status.is_frozen else _drawn(edition, audience, kind)
    is_withdrawn = edition.status == PictureStatus.WITHDRAWN
    name = document_name(edition.year, edition.number, audience, kind, is_withdrawn, edition.revision)
    # What is opened in the browser bears no file name, which is all that tells of a withdrawn one: its bytes stay.
    shown = "inline" if kind is Format.PDF and not is_withdrawn else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return Response(content, mimetype=kind.media_type, headers=headers)


def _stored(edition: Picture, audience: Audience, kind: Format) -> bytes:
    found = {(one.audience, one.format): one for one in edition.documents}
    one = found.get((audience, kind))
    if edition.manifest is None and audience is Audience.STYRGRUPP:
        # Before there were audiences, the steering group was handed the one document there was.
        one = found.get((Audience.INTERN, kind))
    if one is None:
        abort(404)
    return one.content


def _drawn(edition: Picture, audience: Audience, kind: Format) -> bytes:
    part = (audience, kind)
    if part not in EVERY_PART:
        abort(404)
    record, remarks = edition.record, written(context.session(), edition)
    context.session().commit()  # others may take their turns before this one
    return documents_beside(record, remarks, [part], is_draft=True)[part]


def _readable(edition: Picture | None) -> Picture | None:
    """What the signed-in user may know of: drafts are for those who prepare them."""
    return edition if edition and (may_prepare() or edition.status.is_frozen) else None


def _emptiness(edition: Picture) -> dict[str, object]:
    """Whether a draft is of nothing, and may be removed by a button."""
    has_data = archive.has_data(context.session(), Period(edition.period_start))
    try:
        check_may_remove(edition, has_data, is_written_in(context.session(), edition))
    except DomainError:
        return {"is_empty": not has_data, "may_remove": False}
    return {"is_empty": True, "may_remove": True}


def _life_of(edition: Picture) -> dict[str, object]:
    """Where it stands against the data of now; readers of a published one are told what of it was corrected since.

    Who reads only the public version learns that something was and no more: the counts themselves may be hidden there.
    """
    if not may_prepare() and edition.status != PictureStatus.PUBLISHED:
        return {}
    session = context.session()
    changed = number_changed(session, edition)
    if not edition.status.is_frozen:
        return {"changed": changed, **_emptiness(edition)}
    if Audience.STYRGRUPP not in audiences():
        return {"changed": changed, "is_corrected": changed and corrected(session, [edition])[edition.id].number > 0}
    told = editions_that_tell(session, edition, audiences()[0])
    return {"changed": changed, "is_corrected": bool(told), "corrections": told}
