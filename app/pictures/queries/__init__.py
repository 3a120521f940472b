"""Reads editions: what is kept, what they are built from, what stands on their pages."""
