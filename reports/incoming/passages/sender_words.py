"""Words in headings and signatures that tell what sort of organisation writes."""

import re

_WORDS = {
    "police": r"polismyndighet|kommunpolis|områdespolis|\blpo\b|polisområde|@polisen\.se(?![\w-]|\.\w)|polisrapport"
    r"|polisens (?:dygns)?rapport",
    "guards": r"väktar|ordningsvakt|skyddsvakt|bevakning|ronder|vaktbolag|vaktrapport|\bsecurity\b",
    "field_group": r"fältassistent|fältgrupp|fältare|fältarbet",
    "school": r"rektor|skolledning|elevhälsa|fritidsgård|fritidsledare",
    "housing": r"bovärd|fastighetsskötare|störningsjour|hyresgäst",
    "association": r"nattvandr|grannstöd",
}
_KINDS = {kind: re.compile(words) for kind, words in _WORDS.items()}
# Who the writers say that they are, wherever a line break stands: "vi va 6 st nattvandrare", "mvh väktaren".
_SELF = re.compile(
    r"\bvi (?:va|var|är|gick) (?:\d+ |någ?ra |ett (?:gäng|par) |två |tre |fyra |fem |sex )?(?:st\.? |stycken "
    r"|vuxna )?(?:som )?"
    r"(?:nattvandr|fältassistent|fältare|väktar|grannstöd)\w*"
    r"|\bvi (?:har )?nattvandra\w*|(?:här|det) är (?:nattvandr|fältgrupp|grannstöd)\w*"
    r"|^[ \t]*(?:väktare|ordningsvakt(?:er)?|vakthavande väktare)(?: nr)? ?:"
    r"|(?:mvh|hälsning(?:ar)?|hälsn\.?|häls\.?)[ ,]+(?:från )?\w[^\n.!?]{1,40}\Z",
    re.MULTILINE,
)
_BESIDE = 4_000  # characters at each end in which they say so
_TITLE = re.compile(r"(?:[\w-]+ )?\w*(?:rapport|sammanställning|sammanfattning)\w*\b[^.!?]*(?:\d[.:]\d\d[^.!?]*)*$")
LONGEST_HEADING = 60
_LONGEST_TITLE = 110
_FIRST, _LAST = 4, 4


def ends_of(text: str) -> str:
    """The short lines with which a text begins and ends, in small letters: its headings and signatures.

    And the words with which the writers say who they are. Sentences are left out, as they tell of others: "Väktare
    larmade polisen."
    """
    small = text.casefold().strip()
    lines = [line.strip() for line in small.splitlines() if line.strip()]
    ends = [*lines[:_FIRST], *lines[_FIRST:][-_LAST:]]
    titles = [line for line in lines[:1] if len(line) <= _LONGEST_TITLE and _TITLE.match(line)]
    near = small if len(small) <= 2 * _BESIDE else f"{small[:_BESIDE]}\n{small[-_BESIDE:]}"
    said = [found[0] for found in _SELF.finditer(near)]
    return "\n".join([*(line for line in ends if len(line) <= LONGEST_HEADING), *titles, *said])


def kinds_named(ends: str) -> set[str]:
    """The kinds of organisations (as `OrganisationKind` has them) whose words stand in the ends of a text."""
    return {kind for kind, words in _KINDS.items() if words.search(ends)}
