"""Where the rows of a table say that things happened: a point, place words, a district, or nothing."""

from collections.abc import Mapping

from geo.areas import AreaIndex
from geo.points import LocationPrecision
from reports.incoming.drafts import Whereabouts
from reports.incoming.places.reader import PlaceReader
from reports.incoming.tables.rows import ImportRow


class RowPlaces:
    """Reads the place words of rows; tables say the same few hundred again and again, so each is read once."""

    MOST_KEPT = 50_000

    def __init__(self, reader: PlaceReader, districts: Mapping[str, str], areas: AreaIndex) -> None:
        """`districts` gives each key its name."""
        self._reader = reader
        self._districts = districts
        self._areas = areas
        self._kept: dict[tuple[str | None, str | None], Whereabouts] = {}

    def of(self, row: ImportRow, district: str | None) -> Whereabouts:
        """`district` is the one the row's point lies in."""
        if row.point is not None:
            return Whereabouts(row.place, None, row.point, LocationPrecision.POINT, district)
        said = (row.place, row.district)
        if said not in self._kept:
            if len(self._kept) >= self.MOST_KEPT:
                self._kept.clear()
            self._kept[said] = self._read(*said)
        return self._kept[said]

    def _read(self, words: str | None, district: str | None) -> Whereabouts:
        if words is None:
            precision = LocationPrecision.DISTRICT if district else LocationPrecision.UNKNOWN
            return Whereabouts(precision=precision, district=district)
        found = self._reader.read(f"{words}, {self._districts[district]}" if district else words)
        if district and found.district != district:
            # The row knows better than a name that lies elsewhere too.
            return Whereabouts(words, precision=LocationPrecision.DISTRICT, district=district)
        within = self._areas.area_of(found.point) if found.point else found.district
        return Whereabouts(words, found.place_id, found.point, found.precision, within)
