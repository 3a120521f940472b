"""What has been corrected in an edition's numbers since it was made, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.picture.record import Picture
from reports.picture.wording.words import day_words, incidents

WORDS = {
    "sv": ("Lägesbild {edition}, {district}, {category}: nu {now}, då {then}.", "utan känd kommundel"),
    "en": ("Picture {edition}, {district}, {category}: now {now}, then {then}.", "district unknown"),
}

REDRAWN = {
    "sv": "Lägesbild {edition}: gränserna ändrades den {day}; {incidents} hör nu till en annan kommundel.",
    "en": "Picture {edition}: the boundaries were changed on {day}; now of another district: {incidents}.",
}


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A count of an edition that is another today; `district` None: where not even the district is known."""

    district: str | None
    category: str
    then: int
    now: int


def changed_cells(
    then: Mapping[tuple[str | None, str], int], now: Mapping[tuple[str | None, str], int]
) -> tuple[ChangedCell, ...]:
    """The counts that differ, in the order of `then`; those that `now` alone has stand last."""
    keys = dict.fromkeys((*then, *now))
    both = (ChangedCell(*key, then.get(key, 0), now.get(key, 0)) for key in keys)
    return tuple(cell for cell in both if cell.then != cell.now)


def correction_words(picture: Picture, cells: Iterable[ChangedCell], language: str) -> tuple[str, ...]:
    """A sentence for each changed count, such as "Lägesbild 2026:22, Bro, Trafik: nu 7, då 5."."""
    sentence, unknown = WORDS[language]
    districts = {label.key: label.name for label in picture.districts}
    categories = {label.code: label.name for label in picture.categories}
    return tuple(
        sentence.format(
            edition=picture.name,
            district=districts.get(cell.district, unknown) if cell.district else unknown,
            category=categories.get(cell.category, cell.category),
            now=cell.now,
            then=cell.then,
        )
        for cell in cells
    )


def redrawn_words(picture: Picture, at: datetime, moved: int, language: str) -> str:
    """ "Lägesbild 2026:22: gränserna ändrades den 18 november 2026; 7 händelser hör nu till en annan kommundel."."""
    told = incidents(moved, language)
    return REDRAWN[language].format(edition=picture.name, day=day_words(at, language), incidents=told)
