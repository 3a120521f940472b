"""Words in headings and signatures that tell what sort of organisation writes."""

import re

_WORDS = {
    "police": r"polismyndighet|kommunpolis|områdespolis|\blpo\b|polisområde|@polisen\.se|polisrapport"
    r"|polisens (?:dygns)?rapport",
    "guards": r"väktar|ordningsvakt|skyddsvakt|bevakning|ronder|vaktbolag|vaktrapport",
    "field_group": r"fältassistent|fältgrupp|fältare|fältarbet",
    "school": r"rektor|skolledning|elevhälsa|fritidsgård|fritidsledare",
    "housing": r"bovärd|fastighetsskötare|störningsjour|hyresgäst",
    "association": r"nattvandr|grannstöd",
}
_KINDS = {kind: re.compile(words) for kind, words in _WORDS.items()}
LONGEST_HEADING = 60
_FIRST, _LAST = 4, 4


def ends_of(text: str) -> str:
    """The short lines with which a text begins and ends, in small letters: its headings and signatures.

    Sentences are left out, as they tell of others: "Väktare larmade polisen."
    """
    lines = [line.strip() for line in text.casefold().splitlines() if line.strip()]
    ends = [*lines[:_FIRST], *lines[_FIRST:][-_LAST:]]
    return "\n".join(line for line in ends if len(line) <= LONGEST_HEADING)


def kinds_named(ends: str) -> set[str]:
    """The kinds of organisations (as `OrganisationKind` has them) whose words stand in the ends of a text."""
    return {kind for kind, words in _KINDS.items() if words.search(ends)}
