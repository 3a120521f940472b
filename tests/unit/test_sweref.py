"""Our projection against those of the two databases, which have PROJ's."""

import pytest
from sqlalchemy import Connection, text

from geo.points import to_sweref, to_wgs84

CORNERS = ((11.0, 58.9), (12.8, 55.4), (15.0, 62.0), (17.6425, 59.5144), (18.1, 69.0), (24.1, 65.8))
ASKED = text("SELECT ST_X(t.g), ST_Y(t.g) FROM (SELECT ST_Transform(ST_GeomFromText(:point, 4326), 3006) AS g) AS t")


@pytest.mark.parametrize(("lon", "lat"), CORNERS)
def test_it_agrees_with_the_database_to_the_millimetre(connection: Connection, lon: float, lat: float) -> None:
    easting, northing = connection.execute(ASKED, {"point": f"POINT({lon} {lat})"}).one()
    assert to_sweref(lon, lat) == pytest.approx((easting, northing), abs=0.001)
    assert to_wgs84(easting, northing) == pytest.approx((lon, lat), abs=1e-8)
