"""An edition in each format."""
