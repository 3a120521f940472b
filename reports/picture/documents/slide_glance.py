"""The left column of a district's slide: the step it is judged with and why, how many, what has changed."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from reports.picture.content.blocks import Card, Judgement, Value
from reports.picture.content.two_pages import cut
from reports.picture.documents.slide_deck import GAP, LINE, TITLE_HEIGHT, TITLES, Deck, text_height, write
from reports.picture.documents.slide_letters import BOLD, lines_of, text_width
from reports.picture.documents.slide_master import BOTTOM, MARGIN, TOP

LARGE, NORMAL, SMALL, COUNT = 24, 20, 18, 32
STEPS = (24, 22, 20)
"""Sizes of the step where the number stands beside it."""
LEFT = 13.6
LEAST = 3.2
"""Centimetres of a table's heads, of how many rows there are more, and of their sum."""
FIRST_WORDS, WORDS = 112, 220
"""Signs of a reason beside a map with its key, and beside a map or table alone."""
FEWER_WORDS, LOW_TITLE, CLOSE = 112, 1.4, 0.05
"""Where room is wanted most: signs of the warning and the reason, and centimetres of a title and between two lines."""


class Line(NamedTuple):
    """`size` is in points; the one with the district's number stands out."""

    value: Value
    size: float
    is_count: bool = False

    def height(self, gap: float = GAP / 2) -> float:
        """In centimetres, with so many below it."""
        return text_height(self.value.text, self.size, LEFT) + gap


@dataclass(frozen=True, slots=True)
class Glance:
    """The left column: what stands at `begin` beside the step's swatch; its lines from `top` to `bottom`.

    `gap` is the space below each, `size` that of the step, `title` the height of what stands above; `is_whole`: with
    the whole reason.
    """

    step: str
    lines: tuple[Line, ...]
    begin: float
    top: float
    bottom: float
    is_whole: bool
    gap: float = GAP / 2
    size: float = LARGE
    title: float = TITLE_HEIGHT

    @property
    def is_close(self) -> bool:
        return self.gap < GAP / 2


def glance_of(card: Card, is_short: bool) -> Glance:
    """What finds room in the left column: a step never without its reason. `is_short` beside a map with its key."""
    judged, is_whole = _judged(card.judgement, FIRST_WORDS if is_short else WORDS)
    lines = [line for line in (*judged, _count(card)) if line.value.text]
    begin, step = TOP - 0.2, card.judgement.label if card.judgement else ""
    top = begin + (1.4 if step else 0)
    bottom = top + sum(line.height() for line in lines)
    most = BOTTOM - (LEAST if is_short else 0)
    said = [*_compared(card, is_short), *(Line(change, NORMAL) for change in card.changes)]
    calm = [] if is_short else [Line(Value(card.calm), NORMAL)]
    for line in (*said, *calm):
        if line.value.text and bottom + line.height(gap=0) < most:
            lines.append(line)
            bottom += line.height()
    return Glance(step, tuple(lines), begin, top, bottom + GAP, is_whole)


def close_glance(card: Card) -> Glance:
    """All of it in as few lines as can be: the number beside the step, the warning and the reason's first words in one.

    Every change is told; the reason stands whole with the comments.
    """
    judged, is_whole = _in_one(card.judgement)
    step, count = (card.judgement.label if card.judgement else ""), _count(card)
    beside = f"{step} · {count.value.text}"
    room = LEFT - 1.4 * LINE * LARGE
    size = next((size for size in STEPS if step and text_width(beside, size * BOLD) <= room), None)
    said = [Value(judged), *(line.value for line in _compared(card, is_short=True)), *card.changes]
    counted = () if size else (count._replace(size=LARGE),)
    lines = tuple(line for line in (*counted, *(Line(value, SMALL) for value in said)) if line.value.text)
    title = LOW_TITLE if lines_of(card.title, BOLD * TITLES[-1], LEFT) == 1 else TITLE_HEIGHT
    begin = TOP - 0.2 - (TITLE_HEIGHT - title)
    top = begin + (LINE * LARGE + 2 * CLOSE if step else 0)
    bottom = top + sum(line.height(CLOSE) for line in lines)
    return Glance(beside if size else step, lines, begin, top, bottom + CLOSE, is_whole, CLOSE, size or LARGE, title)


def at_a_glance(deck: Deck, card: Card, glance: Glance, width: float) -> None:
    """The slide's title, `width` centimetres wide, and the left column."""
    deck.begin(card.title, width, height=glance.title)
    deck.top, top = glance.begin, glance.top
    if card.judgement:
        deck.judged(replace(card.judgement, label=glance.step), glance.size, LEFT)
    for line in glance.lines:
        height = line.height(gap=0)
        write(deck.box(MARGIN, top, LEFT, height).paragraphs[0], line.value, line.size, is_bold=line.is_count)
        top += height + glance.gap
    deck.top = glance.bottom


def _count(card: Card) -> Line:
    return Line(Value(card.big.text), COUNT, is_count=True)


def _compared(card: Card, is_short: bool) -> list[Line]:
    """Verdict and range, in one line where room is wanted."""
    if is_short and card.verdict and card.expected:
        return [Line(replace(card.verdict, text=f"{card.verdict.text}, {card.expected}"), SMALL)]
    return [Line(value, NORMAL) for value in (card.verdict, Value(card.expected)) if value]


def _judged(judgement: Judgement | None, most: int) -> tuple[list[Line], bool]:
    """Below the step: that it points another way than the numbers, and so many signs of its reason."""
    if judgement is None:
        return [], True
    shown = cut(judgement.reason, most)
    return [Line(Value(text), SMALL) for text in (judgement.warned, shown)], shown == judgement.reason


def _in_one(judgement: Judgement | None) -> tuple[str, bool]:
    """A warning and the first words of a reason, and whether these are all of it."""
    if judgement is None:
        return "", True
    shown = cut(judgement.reason, FEWER_WORDS - len(judgement.warned))
    return " ".join(filter(None, (judgement.warned, shown))), shown == judgement.reason
