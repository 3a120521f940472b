"""What people see when something goes wrong: what happened, why, how to mend it, and that nothing was lost."""

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, NotFound, RequestEntityTooLarge

from app import context

Answer = tuple[str, int]


class DomainError(Exception):
    """A rule of the field refuses what was asked; `str()` of it is shown to the person, in their language."""


def init_app(app: Flask) -> None:
    app.register_error_handler(NoResultFound, lambda _error: _show(NotFound()))
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(Exception, _broken)


def _words(code: int) -> tuple[str, str]:
    """Title and advice for an HTTP error."""
    known = {
        400: (_("Det gick inte att förstå"), _("Gå tillbaka, ladda om sidan och försök igen.")),
        403: (_("Du har inte behörighet hit"), _("Be administratören om behörighet om du behöver sidan.")),
        404: (_("Sidan finns inte"), _("Kontrollera adressen, eller sök efter händelsen i listan.")),
        405: (_("Så kan sidan inte öppnas"), _("Gå tillbaka och använd knapparna på sidan.")),
        413: (_("Filen är för stor"), _("Högst %(size)s MB går att ladda upp.", size=context.settings().upload_megabytes)),
        429: (_("För många försök"), _("Vänta en kvart och försök igen.")),
        500: (_("Något gick fel hos oss"), _("Inget sparades. Försök igen; felet är antecknat i loggen.")),
    }
    return known.get(code, known[400])


def _show(error: HTTPException) -> Answer:
    code = error.code or 500
    title, advice = _words(code)
    return render_template("error.html", title=title, advice=advice), code


def _csrf(_error: CSRFError) -> Answer:
    title = _("Sidan hade blivit för gammal")
    advice = _("Inget sparades. Gå tillbaka: det du skrev står kvar. Ladda om sidan och spara igen.")
    return render_template("error.html", title=title, advice=advice), 400


def _refused(error: DomainError) -> Answer:
    return render_template("error.html", title=_("Det går inte"), advice=str(error)), 409


def _broken(error: Exception) -> Answer:
    from flask import current_app

    current_app.logger.exception("failed: %s %s", request.method, request.path, exc_info=error)
    return _show(InternalServerError())


__all__ = ["DomainError", "Forbidden", "RequestEntityTooLarge", "init_app"]
