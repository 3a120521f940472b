"""What every page must be: valid HTML5, titled, with one heading, unique ids, and a name on all one can use."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from html5lib import HTMLParser
from html5lib.constants import E as MESSAGES
from html5lib.html5parser import ParseError

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")


# Many pages come letter for letter again, where there is nothing new to find.
@lru_cache(maxsize=1000)
def check_page(html: str) -> None:
    """Raise AssertionError with all that is wrong with a page."""
    found = list(faults(parse(html)))
    assert not found, "\n".join(found)


# A test reads for itself what the client has just checked.
@lru_cache(maxsize=50)
def parse(html: str) -> Element:
    """The page's root element, without namespaces, to be read alone: whoever asks for the same page gets the same.

    Raises AssertionError where a strict reader would stumble.
    """
    parser = HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(html)
    except ParseError:
        (line, column), code, values = parser.errors[-1]
        source = html.splitlines()[line - 1].strip() if html else ""
        raise AssertionError(f"line {line}, column {column}: {MESSAGES[code] % values}\n{source}") from None


def faults(root: Element) -> Iterator[str]:
    yield from _structure(root)
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"id {name!r} stands {number} times" for name, number in ids.items() if number > 1)
    yield from _references(root, set(ids))
    yield from _names(root)


def words(element: Element) -> str:
    """The text of an element and all within it, white space made single."""
    return " ".join("".join(element.itertext()).split())


def _structure(root: Element) -> Iterator[str]:
    if not root.get("lang"):
        yield "the page does not say its language"
    titles, headings = root.findall("head/title"), root.findall(".//h1")
    if [bool(words(title)) for title in titles] != [True]:
        yield "the page has no title"
    if [bool(words(heading)) for heading in headings] != [True]:
        yield f"one h1 with words is wanted, {len(headings)} found"


def _references(root: Element, ids: set[str]) -> Iterator[str]:
    for element in root.iter():
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} of {element.tag} points at nothing"


def _names(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {id(inner) for label in root.iter("label") for inner in label.iter()}
    for element in _all(root, "input", "select", "textarea"):
        named = element.get("id") in labelled or id(element) in wrapped or _has_name(element)
        if element.get("type") not in UNLABELLED and not named:
            yield f"{element.tag} name={element.get('name')!r} has no label"
    for element in _all(root, "a", "button"):
        if not (words(element) or _has_name(element) or any(image.get("alt") for image in element.iter("img"))):
            yield f"{element.tag} {element.get('href', '')} has no words"
    yield from (f"img {image.get('src')} has no alt" for image in root.iter("img") if image.get("alt") is None)


def _has_name(element: Element) -> bool:
    return any(element.get(attribute, "").strip() for attribute in ("aria-label", "aria-labelledby"))


def _all(root: Element, *tags: str) -> list[Element]:
    return [element for element in root.iter() if element.tag in tags]
