"""The map's incidents as vector tiles, for more of them than one layer holds; see docs/tiles.md."""
