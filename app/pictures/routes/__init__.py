"""Pages of the biweekly picture: the editions and one edition, making and publishing them."""

from app.pictures.routes import comparing, deciding, pages, writing
from app.pictures.routes.blueprint import bp

__all__ = ["bp", "comparing", "deciding", "pages", "writing"]
