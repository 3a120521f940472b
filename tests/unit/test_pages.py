"""The page check notices what it promises to notice."""

import pytest

from tests.pages import check_page

PAGE = '<!doctype html><html lang="sv"><head><title>Läget</title></head><body><h1>Läget</h1>{}</body></html>'


def test_a_good_page_passes():
    check_page(
        PAGE.format('<label for="a">A</label><input id="a"><label><select></select> B</label><a href="/">Hem</a>')
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></div></p>", "p"),
        ("<ul><li>a</ul></div>", "div"),
        ('<p class="a" class="b">x</p>', "class"),
        ('<p id="a">x</p><p id="a">y</p>', "id 'a' stands 2 times"),
        ('<input name="when">', "input name='when' has no label"),
        ('<label for="b">B</label>', "for='b' of label points at nothing"),
        ('<p aria-describedby="c">x</p>', "aria-describedby='c' of p points at nothing"),
        ("<h1>Två</h1>", "one h1 with words is wanted, 2 found"),
        ("<button></button>", "button  has no words"),
        ('<img src="map.png">', "img map.png has no alt"),
    ],
)
def test_a_fault_is_named(body: str, fault: str):
    with pytest.raises(AssertionError) as error:
        check_page(PAGE.format(body))
    assert fault in str(error.value)


@pytest.mark.parametrize(
    ("part", "fault"), [("<title>Läget</title>", "title"), (' lang="sv"', "language"), ("<!doctype html>", "DOCTYPE")]
)
def test_a_page_lacks_nothing(part: str, fault: str):
    with pytest.raises(AssertionError, match=fault):
        check_page(PAGE.replace(part, ""))
