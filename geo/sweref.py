"""SWEREF 99 TM (EPSG:3006), the plane in which distances and areas in Sweden are measured.

Gauss–Krüger's projection of GRS 80 by Krüger's series to the fourth order in n, as Lantmäteriet publishes it ("Gauss
conformal projection, Krüger's formulas"); better than a millimetre anywhere in Sweden. WGS 84 is taken as SWEREF 99, as
EPSG's transformation 1674 does. Not by pyproj: it brings a PROJ of its own, and two of them in one process, the other
being SpatiaLite's, crash it at exit.
"""

from typing import Any

import numpy as np

SEMI_MAJOR, FLATTENING = 6378137.0, 1 / 298.257222101
CENTRAL_MERIDIAN, SCALE, FALSE_EASTING = np.radians(15.0), 0.9996, 500_000.0

E2 = FLATTENING * (2 - FLATTENING)
E = np.sqrt(E2)
N = FLATTENING / (2 - FLATTENING)
RADIUS = SCALE * SEMI_MAJOR / (1 + N) * (1 + N**2 / 4 + N**4 / 64)

FORWARD = (
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440,
    61 * N**3 / 240 - 103 * N**4 / 140,
    49561 * N**4 / 161280,
)
BACKWARD = (
    N / 2 - 2 * N**2 / 3 + 37 * N**3 / 96 - N**4 / 360,
    N**2 / 48 + N**3 / 15 - 437 * N**4 / 1440,
    17 * N**3 / 480 - 37 * N**4 / 840,
    4397 * N**4 / 161280,
)
LATITUDE = (
    E2 + E2**2 + E2**3 + E2**4,
    -(7 * E2**2 + 17 * E2**3 + 30 * E2**4) / 6,
    (224 * E2**3 + 889 * E2**4) / 120,
    -4279 * E2**4 / 1260,
)


def project(lons: Any, lats: Any) -> tuple[Any, Any]:
    """Degrees → (eastings, northings) in metres; arrays keep their shape."""
    sine, turn = np.sin(np.radians(lats)), np.radians(lons) - CENTRAL_MERIDIAN
    # The tangent of the conformal latitude.
    tangent = np.sinh(np.arctanh(sine) - E * np.arctanh(E * sine))
    xi = np.arctan2(tangent, np.cos(turn))
    eta = np.arctanh(np.sin(turn) / np.hypot(1, tangent))
    up, across = _series(FORWARD, xi, eta)
    return FALSE_EASTING + RADIUS * (eta + across), RADIUS * (xi + up)


def unproject(eastings: Any, northings: Any) -> tuple[Any, Any]:
    """Metres → (longitudes, latitudes) in degrees; arrays keep their shape."""
    xi, eta = np.divide(northings, RADIUS), np.subtract(eastings, FALSE_EASTING) / RADIUS
    up, across = _series(BACKWARD, xi, eta)
    xi, eta = xi - up, eta - across
    conformal = np.arcsin(np.sin(xi) / np.cosh(eta))
    square = np.sin(conformal) ** 2
    a, b, c, d = LATITUDE
    more = a + square * (b + square * (c + square * d))
    lats = conformal + np.sin(conformal) * np.cos(conformal) * more
    return np.degrees(CENTRAL_MERIDIAN + np.arctan2(np.sinh(eta), np.cos(xi))), np.degrees(lats)


def _series(coefficients: tuple[float, ...], xi: Any, eta: Any) -> tuple[Any, Any]:
    """Sums of Krüger's series: (northwards, eastwards)."""
    terms = [(factor, 2 * order) for order, factor in enumerate(coefficients, 1)]
    up = sum(factor * np.sin(m * xi) * np.cosh(m * eta) for factor, m in terms)
    across = sum(factor * np.cos(m * xi) * np.sinh(m * eta) for factor, m in terms)
    return up, across
