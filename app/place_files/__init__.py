"""Places and addresses from files."""
