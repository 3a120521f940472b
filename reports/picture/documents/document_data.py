"""What an edition's document prints: every text ready, so that the template only lays out."""

from collections.abc import Iterable
from typing import Any

from geo.symbols import symbol_svg
from reports.picture.drawings.maps import map_alt, on_map_words, small_map_alt
from reports.picture.inputs import UnplacedInput
from reports.picture.record import Cell, DistrictLabel, Picture, PlaceRow, SourceRow, Verdict
from reports.picture.storage import fingerprint
from reports.picture.wording.summary import expected_words
from reports.picture.wording.words import (
    MEANINGS,
    SIGNS,
    VERDICTS,
    WORDS,
    incidents,
    interval,
    listed,
    method_terms,
    moment,
    number,
    period_days,
    period_words,
)

MOST_UNPLACED = 120
"""Rows that fit three pages; the system lists them all."""

Data = dict[str, Any]


def document_data(picture: Picture) -> Data:
    """Plain data for the template, in the edition's language."""
    language = picture.language
    return {
        "language": language,
        "words": WORDS[language],
        "edition": f"{WORDS[language]['picture']} {picture.year}:{picture.number}",
        "municipality": picture.municipality,
        "period": period_words(picture.period, language),
        "days": period_days(picture.period, language),
        "cutoff": WORDS[language]["cutoff"].format(moment=moment(picture.cutoff, language)),
        "fingerprint": fingerprint(picture)[:8],
        "summary": picture.summary,
        "has_baseline": picture.fortnights > 0,
        "key": [
            {**_verdict(verdict, language), "meaning": MEANINGS[language][verdict]}
            for verdict in _verdicts_met(picture)
        ],
        "districts": [_district(picture, label) for label in picture.districts],
        "per_district": _per_district(picture),
        "whole": _per_category(picture, picture.total, picture.category_totals),
        "places": [_place(picture, place) for place in picture.places],
        "sources": [_source(picture, source) for source in picture.sources],
        "silent": _silent(picture),
        "unplaced": _unplaced(picture),
        "method": method_terms(picture),
    }


def _verdicts_met(picture: Picture) -> list[Verdict]:
    met = {cell.verdict for cell in (picture.total, *picture.district_totals, *picture.category_totals, *picture.cells)}
    return [verdict for verdict in Verdict if verdict in met]


def _verdict(verdict: Verdict, language: str) -> Data:
    return {"code": verdict.value, "sign": SIGNS[verdict], "word": VERDICTS[language][verdict]}


def _district(picture: Picture, label: DistrictLabel) -> Data:
    total = next(cell for cell in picture.district_totals if cell.district == label.key)
    cells = picture.cells_of(label.key)
    names = {category.code: category.name for category in picture.categories}
    changes = sorted((cell for cell in cells if cell.is_change), key=lambda cell: cell.p_value or 0.0)
    return {
        "name": label.name,
        "incidents": incidents(total.counted, picture.language),
        "total": _figures(total, picture.language),
        "changes": [{"name": names[c.category or ""], **_figures(c, picture.language)} for c in changes],
        "on_map": on_map_words(picture, label.key),
        "map": picture.maps.get(label.key),
        "map_alt": map_alt(picture, label.key),
        "small_map": picture.small_maps.get(label.key),
        "small_map_alt": small_map_alt(picture, label.key),
        "table": _per_category(picture, total, cells),
    }


def _per_category(picture: Picture, total: Cell, cells: Iterable[Cell]) -> Data:
    """Rows for the categories that have had anything; the others are named below."""
    words = WORDS[picture.language]
    labels = {category.code: category for category in picture.categories}
    known = [(labels[cell.category], cell) for cell in cells if cell.category]
    shown = [(label, cell) for label, cell in known if cell.now or cell.baseline_total]
    zeros = "; ".join(label.name for label, cell in known if not (cell.now or cell.baseline_total))
    rows = [
        {
            "name": label.name + (" †" if label.enforcement else ""),
            "symbol": symbol_svg(label.mark, label.colour),
            **_figures(cell, picture.language),
        }
        for label, cell in shown
    ]
    notes = [words["enforcement"]] if any(label.enforcement for label, _ in shown) else []
    notes += [words["zeros"].format(names=zeros)] if zeros and shown else []
    return _table(picture, words["category"], rows, (words["all"], total), [cell for _, cell in shown], notes)


