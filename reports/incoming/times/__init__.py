"""When: times and days in words, in texts and in forms."""
