"""From HTML, as mail programs write it, to text as a person would read it."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import LxmlError, _Element

_NEW_LINE = {"p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr"}
_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"}
_SILENT = {"script", "style", "head", "title", "template", "noscript"}
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def text_of_html(source: str) -> str:
    """The text of a page: a line for each paragraph and row of a table, cells parted by tabs, lists with dashes."""
    if not source.strip():
        return ""
    try:
        # lxml refuses text that declares an encoding; it is no longer in one.
        root = html.fromstring(_DECLARED.sub("", source), parser=html.HTMLParser(huge_tree=True))
    except (LxmlError, ValueError):
        return ""
    lines = "".join(_pieces(root)).split("\n")
    text = "\n".join(re.sub(r" *\t *", "\t", line).strip(" ").rstrip("\t") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip() or _without_tags(source)


def _without_tags(source: str) -> str:
    """What to do where the parser gives up: it drops all that is nested too deeply."""
    return re.sub(r"\s*<[^>]*>\s*", "\n", source).strip()


def _pieces(root: _Element) -> Iterator[str]:
    """The words in their order, with breaks between. By a walk of events: pages nest deeper than calls may."""
    hidden = 0
    for event, element in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else "!"
        if tag in _SILENT or tag == "!":
            hidden += 1 if event == "start" else -1
        if event == "start":
            if not hidden:
                yield _before(tag) + _SPACES.sub(" ", element.text or "")
        elif not hidden:
            yield _after(tag) + (_SPACES.sub(" ", element.tail or "") if element is not root else "")


def _walk(root: _Element) -> Iterator[tuple[str, _Element]]:
    waiting: list[tuple[str, _Element]] = [("start", root)]
    while waiting:
        event, element = waiting.pop()
        yield event, element
        if event == "start":
            waiting.append(("end", element))
            waiting.extend(("start", child) for child in reversed(element))


def _before(tag: str) -> str:
    if tag == "br":
        return "\n"
    if tag == "li":
        return "\n- "
    return "\n" if tag in _NEW_LINE else ""


def _after(tag: str) -> str:
    if tag in ("td", "th"):
        return "\t"
    if tag in _APART:
        return "\n\n"
    return "\n" if tag in _NEW_LINE else ""
