"""What lies under the map, what is wrong with a file, and what a service elsewhere learns, in words."""

import errno
from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from app.background.in_use import Background, Outside, OwnFile, Unusable
from app.background.rules import Lack, first_zoom, lacks, missing_layers
from app.errors import DomainError
from app.formatting import moment, number
from geo.tile_files import TileFile, TileFileError

KILOBYTE, MEGABYTE = 1e3, 1e6
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def title(found: Background) -> str:
    """What is in use, in a few words."""
    if isinstance(found, OwnFile):
        return str(_("En egen fil: %(name)s", name=found.path.name))
    if isinstance(found, Outside):
        return str(_("En tjänst utanför kommunen: %(host)s", host=found.host))
    if isinstance(found, Unusable):
        return str(_("Filen %(name)s går inte att använda", name=found.path.name))
    return str(_("Ingen: strand, kommundelar och platsnamn"))


def facts(found: Background) -> list[str]:
    """What there is to know of what is in use."""
    if isinstance(found, OwnFile):
        changed = _("Inlagd %(when)s.", when=moment(found.changed_at))
        return [*file_facts(found.file), *_source(found.attribution), changed]
    if isinstance(found, Outside):
        return [*_source(found.attribution)]
    if isinstance(found, Unusable):
        return [fault_words(found.error), _("Kartan visas utan den: med strand, kommundelar och platsnamn.")]
    return [_("Kartan hämtar ingenting från andra. Lägg in en fil med kommandot install-background.")]


def warnings(found: Background) -> list[str]:
    """What is to be thought of."""
    if isinstance(found, OwnFile):
        return [_lack(lack, found.file) for lack in lacks(found.file, found.attribution)]
    if isinstance(found, Outside):
        return leak_words(found.host)
    return []


def leak_words(host: str) -> list[str]:
    """What a service elsewhere learns when the map is looked at."""
    return [
        _(
            "Varje webbläsare som visar kartan hämtar bilder direkt från %(host)s. Den tjänsten får veta vilka platser "
            "som någon tittar på, när, och från vilken adress på nätet.",
            host=host,
        ),
        _("Händelserna skickas aldrig dit, men den som ser vilka platser ni zoomar in kan gissa var något har hänt."),
        _("Utan internet, eller när tjänsten är nere, blir bakgrunden tom. En egen fil har inget av detta."),
    ]


def file_facts(file: TileFile) -> list[str]:
    """What a file holds."""
    kind = _("Former (vektor)") if file.is_vector else _("Bilder (%(kind)s)", kind=file.kind.upper())
    west, south, east, north = (f"{degrees:.3f}" for degrees in file.bounds)
    named = [part for part in (file.name, file.date) if part]
    lines = [
        _("%(kind)s, zoomnivå %(first)s–%(last)s.", kind=kind, first=file.zooms[0], last=file.zooms[1]),
        _("Täcker %(west)s–%(east)s grader öst, %(south)s–%(north)s grader nord.", **_box(west, south, east, north)),
        ngettext(
            "%(count)s kartruta, %(size)s.",
            "%(count)s kartrutor, %(size)s.",
            file.tiles,
            count=number(file.tiles),
            size=_size(file.size),
        ),
    ]
    if named:
        lines.insert(0, _("Filen kallar sig %(name)s.", name=", ".join(named)))
    if file.is_vector:
        lines.append(_("Lager: %(layers)s.", layers=", ".join(file.layers)))
    return lines


def lack_words(file: TileFile, attribution: str) -> list[str]:
    """What a file lacks, though it can be used."""
    return [_lack(lack, file) for lack in lacks(file, attribution)]


def fault_words(error: TileFileError | DomainError | OSError) -> str:
    """What is wrong with a file, and how to mend it."""
    if isinstance(error, TileFileError):
        return _fault(error)
    if isinstance(error, OSError):
        return _system_fault(error)
    return str(error)


def _size(of: int) -> str:
    """In the unit in which it is not nothing."""
    if of < KILOBYTE:
        return f"{of} byte"
    return f"{number(round(of / KILOBYTE))} kB" if of < MEGABYTE else f"{number(round(of / MEGABYTE, 1))} MB"


def _box(west: str, south: str, east: str, north: str) -> dict[str, str]:
    return {"west": west, "south": south, "east": east, "north": north}


def _source(attribution: str) -> Iterator[str]:
    if attribution:
        yield _("På kartan står: %(attribution)s", attribution=attribution)


def _lack(lack: Lack, file: TileFile) -> str:
    known = {
        Lack.LAYERS: _("Lager som saknas och inte ritas: %(layers)s.", layers=", ".join(missing_layers(file))),
        Lack.FAR: _(
            "Bakgrunden visas från zoomnivå %(first)s. Längre ut visas strand och kommundelar.", first=first_zoom(file)
        ),
        Lack.NEAR: _(
            "Filens sista zoomnivå är %(last)s: små gator saknas, och inzoomat blir det grovt.", last=file.zooms[1]
        ),
        Lack.SOURCE: _("Filen säger inte vem som har gjort kartan. Ange det i BACKGROUND_ATTRIBUTION."),
    }
    return str(known[lack])


def _system_fault(error: OSError) -> str:
    file = error.filename or ""
    if error.errno in FULL:
        return str(_("Disken blev full medan filen kopierades. Gör plats och kör igen."))
    if error.errno == errno.ENOENT:
        return str(_("%(file)s finns inte.", file=file))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return str(_("%(file)s får inte läsas eller skrivas av den här användaren.", file=file))
    return str(_("%(file)s: %(why)s.", file=file, why=error.strerror))


def _fault(error: TileFileError) -> str:
    sizes = {name: _size(error.details.get(name, 0)) for name in ("size", "whole")}
    known = {
        "broken": _("Filen är skadad och går inte att läsa. Hämta den på nytt."),
        "compression": _("Filens rutor är packade så att webbläsare inte kan läsa dem. Packa dem med gzip."),
        "empty": _("Filen har inga kartrutor där kommunen är. Är det rätt fil?"),
        "no_tile_file": _("Det här är ingen PMTiles-fil. docs/background.md säger hur man gör en."),
        "truncated": _("Filen är avhuggen: %(size)s av %(whole)s. Hämta den på nytt.", **sizes),
        "unknown_kind": _("Filen har ett slag av kartrutor som inte kan visas. MVT, PNG, JPEG, WebP och AVIF kan."),
        "version": _(
            "Filen är PMTiles version %(version)s; det ska vara 3. Gör om den med pmtiles convert.",
            version=error.details.get("version", "–"),
        ),
    }
    return str(known[error.code])
