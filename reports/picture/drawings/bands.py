"""A count as a dot on the range expected, small enough to stand in a row of a table."""

INK = "#14212b"
BAND = "#cfd6d2"
RULE = "#d5dad7"
WIDTH, HEIGHT, MARGIN = 120, 12, 6


def band_svg(now: float, low: float | None, high: float | None, scale: float) -> str:
    """An SVG of 120 × 12 units: all in the same unit, from 0 to `scale` (above 0). The figures beside it say the same.

    Without a range only the dot is drawn; what lies beyond the scale stands at its end.
    """

    def at(value: float) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * min(value / scale, 1), 1)

    middle = HEIGHT / 2
    parts = [f'<line x1="0" x2="{WIDTH}" y1="{middle}" y2="{middle}" stroke="{RULE}"/>']
    if low is not None and high is not None:
        width = round(at(high) - at(low) + 4, 1)
        parts.append(f'<rect x="{at(low) - 2:.1f}" y="2" width="{width}" height="8" fill="{BAND}"/>')
    parts.append(f'<circle cx="{at(now)}" cy="{middle}" r="4" fill="{INK}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )
