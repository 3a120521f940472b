"""Shapes and names of places: plain Python on Shapely, no web and no database."""
