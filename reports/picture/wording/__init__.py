"""How an edition says things."""
