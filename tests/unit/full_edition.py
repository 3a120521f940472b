"""An edition with all there can be in one: a year of numbers that vary by themselves, and much said by people."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np

from reports.picture.audiences.audience import Audience, for_audience
from reports.picture.build import build_picture
from reports.picture.content.blocks import Document
from reports.picture.content.compose import compose
from reports.picture.inputs import (
    CategoryLabel,
    CountInput,
    DistrictInput,
    MarkInput,
    PictureInput,
    PlaceInput,
    SourceInput,
    SpanInput,
    UnplacedInput,
)
from reports.picture.record import Picture
from reports.picture.remarks import Assessment, EarlierAssessments, KnownEvent, Remarks, Step
from tests.unit.picture_data import PERIOD, picture_input, square

SHAPES = ("triangle-up", "pentagon", "square", "diamond", "hexagon", "star", "circle", "triangle-down", "cross", "ring",
          "triangle-right", "bar", "saltire")  # fmt: skip
COLOURS = ("#D55E00", "#CC79A7", "#0072B2", "#E69F00", "#009E73", "#000000", "#56B4E9")
NAMES = ("Oväsen", "Påhittade överträdelser på cykelvägar och i tunnlar", "Sak i mörker", "Klotter, skräp och annat")
LEVELS = (
    ("lugnt", "Lugnt läge", "#7fb8a4", "solid"),
    ("oro", "Viss oro", "#e8c65a", "dots"),
    ("mer", "Förhöjd oro", "#dd8f4a", "stripes"),
    ("allvar", "Allvarligt läge", "#c9606a", "crossed"),
)
TALE = "Fler störningar vid torget på kvällarna än före lovet, men inget grovt. Flera källor ger samma bild. "
FORTNIGHTS = (*PERIOD.before(26), PERIOD)


def full_input(districts: int = 3, categories: int = 13, language: str = "sv", scale: float = 1) -> PictureInput:
    """`scale` times about 3 incidents per cell and fortnight; the first cell has surely increased."""
    chance = np.random.default_rng(districts * 100 + categories)
    labels = tuple(
        CategoryLabel(f"k{n}", f"{NAMES[n % 4]} {n + 1}", SHAPES[n % 13], COLOURS[n % 7], n % 5 == 4)
        for n in range(categories)
    )
    areas = tuple(_district(n, labels, chance) for n in range(districts))
    counts = tuple(
        CountInput(period.start, area.key, label.code, int(chance.poisson(scale * (1 + n % 5))), ("polis",))
        for period in FORTNIGHTS for area in areas for n, label in enumerate(labels)
    )  # fmt: skip
    more = CountInput(PERIOD.start, areas[0].key, labels[0].code, int(30 * scale), ("polis",))
    first = int(PERIOD.starts_at.timestamp()) // 3600
    starts = chance.integers(first, first + 24 * 14, 200)
    return picture_input(
        first_data=FORTNIGHTS[0].start,
        categories=labels,
        districts=areas,
        counts=(*counts, more),
        sources=tuple(
            SourceInput(f"s{n}", f"Föreningen Prov {n}", "association", now, (4,) * 26)
            for n, now in enumerate((0, 4, 9))
        ),
        places=tuple(PlaceInput(f"Provplatsen {n:02}", areas[n % districts].key, n, (1,) * 26) for n in range(20)),
        unplaced=tuple(
            UnplacedInput(n, "natten mot den 3 november", "k0", areas[0].key, f"Vid provbron {n}") for n in range(40)
        ),
        unplaced_total=44,
        language=language,
        spans=tuple(SpanInput(areas[0].key, int(start), int(start) + 3) for start in starts),
    )


def full_remarks(picture: Picture) -> Remarks:
    keys = [label.key for label in picture.districts]
    return Remarks(
        comments=dict.fromkeys(keys, f"{TALE * 3}\nBelysningen är lagad."),
        assessments=tuple(
            Assessment(key, *LEVELS[n % 4], n % 4, TALE, "Kim Påhitt", PERIOD.ends_at, n % 3 == 1)
            for n, key in enumerate(keys)
        ),
        events=tuple(KnownEvent(date(2026, 11, 28) + timedelta(n), None, None, f"Provmarknad {n}") for n in range(3)),
        decisions_wanted=("Fler vuxna ute på kvällarna till och med vecka 51?", "Se över sikten vid stationen?"),
        child_perspective="Barnen går en längre väg för att slippa tunneln.",
        feedback="Det ni berättade om mörka lampor ledde till att åtta byttes.",
        corrections=("Sak i mörker i Del 1: 5 blev 4.",),
        for_steering=(f"comment:{keys[0]}", "event:0", "event:1", "places", "corrections", "child_perspective"),
        public_summary=(),
        public_reasons=dict.fromkeys(keys, "Fler har hört av sig om kvällarna vid torget."),
        earlier=tuple(
            EarlierAssessments(f"2026:{23 - back}", period.start, {keys[0]: Step(back % 4, LEVELS[back % 4][1])})
            for back, period in enumerate(PERIOD.before(2)[::-1], 1)
        ),
    )


@cache
def full_picture(districts: int = 3, categories: int = 13, language: str = "sv", scale: float = 1) -> Picture:
    return build_picture(full_input(districts, categories, language, scale), 2026, 23)


def full_document(audience: Audience, picture: Picture | None = None, is_draft: bool = False) -> Document:
    shown = picture or full_picture()
    return compose(*for_audience(shown, full_remarks(shown), audience), audience, is_draft)


def _district(number: int, labels: tuple[CategoryLabel, ...], chance: np.random.Generator) -> DistrictInput:
    west, south = 17.6 + 0.1 * (number % 4), 59.5 + 0.05 * (number // 4)
    marks = tuple(
        MarkInput(west + 0.1 * x, south + 0.05 * y, labels[kind].code)
        for x, y, kind in zip(chance.random(30), chance.random(30), chance.integers(0, len(labels), 30), strict=True)
    )
    names = (("Provtorget", west + 0.05, south + 0.02),)
    area = DistrictInput(f"d{number}", f"Del {number + 1}", square(west, south), True, marks, names)
    return area if number else replace(area, name="Norra Påhittsby med omnejd")
