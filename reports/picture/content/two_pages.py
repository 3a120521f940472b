"""The steering group's version is two pages: what does not fit is shortened, least needed first, and said to be."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from reports.picture.content.blocks import Block, Bullets, Cards, Figure, Paragraph, Section, SectionKind, Table, Terms
from reports.picture.content.room import CARDS_ABREAST, FIRST_PAGE, TWO_PAGES, room_of

Sections = list[Section]
Shorten = Callable[[Block], Block | None]

FEW, SOME, SHORT, SHORTEST, LEAST = 5, 8, 280, 140, 50
"""Rows of a table or list, and signs of a text, that are left."""
LONGER = range(950, SHORT, -50)
"""Signs of the reasons, tried in turn: they may be 1,000 long, and no more of them is cut than what does not fit."""
LONG = (3_000, 2_200, 1_600, 1_200, 900, 700, 500, 380, SHORT)
"""The same of other texts, which may be 4,000 long."""


def on_two_pages(sections: Sequence[Section], say: Callable[[str], str]) -> tuple[Sections, list[str]]:
    """The sections, shortened by as many of the steps, in their order, as they need to fit, and the names of what is
    shorter: the titles of the sections, and what `say` gives for parts of one that is else whole.
    """
    shown, done = list(sections), list[str]()
    steps = (*((_reaches_over, step) for step in _ROW), *((_overfull, step) for step in _STEPS))
    for is_too_long, (kind, shorten, *parts) in steps:
        if not is_too_long(shown):
            continue
        shorter = _shortened(shown, kind, shorten)
        changed = [section.title for section, before in zip(shorter, shown, strict=True) if section != before]
        done += [say(part) for part in parts if changed] or changed
        shown = [section for section in shorter if section.blocks]
    return shown, list(dict.fromkeys(done))


def _overfull(sections: Sections) -> bool:
    return sum(map(room_of, sections)) > TWO_PAGES


def _reaches_over(sections: Sections) -> bool:
    """Whether the one row of cards, which does not part, would leave the rest of the first page empty."""
    cards = next((len(block.cards) for block in sections[0].blocks if isinstance(block, Cards)), 0)
    return 0 < cards <= CARDS_ABREAST and room_of(sections[0]) > FIRST_PAGE


def _shortened(sections: Sections, kind: SectionKind, shorten: Shorten) -> Sections:
    return [
        replace(one, blocks=tuple(block for old in one.blocks if (block := shorten(old)))) if one.kind is kind else one
        for one in sections
    ]


def _text(block: Block, most: int) -> Block:
    match block:
        case Paragraph():
            return replace(block, text=cut(block.text, most))
        case Bullets():
            return Bullets(tuple(replace(item, text=cut(item.text, most)) for item in block.items))
        case _:
            return block


def cut(text: str, most: int) -> str:
    """The text, or its first words and "…": whole sentences where half of the room is filled by them."""
    if len(text) <= most:
        return text
    begun = text[: most - 2].rpartition(" ")[0] or text[: most - 2]
    whole = f"{begun} ".rpartition(". ")[0]
    return f"{whole}. …" if len(whole) > most / 2 else f"{begun} …"


def _rows(block: Block, most: int) -> Block:
    match block:
        case Table():
            return replace(block, rows=block.rows[:most])
        case Bullets():
            return Bullets(block.items[:most])
        case _:
            return block


def _meanings(block: Block) -> Block:
    """Each term's first sentence."""
    if not isinstance(block, Terms):
        return block
    return replace(block, terms=tuple((term, cut(text, SHORTEST)) for term, text in block.terms))


def _sentences(block: Block) -> Block | None:
    """What is said in words, without its drawing and tables."""
    return None if isinstance(block, Figure | Table) else block


def _nothing(_: Block) -> None:
    return None


def _reasons(block: Block, most: int) -> Block:
    if not isinstance(block, Cards):
        return block
    judged = (
        card.judgement and replace(card.judgement, reason=cut(card.judgement.reason, most)) for card in block.cards
    )
    return Cards(tuple(replace(card, judgement=one) for card, one in zip(block.cards, judged, strict=True)))


def _bare(block: Block) -> Block:
    """Who set a step, and that nothing has changed, is left out too, of districts so many that nothing else fits."""
    shorter = _reasons(block, LEAST)
    if not isinstance(shorter, Cards):
        return block
    judged = (card.judgement and replace(card.judgement, by="") for card in shorter.cards)
    return Cards(tuple(replace(card, judgement=one, calm="") for card, one in zip(shorter.cards, judged, strict=True)))


def _without_maps(block: Block) -> Block:
    return Cards(tuple(replace(card, figure=None) for card in block.cards)) if isinstance(block, Cards) else block


_SHORTEST = partial(_text, most=SHORTEST)
_FEW, _SOME = partial(_rows, most=FEW), partial(_rows, most=SOME)
_REASONS, _MAPS = "shortened_reasons", "shortened_maps"
Step = tuple[SectionKind, Shorten] | tuple[SectionKind, Shorten, str]
_ROW: Sequence[Step] = [
    (SectionKind.SUMMARY, partial(_reasons, most=most), _REASONS) for most in (*LONGER, SHORT, SHORTEST)
]
_STEPS: Sequence[Step] = (
    (SectionKind.PLACES, _FEW),
    (SectionKind.MORE, _meanings),
    (SectionKind.HALF_YEAR, _sentences),
    (SectionKind.CORRECTIONS, _FEW),
    *((SectionKind.COMMENTS, partial(_text, most=most)) for most in LONG),
    (SectionKind.HOURS, _sentences),
    *((kind, partial(_text, most=most)) for most in LONG for kind in (SectionKind.CHILDREN, SectionKind.FEEDBACK)),
    (SectionKind.EVENTS, _FEW),
    *((SectionKind.SUMMARY, partial(_reasons, most=most), _REASONS) for most in LONGER),
    (SectionKind.SUMMARY, partial(_reasons, most=SHORT), _REASONS),
    (SectionKind.CHANGES, _SOME),
    (SectionKind.COMMENTS, _SHORTEST),
    (SectionKind.PLACES, _nothing),
    (SectionKind.SUMMARY, partial(_reasons, most=SHORTEST), _REASONS),
    (SectionKind.CHILDREN, _SHORTEST),
    (SectionKind.FEEDBACK, _SHORTEST),
    (SectionKind.CORRECTIONS, _nothing),
    (SectionKind.HALF_YEAR, _nothing),
    (SectionKind.SUMMARY, _without_maps, _MAPS),
    (SectionKind.COMMENTS, _nothing),
    (SectionKind.CHANGES, _FEW),
    (SectionKind.SUMMARY, _bare, _REASONS),
    (SectionKind.CHILDREN, _nothing),
    (SectionKind.FEEDBACK, _nothing),
    (SectionKind.EVENTS, _nothing),
    (SectionKind.DECISIONS, _SOME),
    *((SectionKind.DECISIONS, partial(_text, most=most)) for most in LONG),
)
"""Least needed first. Numbers and decisions go last; texts and pictures stand in the coordination group's version."""
