"""Names that Excel takes: of sheets at most 31 signs, of tables no spaces, and each once."""

import re

LONGEST = 31
ABOUT = {"sv": "Om", "en": "About"}


class SheetNames:
    """Gives each sheet and each table of a workbook a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}  # Excel keeps this one for itself

    def about(self, language: str) -> str:
        return self._free(ABOUT[language])

    def sheet(self, caption: str, section: str) -> str:
        """As the caption says, or shorter as the section does."""
        named = re.sub(r"[\[\]:*?/\\]", "", caption)
        return self._free((named if len(named) <= LONGEST else re.sub(r"[\[\]:*?/\\]", "", section)).strip("' ") or "–")

    def table(self, key: str) -> str:
        return "T_" + re.sub(r"\W", "_", key)

    def _free(self, words: str) -> str:
        name, number = words[:LONGEST].rstrip(), 1
        while name.lower() in self._taken:
            number += 1
            ending = f" {number}"
            name = words[: LONGEST - len(ending)].rstrip() + ending
        self._taken.add(name.lower())
        return name
