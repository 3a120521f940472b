"""What is a heading in a report: "Misshandel, Borlänge", also where the line break after it was lost."""

import re

_GAP = r"[^\S\r\n]"
LONGEST = 90  # characters of a heading
_MOST_WORDS = 11
UPPER = "[A-ZÅÄÖÉ]"
LOWER = "[a-zåäöé]"
JUNCTION = rf"(?<={LOWER}{LOWER})(?={UPPER})"  # where a line break was lost: "BorlängePolisen"

# Words by which a sentence shows: finite verbs, and what begins a sentence rather than a heading.
_FINITE = re.compile(
    r"är|har|hade|får|fick|ska|skulle|blir|blev|kan|kunde|ser|såg|går|gick|slår|slog|tog|tar|kom|kommer|greps"
    r"|grips|sker"
    r"|brinner|brann|kör|körde|stals|stjäls|hotas|hittas|hölls|hålls|försvann"
    r"|\w+(?:ades|ade|ats|erar|erat|[^nodlm]ar|[bdfghjklmnprstv]as|[glt]er|ches)"
)
_NO_VERB = re.compile(
    r"\w*(?:olyckor|personer|händelser|kontroller|ungdomar|fordonsägar|bilar|cyklar|mopeder|väskor|helger|eller"
    r"|efter|över"
    r"|under|handlingar|väktar|killar|grabbar|pojkar|tjejer|dörrar|smällar|buskar|bussar|bänkar|stolpar|skyltar"
    r"|påsar|burkar"
    r"|hundar|raketer|grupper|klotter|fönster|kvarter|center|papper|vatten|lägenheter|gäster|saker|lås|glas|hus"
    r"|gas|bas|ras|tas|kallas|mobiler)"
)
_SENTENCE_STARTS = re.compile(
    r"(?:En|Ett|Den|Det|De|Två|Tre|Fyra|Fem|Flera|Någon|Några|Man|Han|Hon|Ingen|Inga|Inget|Polis(?:en|er"
    r"|patrull\w*)?|"
    r"Patrull(?:en|er)?|Enligt|När|Efter|Under|Vi|Larm|Vid|På|I|Räddningstjänst(?:en)?|Inringare|Boende|Väktare"
    r"|Vittnen?|"
    r"Mannen|Kvinnan|Föraren|Anmäl(?:an|are)|Ungdomar|Personal|Strax|Klockan|Kl|Runt|Ungefär|Okänd|SOS"
    r"|Allmänhet(?:en)?|"
    r"Ordningsvakt(?:er)?|Förbipasserande|Olycka|Natten|Tidigt|Sent|Senare|Började|Startade|Rullade)\b"
)
_TOLD_BEFORE = re.compile(r"(?:Väg|Trafik|Brand|Olyck|Person|Plats|Bil|Avspärrning|Insats|Körfält)(?:en|an|et)\b")
_LABEL_AND_TOWN = re.compile(
    rf"{UPPER}[^,\n]{{2,50}}(?:,[^,\n]{{2,30}}){{0,2}}(?:,"
    rf"|{_GAP}[–-]){_GAP}?{UPPER}[\wåäöé-]+(?:{_GAP}{UPPER}?[\w-]+){{0,2}}"
    rf"{_GAP}?[.:]?"
)
_TOWN_AND_LABEL = re.compile(
    rf"{UPPER}[\w-]+(?:{_GAP}{UPPER}[\w-]+)?(?:{_GAP}kommun)?,{_GAP}(?!ing|med\b|utan\b|där\b|vid\b|i\b|på\b|och\b)"
    rf"[a-zåäö]{{4,}}[a-zåäö /]{{0,50}}[.:]?"
)
_PLACE_ALONE = re.compile(
    rf"{UPPER}[\w-]+(?:{_GAP}(?:{UPPER}[\w-]+|centrum|torg|station|kommun|län|och)){{0,3}}{_GAP}?[.:]?"
)
_KIND_NAME = (
    r"(?:(?:våld|trafik|egendoms|narkotika|tillgrepps)s?(?:brott)?|våldsbrott|stöld(?:er)?|inbrott|ordning|brand|hot"
    r"|skadegörelse|tillgrepp|alkohol|bedrägeri(?:er)?|vapen|ordningsstörningar?|klotter|brott|olyckor|händelser)"
)
_KINDS_ALONE = re.compile(
    rf"{_KIND_NAME}(?:(?:{_GAP}?/{_GAP}?|,?{_GAP}och{_GAP}|,{_GAP}){_KIND_NAME})*{_GAP}?:?", re.IGNORECASE
)
_END = re.compile(rf"(?<=\w\w)[.:]{_GAP}*(?={UPPER}|\Z)|[:](?={_GAP}|\Z)|{_GAP}{{2,}}(?={UPPER})|{JUNCTION}|\Z")
_TOWN_THEN_SENTENCE = re.compile(rf"[,–-]{_GAP}?{UPPER}[\wåäöé-]+(?P<end>){_GAP}(?={_SENTENCE_STARTS.pattern})")
_SEPARATOR = re.compile(r"[\t|;]")


