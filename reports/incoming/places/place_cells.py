"""The place of a table's row: in the cell for it, and only where that says nothing, in the rest of the row."""

from reports.incoming.drafts import Whereabouts
from reports.incoming.passages.outlines import Cells
from reports.incoming.reading import Basis, Confidence, Passage, PlaceRead, ReadsPlaces, Span


def place_in_row(passage: Passage, cells: Cells, places: ReadsPlaces) -> PlaceRead:
    """Where a row says that it happened. What nobody knows in the cell for the place may become a new place."""
    told = _in_cell(passage.text, cells.place, places)
    area = _in_cell(passage.text, cells.district, places)
    read = told if told and told.basis.words else None
    if read is None:
        row = places.read_passage(passage)
        if row.where.place_id or not (told and cells.place) or told.town:
            return row if row.basis.words or not area else area
        read = _unknown(passage.text, cells.place, told)
    if area and read.where.district is None and area.where.district:
        return read._replace(where=read.where._replace(district=area.where.district))
    return read


def _in_cell(text: str, cell: Span | None, places: ReadsPlaces) -> PlaceRead | None:
    return places.read_passage(Passage(text, cell.start, cell.end, cell.end)) if cell else None


def _unknown(text: str, cell: Span, read: PlaceRead) -> PlaceRead:
    words = text[slice(*cell)]
    where = Whereabouts(words, district=read.where.district)
    return read._replace(where=where, basis=Basis(Confidence.DOUBTFUL, (cell,)), unknown_place=words)
