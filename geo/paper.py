"""The room that paper leaves for a map."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperRoom:
    """Millimetres that a map may take on paper at most, and how large one of its pixels is there."""

    width: float
    height: float
    pixel: float
