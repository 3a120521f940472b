"""Reads reports, and what is here already of what is being read in."""