def has_verb(words: str) -> bool:
    """Whether the words hold a finite verb, as far as their endings show; what has a capital is a name."""
    plain = (word.strip('.,:;()–-/”"') for word in words.split()[:30])
    return any(
        word.islower() and _FINITE.fullmatch(word) is not None and not _NO_VERB.fullmatch(word) for word in plain
    )


def begins_sentence(words: str) -> bool:
    """Whether words begin as a sentence does, or with something told of before: "Vägen avstängd"."""
    return _SENTENCE_STARTS.match(words) is not None or _TOLD_BEFORE.match(words) is not None


def is_heading(words: str) -> bool:
    """Whether the words may be a heading: few, begun with a capital, no sentence."""
    stripped = words.strip()
    if not 3 <= len(stripped) <= LONGEST or not stripped[0].isupper() or len(stripped.split()) > _MOST_WORDS:
        return False
    return not has_verb(stripped)


def names_label_and_town(line: str) -> bool:
    """Whether a line is a heading of a label and a town: "Ringa stöld, Gävle", "Gävle, ringa stöld"."""
    stripped = line.strip()
    if not is_heading(stripped):
        return False
    return (_LABEL_AND_TOWN.fullmatch(stripped) or _TOWN_AND_LABEL.fullmatch(stripped)) is not None


def names_place(line: str) -> bool:
    """Whether a line is but the name of a place, as far as its look shows: "Bro centrum:"."""
    stripped = line.strip()
    return len(stripped) <= LONGEST and _PLACE_ALONE.fullmatch(stripped) is not None


def names_kinds(line: str) -> bool:
    """Whether a line is but the name of one kind of events, or of several: "Våld", "Stöld/inbrott:"."""
    return _KINDS_ALONE.fullmatch(line.strip()) is not None


def heading_end(text: str, start: int, line_end: int, goes_on: bool) -> int:
    """Where the heading that begins at `start` ends; `start` where there is none.

    `line_end` is the end of its line, `goes_on` tells whether more lines follow about the same.
    """
    line = text[start:line_end]
    if _SEPARATOR.search(line):
        return start + _row_heading(line)
    if len(line) <= LONGEST and goes_on and (not has_verb(line) or not line.rstrip().endswith((".", "!", "?"))):
        return line_end
    cut = _first_cut(line)
    return start + (_further(line, cut) if cut else 0)


def _first_cut(line: str) -> int:
    """The end of the first stretch that may be a heading, 0 where that is a sentence."""
    near = line[: LONGEST + 1]
    if town := _TOWN_THEN_SENTENCE.search(near):
        ends = [found for found in _END.finditer(near, 0, town.end()) if found.end() < town.start("end")]
        if not ends and _may_head(line[: town.start("end")]):
            return town.end("end")
    found = _END.search(near)
    if not found or (found.start() > LONGEST or (found.end() == len(near) < len(line))):
        return 0
    return found.end() if _may_head(line[: found.start()]) else 0


def _may_head(words: str) -> bool:
    stripped = words.strip(" ,.:;–-|\t\xa0")
    return 0 < len(stripped.split()) <= _MOST_WORDS and not has_verb(stripped)


def _further(line: str, cut: int) -> int:
    """The heading goes on over short stretches without a verb: "Säter. Stöld genom inbrott. Polisen larmades"."""
    while cut < LONGEST and not _SENTENCE_STARTS.match(line, cut):
        found = _END.search(line, cut, cut + LONGEST)
        stretch = line[cut : found.start()] if found else ""
        if found is None or not 3 <= len(stretch) <= 40 or not is_heading(stretch) or found.end() == len(line):
            break
        cut = found.end()
    return cut


def _row_heading(line: str) -> int:
    """Of a table's row all cells but the last that tells something."""
    cuts = [found.end() for found in _SEPARATOR.finditer(line.rstrip(" |;\t"))]
    return cuts[-1] if cuts else 0
