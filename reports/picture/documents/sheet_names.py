"""Names that Excel takes for sheets: at most 31 signs, and each once."""

import re

LONGEST = 31
ABOUT = {"sv": "Om", "en": "About"}


class SheetNames:
    """Gives each sheet of a workbook a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}  # Excel keeps this one for itself

    def about(self, language: str) -> str:
        return self._free(ABOUT[language])

    def sheet(self, title: str) -> str:
        return self._free(re.sub(r"[\[\]:*?/\\]", "", title).strip("' ") or "–")

    def _free(self, words: str) -> str:
        name, number = words[:LONGEST].rstrip(), 1
        while name.lower() in self._taken:
            number += 1
            ending = f" {number}"
            name = words[: LONGEST - len(ending)].rstrip() + ending
        self._taken.add(name.lower())
        return name
