"""Incidents that may be one: comparing them, merging them, and what waits to be looked at."""
