"""Fills a database: categories, a municipality with its districts and places, and a plainly made-up demo."""
