"""Incidents that may be one."""
