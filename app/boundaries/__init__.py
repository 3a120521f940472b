"""Boundaries of the districts, from files."""
