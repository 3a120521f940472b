"""What people see when something goes wrong: what happened, why, how to mend it, and that nothing was lost."""

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response

from app import context
from app.problems import is_for_a_program, problem

Answer = tuple[str, int]


class DomainError(Exception):
    """A rule of the field refuses what was asked; `str()` of it is shown to the person, in their language."""

    code = 409


def init_app(app: Flask) -> None:
    app.register_error_handler(NoResultFound, lambda _error: _show(NotFound()))
    app.register_error_handler(CSRFError, _outdated)
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(Exception, _broken)


def _words(code: int) -> tuple[str, str]:
    """Title and advice for an HTTP error."""
    most = context.settings().upload_megabytes
    known = {
        400: (_("Det gick inte att förstå"), _("Gå tillbaka, ladda om sidan och försök igen.")),
        403: (_("Du har inte behörighet hit"), _("Be administratören om behörighet om du behöver sidan.")),
        404: (_("Sidan finns inte"), _("Kontrollera adressen, eller sök efter händelsen i listan.")),
        405: (_("Så kan sidan inte öppnas"), _("Gå tillbaka och använd knapparna på sidan.")),
        413: (_("Det är för stort att skicka"), _too_large(most)),
        429: (_("För många försök"), _("Vänta en kvart och försök igen.")),
        500: (_("Något gick fel hos oss"), _("Inget sparades. Försök igen; felet är antecknat i loggen.")),
    }
    return known.get(code, known[400])


def _too_large(most: int) -> str:
    return str(
        _(
            "Högst %(size)s MB går att ladda upp på en gång. Inget sparades, och inget är borta: gå tillbaka, så står "
            "det du skrev kvar. Välj en mindre fil, dela den, eller klistra in texten.",
            size=most,
        )
    )


def _page(title: str, advice: str, code: int) -> Answer:
    return render_template("error.html", title=title, advice=advice), code


def _show(error: HTTPException) -> Answer | Response:
    code = error.code or 500
    if is_for_a_program():
        return problem(code, headers=dict(error.get_headers()))
    return _page(*_words(code), code)


def _outdated(_error: CSRFError) -> Answer:
    advice = _("Inget sparades. Gå tillbaka: det du skrev står kvar. Ladda om sidan och spara igen.")
    return _page(_("Sidan hade blivit för gammal"), advice, 400)


def _refused(error: DomainError) -> Answer | Response:
    if is_for_a_program():
        return problem(error.code, str(error))
    return _page(_("Det går inte"), str(error), error.code)


def _broken(error: Exception) -> Answer | Response:
    current_app.logger.exception("failed: %s %s", request.method, request.path, exc_info=error)
    context.session().rollback()  # the page of the error reads from the database too
    return _show(InternalServerError())
