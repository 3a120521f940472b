"""Reads reports for their review, and which of them wait for it."""
