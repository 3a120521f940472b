"""The typefaces that documents and drawings are set in."""

from functools import lru_cache
from pathlib import Path

import typst


@lru_cache(maxsize=2)
def typefaces(folder: Path) -> typst.Fonts:
    """Of a folder, and those that typst carries, in this order of choice.

    Looked up once: the search takes longer than the typesetting. System fonts would make machines differ.
    """
    paths = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
