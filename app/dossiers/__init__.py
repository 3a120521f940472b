"""Platsunderlag: one place, what was reported there, on one page to lay beside an application."""
