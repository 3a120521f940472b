"""What a file of boundaries holds, what is wrong with it, and what it changes, in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from app.formatting import number
from app.models import BoundaryImport
from geo.files import MapFileError

MOST_LINES = 10
"""Of one kind; a file with more overlaps than that is mended as a whole."""
HECTARE, SQUARE_KILOMETRE = 1e4, 1e6


class Remark(NamedTuple):
    """A sentence of the report; a warning is something to look at before the boundaries are used."""

    words: str
    is_warning: bool = False


def file_fault_words(error: MapFileError) -> str:
    """What is wrong with a file, and how to mend it."""
    nothing_changed = _("Inget är ändrat.")
    return f"{fault_words(error)} {nothing_changed}"


def fault_words(error: MapFileError) -> str:
    """The same, without what has become of it."""
    return _fault(error.code, error.details)


def remarks(found: BoundaryImport) -> list[Remark]:
    """The report of a file: what it holds, what to look at, what it changes."""
    survey = found.report["survey"]
    count = len(found.areas)
    read = ngettext("%(num)s kommundel lästes", "%(num)s kommundelar lästes", count)
    system = _system(found.report["crs"])
    size = area_words(survey["size"])
    lines = [
        Remark(_("%(read)s, tillsammans %(size)s. Koordinatsystem: %(system)s.", read=read, size=size, system=system))
    ]
    for kind, say in _SAYERS.items():
        lines += _several(survey[kind], say)
    lines += [
        Remark(_("%(name)s är ny och läggs till som kommundel.", name=name), True) for name in found.report["new"]
    ]
    lines += [
        Remark(_("%(name)s finns inte i filen och får ingen gräns.", name=name), True)
        for name in found.report["without"]
    ]
    if not any(line.is_warning for line in lines):
        lines.append(Remark(_("Inga överlapp, inga luckor, och samma yta som i dag.")))
    return lines


def moves_words(moves: Sequence[Sequence[Any]], names: Mapping[str, str], *, is_done: bool) -> list[str]:
    """How many incidents move from where to where; `is_done` says that they have."""
    if not moves:
        return [_("Ingen händelse byter kommundel.")]
    nowhere = _("ingen kommundel")
    return [
        _way(
            count,
            names.get(before, before) if before else nowhere,
            names.get(after, after) if after else nowhere,
            is_done,
        )
        for before, after, count in moves
    ]


def area_words(metres: float) -> str:
    """ "340 m²", "2,5 hektar", "12,3 km²"."""
    if metres >= SQUARE_KILOMETRE:
        return f"{number(round(metres / SQUARE_KILOMETRE, 1))} km²"
    if metres >= HECTARE:
        return str(_("%(size)s hektar", size=number(round(metres / HECTARE, 1))))
    return f"{number(round(metres))} m²"


def _way(count: int, before: str, after: str, is_done: bool) -> str:
    facts = {"count": number(count), "before": before, "after": after}
    if is_done:
        return str(
            ngettext(
                "%(count)s händelse har flyttats från %(before)s till %(after)s.",
                "%(count)s händelser har flyttats från %(before)s till %(after)s.",
                count,
                **facts,
            )
        )
    return str(
        ngettext(
            "%(count)s händelse flyttas från %(before)s till %(after)s.",
            "%(count)s händelser flyttas från %(before)s till %(after)s.",
            count,
            **facts,
        )
    )


def _several(faults: Sequence[Mapping[str, Any]], say: Callable[[Sequence[str], str], str]) -> list[Remark]:
    lines = [Remark(say(fault["names"], area_words(fault["metres"])), True) for fault in faults[:MOST_LINES]]
    if len(faults) > MOST_LINES:
        more = len(faults) - MOST_LINES
        lines.append(Remark(ngettext("Och %(num)s till av samma slag.", "Och %(num)s till av samma slag.", more), True))
    return lines


def _mended(names: Sequence[str], size: str) -> str:
    return str(
        _("Gränsen för %(name)s korsade sig själv. Den är lagad; ytan ändrades %(size)s.", name=names[0], size=size)
    )


def _overlap(names: Sequence[str], size: str) -> str:
    one, other = names
    words = _("%(one)s och %(other)s överlappar varandra på %(size)s.", one=one, other=other, size=size)
    more = _("Händelser där räknas till bara en av dem.")
    return f"{words} {more}"


def _gap(names: Sequence[str], size: str) -> str:
    words = _("Det finns en lucka på %(size)s vid %(names)s.", size=size, names=", ".join(names) or "–")
    more = _("Händelser där får ingen kommundel.")
    return f"{words} {more}"


def _lost(names: Sequence[str], size: str) -> str:
    return str(_("%(size)s av dagens %(name)s hamnar utanför alla kommundelar.", size=size, name=names[0]))


def _added(names: Sequence[str], size: str) -> str:
    return str(_("%(size)s av nya %(name)s ligger utanför dagens kommundelar.", size=size, name=names[0]))


_SAYERS: Mapping[str, Callable[[Sequence[str], str], str]] = {
    "mended": _mended,
    "overlaps": _overlap,
    "gaps": _gap,
    "lost": _lost,
    "added": _added,
}


def _system(crs: str) -> str:
    """ "EPSG:3006"; a system that is written out has its name in the first quotes."""
    return crs if len(crs) < 30 else crs.partition('"')[2].partition('"')[0] or crs[:30]


def _fault(code: str, details: Mapping[str, Any]) -> str:
    megabytes = {name: number(round(details.get(name, 0) / 1e6)) for name in ("size", "most")}
    counts = {name: number(details.get(name, 0)) for name in ("number", "most")}
    known = {
        "broken": _("Filen är skadad och går inte att läsa. Hämta eller exportera den på nytt."),
        "empty": _("Filen är tom: den har inga områden eller punkter."),
        "no_crs": _(
            "Filen säger inte vilket koordinatsystem den har. Ange det, till exempel EPSG:3006 för SWEREF 99 TM."
        ),
        "no_layer": _(
            "Filen har inget lager ”%(wanted)s”. Den har: %(layers)s.", **_words_of(details, "wanted", "layers")
        ),
        "several_files": _(
            "ZIP-filen har flera kartfiler: %(files)s. Packa en i taget.", **_words_of(details, "files")
        ),
        "several_layers": _("Filen har flera lager: %(layers)s. Ange vilket.", **_words_of(details, "layers")),
        "too_demanding": _("Filen tog för lång tid eller för mycket minne att läsa. Spara den med färre detaljer."),
        "too_detailed": _("Gränserna har %(number)s hörn, högst %(most)s går. Förenkla dem och läs in igen.", **counts),
        "too_large": _("Filen är på %(size)s MB, högst %(most)s MB går. Spara bara kommundelarna i den.", **megabytes),
        "too_many": _("Filen har %(number)s områden, högst %(most)s går. Är det rätt fil?", **counts),
        "unknown_crs": _("Koordinatsystemet ”%(crs)s” är okänt. Ange det som EPSG:3006.", **_words_of(details, "crs")),
        "unknown_kind": _(
            "Det här är ingen kartfil. Välj GeoPackage, GeoJSON eller Shapefile (alla dess filer i en ZIP)."
        ),
        "wrong_geometry": _(
            "Filen har annat än ytor (%(found)s). Kommundelar måste vara polygoner.", **_words_of(details, "found")
        ),
    }
    return str(known[code])


def _words_of(details: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(details.get(name, "")) for name in names}
