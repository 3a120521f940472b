"""A step of the assessment scale as a swatch: colour and pattern together, so that it reads in black and white too."""

from html import escape

INK = "#14212b"
# What is drawn in ink over the colour, in a square of 24 units.
PATTERNS = {
    "solid": "",
    "dots": "".join(f'<circle cx="{x}" cy="{y}" r="1.8"/>' for x, y in ((6, 6), (18, 6), (12, 12), (6, 18), (18, 18))),
    "stripes": '<path d="M0 12L12 0M0 24L24 0M12 24L24 12" stroke-width="2"/>',
    "crossed": '<path d="M0 12L12 0M0 24L24 0M12 24L24 12M12 0L24 12M0 0L24 24M0 12L12 24" stroke-width="2"/>',
}


def level_swatch(colour: str, pattern: str) -> str:
    """An SVG of 24 × 24 units: `colour` as #rrggbb, `pattern` one of PATTERNS (another one is drawn as plain colour).

    It says nothing to a screen reader: the step's word stands beside it.
    """
    drawn = PATTERNS.get(pattern, "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="level" viewBox="0 0 24 24" width="24" height="24" '
        f'aria-hidden="true"><rect width="24" height="24" fill="{escape(colour)}"/>'
        f'<g fill="{INK}" stroke="{INK}" stroke-width="0">{drawn}</g>'
        f'<rect x="0.5" y="0.5" width="23" height="23" fill="none" stroke="{INK}"/></svg>'
    )