def _per_district(picture: Picture) -> Data:
    words, language = WORDS[picture.language], picture.language
    names = {label.key: label.name for label in picture.districts}
    rows = [{"name": names[cell.district or ""], **_figures(cell, language)} for cell in picture.district_totals]
    if picture.without_district:
        rows.append({"name": words["without_district"], "now": number(picture.without_district, language)})
    return _table(picture, words["district"], rows, (words["whole"], picture.total), picture.district_totals, [])


def _table(
    picture: Picture, head: str, rows: list[Data], total: tuple[str, Cell], cells: Iterable[Cell], notes: list[str]
) -> Data:
    """A comparison: rows, the row of totals, notes, and `scale`, the count at the right end of its charts."""
    words, (name, cell) = WORDS[picture.language], total
    strays = [words["stray"]] if any(c.is_stray for c in (*cells, cell)) else []
    return {
        "head": head,
        "rows": rows,
        "total": {"name": name, **_figures(cell, picture.language)},
        "notes": strays + notes,
        "scale": max((max(c.counted, c.high or 0) for c in cells), default=0) or 1,
    }


def _figures(cell: Cell, language: str) -> Data:
    has_range = cell.low is not None and cell.high is not None
    star = "\u00a0*" if cell.is_stray else ""
    return {
        "now": number(cell.counted, language),
        "expected": interval(cell.low or 0, cell.high or 0, language) + star if has_range else "–",
        "expected_words": expected_words(cell, language) + star,
        "verdict": _verdict(cell.judged, language),
        "chart": [cell.now, cell.low, cell.high],
    }


def _place(picture: Picture, place: PlaceRow) -> Data:
    names = {label.key: label.name for label in picture.districts}
    mean = place.comparison.expected
    return {
        "name": place.name,
        "district": names.get(place.district or "", WORDS[picture.language]["unknown"]),
        "now": number(place.comparison.counted, picture.language),
        "before": "–" if mean is None else number(mean, picture.language),
    }


def _source(picture: Picture, source: SourceRow) -> Data:
    before = source.reports.history
    return {
        "name": source.name,
        "now": number(source.reports.counted, picture.language),
        "before": interval(min(before), max(before), picture.language) if before else "–",
        "is_silent": source.is_silent,
    }


def _silent(picture: Picture) -> str:
    names = listed((source.name for source in picture.silent_sources), picture.language)
    return WORDS[picture.language]["silent"].format(names=names) if names else ""


def _unplaced(picture: Picture) -> Data:
    words, language, total = WORDS[picture.language], picture.language, picture.unplaced_total or 0
    shown = picture.unplaced[:MOST_UNPLACED]
    left = total - len(shown)
    about = words["unplaced_about"].format(number=incidents(total, language)) if total else words["unplaced_none"]
    return {
        "about": about,
        "rows": [_unplaced_row(picture, incident) for incident in shown],
        "more": words["unplaced_more"].format(number=number(left, language)) if left > 0 else "",
    }


def _unplaced_row(picture: Picture, incident: UnplacedInput) -> Data:
    unknown = WORDS[picture.language]["unknown"]
    categories = {category.code: category.name for category in picture.categories}
    districts = {label.key: label.name for label in picture.districts}
    return {
        "when": incident.when,
        "category": categories.get(incident.category, incident.category),
        "district": districts.get(incident.district or "", unknown),
        "words": incident.words or unknown,
    }
