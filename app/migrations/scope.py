"""Which parts of a database are ours to migrate."""

from geoalchemy2 import alembic_helpers

from app.models import Base


def is_ours(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """Only what our metadata knows: SpatiaLite and PostGIS keep tables of their own beside it."""
    if kind == "table":
        return name in Base.metadata.tables
    return bool(alembic_helpers.include_object(item, name, kind, reflected, compare_to))  # type: ignore[no-untyped-call]
