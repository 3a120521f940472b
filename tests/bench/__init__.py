"""Measurements: `make bench` runs all, `python -m tests.bench.bench_picture` one. They never fail a test."""
