"""Words below a drawing: whole, in lines that fit, and text that is no markup."""

from xml.etree import ElementTree

import pytest

from geo.drawing.caption import captioned

SVG = '<svg role="img" xmlns="http://www.w3.org/2000/svg" width="420" height="340" viewBox="0 0 420 340"><g/></svg>'
LINE = "{http://www.w3.org/2000/svg}text"


def test_long_words_stand_whole_below_the_drawing_in_several_lines():
    words = (
        "Bakgrund: © Provkartan & <vänner>. Delar av bakgrundskartan gick inte att läsa och saknas på den här kartan."
    )
    root = ElementTree.fromstring(captioned(SVG, words))
    lines = list(root.iter(LINE))
    assert " ".join(line.text or "" for line in lines) == words
    assert len(lines) == 3
    bottoms = [float(line.get("y", 0)) for line in lines]
    assert 340 < bottoms[0] < bottoms[1] < bottoms[2] < float(root.get("height", 0))
    assert root.get("viewBox") == f"0 0 420 {root.get('height')}"


def test_without_words_a_drawing_is_as_it_was():
    assert captioned(SVG, "") is SVG


def test_an_image_of_no_known_size_is_refused():
    with pytest.raises(ValueError, match="size"):
        captioned("<svg></svg>", "Bakgrund")
