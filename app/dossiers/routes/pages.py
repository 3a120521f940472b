"""The list of dossiers with the form for a new one, and the page of one place."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import context
from app.access import READERS, allow
from app.dossiers.choice import RADII, Choice, write_corners, write_point
from app.dossiers.drawing import map_credit
from app.dossiers.forms import KEYS
from app.dossiers.queries.saved import last_writers, saved_dossiers
from app.dossiers.routes.blueprint import Made, asked_choice, bp, make, saved_of, texts_of
from app.dossiers.rules import LONGEST_TEXT, LONGEST_TITLE, DossierError, Typed, all_texts, may_change
from app.i18n import language
from app.models import Dossier
from app.places.addresses import location_box
from app.places.rules import meaning
from geo.gazetteer import Place
from geo.symbols import shape_path
from reports.dossier.words import WORDS


@bp.get("/dossiers")
@allow(*READERS)
def index() -> str | Response:
    """Where a choice names a place in words, the place that is meant is looked up first."""
    choice = asked_choice()
    if choice.words and not choice.corners and not choice.fault:
        return _looked_up(choice)
    if choice.is_made or choice.fault:
        return redirect(url_for("dossiers.show", **_args(choice)))
    return listed(choice)


@bp.get("/dossiers/place")
@allow(*READERS)
def show() -> str | Response | tuple[str, int]:
    choice = asked_choice()
    if not choice.is_made and not choice.fault:
        return listed(choice)
    dossier = saved_of(choice)
    try:
        made = make(choice, texts_of(dossier))
    except DossierError as error:
        return listed(choice, problem=str(error)), 409
    return shown(choice, made, dossier)


def shown(choice: Choice, made: Made, dossier: Dossier | None, title: str = "", problem: str = "") -> str:
    """The page of a place; `title` and `problem` where it could not be saved as it was typed."""
    return render_template(
        "dossiers/show.html",
        choice=choice,
        args=_args(choice),
        other=_args(choice.shared(not choice.for_sharing)),
        sheet=made.sheet,
        map_credit=map_credit(made.background),
        dossier=dossier,
        writers=last_writers(context.session(), [dossier] if dossier else []),
        is_own=dossier is None or may_change(context.signed_in_user(), dossier),
        version=dossier.version if dossier else 0,
        title=title or (dossier.title if dossier else made.known.name),
        problem=problem,
        longest_text=LONGEST_TEXT,
        longest_title=LONGEST_TITLE,
        kept_as=_kept_as(choice),
        **_form_parts(choice, made.known.name if choice.place is not None else ""),
    )


def listed(choice: Choice, problem: str = "", suggestions: tuple[Place, ...] = (), typed: Typed | None = None) -> str:
    """The list with the form for a new one; `typed` is what could not be saved, to be copied."""
    user, dossiers = context.signed_in_user(), saved_dossiers(context.session(), context.signed_in_user())
    return render_template(
        "dossiers/index.html",
        choice=choice,
        problem=problem,
        suggestions=[(place.name, {**_args(choice), "place": place.id}) for place in suggestions],
        typed=_labelled(typed) if typed else [],
        dossiers=dossiers,
        writers=last_writers(context.session(), dossiers),
        address_of=address_of,
        may_change=may_change,
        user=user,
        **_form_parts(choice, choice.words),
    )


def _kept_as(choice: Choice) -> str:
    """Whose unsaved texts those of a page are: a saved one's wherever it is moved, else a place's; told apart by whom
    they are for."""
    of = (
        f"saved-{choice.saved}"
        if choice.saved is not None
        else f"{choice.place or ''}{choice.at or ''}{choice.corners or ''}"
    )
    return f"dossier-{of}{'-sharing' if choice.for_sharing else ''}"


def _labelled(typed: Typed) -> list[tuple[str, str]]:
    """What was typed, each text with the words of its box."""
    boxes = [(_("Underlagets namn"), typed.title)]
    boxes += zip((WORDS[language()][f"q_{key}"] for key in KEYS), all_texts(typed.texts), strict=True)
    return [(label, text) for label, text in boxes if text]


def _looked_up(choice: Choice) -> str | Response:
    meant = meaning(choice.words, location_box(context.session()), choice.place)
    if meant.place:
        args = _args(choice) | {"place": str(meant.place.id), "radius": str(choice.radius)}
        return redirect(url_for("dossiers.show", **_without(args, "at")))
    problem = _("Ingen plats heter precis så. Välj en av dem som liknar den, eller skriv på ett annat sätt.")
    return listed(choice, problem if meant.suggestions else _none_words(), meant.suggestions)


def _none_words() -> str:
    return str(_("Ingen plats heter så. Kontrollera stavningen, eller ange ett område med hörn."))


def _form_parts(choice: Choice, name: str) -> dict[str, Any]:
    return {
        "radii": sorted({*RADII, choice.radius}),
        "place_name": name,
        "write_point": write_point,
        "write_corners": write_corners,
        "path_of": shape_path,
    }


def _args(choice: Choice) -> dict[str, Any]:
    return dict(choice.to_args())


def _without(args: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in args.items() if name not in names}


def address_of(dossier: Dossier) -> str:
    """A saved one opens where it was left: counted anew, with its own texts."""
    return f"{url_for('dossiers.show')}?{dossier.query}&saved={dossier.id}"
