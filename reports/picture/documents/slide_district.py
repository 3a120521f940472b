"""A district's slide: how it is judged, how many, what has changed; a map, and beside it a table that is its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reports.picture.content.blocks import Block, Bullets, Card, Figure, Judgement, Paragraph, Table, Value
from reports.picture.content.two_pages import cut
from reports.picture.documents.office import QUIET
from reports.picture.documents.slide_deck import GAP, HEADING, LINE, TITLE_HEIGHT, TITLES, Deck, text_height, write
from reports.picture.documents.slide_key import RANGES, all_rows, fitting, narrow
from reports.picture.documents.slide_letters import BOLD, lines_of, text_width
from reports.picture.documents.slide_master import BOTTOM, HIGHEST, MARGIN, MEASURE, TOP
from reports.picture.documents.slide_tables import ROW, TIGHT_ROW, draw_rows, footnotes, height_of

LARGE, NORMAL, SMALL, COUNT = 24, 20, 18, 32
STEPS = (24, 22, 20)
"""Sizes of the step where the number stands beside it."""
LEFT, APART = 13.6, 0.8
LEAST = 3.2
"""Centimetres of a table's heads, of how many rows there are more, and of their sum."""
FIRST_WORDS, WORDS = 112, 220
"""Signs of a reason beside a map with its key, and beside a map or table alone."""
MOST_WANTED = 8
"""Rows of a map's key for which the words beside the map make room."""
FEWER_WORDS, LOW_TITLE, LOWEST, CLOSE = 112, 1.4, BOTTOM + 0.15, 0.05
"""Then: signs of the warning and the reason, and centimetres of a title, of the table's foot, and between two lines."""
RIGHT = MEASURE - LEFT - APART
MAP = 12.86
"""Centimetres that the map is high: so its words are as large as the others."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The left column: what stands at `begin` beside the step's swatch; lines with their sizes from `top` to `bottom`.

    `gap` is the space below each, `size` that of the step, `title` the height of what stands above; `is_whole`: with
    the whole reason.
    """

    step: str
    lines: tuple[tuple[Value, float], ...]
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


def show_district(deck: Deck, card: Card, blocks: tuple[Block, ...], numbers: int = RANGES) -> list[str]:
    """`blocks` are those of the district's section; none where the readers get no section of it.

    `numbers` is how many columns of numbers its table has (see `columns_for`). Returns what was written of it and has
    no room on its slide.
    """
    card = replace(card, judgement=judgement_of(card, blocks))
    table, figure = _table_of(blocks), map_of(card, blocks)
    if table and figure:
        glance, key = _beside_map(card, narrow(table, numbers), deck.language)
        _at_a_glance(deck, card, glance, LEFT)
        draw_rows(deck, key, all_rows(key), MARGIN, deck.top, LEFT, TIGHT_ROW if glance.is_close else ROW)
    else:
        glance, key = _glance(card, is_short=False), None
        _at_a_glance(deck, card, glance, LEFT if figure or table else MEASURE)
    left = MARGIN + LEFT + APART
    if figure:
        _map(deck, figure, left, footnotes(key, all_rows(key)) if key else [])
    elif table:
        _whole(deck, narrow(table), left)
    deck.top = BOTTOM
    reason = "" if glance.is_whole or not card.judgement else card.judgement.reason
    return [text for text in (reason, *(comment.text for comment in _comments(blocks))) if text]


def _beside_map(card: Card, table: Table, language: str) -> tuple[Glance, Table]:
    """What stands beside a map, and its key: said shorter where the key had fewer rows than are wanted."""
    glance = _glance(card, is_short=True)
    key = fitting(table, BOTTOM - glance.bottom, LEFT, language)
    if sum(row in table.rows for row in key.rows) >= min(MOST_WANTED, len(table.rows)):
        return glance, key
    glance = _close_glance(card)
    return glance, fitting(table, LOWEST - glance.bottom, LEFT, language, TIGHT_ROW)


def columns_for(districts: Iterable[tuple[Card, tuple[Block, ...]]]) -> int:
    """The same for all districts: number and range, or the number alone where a table beside a map needs the room."""
    for card, blocks in districts:
        table, figure = _table_of(blocks), map_of(card, blocks)
        if table and figure:
            glance = _glance(replace(card, judgement=judgement_of(card, blocks)), is_short=True)
            whole = narrow(table)
            if height_of(whole, all_rows(whole), LEFT) > BOTTOM - glance.bottom:
                return 1
    return RANGES


