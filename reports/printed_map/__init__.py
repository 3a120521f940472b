"""The map on paper: what stands around it, and its typesetting."""
