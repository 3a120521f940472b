"""Where: places and towns in a passage."""
