"""What the reader has learned from corrections, for those who want to see it or take it back."""