def show_calm(deck: Deck, title: str, districts: list[tuple[Card, tuple[Block, ...]]]) -> dict[str, list[str]]:
    """The districts in which nothing has happened, a line each: how it is judged, why, and what was expected.

    Returns what was written of them besides, by their names.
    """
    if not districts:
        return {}
    deck.begin(title)
    for card, blocks in districts:
        judgement = judgement_of(card, blocks)
        judged = (judgement.label, judgement.reason) if judgement else ()
        deck.text(Value(" · ".join(filter(None, (*judged, card.expected)))), NORMAL, term=card.title)
    return {card.title: [comment.text for comment in _comments(blocks)] for card, blocks in districts}


def judgement_of(card: Card, blocks: tuple[Block, ...]) -> Judgement | None:
    """Of the district's section, else of its card."""
    return next((block for block in blocks if isinstance(block, Judgement)), card.judgement)


def show_said(deck: Deck, title: str, said: Mapping[str, list[str]]) -> None:
    """Reasons and comments that the districts' own slides have no room for, by the names of the districts."""
    if not any(said.values()):
        return
    deck.begin(title)
    size = min((NORMAL, SMALL), key=lambda size: (_slides_for(said, size), -size))
    for name, texts in said.items():
        if texts:
            _said(deck, title, name, texts, size)


def _slides_for(said: Mapping[str, list[str]], size: float) -> int:
    """On how many slides all stands in letters of a size, where none goes on on the next."""
    slides, filled = 0, BOTTOM
    for height in (_said_height(texts, size) + HEADING for texts in said.values() if texts):
        is_new = filled + height > BOTTOM
        slides, filled = slides + is_new, (TOP if is_new else filled) + height
    return slides


def _said_height(texts: list[str], size: float) -> float:
    return sum(text_height(text, size, MEASURE) + GAP for text in texts)


def _said(deck: Deck, title: str, name: str, texts: list[str], size: float) -> None:
    """Of one district, on one slide if it can be; what goes on says of which it is."""
    height = _said_height(texts, size)
    if height + HEADING <= BOTTOM - TOP:
        deck.under(name, height)
    else:
        deck.begin(f"{title}: {name}", is_instead=deck.top <= TOP)
    for text in texts:
        deck.text(Value(text), size)


