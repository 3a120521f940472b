"""What: the category of a passage."""
