"""What the words of the event log are called on screen. One not listed here is shown as it is logged."""

from flask_babel import gettext as _

from app.privacy import personal_data_words


def verb_name(verb: str) -> str:
    return _verbs().get(verb, verb)


def subject_name(subject: str) -> str:
    return _subjects().get(subject, subject)


def field_name(field: str) -> str:
    return _fields().get(field, field)


def word(value: str) -> str:
    """A word of a closed set."""
    return _values().get(value) or personal_data_words().get(value, value)


def _verbs() -> dict[str, str]:
    return _verbs_of_reports() | {
        "allowed_personal_data": _("Lät personuppgifter stå i"),
        "built": _("Byggde"),
        "changed": _("Ändrade"),
        "closed": _("Stängde"),
        "confirmed": _("Bekräftade"),
        "created": _("Lade till"),
        "removed": _("Tog bort"),
        "imported": _("Läste in"),
        "invited": _("Bjöd in"),
        "link_made": _("Gjorde länk till"),
        "logged": _("Loggade"),
        "mapped": _("Valde kategori för"),
        "merged": _("Slog ihop"),
        "learned": _("Lärde systemet"),
        "opened": _("Öppnade"),
        "parted": _("Ångrade sammanslagning av"),
        "password_set": _("Bytte lösenord"),
        "published": _("Publicerade"),
        "refreshed": _("Byggde om"),
        "reopened": _("Ångrade beslut om"),
        "returned": _("Gjorde till utkast"),
        "reviewed": _("Granskade"),
        "revised": _("Rättade"),
        "revoked": _("Drog in"),
        "saved": _("Sparade"),
        "seeded": _("Lade in"),
        "signed_in": _("Loggade in"),
        "signed_out": _("Loggade ut"),
        "told_apart": _("Skilde från en annan"),
        "told_apart_undone": _("Skiljer inte längre från en annan"),
        "took_in": _("Slog ihop en annan med"),
        "switched_off": _("Stängde av"),
        "switched_on": _("Slog på"),
        "updated": _("Uppdaterade"),
        "unlearned": _("Tog tillbaka"),
        "withdrawn": _("Drog tillbaka"),
        "wrote": _("Skrev i"),
    }


def _verbs_of_reports() -> dict[str, str]:
    return {
        "original_removed": _("Gallrade originalet till"),
        "redistricted": _("Räknade om kommundel för"),
        "signed_off": _("Fann inget att ta med i"),
        "undone": _("Ångrade"),
    }


def _subjects() -> dict[str, str]:
    return {
        "assessment_level": _("steg i skalan"),
        "api_token": _("nyckel för ett annat system"),
        "boundaries": _("kommundelarnas gränser"),
        "demo": _("påhittade exempel"),
        "dossier": _("platsunderlag"),
        "incident": _("händelse"),
        "lesson": _("lärdom"),
        "mail": _("mejl"),
        "organisation": _("organisation"),
        "picture": _("lägesbild"),
        "place": _("plats"),
        "place_file": _("platser och adresser ur en fil"),
        "police_feed": _("hämtning av polisens notiser"),
        "police_type": _("polisens händelsetyp"),
        "report": _("inkommen rapport"),
        "saved_view": _("vy av kartan"),
        "watched_area": _("bevakat område"),
        "user": _("konto"),
    }


def _fields() -> dict[str, str]:
    return {
        "addresses": _("adresser"),
        "case_number": _("ärendenummer"),
        "category_id": _("kategori"),
        "certainty": _("säkerhet"),
        "district_id": _("kommundel"),
        "districts": _("kommundelar"),
        "edition": _("nummer"),
        "email": _("e-post"),
        "incident_id": _("händelse"),
        "is_active": _("aktiv"),
        "is_on": _("påslagen"),
        "kind": _("slag"),
        "kinds": _("uppgifter"),
        "language": _("språk"),
        "merged_into_id": _("sammanslagen med"),
        "moved": _("händelser som bytte kommundel"),
        "name": _("namn"),
        "occurred_from": _("tid från"),
        "occurred_to": _("tid till"),
        "organisation_id": _("organisation"),
        "place_id": _("plats"),
        "place_words": _("platsens ord"),
        "places": _("platser"),
        "point": _("punkt"),
        "precision": _("platsnoggrannhet"),
        "quantity": _("antal"),
        "reason": _("skäl"),
        "reports_every_days": _("dagar mellan rapporter"),
        "role": _("roll"),
        "senders": _("avsändare"),
        "status": _("status"),
        "summary": _("text"),
        "wants_mail": _("vill ha mejl"),
    }


def _values() -> dict[str, str]:
    return {
        "administrator": _("administratör"),
        "area_member": _("medlem i områdesgrupp"),
        "confirmed": _("bekräftad"),
        "coordinator": _("samordnare"),
        "draft": _("utkast"),
        "merged": _("sammanslagen"),
        "published": _("publicerad"),
        "reporter": _("rapportör"),
        "reviewed": _("granskad"),
        "steering": _("medlem i styrgrupp"),
        "withdrawn": _("tillbakadragen"),
    }