def _comments(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """The paragraphs before the district's map and numbers: what somebody wrote of it."""
    ends = (Figure, Bullets, Table)
    before = next((at for at, block in enumerate(blocks) if isinstance(block, ends)), len(blocks))
    return [block for block in blocks[:before] if isinstance(block, Paragraph) and not block.is_lead]


def map_of(card: Card, blocks: tuple[Block, ...]) -> Figure | None:
    """What a district's slide shows."""
    return next((block for block in blocks if isinstance(block, Figure) and block.table is None), card.figure)


def _whole(deck: Deck, table: Table, left: float) -> None:
    """All of a table where there is room, else the rows with most incidents and how many more there are.

    What its marks mean stands below it, or in the left column where the table needs the room and that has it.
    """
    notes = footnotes(table, all_rows(table))
    height, below = BOTTOM - HIGHEST, _notes_height(notes, RIGHT) + GAP / 2
    is_beside = height_of(table, all_rows(table), RIGHT) > height - below
    is_beside = is_beside and deck.top + _notes_height(notes, LEFT) <= BOTTOM
    shown = fitting(table, height if is_beside else height - below, RIGHT, deck.language)
    rows = all_rows(shown)
    draw_rows(deck, shown, rows, left, HIGHEST, RIGHT)
    if not is_beside:
        deck.top = HIGHEST + height_of(shown, rows, RIGHT) + GAP / 2
    _footnotes(deck, footnotes(shown, rows), MARGIN if is_beside else left, LEFT if is_beside else RIGHT)


def _notes_height(notes: list[str], width: float) -> float:
    return sum(text_height(words, SMALL, width) + GAP / 2 for words in notes)


def _footnotes(deck: Deck, notes: list[str], left: float, width: float) -> None:
    for words in notes:
        height = text_height(words, SMALL, width)
        write(deck.box(left, deck.top, width, height).paragraphs[0], Value(words), SMALL, colour=QUIET)
        deck.top += height + GAP / 2


def _map(deck: Deck, figure: Figure, left: float, notes: list[str]) -> None:
    """With what the marks in the table beside it mean, below."""
    shown = replace(figure, svg=next(iter(figure.projected), figure.svg))
    deck.figure(shown, left, HIGHEST, RIGHT, MAP)
    below = " · ".join(filter(None, (figure.caption, *notes)))
    if below:
        line = deck.box(left, HIGHEST + MAP + GAP, RIGHT, 1.6).paragraphs[0]
        write(line, Value(below), SMALL, colour=QUIET)


def _glance(card: Card, is_short: bool) -> Glance:
    """What finds room in the left column: a step never without its reason."""
    judged, is_whole = _judged(card.judgement, FIRST_WORDS if is_short else WORDS)
    lines = [line for line in (*judged, (Value(card.big.text), COUNT)) if line[0].text]
    begin, step = TOP - 0.2, card.judgement.label if card.judgement else ""
    top = begin + (1.4 if step else 0)
    bottom = top + sum(_line_height(line) for line in lines)
    most = BOTTOM - (LEAST if is_short else 0)
    said = [*_compared(card, is_short), *((change, NORMAL) for change in card.changes)]
    calm = [] if is_short else [(Value(card.calm), NORMAL)]
    for value, size in (*said, *calm):
        if value and value.text and bottom + text_height(value.text, size, LEFT) < most:
            lines.append((value, size))
            bottom += _line_height((value, size))
    return Glance(step, tuple(lines), begin, top, bottom + GAP, is_whole)


def _close_glance(card: Card) -> Glance:
    """All of it in as few lines as can be: the number beside the step, the warning and the reason's first words in one.

    Every change is told; the reason stands whole with the comments.
    """
    judged, is_whole = _in_one(card.judgement)
    step, count = (card.judgement.label if card.judgement else ""), card.big.text
    beside = f"{step} · {count}"
    room = LEFT - 1.4 * LINE * LARGE
    size = next((size for size in STEPS if step and text_width(beside, size * BOLD) <= room), None)
    said = [Value(judged)] if size else [Value(count), Value(judged)]
    said += [value for value, _ in _compared(card, is_short=True) if value] + list(card.changes)
    lines = tuple((value, LARGE if value.text == count else SMALL) for value in said if value.text)
    title = LOW_TITLE if lines_of(card.title, BOLD * TITLES[-1], LEFT) == 1 else TITLE_HEIGHT
    begin = TOP - 0.2 - (TITLE_HEIGHT - title)
    top = begin + (LINE * LARGE + 2 * CLOSE if step else 0)
    bottom = top + sum(_line_height(line, CLOSE) for line in lines)
    return Glance(beside if size else step, lines, begin, top, bottom + CLOSE, is_whole, CLOSE, size or LARGE, title)


def _in_one(judgement: Judgement | None) -> tuple[str, bool]:
    """A warning and the first words of a reason, and whether these are all of it."""
    if judgement is None:
        return "", True
    warning = judgement.warning.partition(". ")[0].rstrip(".")
    shown = cut(judgement.reason, FEWER_WORDS - len(warning))
    return ". ".join(filter(None, (warning, shown))), shown == judgement.reason


def _line_height(line: tuple[Value, float], gap: float = GAP / 2) -> float:
    value, size = line
    return text_height(value.text, size, LEFT) + gap


def _at_a_glance(deck: Deck, card: Card, glance: Glance, width: float) -> None:
    """The slide's title, `width` centimetres wide, and the left column."""
    deck.begin(card.title, width, height=glance.title)
    deck.top, top = glance.begin, glance.top
    if card.judgement:
        deck.judged(replace(card.judgement, label=glance.step), glance.size, LEFT)
    for value, size in glance.lines:
        height = _line_height((value, size), glance.gap)
        is_count = value.text == card.big.text
        write(deck.box(MARGIN, top, LEFT, height - glance.gap).paragraphs[0], value, size, is_bold=is_count)
        top += height
    deck.top = glance.bottom


def _compared(card: Card, is_short: bool) -> list[tuple[Value | None, float]]:
    """Verdict and range, in one line where room is wanted."""
    if is_short and card.verdict and card.expected:
        return [(replace(card.verdict, text=f"{card.verdict.text}, {card.expected}"), SMALL)]
    return [(card.verdict, NORMAL), (Value(card.expected), NORMAL)]


def _judged(judgement: Judgement | None, most: int) -> tuple[list[tuple[Value, float]], bool]:
    """Below the step: that it points another way than the numbers, and so many signs of its reason."""
    if judgement is None:
        return [], True
    shown = cut(judgement.reason, most)
    told = (judgement.warning.partition(". ")[0], shown)
    return [(Value(text), SMALL) for text in told], shown == judgement.reason


def _table_of(blocks: tuple[Block, ...]) -> Table | None:
    return next((block for block in blocks if isinstance(block, Table)), None)
