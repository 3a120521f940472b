"""Pages of the review: the work list, a report beside its drafts, and what is done with them."""

from app.review.routes import page, passages, signing, teaching, twins, work
from app.review.routes.blueprint import bp

__all__ = ["bp", "page", "passages", "signing", "teaching", "twins", "work"]
