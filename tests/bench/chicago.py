"""A million incidents of a real city in a database of ours, laid straight into its table."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet
from sqlalchemy import select, text

from app.bulk import indexes_last, insert_columns
from app.db import Database
from app.logbook import table_of
from app.models import Category, District, Incident
from reports.picture.hours_of_week import hours_of_week, since_1970

BATCH = 100_000
DISTRICT = (-87.68, 41.85, -87.62, 41.91)
"""West, south, east and north of what stands for a district: the inner city."""


def fill_with_chicago(database: Database, path: Path, most: int = 1_000_000) -> None:
    """Each as an incident at its exact point; kinds of crime are spread over our top categories."""
    start = time.perf_counter()
    rows = pyarrow.parquet.read_table(path).slice(0, most)
    words = sorted(set(rows["primary_type"].to_pylist()))
    with database.writing() as session:
        own = select(Category.id).where(~Category.is_sensitive, Category.parent_id.is_(None)).order_by(Category.id)
        ids = list(session.scalars(own))
        kinds = {word: ids[at % len(ids)] for at, word in enumerate(words)}
        district = session.scalars(select(District.id).order_by(District.id)).first()
        with indexes_last(session, table_of(Incident)):
            for batch in rows.to_batches(BATCH):
                insert_columns(session, table_of(Incident), _columns(batch, kinds, district))
    with database.engine.execution_options(may_write=True, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE incident"))
    print(f"{rows.num_rows:,} incidents laid into the table in {time.perf_counter() - start:.0f} s")


def _columns(rows: Any, kinds: dict[str, int], district: int | None) -> dict[str, Any]:
    dates = [moment.replace(tzinfo=UTC) for moment in rows["date"].to_pylist()]
    hours = np.array([since_1970(moment) for moment in dates])
    first = int(hours.min())
    lons, lats = (rows[name].to_numpy().astype(float) for name in ("lon", "lat"))
    west, south, east, north = DISTRICT
    inside = (lons > west) & (lons < east) & (lats > south) & (lats < north)
    now = datetime.now(UTC)
    return {
        "occurred_from": dates,
        "hour_of_week": hours_of_week(first, int(hours.max()) + 1)[hours - first].tolist(),
        "hours_touched": 1,
        "category_id": [kinds[word] for word in rows["primary_type"].to_pylist()],
        "summary": "",
        "certainty": "observed",
        "status": "confirmed",
        "point": [f"SRID=4326;POINT({lon:.7f} {lat:.7f})" for lon, lat in zip(lons, lats, strict=True)],
        "precision": "point",
        "district_id": [district if here else None for here in inside],
        "search_text": "",
        "created_at": now,
        "updated_at": now,
    }
