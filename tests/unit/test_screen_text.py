"""Screen text goes through gettext: none stands bare in Python, templates or scripts."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

APP = Path(__file__).parents[2] / "app"
GETTEXT = {"_", "_l", "gettext", "lazy_gettext", "ngettext"}
SWEDISH = re.compile("[åäöÅÄÖ]")
WORDS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "aria-description", "aria-label", "placeholder", "title"}
FORMATS = {"PDF", "PNG", "SVG", "Excel", "CSV", "GeoJSON", "GeoPackage"}
KEYS = {"Ctrl ↵", "PageDown", "PageUp", "Home", "End"}
AS_IS = FORMATS | KEYS | {"In English", "På svenska"}
"""The same in both languages, or in the one that it is about."""

JINJA = Environment(extensions=["jinja2.ext.i18n"])
MODULES = sorted(path for path in APP.rglob("*.py") if "versions" not in path.parts)
TEMPLATES = sorted(APP.glob("templates/**/*.html"))
SCRIPTS = sorted(APP.glob("static/js/*.js"))


class Bare(HTMLParser):
    """Collects what a page's source says by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def bare_words(template: str) -> list[str]:
    """What is left of a template without its expressions, its tags, and what may stand as it is."""
    reader = Bare()
    reader.feed("".join(value for _line, kind, value in JINJA.lex(template) if kind == "data"))
    return [text for said in reader.said if WORDS.search(text := said.strip(" –·\n")) and text not in AS_IS]


def called(call: ast.Call | nodes.Call) -> str:
    function = call.func if isinstance(call, ast.Call) else call.node
    return str(getattr(function, "id", getattr(function, "name", "")))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in GETTEXT)


def swedish_in_module(source: str) -> list[str]:
    """Swedish strings outside gettext and docstrings."""
    tree = ast.parse(source)
    meant = {id(part) for call in calls(tree) for part in ast.walk(call)}
    meant |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in strings if SWEDISH.search(node.value) and id(node) not in meant]


def swedish_in_expressions(template: str) -> list[str]:
    tree = JINJA.parse(template)
    meant = [call for call in tree.find_all(nodes.Call) if called(call) in GETTEXT]
    inside = {id(constant) for call in meant for constant in call.find_all(nodes.Const)}
    constants = [constant for constant in tree.find_all(nodes.Const) if id(constant) not in inside]
    return [constant.value for constant in constants if SWEDISH.search(str(constant.value))]


@pytest.fixture(scope="module")
def known() -> set[str]:
    with (APP / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}


def test_templates_say_nothing_by_themselves():
    assert len(TEMPLATES) > 30
    bare = {path.name: bare_words(path.read_text()) + swedish_in_expressions(path.read_text()) for path in TEMPLATES}
    assert {name: words for name, words in bare.items() if words} == {}


def test_modules_say_nothing_swedish_by_themselves():
    assert len(MODULES) > 80
    bare = {str(path.relative_to(APP)): swedish_in_module(path.read_text()) for path in MODULES}
    assert {name: words for name, words in bare.items() if words} == {}


def test_scripts_get_their_words_from_the_page():
    assert SCRIPTS
    code = {path.name: re.sub(r"(?m)^\s*//.*|\s//\s.*", "", path.read_text()) for path in SCRIPTS}
    assert {name: found for name, text in code.items() if (found := SWEDISH.findall(text))} == {}


def test_every_gettext_call_is_found(known: set[str]):
    """Texts that are put together, or stand inside an f-string, never reach the catalogue."""
    lost = [
        f"{path.relative_to(APP)}:{call.lineno}"
        for path in MODULES
        for call in calls(ast.parse(path.read_text()))
        if not isinstance(call.args[0], ast.Constant) or call.args[0].value not in known
    ]
    assert lost == []


@pytest.mark.parametrize(
    "template",
    ["<p>Händelser</p>", "<a title='Stäng' href='/'></a>", "{{ _('Logga') }} ut", "{{ 'På kartan' if drawn }}"],
)
def test_bare_words_are_found(template: str):
    assert bare_words(template) + swedish_in_expressions(template)


def test_wrapped_words_are_not_bare():
    template = '{# Karta #}<a href="/x" title="{{ _("Stäng") }}">{{ ngettext("%(n)s år", "%(n)s år", 2, n=2) }}</a>'
    assert bare_words(template) + swedish_in_expressions(template) == []
    assert swedish_in_module('"""På svenska."""\nx = _("Åtgärd %(n)s", n=1)\ny = f"{x} är"') == [" är"]
