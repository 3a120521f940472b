"""What has been corrected in an edition's numbers since it was made, in words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.picture.record import Picture
from reports.picture.wording.words import day_words, incidents, listed

NO_BREAK = "\u00a0"
UNKNOWN = {"sv": "utan känd kommundel", "en": "district unknown"}
LANGUAGES = tuple(UNKNOWN)

CHANGED = {
    "sv": "Lägesbild {edition}, {district}, {category}: nu {now}, då {then}.",
    "en": "Picture {edition}, {district}, {category}: now {now}, then {then}.",
}
AGAIN = {
    "sv": "Lägesbild {edition}, {district}, {category}: åter {now}, som då.",
    "en": "Picture {edition}, {district}, {category}: again {now}, as then.",
}
REDRAWN = {
    "sv": "Lägesbild {edition}: gränserna ändrades den {day}; {incidents} hör nu till en annan kommundel.",
    "en": "Picture {edition}: the boundaries were changed on {day}; now of another district: {incidents}.",
}
NOT_REDRAWN = {
    "sv": "Lägesbild {edition}: nya gränser flyttar inte längre någon händelse till en annan kommundel.",
    "en": "Picture {edition}: new boundaries no longer move any incident to another district.",
}

OF_SEVERAL = {
    "sv": ("Gränserna ändrades den {day}. Till en annan kommundel hör nu {listed}.", "i lägesbild {edition}", "i"),
    "en": ("The boundaries were changed on {day}. Now of another district: {listed}.", "in picture {edition}", "in"),
}


Subject = tuple[str | None, str] | None
"""What a sentence tells of: the count of a district and category, or None, what new boundaries moved."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A count of an edition that is another today; `district` None: where not even the district is known.

    Where `now` is as `then`, it was told to be another, and is not any longer.
    """

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
    """A sentence for each count, such as "Lägesbild 2026:22, Bro, Trafik: nu 7, då 5."."""
    districts = {label.key: label.name for label in picture.districts}
    categories = {label.code: label.name for label in picture.categories}
    return tuple(
        (AGAIN if cell.now == cell.then else CHANGED)[language].format(
            edition=picture.name,
            district=districts.get(cell.district or "", UNKNOWN[language]),
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


def not_redrawn_words(picture: Picture, language: str) -> str:
    """That what `redrawn_words` told is so no longer."""
    return NOT_REDRAWN[language].format(edition=picture.name)


def told_of(picture: Picture, sentences: Iterable[str]) -> dict[Subject, str]:
    """Of sentences in any language, the oldest first, the last one about each number of an edition."""
    keys: dict[str, str | None] = dict.fromkeys(UNKNOWN.values())
    keys |= {label.name: label.key for label in picture.districts}
    codes = {label.name: label.code for label in picture.categories}
    # The longest first: a name may begin as another, and a comma stands in some.
    names = sorted(keys, key=len, reverse=True)
    edition, district = re.escape(picture.name), "|".join(map(re.escape, names))
    cells = [_pattern(form, edition, district) for forms in (CHANGED, AGAIN) for form in forms.values()]
    moved = [_pattern(form, edition) for forms in (REDRAWN, NOT_REDRAWN) for form in forms.values()]
    found: dict[Subject, str] = {}
    for sentence in sentences:
        if cell := next(filter(None, (pattern.fullmatch(sentence) for pattern in cells)), None):
            found[keys[cell["district"]], codes.get(cell["category"], cell["category"])] = sentence
        elif any(pattern.fullmatch(sentence) for pattern in moved):
            found[None] = sentence
    return found


def _pattern(form: str, edition: str = ".+", district: str = ".+") -> re.Pattern[str]:
    """What a sentence of a form looks like, its parts named; `edition` and `district` are what theirs may be."""
    known = {"edition": edition, "district": district}
    parts = re.split(r"{(\w+)}", form)
    found = (f"(?P<{part}>{known.get(part, '.+')})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(found))


def gathered(sentences: Iterable[str], language: str) -> tuple[str, ...]:
    """The sentences, those of `redrawn_words` of one day as one, first: new boundaries are new to all editions before.

    "Gränserna ändrades den 18 november 2026. Till en annan kommundel hör nu 7 händelser i lägesbild 2026:21 och 5 i
    2026:22."
    """
    redrawn = _pattern(REDRAWN[language])
    told = {sentence: redrawn.fullmatch(sentence) for sentence in sentences}
    days: dict[str, list[re.Match[str]]] = defaultdict(list)
    for found in filter(None, told.values()):
        days[found["day"]].append(found)
    several = {day: found for day, found in days.items() if len(found) > 1}
    ones = (_of_several(day, found, language) for day, found in several.items())
    return (*ones, *(sentence for sentence, found in told.items() if not (found and found["day"] in several)))


def _of_several(day: str, found: Iterable[re.Match[str]], language: str) -> str:
    sentence, first, later = OF_SEVERAL[language]
    begun, *others = ((one["incidents"], one["edition"]) for one in found)
    told = [f"{begun[0]} {first.format(edition=begun[1])}"]
    told += [f"{counted.rpartition(NO_BREAK)[0]} {later} {edition}" for counted, edition in others]
    return sentence.format(day=day, listed=listed(told, language))
