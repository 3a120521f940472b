"""What an edition draws."""
