"""The public notices of polisen.se."""
