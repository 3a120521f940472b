"""Keeps, reviews, publishes and withdraws editions, and what people write about them."""
